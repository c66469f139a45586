"""How an answer came about, told from its study's store: versions, command, machine, time, and what did not finish."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow.compute as pc

from sim.runs.folder import StudyFolder
from sim.runs.rows import WHOLE_MARKET
from sim.runs.workforce import cores

_NO_PACKAGES = ("code", "processor")


@dataclass(frozen=True)
class Provenance:
    """When a study's runs were done, how long that took, by how many workers, and which runs failed.

    Attributes
    ----------
    wall_s
        Seconds in which at least one run was going on, so that a study taken up next week took no week.
    failures
        Of each failed run: replication (from 0), scenario, stage and traceback.
    """

    started: datetime
    finished: datetime
    wall_s: float
    workers: int
    failures: tuple[Mapping[str, Any], ...]


def provenance(study: StudyFolder) -> Provenance:
    """Return how the runs came about that a study has so far."""
    table = study.rows(["key", "finished", "wall_s", "worker", "stage", "message", "traceback"])
    if table is None or not table.num_rows:
        now = datetime.now(UTC)
        return Provenance(now, now, 0.0, 1, ())
    rows = table.filter(pc.equal(table["region"], WHOLE_MARKET)).to_pylist()
    spans = sorted((one["finished"] - timedelta(seconds=one["wall_s"]), one["finished"]) for one in rows)
    plan = {one["key"]: one for one in study.plan.select(["run", "key", "scenario", "seed"]).to_pylist()}
    first = int(study.about["first_seed"])
    failed = sorted(
        (one for one in rows if one["status"] == "failed"), key=lambda one: int(plan[one["key"]]["run"])
    )
    return Provenance(
        spans[0][0], max(end for _, end in spans), _covered(spans), len({one["worker"] for one in rows}),
        tuple(
            {"replication": plan[one["key"]]["seed"] - first, "scenario": plan[one["key"]]["scenario"],
             "stage": one["stage"], "traceback": one["traceback"] or one["message"]}
            for one in failed
        ),
    )


def manifest(
    study: StudyFolder, name: str, key: str, seeds: Sequence[int], impressions: int, network: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the content of ``manifest.json``.

    ``status`` is ``"complete"``, or ``"partial"`` when Ctrl-C or a failed run left fewer seeds than asked for.

    Parameters
    ----------
    name, key
        Of the study.
    seeds
        Those of which every run is finished.
    impressions
        Simulated for them, warm-ups included.
    network
        What reading or generating the network of creators counted.
    """
    came, made = provenance(study), study.about["environments"][-1]
    config = next(iter(study.blueprint.bases.values()))
    return {
        "study": study.about["study"],
        "name": name,
        "key": key,
        "status": "complete" if len(seeds) == study.about["seeds"] else "partial",
        "command": study.about["command"],
        "seed": study.about["first_seed"],
        "replications": {"asked": study.about["seeds"], "finished": len(seeds), "seeds": list(seeds)},
        "failures": [dict(one) for one in came.failures],
        "code_version": made["code"],
        "versions": {package: version for package, version in made.items() if package not in _NO_PACKAGES},
        "machine": {
            "system": platform.system(),
            "processor": made["processor"],
            "cores": cores(),
            "processes": came.workers,
            "threads": 1 if came.workers > 1 else int(config["engine"].get("threads", 1)),
        },
        "started": came.started.isoformat(timespec="seconds"),
        "finished": came.finished.isoformat(timespec="seconds"),
        "wall_s": round(came.wall_s, 3),
        "impressions": impressions,
        "network": dict(network),
    }


def _covered(spans: Sequence[tuple[datetime, datetime]]) -> float:
    """Return the seconds that at least one of some spans, ordered by their begin, covers."""
    seconds, until = 0.0, spans[0][0]
    for begin, end in spans:
        if end > until:
            seconds += (end - max(begin, until)).total_seconds()
            until = end
    return seconds
