"""Five classes of likelihood and of impact, with their written thresholds; the axes of the matrix.

Thresholds are conventions of this register and no standard's: impact is graded by the share of an outcome that is
lost (sales, people, quality), by how much of net GMV a cost or a wrong sum makes up, or by how much a rate grows
(violations, returns), over the whole run.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.model.outcomes.dictionary import OUTCOMES

LIKELIHOOD_BOUNDS = (0.05, 0.2, 0.5, 0.8)
LIKELIHOOD_NAMES = ("rare", "unlikely", "possible", "likely", "almost certain")
IMPACT_NAMES = ("negligible", "minor", "moderate", "major", "severe")
LOST = (0.005, 0.02, 0.05, 0.15)
"""Class bounds for outcomes that are better up: share lost; for money that is better down: share of net GMV."""

GROWN = (0.05, 0.2, 0.5, 1.0)
"""Class bounds for other outcomes that are better down: share by which they grow."""


def bounds_for(outcome: str) -> tuple[float, ...]:
    """Return the class bounds of an outcome's impact."""
    return LOST if OUTCOMES[outcome].better == "up" or is_cost(outcome) else GROWN


def is_cost(outcome: str) -> bool:
    """Whether an outcome is money that is better not there, so that its growth is graded against net GMV."""
    return OUTCOMES[outcome].better == "down" and OUTCOMES[outcome].unit == "USD per day"


def impact_score(outcome: str, share: float) -> float:
    """Return the place of a worsening on the impact axis: class 3 reaches from 2.5 to 3.5."""
    bounds = bounds_for(outcome)
    return _score(max(share, 0.0), (*bounds, 2 * bounds[-1]))


def likelihood_score(chance: float) -> float:
    """Return the place of a chance a year on the likelihood axis."""
    return _score(chance, (*LIKELIHOOD_BOUNDS, 1.0))


def class_of(score: float) -> int:
    """Return the class, 1 to 5, of a place on an axis; on a bound it is the higher one."""
    return int(min(5, max(1, np.floor(score + 0.5 + 1e-9))))


def _score(value: float, bounds: Sequence[float]) -> float:
    return float(np.interp(value, (0.0, *bounds), np.arange(0.5, 6.0)))
