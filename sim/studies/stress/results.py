"""Everything that is told of a register, worked out once: table and page read this and nothing else.

``results.json`` holds all but the curves, which are in ``series.parquet`` (a row a policy, threat, arm, outcome and
day). Both hold numbers in the outcomes' own units with their intervals; whoever shows them rounds and words them.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import UserError
from sim.methods.as_json import interval, plain
from sim.methods.intervals import band, mean_interval
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.store import write_json
from sim.studies.stress.arms import shocked_name
from sim.studies.stress.impact import MONEY, class_row, harm_rows, likelihood_row, loss_row, worse_by
from sim.studies.stress.noise import FALSE_ALARMS
from sim.studies.stress.plans import best_plan, plan_rows
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.scales import GROWN, IMPACT_NAMES, LIKELIHOOD_BOUNDS, LIKELIHOOD_NAMES, LOST
from sim.studies.stress.threat import Threat, Watch
from sim.studies.stress.timing import detect_row, recover_row
from sim.studies.stress.words import summary

FORMAT = 1
RESULTS, SERIES = "results.json", "series.parquet"


@dataclass(frozen=True)
class Results:
    """What is told of a register: the content of ``results.json``, and the curves."""

    told: dict[str, Any]
    series: pd.DataFrame

    def write(self, folder: Path) -> None:
        """Write both files."""
        write_json(folder / RESULTS, self.told)
        table = pa.Table.from_pandas(self.series, preserve_index=False).replace_schema_metadata()
        pq.write_table(table, folder / SERIES, compression="zstd")

    @classmethod
    def read(cls, folder: Path) -> Results:
        """Return the results that a register's folder holds.

        Raises
        ------
        UserError
            If there are none.
        """
        if not (folder / RESULTS).exists():
            raise UserError("no results of a register here (sim stress writes them)", path=folder)
        told = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
        return cls(told, pq.read_table(folder / SERIES).to_pandas())


def results_of(runs: StressRuns) -> Results:
    """Return everything that is told of a register's runs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # outcomes that no seed defines have no mean
        rows = [_row(runs, policy, threat) for policy in runs.register.policies for threat in runs.register.threats]
        told = plain({
            "format": FORMAT, "about": _about(runs), "scales": _scales(), "rows": rows,
            "between": list(_between(runs)),
        })
        told["summary"] = summary(told)
        return Results(told, _series(runs))


def _row(runs: StressRuns, policy: Scenario, threat: Threat) -> dict[str, Any]:
    """Return one policy under one threat."""
    harms = harm_rows(runs, policy, threat)
    plans = plan_rows(runs, policy, threat)
    impact, likelihood = class_row(harms), likelihood_row(threat)
    return {
        "policy": policy.name, "threat": threat.name, "question": threat.question, "limits": threat.limits,
        "start": threat.start, "lasts": threat.lasts, "moves": [_move(one, threat) for one in threat.changes],
        "likelihood": likelihood, "harms": harms, "impact": impact,
        "rating": {"middle": likelihood["class"] * impact["class"], "low": likelihood["low_class"] * impact["low"],
                   "high": likelihood["high_class"] * impact["high"]},
        "loss": loss_row(runs, policy, threat), "detect": detect_row(runs, policy, threat),
        "recover": recover_row(runs, policy, threat), "plans": plans,
        "best": best_plan(runs, policy, threat, plans),
    }


def _move(change: Any, threat: Threat) -> str:
    where = f" in {', '.join(change.regions)}" if change.regions else ""
    late = f" from its day {change.start - threat.start}" if change.start > threat.start else ""
    return f"{change.name} → {change.to:g}{where}{late}"


def _between(runs: StressRuns) -> Iterator[dict[str, Any]]:
    """Yield for each threat how much harder it hits a policy than the first one, seed by seed."""
    first, *others = runs.register.policies
    for policy in others:
        for threat in runs.register.threats:
            for name in dict.fromkeys((threat.judged_by, MONEY)):
                hits = [worse_by(name, runs.outcome(shocked_name(one.name, threat.name), name)
                                 - runs.outcome(one.name, name)) for one in (policy, first)]
                yield {"policy": policy.name, "than": first.name, "threat": threat.name, "outcome": name,
                       "unit": OUTCOMES[name].unit, "harder": interval(mean_interval(hits[0] - hits[1]))}


def _series(runs: StressRuns) -> pd.DataFrame:
    """Return the curves of signals and of what recovers: twin and shocked, mean over seeds with 95% interval."""
    frames = []
    for policy in runs.register.policies:
        for threat in runs.register.threats:
            for watch in dict.fromkeys((_plain(threat.signal), _plain(threat.recovery))):
                for arm, name in (("twin", policy.name), ("shocked", shocked_name(policy.name, threat.name))):
                    mean, low, high = band(runs.readings(name, watch))
                    frames.append(pd.DataFrame({
                        "policy": policy.name, "threat": threat.name, "arm": arm, "outcome": watch.outcome,
                        "region": watch.region or "all", "over": watch.over, "day": np.arange(runs.days),
                        "mean": mean, "low": low, "high": high}))
    return pd.concat(frames, ignore_index=True)


def _plain(watch: Watch) -> Watch:
    """Return what is read, whatever distance counts."""
    return Watch(watch.outcome, True, 0.0, False, watch.over, watch.region)


def _scales() -> dict[str, Any]:
    return {"likelihood": LIKELIHOOD_BOUNDS, "likelihood_names": LIKELIHOOD_NAMES, "lost": LOST, "grown": GROWN,
            "impact_names": IMPACT_NAMES, "false_alarms": FALSE_ALARMS}


def _about(runs: StressRuns) -> dict[str, Any]:
    about, config = runs.study.about, next(iter(runs.study.blueprint.bases.values()))
    return {
        "policies": [{"name": one.name, "question": one.question} for one in runs.register.policies],
        "threats": [one.name for one in runs.register.threats], "regions": list(config["market"]["regions"]),
        "days": runs.days, "seeds": len(runs.seeds), "first_seed": about["first_seed"],
        "runs": runs.study.counts["runs"], "finished": runs.study.counts["finished"],
        "failed": runs.study.counts["failed"], "viewers": int(config["population"]["viewers"]),
        "creators": int(config["population"]["creators"]), "warmup_days": int(config["warmup_days"]),
        "start_date": str(config["start_date"]), "command": about["command"], "key": about["key"],
        "created": about["created"], "environment": about["environments"][-1],
    }
