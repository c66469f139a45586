"""A comparison or a forecast on the run engine: what is asked of it, and what its store says so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.config.matters import MATTERS
from sim.methods.designs.settings import DesignSettings
from sim.runs.blueprint import Blueprint
from sim.runs.folder import StudyFolder
from sim.runs.plan import Plan
from sim.runs.provenance import manifest
from sim.runs.replication import Replication
from sim.studies.compare.counting import COUNTS, CountsOfRun, read_counts, replication
from sim.studies.experiment.plan import Sweep

SCALE = "stands_for"
"""Where a study's description says for how many real viewers it is told; it may differ from ask to ask."""


def runs_of(plan: Plan, judged: Mapping[str, Any] | None = None) -> Sweep:
    """Return the runs that a comparison or a forecast takes: its scenarios on every seed, at one point.

    Parameters
    ----------
    judged
        What else the study's description is to hold, such as when it has seeds enough.
    """
    blueprint = Blueprint({"": plan.config}, plan.scenarios)
    seed = int(plan.config["seed"])
    return Sweep(
        plan.study, blueprint, DesignSettings(), plan.replications, seed, plan.command, title=plan.name,
        judged={
            MATTERS: {one.name: {**plan.config.get(MATTERS, {}), **one.matters} for one in plan.scenarios},
            **({SCALE: plan.stands_for} if plan.stands_for else {}),
            **(judged or {}),
        },
    )


def plan_of(study: StudyFolder) -> Plan:
    """Return what a study asks, with the replications that it has by now."""
    blueprint = study.blueprint
    config = blueprint.bases[""] | {"replications": int(study.about["seeds"])}
    matters = study.about.get("judged", {}).get(MATTERS, {})  # as it was last asked for: it may differ from ask to ask
    scenarios = tuple(replace(one, matters=dict(matters.get(one.name, {}))) for one in blueprint.scenarios)
    scale = int(study.about.get("judged", {}).get(SCALE, 0))
    return Plan(study.about["study"], config, scenarios, study.about["command"], scale)


def finished_replications(study: StudyFolder) -> tuple[Replication, ...]:
    """Return what the seeds left of which every scenario is finished, in their order."""
    states = study.states()
    first, scenarios = int(study.about["first_seed"]), [one.name for one in study.blueprint.scenarios]
    keys: dict[int, dict[str, str]] = {}
    for row in study.plan.select(["key", "scenario", "seed"]).to_pylist():
        if states.get(row["key"]) == "finished":
            keys.setdefault(row["seed"], {})[row["scenario"]] = row["key"]
    whole = {seed: found for seed, found in sorted(keys.items()) if len(found) == len(scenarios)}
    table = study.table(COUNTS) if whole else None
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
