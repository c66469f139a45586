"""An explanation whose parts are known: outcomes of runs by a formula, with a little luck of each seed and run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.methods.shapley import Coalition, coalitions
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.explain.counterfactual import CHANNELS
from sim.studies.explain.division import DIRECT
from sim.studies.explain.plan import ExplanationPlan
from sim.studies.explain.read import Explained
from sim.studies.explain.study import ExplanationStudy
from tests.studies.compare.fake_model import CONFIG

SCENARIO = Scenario(
    "earlier_traffic_cut", question="What if the first traffic cut came earlier?", why="Repeat violators.",
    changes=(Change("enforcement.milestones.at_risk.rating", 170, start=10),),
)
LEVEL = 0.5
PLANTED: dict[str, dict[str, float]] = {
    "violation_view_rate": {"allocation": -0.075, "deterrence": -0.02, DIRECT: -0.005},
    "quality": {"deterrence": 0.05, "selection": -0.02},
    "return_rate": {"selection": 0.04, "allocation": -0.04},
}
"""Outcome → part → amount; what is not named does nothing."""


def explanation(
    planted: Mapping[str, Mapping[str, float]] = PLANTED,
    seeds: int = 8,
    together: float = 0.0,
    luck: float = 0.002,
    undefined: tuple[str, int] | None = None,
) -> ExplanationStudy:
    """Return an explanation of planted parts.

    Parameters
    ----------
    together
        What deterrence and allocation add to violating views only where both are let go.
    luck
        Standard deviation of what each run of each seed has of its own.
    undefined
        An outcome and a seed in which one run leaves it undefined.
    """
    found = []
    for seed in range(seeds):
        dice = np.random.default_rng(seed)
        base = {name: LEVEL + 0.05 * dice.standard_normal() for name in OUTCOMES}
        runs = {}
        for free in coalitions(CHANNELS):
            runs[free] = {
                name: base[name] + _moved(name, free, planted, together) + luck * dice.standard_normal()
                for name in OUTCOMES
            }
        if undefined is not None and undefined[1] == seed:
            runs[frozenset({"learning"})][undefined[0]] = np.nan
        found.append(Explained(seed, ("us", "vn"), base, runs, {}, {}, 1_000, {}))
    plan = ExplanationPlan(CONFIG | {"replications": seeds}, SCENARIO, "sim explain it")
    return ExplanationStudy(plan, tuple(found))


def _moved(outcome: str, free: Coalition, planted: Mapping[str, Mapping[str, float]], together: float) -> float:
    parts = planted.get(outcome, {})
    moved = sum(amount for part, amount in parts.items() if part in free or part == DIRECT)
    return moved + (together if outcome == "violation_view_rate" and {"deterrence", "allocation"} <= free else 0.0)
