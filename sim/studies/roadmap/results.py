"""Everything that is told of a roadmap, worked out once: page, deck and workbook read this and nothing else.

``results.json`` holds all but the curves, which are in ``series.parquet`` (a row an arm, outcome, place and day). Both
hold numbers in the outcomes' own units, with their intervals; whoever shows them rounds and words them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import UserError
from sim.methods.as_json import plain
from sim.runs.store import write_json
from sim.studies.roadmap.course import alternative_rows, contributions, series
from sim.studies.roadmap.groups import country_rows, outcomes_shown, tier_rows
from sim.studies.roadmap.money import money_rows
from sim.studies.roadmap.risks import failing, signs, weights
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.targets import all_met, target_rows
from sim.studies.roadmap.words import summary

FORMAT = 1
RESULTS, SERIES = "results.json", "series.parquet"


@dataclass(frozen=True)
class Results:
    """What is told of a roadmap.

    Attributes
    ----------
    told
        The content of ``results.json``.
    series
        The curves.
    """

    told: dict[str, Any]
    series: pd.DataFrame

    def write(self, folder: Path) -> None:
        """Write both files."""
        write_json(folder / RESULTS, self.told)
        table = pa.Table.from_pandas(self.series, preserve_index=False).replace_schema_metadata()
        pq.write_table(table, folder / SERIES, compression="zstd")

    @classmethod
    def read(cls, folder: Path) -> Results:
        """Return the results that a roadmap's folder holds.

        Raises
        ------
        UserError
            If there are none.
        """
        if not (folder / RESULTS).exists():
            raise UserError("no results of a roadmap here (sim roadmap FILE writes them)", path=folder)
        told = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
        return cls(told, pq.read_table(folder / SERIES).to_pandas())


def results_of(runs: RoadmapRuns) -> Results:
    """Return everything that is told of a roadmap's runs."""
    told = plain({
        "format": FORMAT,
        "about": _about(runs),
        "targets": target_rows(runs),
        "all_targets": all_met(runs),
        "alternatives": alternative_rows(runs),
        "contributions": contributions(runs),
        "money": money_rows(runs),
        "countries": country_rows(runs),
        "tiers": tier_rows(runs),
        "failing": failing(runs),
        "signs": signs(runs),
        "assumptions": weights(runs),
        "outcomes_shown": outcomes_shown(runs),
    })
    told["summary"] = summary(told)
    return Results(told, series(runs))


def _about(runs: RoadmapRuns) -> dict[str, Any]:
    roadmap, about, config = runs.roadmap, runs.study.about, next(iter(runs.study.blueprint.bases.values()))
    futures, seeds = runs.shape
    return {
        "name": roadmap.name, "question": roadmap.question, "owner": roadmap.owner, "path": roadmap.path,
        "start": roadmap.start_date, "end": roadmap.date(roadmap.days - 1).isoformat(), "days": roadmap.days,
        "regions": list(roadmap.regions), "budget": roadmap.budget, "futures": futures, "seeds": seeds,
        "varied": len(runs.study.factors), "matched": int(runs.finished.sum()), "arms": runs.study.scenarios,
        "runs": runs.study.counts["runs"], "finished": runs.study.counts["finished"],
        "failed": runs.study.counts["failed"], "window": WINDOW, "viewers": int(config["population"]["viewers"]),
        "creators": int(config["population"]["creators"]), "warmup_days": int(config["warmup_days"]),
        "first_seed": about["first_seed"], "command": about["command"], "key": about["key"],
        "created": about["created"], "environment": about["environments"][-1],
    }
