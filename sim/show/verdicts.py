"""Verdicts in words: what may be said of an effect, and what it would take to say more."""

from __future__ import annotations

import math
from typing import Literal

from sim.methods.intervals import Interval
from sim.methods.power import AFFORDABLE
from sim.methods.verdicts import Judgement
from sim.show.numbers import change
from sim.show.words import effect_of

Side = Literal["better", "worse", "neither"]


def side(better: str, judgement: Judgement) -> Side:
    """Return on which side of the status quo an effect stands: only what is certain and large enough is on one.

    Parameters
    ----------
    better
        Which way is: ``"up"``, ``"down"`` or ``"neither"``.
    """
    if not judgement.matters or better == "neither":
        return "neither"
    return "better" if judgement.direction == better else "worse"


def verdict_words(judgement: Judgement) -> str:
    """Return a verdict as a cell shows it, without what it would take: ``matters``, ``up, size undecided``."""
    if judgement.verdict == "matters" and judgement.size == "likely":
        return "probably matters"
    if judgement.verdict == "undecided" and judgement.certain:
        return f"{judgement.direction}, size undecided"
    return judgement.verdict


def verdict_cell(judgement: Judgement) -> str:
    """Return a verdict with what it would take: ``undecided (36 seeds would tell)``."""
    takes = takes_words(judgement)
    return f"{verdict_words(judgement)} ({takes})" if takes else verdict_words(judgement)


def verdict_parts(judgement: Judgement, better: str) -> tuple[str, str, str]:
    """Return a verdict, what would decide it, and its class: ``better``, ``worse`` or none.

    What matters is called by its side, which is said of nothing else: ``better``, ``probably worse``.
    """
    way = side(better, judgement)
    if way == "neither":
        return verdict_words(judgement), takes_words(judgement), ""
    return f"{'probably ' if judgement.size == 'likely' else ''}{way}", takes_words(judgement), way


def takes_words(judgement: Judgement) -> str:
    """Return what would decide an effect: ``36 seeds would tell``; empty where it is decided or nothing is known."""
    if judgement.decided or judgement.seeds == 0 or math.isnan(judgement.mean):
        return ""
    if judgement.seeds < 2:
        return "one seed tells nothing"
    if judgement.needed is None:
        return f"over {AFFORDABLE} seeds would be needed"
    return f"{judgement.needed} seeds would tell"


def smallest_words(unit: str, smallest: float, level: float) -> str:
    """Return a smallest effect of interest as changes are told: ``0.5 pp``, ``2.0%``.

    Parameters
    ----------
    level
        Of the status quo, for those that are told as shares of it.
    """
    if math.isnan(smallest):
        return "not known"
    return change(unit, effect_of(Interval(smallest, smallest, smallest, 2), level)).size
