"""A comparison or a forecast on the run engine: its folder with its plan, and what its store says of it so far."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sim.errors import UserError
from sim.runs import parts
from sim.runs.blueprint import Blueprint
from sim.runs.description import DESCRIPTION
from sim.runs.environment import environment
from sim.runs.folder import StudyFolder, open_study, table_folder
from sim.runs.plan import Plan
from sim.runs.provenance import manifest
from sim.runs.replication import Replication
from sim.runs.store import check_writable, discard, first_missing
from sim.studies.compare.counting import COUNTS, CountsOfRun, read_counts, replication
from sim.studies.experiment.plan import FORMAT, plan_table
from sim.studies.experiment.run import extend


@dataclass(frozen=True)
class Begun:
    """A study ready to be carried out.

    Attributes
    ----------
    made
        The topmost folder that was made for it just now; ``None`` if it was there before.
    """

    study: StudyFolder
    made: Path | None

    def forget(self) -> None:
        """Remove the folder of a study that has just begun and of which nothing came."""
        if self.made is not None:
            discard(self.study.path, self.made)


def begin(plan: Plan, outputs: Path) -> Begun:
    """Write a study's plan under ``outputs``, or open it as far as it has come; more replications make it larger.

    Raises
    ------
    UserError
        When the place cannot be written (nothing is left behind then), or another study stands there.
    """
    check_writable(outputs)
    folder = plan.folder(outputs)
    if (folder / DESCRIPTION).exists():
        there = open_study(folder)
        if there.about["content"] != plan.content:
            raise UserError("holds another study under the same key: give --outputs another folder", path=folder)
        return Begun(extend(there, seeds=plan.replications), None)
    study = StudyFolder(folder, _describe(plan))
    begun = Begun(study, first_missing(folder))
    table = plan_table(
        study.blueprint, [{}], int(study.about["first_seed"]), plan.replications, study.about["environments"][0]["code"]
    )
    try:
        study.write(table)
    except OSError as error:
        begun.forget()
        raise UserError(f"cannot write {folder}: {error.strerror or error}") from error
    return begun


def plan_of(study: StudyFolder) -> Plan:
    """Return what a study asks, with the replications that it has by now."""
    blueprint = study.blueprint
    config = blueprint.bases[""] | {"replications": int(study.about["seeds"])}
    return Plan(study.about["study"], config, blueprint.scenarios, study.about["command"])


def finished_replications(study: StudyFolder) -> tuple[Replication, ...]:
    """Return what the seeds left of which every scenario is finished, in their order."""
    states = study.states()
    first, scenarios = int(study.about["first_seed"]), [one.name for one in study.blueprint.scenarios]
    keys: dict[int, dict[str, str]] = {}
    for row in study.plan.select(["key", "scenario", "seed"]).to_pylist():
        if states.get(row["key"]) == "finished":
            keys.setdefault(row["seed"], {})[row["scenario"]] = row["key"]
    whole = {seed: found for seed, found in sorted(keys.items()) if len(found) == len(scenarios)}
    table = parts.read_rows(table_folder(study.path, COUNTS)) if whole else None
    counts: dict[str, CountsOfRun] = {} if table is None else read_counts(table)
    return tuple(
        replication(seed - first, {name: counts[found[name]] for name in scenarios}) for seed, found in whole.items()
    )


def about(study: StudyFolder, plan: Plan, replications: tuple[Replication, ...]) -> dict[str, Any]:
    """Return the content of ``manifest.json``."""
    first = int(study.about["first_seed"])
    return manifest(
        study, plan.name, study.about["key"], [first + one.index for one in replications],
        sum(one.impressions for one in replications), replications[0].network if replications else {},
    )


def _describe(plan: Plan) -> dict[str, Any]:
    """Return the content of ``study.json``."""
    return {
        "format": FORMAT,
        "study": plan.study,
        "key": plan.key,
        "content": plan.content,
        "command": plan.command,
        "seeds": plan.replications,
        "first_seed": int(plan.config["seed"]),
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "environments": [environment()],
        "blueprint": Blueprint({"": plan.config}, plan.scenarios).to_json(),
    }
