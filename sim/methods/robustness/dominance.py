"""Which policies another one dominates over several outcomes, with noise in mind, and which stand on the frontier.

One policy dominates another if it is clearly better on at least one outcome and on average no worse on any. *Clearly*
is beyond a simultaneous 95% interval over all pairs and outcomes (Bonferroni), so that among many comparisons luck
finds no victim. Where it is worse on some outcome, but within the noise, it *may* dominate: more runs would tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.methods.robustness.measures import FloatArray, paired
from sim.methods.robustness.satisficing import BoolArray
from sim.methods.two_way import crossed

_LEVEL = 0.05


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
        Place of each of these → the places of the outcomes on which that one is clearly better.
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
        Outcomes × policies × policies: whether the first policy is clearly better than the second.
    difference
        The same shape: by how much the first is better on average; NaN where that cannot be told.
    """

    better: BoolArray
    difference: FloatArray


def compared(outcomes: Sequence[FloatArray]) -> Comparison:
    """Compare all policies.

    Parameters
    ----------
    outcomes
        For each, policies × futures × seeds, higher being better.
    """
    policies = len(outcomes[0])
    comparisons = max(1, len(outcomes) * policies * (policies - 1) // 2)
    better = np.zeros((len(outcomes), policies, policies), bool)
    difference = np.full(better.shape, np.nan)
    for number, good in enumerate(outcomes):
        cells = paired(good)
        for first in range(policies):
            for second in range(policies):
                found = crossed(cells[first] - cells[second])
                difference[number, first, second] = found.mean
                better[number, first, second] = found.interval(_LEVEL / comparisons).low > 0
    return Comparison(better, difference)


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
