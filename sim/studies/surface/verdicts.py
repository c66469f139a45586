"""What may be said of a dose, and of all doses of a lever together: certain, material, undecided are told apart.

A dose *moves* an outcome if the 95% interval of the paired difference leaves zero and the change is large enough to
matter; it is *small* if the interval leaves zero and the change is not; *flat* if the whole interval is too small to
matter; else *undecided*: more seeds would tell. Over the doses of one lever the interval that has to leave zero is
widened so that among all of them chance leaves zero in one curve of twenty (Bonferroni). A curve is flat only if every
dose is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from scipy.special import stdtrit

from sim.methods.intervals import CONFIDENCE, Interval

DoseVerdict = Literal["moves", "small", "flat", "undecided"]
CurveVerdict = Literal["moves", "small", "flat", "undecided", "not measured"]
VERDICTS: tuple[CurveVerdict, ...] = ("moves", "small", "flat", "undecided", "not measured")


def dose_verdict(effect: Interval, material: float) -> DoseVerdict:
    """Return what may be said of one dose.

    Parameters
    ----------
    effect
        Paired difference to the status quo, with its 95% interval.
    material
        The smallest change that matters.
    """
    if math.isnan(effect.mean) or not effect.bounded:
        return "undecided"
    if effect.low > 0 or effect.high < 0:
        return "moves" if abs(effect.mean) >= material else "small"
    return "flat" if max(abs(effect.low), abs(effect.high)) <= material else "undecided"


def together(effect: Interval, doses: int) -> Interval:
    """Return an interval widened for being one of so many."""
    if not effect.bounded or doses < 2:
        return effect
    freedom = effect.count - 1
    outer, own = (stdtrit(freedom, 1 - (1 - CONFIDENCE) / 2 / among) for among in (doses, 1))
    half = effect.half_width * float(outer / own)
    return Interval(effect.mean, effect.mean - half, effect.mean + half, effect.count)


def among_doses(effect: Interval, material: float, doses: int) -> DoseVerdict:
    """Return what may be said of one of so many doses: what moves has to move in the widened interval too."""
    alone = dose_verdict(effect, material)
    return alone if alone != "moves" else "moves" if dose_verdict(together(effect, doses), material) == "moves" else (
        "undecided")


def curve_verdict(effects: Sequence[Interval], material: float) -> CurveVerdict:
    """Return what may be said of all doses of a lever and one outcome."""
    if all(math.isnan(one.mean) for one in effects):
        return "not measured"
    if any(dose_verdict(together(one, len(effects)), material) == "moves" for one in effects):
        return "moves"
    if all(one.bounded and max(abs(one.low), abs(one.high)) <= material for one in effects):
        return "flat"
    alone = {dose_verdict(one, material) for one in effects}
    return "small" if alone <= {"small", "flat"} else "undecided"
