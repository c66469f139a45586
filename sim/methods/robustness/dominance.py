"""Which policies another one dominates over several outcomes, with noise in mind, and which stand on the frontier.

One policy dominates another if it is better on at least one outcome by enough to matter, and on average no worse on
any. All pairs and outcomes are judged together (Holm), so that among many comparisons luck finds no victim. Where it is
worse on some outcome, but not by enough as far as is known, it *may* dominate: more runs would tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.methods.robustness.measures import FloatArray, paired
from sim.methods.robustness.satisficing import BoolArray
from sim.methods.significance import effect_p
from sim.methods.two_way import crossed, effect_over
from sim.methods.verdicts import Question, judge_family


@dataclass(frozen=True)
class Standing:
    """Where a policy stands.

    Attributes
    ----------
    dominated_by
        Places of the policies that dominate it; empty on the frontier.
    perhaps_by
        Places of those that may dominate it.
    better_on
        Place of each of these → the places of the outcomes on which that one is better by enough to matter.
    """

    dominated_by: tuple[int, ...]
    perhaps_by: tuple[int, ...]
    better_on: Mapping[int, tuple[int, ...]]

    @property
    def on_frontier(self) -> bool:
        """Whether no policy dominates it."""
        return not self.dominated_by


@dataclass(frozen=True)
class Comparison:
    """Every policy against every other on every outcome.

    Attributes
    ----------
    better
        Outcomes × policies × policies: whether the first policy is better than the second by enough to matter.
    difference
        The same shape: by how much the first is better on average; NaN where that cannot be told.
    decided
        The same shape: whether no more runs are asked for.
    """

    better: BoolArray
    difference: FloatArray
    decided: BoolArray


def compared(outcomes: Sequence[FloatArray], smallest: Sequence[float] = ()) -> Comparison:
    """Compare all policies, all pairs and outcomes judged together (Holm).

    Parameters
    ----------
    outcomes
        For each, policies × futures × seeds, higher being better.
    smallest
        For each, the smallest difference that matters; any, by default.
    """
    policies = len(outcomes[0])
    sizes = list(smallest) or [0.0] * len(outcomes)
    shape = len(outcomes), policies, policies
    better, decided, difference = np.zeros(shape, bool), np.zeros(shape, bool), np.full(shape, np.nan)
    asked = {}
    for number, good in enumerate(outcomes):
        cells = paired(good)
        for first in range(policies):
            difference[number, first, first] = crossed(cells[first] - cells[first]).mean
            for second in range(first + 1, policies):
                effect = effect_over(cells[first], cells[second])
                asked[number, first, second] = Question(effect.paired, effect_p(effect), sizes[number])
                difference[number, first, second] = effect.paired.mean
                difference[number, second, first] = -effect.paired.mean
    for (number, first, second), one in judge_family(asked, "holm").items():
        better[number, first, second] = one.matters and one.direction == "up"
        better[number, second, first] = one.matters and one.direction == "down"
        decided[number, first, second] = decided[number, second, first] = one.decided
    return Comparison(better, difference, decided)


def standings(found: Comparison) -> list[Standing]:
    """Return where each policy stands."""
    policies = found.better.shape[1]
    return [_standing(found, one, [other for other in range(policies) if other != one]) for one in range(policies)]


def _standing(found: Comparison, one: int, others: Sequence[int]) -> Standing:
    certain: list[int] = []
    perhaps: list[int] = []
    for other in others:
        if not found.better[:, other, one].any() or found.better[:, one, other].any():
            continue
        no_worse = (np.nan_to_num(found.difference[:, other, one]) >= 0).all()
        (certain if no_worse else perhaps).append(other)
    reasons = {other: tuple(np.flatnonzero(found.better[:, other, one]).tolist()) for other in (*certain, *perhaps)}
    return Standing(tuple(certain), tuple(perhaps), reasons)
