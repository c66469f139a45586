"""Which policies another one dominates over several outcomes, with noise in mind, and which stand on the frontier.

One policy dominates another if it is clearly better on at least one outcome and clearly worse on none. *Clearly* is
beyond a simultaneous 95% interval over all pairs and outcomes (Bonferroni), so that among many comparisons luck finds
no victim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from sim.robustness.measures import FloatArray, over_seeds, paired, spread
from sim.robustness.satisficing import BoolArray

_LEVEL = 0.05


@dataclass(frozen=True)
class Standing:
    """Where a policy stands.

    Attributes
    ----------
    dominated_by
        Places of the policies that dominate it; empty on the frontier.
    better_on
        For each of these, the places of the outcomes on which that one is clearly better.
    """

    dominated_by: tuple[int, ...]
    better_on: tuple[tuple[int, ...], ...]

    @property
    def on_frontier(self) -> bool:
        """Whether no policy dominates it."""
        return not self.dominated_by


def clearly_better(outcomes: Sequence[FloatArray], seed: int = 1) -> BoolArray:
    """Return outcomes × policies × policies: whether the first policy is clearly better than the second.

    Parameters
    ----------
    outcomes
        For each, policies × futures × seeds, higher being better.
    """
    policies, futures, seeds = outcomes[0].shape
    comparisons = max(1, len(outcomes) * policies * (policies - 1) // 2)
    bound = float(stats.t.ppf(1 - _LEVEL / 2 / comparisons, max(futures, seeds, 2) - 1))
    found = np.zeros((len(outcomes), policies, policies), bool)
    for number, good in enumerate(outcomes):
        cells = paired(good)
        for first in range(policies):
            gaps = cells[first][None] - cells
            differences = spread(gaps, over_seeds, seed)
            known = np.isfinite(differences.value) & np.isfinite(differences.error)
            found[number, first] = known & (np.where(known, differences.value, 0.0)
                                            > bound * np.where(known, differences.error, np.inf))
    return found


def standings(better: BoolArray) -> list[Standing]:
    """Return where each policy stands, from what `clearly_better` found."""
    outcomes, policies, _ = better.shape
    found = []
    for one in range(policies):
        dominating = [
            other for other in range(policies)
            if better[:, other, one].any() and not better[:, one, other].any()
        ]
        reasons = tuple(
            tuple(number for number in range(outcomes) if better[number, other, one]) for other in dominating
        )
        found.append(Standing(tuple(dominating), reasons))
    return found
