"""A roadmap as a study: every alternative and counterfactual on the same seeds, and what is kept of each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sim.methods.designs.factors import read_factors
from sim.methods.designs.settings import DesignSettings
from sim.model.outcomes.dictionary import HEADLINE
from sim.runs.blueprint import Blueprint
from sim.runs.facts import Record
from sim.runs.plan import Config
from sim.studies.experiment.plan import Sweep, arms
from sim.studies.experiment.reviewers import ASKED, NEEDED, THERE
from sim.studies.roadmap.plan import Roadmap
from sim.studies.roadmap.staging import scenarios_of

STUDY = "roadmap"
STEP = 7
"""Days from one reading to the next."""

WINDOW = 28
"""Days that the readings of curves and early signs look back over."""

_WATCHED = (
    "enforcement_recall", "enforcement_precision", "fairness", "awareness", "cheating_premium", "return_rate",
    "daily_active_viewers", "review_backlog", "appeal_rate", NEEDED, THERE, ASKED,
)
"""Outcomes that are kept besides the headline ones and those of gates and targets: where trouble may show first."""

SPENDING = ("governance_cost", "incentive_cost")
"""What the market itself spends, summed week by week."""


def sweep_of(
    roadmap: Roadmap, config: Config, command: str, *, futures: int = 0, assume: Mapping[str, Any] | None = None,
    counterfactuals: bool = True,
) -> Sweep:
    """Return the study that a roadmap asks.

    Parameters
    ----------
    futures
        How many futures; 0 keeps every assumption as configured.
    assume
        What differs between futures, with bounds.
    counterfactuals
        Whether the plan is also run with each of its phases left out.
    """
    factors = tuple(read_factors(assume or {}, config)) if futures else ()
    blueprint = Blueprint({"": config}, arms(scenarios_of(roadmap, counterfactuals)), factors)
    settings = DesignSettings("latin_hypercube", points=futures) if futures else DesignSettings("grid")
    sweep = Sweep(STUDY, blueprint, settings, int(config["replications"]), int(config["seed"]), command)
    return replace(sweep, judged={"roadmap": roadmap.to_json()}, record=record_of(roadmap), title=roadmap.name)


def record_of(roadmap: Roadmap) -> Record:
    """Return what is kept of each run: curves, readings of gates and targets on their days and day by day, tiers."""
    bounds = bounds_of(roadmap)
    names = dict.fromkeys([*HEADLINE, *(one.outcome for one in bounds), *_known(_WATCHED)])
    readings = {(name, WINDOW) for name in names} | {(one.outcome, one.window) for one in bounds}
    readings |= {(name, STEP) for name in SPENDING}
    days = {*range(STEP - 1, roadmap.days, STEP), roadmap.days - 1, *(one.day for one in bounds)}
    every_day = dict.fromkeys(one.outcome for one in bounds)
    return Record(tuple(sorted(readings)), tuple(sorted(days)), tiers=True, daily=tuple(every_day))


def bounds_of(roadmap: Roadmap) -> list[Any]:
    """Return the readings of every target and of every alternative's gates."""
    gates = [phase.gate.reading for one in roadmap.alternatives for phase in one.phases if phase.gate]
    return [*(target.reading for target in roadmap.targets), *gates]


def _known(names: Sequence[str]) -> list[str]:
    from sim.model.outcomes.dictionary import OUTCOMES

    return [name for name in names if name in OUTCOMES]
