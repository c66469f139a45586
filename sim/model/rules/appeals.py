"""Notice and appeals: what an explanation teaches, who appeals in time, and how appeals end (models 12 and 22)."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import appeals as a

UNEXPLAINED, REASON, CLIP = 0, 1, 2


@rule
def explanation(p: Row, u: float, v: float) -> int:
    """Return how a penalty is explained: not at all, with the reason, or with reason and clip."""
    if u >= p[a.EXPLAIN]:
        return UNEXPLAINED
    return CLIP if v < p[a.CLIP_SHARE] else REASON


@rule
def lesson(p: Row, explained: int) -> float:
    """Return the share of the awareness gap that an explanation closes (S110)."""
    if explained == CLIP:
        return p[a.CLIP_LESSON]
    return p[a.EXPLAIN_LESSON] if explained == REASON else 0.0


@rule
def explanation_cost(p: Row, explained: int) -> int:
    """Return what an explanation costs, in whole minor units."""
    if explained == CLIP:
        return int(p[a.EXPLAIN_COST] + p[a.CLIP_COST])
    return int(p[a.EXPLAIN_COST]) if explained == REASON else 0


@rule
def appeals(p: Row, u: float, guilty: bool) -> bool:
    """Return whether a penalised creator wants to appeal: a0 + a3 [innocent] (model 22)."""
    return u < p[a.APPEAL_BASE] + (0.0 if guilty else p[a.APPEAL_INNOCENT])


@rule
def filing_delay(p: Row, u: float) -> int:
    """Return the whole days until an appeal is written: exponential; beyond the window it is too late."""
    return int(-math.log(1.0 - u) * p[a.FILING_DAYS])


@rule
def decision_days(p: Row, u: float) -> int:
    """Return the whole days until an appeal is decided: half of the mean at least, the rest exponential."""
    return int(0.5 + p[a.APPEAL_DAYS] * (0.5 - 0.5 * math.log(1.0 - u)))


@rule
def overturned(p: Row, u: float, guilty: bool) -> bool:
    """Return whether an appeal succeeds: right with the appeal's accuracy, whichever side is right."""
    return u >= p[a.APPEAL_ACCURACY] if guilty else u < p[a.APPEAL_ACCURACY]


@rule
def reinstated_at_once(p: Row, u: float, confidence: float) -> bool:
    """Return whether an appeal is granted without a look, since the detector was not sure (what-if 18)."""
    return confidence < p[a.LOW_CONFIDENCE] and u < p[a.AUTO_REINSTATE]


@rule
def goes_outside(p: Row, u: float, guilty: bool) -> bool:
    """Return whether a lost appeal is taken to a certified body: mostly by those in the right (S101: selection)."""
    return u < p[a.EXTERNAL_SHARE] * (p[a.EXTERNAL_GUILTY] if guilty else 1.0)


@rule
def overturned_outside(p: Row, u: float, guilty: bool) -> bool:
    """Return whether the outside body overturns."""
    return u >= p[a.EXTERNAL_ACCURACY] if guilty else u < p[a.EXTERNAL_ACCURACY]
