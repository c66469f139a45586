"""Four verdicts on an effect: *matters*, *certain but small*, *no material change*, *undecided*.

An effect is judged by two questions: is its direction certain, and is it as large as the smallest effect of interest?
Direction is certain if the p-value, adjusted for how many effects are judged with it, is at most 5% and the 95%
interval leaves zero. Size is read off the 95% interval and the estimate (Man-Son-Hing and others 2002):

==========================================  ====================  ==========================
the interval, where direction is certain    verdict               size
==========================================  ====================  ==========================
all of it at least the smallest effect      matters               sure
the estimate is, the near end is not        matters               likely
the far end is, the estimate is not         undecided             open (the direction is told)
none of it                                  certain but small     sure
==========================================  ====================  ==========================

Where direction is not certain, two one-sided tests (Schuirmann 1987) at 2.5% each may tell that the effect lies within
± the smallest effect, which is when the 95% interval does: *no material change*. Else it is *undecided*, with the
seeds that would decide if the effect were what it looks like, or ``None`` if no affordable number would. Equivalence is
judged outcome by outcome: it claims nothing that somebody would act on by mistake.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from sim.methods.intervals import CONFIDENCE, Interval
from sim.methods.luck import Luck
from sim.methods.multiplicity import Method, adjusted
from sim.methods.pilots import seeds_that_exclude, seeds_that_find
from sim.methods.power import cautious, seeds_to_exclude, seeds_to_find
from sim.methods.significance import beyond, standard_error

FourVerdict = Literal["matters", "certain but small", "no material change", "undecided"]
Direction = Literal["up", "down", ""]
Size = Literal["sure", "likely", "open", ""]
VERDICTS: tuple[FourVerdict, ...] = ("matters", "certain but small", "no material change", "undecided")
ALPHA = 1 - CONFIDENCE
Key = TypeVar("Key")


@dataclass(frozen=True)
class Question:
    """An effect to be judged.

    Attributes
    ----------
    effect
        Paired difference with its 95% interval.
    p
        Two-sided p-value of no effect, by itself.
    smallest
        The smallest effect of interest, in the effect's unit.
    luck
        How the runs differ, which says what more seeds would tell; ``None`` if all that is known of it is the interval.
    """

    effect: Interval
    p: float
    smallest: float
    luck: Luck | None = None


@dataclass(frozen=True)
class Judgement:
    """What may be said of an effect.

    Attributes
    ----------
    verdict
        One of the four.
    direction
        ``"up"`` or ``"down"`` where that is certain, else empty.
    size
        ``"sure"``, ``"likely"`` or ``"open"``: how certain it is on which side of the smallest effect it lies; empty
        where direction is not certain.
    p, adjusted
        Of no effect: by itself, and among all that are judged together (looks before this one included).
    equivalence
        p-value of an effect as large as the smallest of interest, up or down (two one-sided tests), looks included.
    smallest
        The smallest effect of interest, in the effect's unit.
    mean
        The effect.
    seeds
        Over how many it was seen.
    needed
        Seeds in all that would decide, were the effect what it looks like; ``None`` where it is decided, or no
        affordable number would.
    """

    verdict: FourVerdict
    direction: Direction
    size: Size
    p: float
    adjusted: float
    equivalence: float
    smallest: float
    mean: float
    seeds: int
    needed: int | None = None

    @property
    def certain(self) -> bool:
        """Whether its direction is."""
        return self.direction != ""

    @property
    def matters(self) -> bool:
        """Whether it is certain and at least as large as somebody would act on."""
        return self.verdict == "matters"

    @property
    def decided(self) -> bool:
        """Whether more seeds are not asked for."""
        return self.verdict != "undecided"

    @property
    def weight(self) -> float:
        """How many times the smallest effect of interest it is (infinite where any change is of interest)."""
        if self.smallest > 0:
            return abs(self.mean) / self.smallest
        return math.nan if math.isnan(self.smallest) else math.inf

    @property
    def rank(self) -> tuple[int, int, float, float]:
        """In what order effects are told: what matters first, then what is surer, then what is weightier."""
        sizes = ("sure", "likely", "open", "")
        weight = 0.0 if math.isnan(self.weight) else self.weight
        adjusted = 1.0 if math.isnan(self.adjusted) else self.adjusted
        return VERDICTS.index(self.verdict), sizes.index(self.size), adjusted, -weight


@dataclass(frozen=True)
class Earlier:
    """What an earlier look at fewer seeds has told: a claim that was made then stands while the interval bears it."""

    adjusted: float
    equivalence: float
    mean: float


def judge(
    question: Question, adjusted_p: float, *, equivalence: float | None = None, among: float = 1.0,
    alpha: float = ALPHA,
) -> Judgement:
    """Return what may be said of an effect whose p-values have been adjusted.

    Parameters
    ----------
    adjusted_p, equivalence
        Of no effect, and of one as large as the smallest of interest (by itself, if not given).
    among
        How many effects its level is shared with: what planning more seeds counts on.
    alpha
        What of the 5% this look may spend (`sim.methods.looks`): what planning more seeds counts on.
    """
    effect, smallest = question.effect, question.smallest
    equal = beyond(effect, smallest) if equivalence is None else equivalence
    direction: Direction = ""
    if effect.bounded and adjusted_p <= ALPHA and (effect.low > 0 or effect.high < 0):
        direction = "up" if effect.mean > 0 else "down"
    verdict, size = _certain(effect, smallest) if direction else _uncertain(effect, smallest, equal)
    needed = _needed(question, among, alpha) if verdict == "undecided" else None
    seeds = effect.count if question.luck is None else question.luck.seeds
    return Judgement(verdict, direction, size, question.p, adjusted_p, equal, smallest, effect.mean, seeds, needed)


def judge_family(
    questions: Mapping[Key, Question],
    method: Method,
    alpha: Callable[[int], float] = lambda _members: ALPHA,
    earlier: Mapping[Key, Earlier] | None = None,
) -> dict[Key, Judgement]:
    """Return what may be said of each of some effects that are judged together.

    An effect of exactly nothing (every seed the same) can never be claimed, so it does not count among them.

    Parameters
    ----------
    method
        ``"holm"``: one false claim in twenty families; ``"bh"``: one false claim in twenty claims.
    alpha
        What of the 5% this look may spend, by the number of effects that share it.
    earlier
        What earlier looks have told.
    """
    still = {key: _still(one.effect) or (math.isnan(one.p) and one.effect.bounded) for key, one in questions.items()}
    counted = {key: math.nan if still[key] else one.p for key, one in questions.items()}
    made = adjusted(counted, method)
    known = [p for p in made.values() if not math.isnan(p)]
    members = len(known) if method == "holm" else 1
    level, alone = alpha(max(members, 1)), alpha(1)
    among = len(known) if method == "holm" else len(known) / (sum(p <= ALPHA for p in known) + 1)
    found = {}
    for key, one in questions.items():
        told = 1.0 if still[key] else _scaled(made[key], level)
        equal = _scaled(beyond(one.effect, one.smallest), alone)
        before = (earlier or {}).get(key)
        if before is not None and before.mean * one.effect.mean > 0:
            told = min(told, before.adjusted) if not math.isnan(told) else told
        if before is not None:
            equal = min(equal, before.equivalence)
        found[key] = judge(one, told, equivalence=equal, among=max(among, 1.0), alpha=level)
    return found


def _scaled(p: float, level: float) -> float:
    """Return a p-value that may be put to 5% in place of a lower level."""
    return p if math.isnan(p) or level == ALPHA else min(1.0, p * ALPHA / level)


def _still(effect: Interval) -> bool:
    """Whether every seed gave exactly no difference."""
    return effect.low == effect.high == effect.mean == 0.0


def _certain(effect: Interval, smallest: float) -> tuple[FourVerdict, Size]:
    near, far = sorted((abs(effect.low), abs(effect.high)))
    if math.isnan(smallest):
        return "undecided", "open"
    if near >= smallest:
        return "matters", "sure"
    if abs(effect.mean) >= smallest:
        return "matters", "likely"
    return ("undecided", "open") if far >= smallest else ("certain but small", "sure")


def _uncertain(effect: Interval, smallest: float, equal: float) -> tuple[FourVerdict, Size]:
    if not effect.bounded or math.isnan(smallest):
        return "undecided", ""
    inside = max(abs(effect.low), abs(effect.high)) < smallest and equal <= ALPHA / 2
    return ("no material change" if inside or _still(effect) else "undecided"), ""


def _needed(question: Question, among: float, alpha: float) -> int | None:
    """Return the seeds that would decide were the effect what it looks like; never fewer than there are, and one."""
    effect, smallest, luck = question.effect, question.smallest, question.luck
    if not effect.bounded or math.isnan(smallest):
        return None
    large, seeds = abs(effect.mean) >= smallest, effect.count if luck is None else luck.seeds
    if luck is None:
        deviation = standard_error(effect) * math.sqrt(seeds) * cautious(seeds)
        found = seeds_to_find(deviation, effect.mean, alpha / among) if large else seeds_to_exclude(
            deviation, effect.mean, smallest, alpha)
    else:
        found = seeds_that_find(luck, effect.mean, alpha / among) if large else seeds_that_exclude(
            luck, effect.mean, smallest, alpha)
    return None if found is None else max(found, seeds + 1)
