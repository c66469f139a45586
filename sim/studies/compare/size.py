"""A small market told in the platform's own size: counts and money times what a viewer stands for, shares as they are.

What a market of 20,000 viewers does is taken to be what a part of a large one does. Results per viewer agree between
sizes within 3% or noise where it was looked at (docs/concepts/validation.md), so intervals of what is scaled hold that
much more; luck stays that of the simulated market, which is more than a large one has.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from sim.methods.intervals import Effect, Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import Plan
from sim.runs.replication import Replication

SIZE_DOUBT = 0.03
"""Share of a scaled number by which another size of the market may change it."""

_PLACES = ("day", "region", "tier", "category", "format")
_MEANS = frozenset(one.lstrip("-") for of in OUTCOMES.values() if of.combine == "weighted" for one in of.numerator)
"""Tallies that are means already, such as a Gini: their weights grow, and they do not."""


def at_scale(one: Replication, scale: float) -> Replication:
    """Return what a seed left as so many times the market would have left it."""
    if scale == 1.0:
        return one
    return replace(
        one, warmup=_times(one.warmup, scale), tallies={name: _times(of, scale) for name, of in one.tallies.items()},
        tiers={name: _times(of, scale) for name, of in one.tiers.items()},
        slices={name: _times(of, scale) for name, of in one.slices.items()},
    )


def hangs_on_size(outcome: str) -> bool:
    """Whether an outcome is a count or a sum of money, which a larger market has more of."""
    return not OUTCOMES[outcome].denominator and OUTCOMES[outcome].combine == "sum"


def sized(found: Interval, outcome: str, plan: Plan) -> Interval:
    """Return an interval with what another size may change in it."""
    if plan.scale == 1.0 or not found.bounded or not hangs_on_size(outcome):
        return found
    share = SIZE_DOUBT * abs(found.mean)
    low, high = (math.hypot(one - found.mean, share) for one in (found.low, found.high))
    return Interval(found.mean, found.mean - low, found.mean + high, found.count, found.freedom)


def sized_effect(effect: Effect, outcome: str, plan: Plan) -> Effect:
    """Return an effect with what another size may change in its interval."""
    return effect if plan.scale == 1.0 else replace(effect, paired=sized(effect.paired, outcome, plan))


def size_words(plan: Plan) -> str:
    """Return how counts and money are told; empty where they are those simulated."""
    if not plan.stands_for:
        return ""
    viewers = int(plan.config["population"]["viewers"])
    return (f"Counts and money are told for {plan.stands_for:,} viewers: what {viewers:,} simulated ones do, times "
            f"{f'{plan.scale:,.0f}' if plan.scale >= 10 else f'{plan.scale:.3g}'}; their intervals hold "
            f"{100 * SIZE_DOUBT:.0f}% more for what the size itself may change.")


def _times(arrays: Mapping[str, Any], scale: float) -> dict[str, Any]:
    kept = {*_PLACES, *_MEANS}
    return {name: one if name in kept else np.asarray(one, float) * scale for name, one in arrays.items()}
