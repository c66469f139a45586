"""Ranks: heavy-tailed traits by even spacing, so that totals depend neither on luck nor on how many agents there are.

The sum of a few lognormal or Pareto draws is ruled by the largest one or two (Zaliapin, Kagan & Schoenberg 2005). The
accounts of the start take theirs by rank (`sim.model.ecosystem.settling`); those of newcomers are spread evenly over
the ranks of the days and of a day: a lattice (Kronecker) sequence, shifted at random once a run.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import lifecycle as lc

# Steps of a lattice from day to day and within a day: square roots that have no simple ratios to each other.
DRIVE_STEPS = (math.sqrt(2.0) - 1.0, math.sqrt(7.0) - 2.0)
PERSUASION_STEPS = (math.sqrt(3.0) - 1.0, math.sqrt(11.0) - 3.0)
ATTRACTION_STEPS = (math.sqrt(5.0) - 2.0, math.sqrt(13.0) - 3.0)
_A = (-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.3577518672690, -30.66479806614716,
      2.506628277459239)
_B = (-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572)
_C = (-0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
      2.938163982698783)
_D = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416)
_TAIL = 0.02425


@rule
def lattice(shift: float, day: int, order: int, daily: float, within: float) -> float:
    """Return the rank in [0, 1) of the ``order``-th newcomer of a day."""
    x = shift + day * daily + order * within
    return x - math.floor(x)


@rule
def normal_at(u: float) -> float:
    """Return the quantile of the standard normal law at 0 < u < 1 (Acklam's approximation, relative error 1e-9)."""
    if u < _TAIL or u > 1.0 - _TAIL:
        q = math.sqrt(-2.0 * math.log(min(u, 1.0 - u)))
        top = ((((_C[0] * q + _C[1]) * q + _C[2]) * q + _C[3]) * q + _C[4]) * q + _C[5]
        x = top / ((((_D[0] * q + _D[1]) * q + _D[2]) * q + _D[3]) * q + 1.0)
        return x if u < 0.5 else -x
    q = u - 0.5
    r = q * q
    top = (((((_A[0] * r + _A[1]) * r + _A[2]) * r + _A[3]) * r + _A[4]) * r + _A[5]) * q
    return top / (((((_B[0] * r + _B[1]) * r + _B[2]) * r + _B[3]) * r + _B[4]) * r + 1.0)


@rule
def score_at(p: Row, level: float) -> float:
    """Return a trait's score at a rank; nobody ranks beyond `population.creator.top_rank`, in a market of any size."""
    highest = p[lc.TOP_RANK]
    return normal_at(max(1.0 - highest, min(highest, level)))
