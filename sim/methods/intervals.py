"""Means with 95% intervals, and what may be said of them.

The replication is the unit. Scenarios of one replication share their draws, so an effect is the mean of *paired*
differences; the interval that independent runs would have given (Welch) is kept beside it, to show what pairing buys.
Replications in which an outcome is undefined (an empty denominator) drop out.

Student's t is too sure of itself where few replications carry what there is, and each case has its answer:

- An outcome hangs on rare events, so most replications show no difference at all, or one lies far off: the interval is
  at least that of two replications more, see `paired_interval`.
- An outcome is a sum of which a few replications carry most, and no interval of its mean holds at a dozen of them: it
  is told by its middle replication, see `median_interval`.
- Three replications carry most of one effect: it is told with its trimmed mean beside it (`Effect.trimmed`).

`benchmarks/verdicts.py` measures how often each interval holds the truth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from scipy.special import bdtr, stdtrit

from sim.methods.doubt import Doubt, IntArray, doubt, with_doubt
from sim.methods.estimators import (
    CONFIDENCE,
    FloatArray,
    Interval,
    Verdict,
    mean_interval,
    median_interval,
    ratio_interval,
    t_quantile,
    trimmed_interval,
)
from sim.methods.luck import Differences, Luck
from sim.methods.onset import Onset

__all__ = [
    "CONFIDENCE", "Effect", "FloatArray", "Interval", "Verdict", "band", "level_interval", "mean_interval",
    "median_interval", "paired_effect", "paired_interval", "ratio_interval", "t_quantile", "trimmed_interval", "welch",
]

FEWEST_THAT_DIFFER = 6
"""Replications that have to differ before signs alone tell a direction at 95%: six tosses agree in 1 of 32 games."""

MOSTLY = 0.75
"""Share of replications that differ, below which an unseen one may differ more than any seen."""

UNSEEN = 0.25
"""How far an unseen replication may lie off where few differ, in standard deviations between unpaired ones."""

OUTLYING = 0.1
"""Chance that even replications have one as far off as makes an interval wider."""

CARRY, CARRIED, FEWEST_TO_TRIM = 3, 0.85, 8
"""So many replications that hold so much of all differences carry an effect; looked for from so many on."""

NOTICEABLE = 0.001
"""A certain change below this share of the status quo is in the tables, and not worth a sentence."""


@dataclass(frozen=True)
class Effect:
    """What a scenario does to one outcome, against the baseline.

    Attributes
    ----------
    paired
        Mean of the differences within replications.
    unpaired
        The same mean with the interval that independent runs would have given.
    baseline
        The baseline's mean, for relative readings.
    visible_from
        From which day the interval of the trailing window leaves zero for good; ``None`` if that cannot be told.
    moved
        How many replications show any difference at all; ``None`` if that is not known.
    sign_p
        Where the middle replication is told instead: the two-sided p-value of the sign test; else ``None``.
    average
        Where the middle replication is told instead: the mean of the differences with its t interval; else ``None``.
    top
        Share of all differences, signs aside, in the three replications that differ most; NaN of fewer than eight.
    trimmed
        Mean without the farthest fifth at either end, where three replications carry the effect; else ``None``.
    luck
        How replications differ, for whoever plans more of them; ``None`` if that is not known.
    doubt
        Where replications live draws of assumptions: what luck alone leaves open, and what draws add.
    """

    paired: Interval
    unpaired: Interval
    baseline: float
    visible_from: Onset | None = None
    moved: int | None = None
    sign_p: float | None = None
    average: Interval | None = None
    top: float = math.nan
    trimmed: Interval | None = None
    luck: Luck | None = field(default=None, compare=False, repr=False)
    doubt: Doubt | None = None

    @property
    def verdict(self) -> Verdict:
        """Return what may be said: "up", "down" or "within noise"."""
        return self.paired.verdict

    @property
    def relative(self) -> Interval | None:
        """Return the effect as a share of the baseline; ``None`` where that is nothing, or cannot be told from it."""
        if math.isnan(self.baseline) or self.baseline == 0 or self._of_little:
            return None
        return self.paired.scaled(1 / abs(self.baseline))

    @property
    def _of_little(self) -> bool:
        """Whether the baseline cannot be told from zero: then any share would do (Fieller)."""
        if not isinstance(self.luck, Differences) or self.luck.seeds < 2:
            return False
        reach = float(t_quantile(self.luck.seeds - 1)) * self.luck.spread / math.sqrt(self.luck.seeds)
        return abs(self.baseline) <= reach

    @property
    def noticeable(self) -> bool:
        """Whether the effect is clear and large enough to be told in words."""
        relative = self.relative
        return self.verdict != "within noise" and (relative is None or abs(relative.mean) >= NOTICEABLE)

    @property
    def negligible(self) -> bool:
        """Whether the whole interval is too close to zero to matter."""
        relative = self.relative
        return relative is not None and relative.bounded and max(abs(relative.low), abs(relative.high)) < NOTICEABLE

    @property
    def narrowing(self) -> float:
        """Return how many times narrower pairing makes the interval (NaN if there is none)."""
        if not self.paired.bounded or self.paired.half_width == 0 or self.moved == 0:
            return math.nan
        return self.unpaired.half_width / self.paired.half_width


def paired_effect(
    values: FloatArray, baseline: FloatArray, visible_from: Onset | None = None, *, middle: bool = False,
    middle_level: bool = False, draws: IntArray | None = None,
) -> Effect:
    """Return the effect of a scenario, replication by replication.

    Parameters
    ----------
    middle
        Whether the middle replication is told instead of the mean: for outcomes of which a few replications carry most.
    middle_level
        Whether the level alone is told by the middle replication.
    draws
        Which draw of the assumptions each replication lives, if they differ: then the interval is for one more draw.
        What the middle replication tells is of luck and assumptions together anyway, and few carry its mean.
    """
    both = ~(np.isnan(values) | np.isnan(baseline))
    if draws is not None:
        found = paired_effect(values[both], baseline[both], visible_from, middle=middle, middle_level=middle_level)
        return found if middle else _over_draws(found, values[both] - baseline[both], draws[both])
    differences, reference = values[both] - baseline[both], baseline[both]
    apart, moved, top = welch(values[both], reference), int(np.count_nonzero(differences)), _top(differences)
    trimmed = trimmed_interval(differences) if top >= CARRIED and moved >= FEWEST_THAT_DIFFER else None
    if middle:
        level = float(np.median(reference)) if both.any() else math.nan
        told, average = median_interval(differences), mean_interval(differences)
        luck = Differences(differences, _spread(reference), middle=True)
        return Effect(told, apart, level, visible_from, moved, _sign_p(differences), average, top, trimmed, luck)
    level = float((np.median if middle_level else np.mean)(reference)) if both.any() else math.nan
    spread = _spread(reference)
    told = paired_interval(differences, spread)
    return Effect(told, apart, level, visible_from, moved, None, None, top, trimmed, Differences(differences, spread))


def _over_draws(found: Effect, differences: FloatArray, draws: IntArray) -> Effect:
    """Return an effect with the doubt about assumptions in its interval."""
    if differences.size < 2:
        return found
    open_to = doubt(differences, draws)
    return replace(found, paired=with_doubt(found.paired, open_to), luck=open_to.plan or found.luck, doubt=open_to)


def paired_interval(differences: FloatArray, spread: float) -> Interval:
    """Return the mean of paired differences with a 95% interval that a few replications do not make too sure.

    It is Student's t of even replications. Where one lies so far off as one in ten samples of even ones would have it
    (Grubbs 1969), it is that of two replications more, one as far up and one as far down. Where many do not differ at
    all, those two lie as far from zero as the farthest seen, or as `UNSEEN` of what unpaired replications differ by if
    that is more; and where fewer than six differ and others do not, the interval holds zero.

    Parameters
    ----------
    differences
        All defined.
    spread
        Standard deviation of the baseline over replications.
    """
    found = mean_interval(differences)
    if not found.bounded:
        return found
    moved, count = int(np.count_nonzero(differences)), differences.size
    if moved < count and moved < max(FEWEST_THAT_DIFFER, MOSTLY * count):
        far = max(float(np.abs(differences).max()), UNSEEN * spread)
        found = _with_two_more(found, differences, 0.0, far)
        if moved < FEWEST_THAT_DIFFER:
            found = Interval(found.mean, min(found.low, 0.0), max(found.high, 0.0), found.count)
        return found
    return _unless_even(found, differences)


def level_interval(values: FloatArray, *, middle: bool = False, draws: IntArray | None = None) -> Interval:
    """Return what an outcome comes to over replications: its mean, or its middle one; see `paired_effect`."""
    if draws is not None:
        known = ~np.isnan(values)
        found = level_interval(values, middle=middle)
        return with_doubt(found, doubt(values[known], draws[known])) if known.sum() > 1 else found
    if middle:
        return median_interval(values)
    found, defined = mean_interval(values), values[~np.isnan(values)]
    if not found.bounded:
        return found
    return _unless_even(found, defined)


def _unless_even(found: Interval, values: FloatArray) -> Interval:
    far, deviation = float(np.abs(values - found.mean).max()), float(values.std(ddof=1))
    return _with_two_more(found, values, found.mean, far) if far > outlying(values.size) * deviation else found


@cache
def outlying(count: int) -> float:
    """Return how many standard deviations off the farthest of even values lies in one sample of ten."""
    if count < 3:
        return math.inf
    quantile = float(stdtrit(count - 2, 1 - OUTLYING / (2 * count)))
    return (count - 1) / math.sqrt(count) * math.sqrt(quantile**2 / (count - 2 + quantile**2))


def _with_two_more(found: Interval, values: FloatArray, centre: float, far: float) -> Interval:
    wider = mean_interval(np.append(values, (centre + far, centre - far)))
    return Interval(found.mean, min(found.low, wider.low), max(found.high, wider.high), found.count)


def _spread(values: FloatArray) -> float:
    return float(values.std(ddof=1)) if values.size > 1 else 0.0


def _sign_p(differences: FloatArray) -> float:
    """Return the two-sided p-value of as many replications one way if each went up or down by the toss of a coin."""
    up, down = int((differences > 0).sum()), int((differences < 0).sum())
    return min(1.0, 2.0 * float(bdtr(min(up, down), up + down, 0.5))) if up + down else 1.0


def _top(differences: FloatArray) -> float:
    sizes = np.sort(np.abs(differences))
    whole = float(sizes.sum())
    return float(sizes[-CARRY:].sum()) / whole if sizes.size >= FEWEST_TO_TRIM and whole > 0 else math.nan


def welch(values: FloatArray, baseline: FloatArray) -> Interval:
    """Return the interval of a difference of means as if the two had been independent runs."""
    if values.size < 2 or baseline.size < 2:
        mean = float(values.mean() - baseline.mean()) if values.size and baseline.size else math.nan
        return Interval(mean, math.nan, math.nan, int(values.size))
    mean = float(values.mean() - baseline.mean())
    parts = [sample.var(ddof=1) / sample.size for sample in (values, baseline)]
    total = sum(parts)
    if total == 0:
        return Interval(mean, mean, mean, int(values.size))
    freedom = total**2 / sum(
        part**2 / (sample.size - 1) for part, sample in zip(parts, (values, baseline), strict=True)
    )
    margin = t_quantile(freedom) * math.sqrt(total)
    return Interval(mean, mean - margin, mean + margin, int(values.size))


def band(samples: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return mean, low and high for each day of an array of replications × days."""
    defined = ~np.isnan(samples)
    count = defined.sum(axis=0)
    total = np.where(defined, samples, 0.0).sum(axis=0)
    mean = np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0)
    squares = np.where(defined, (samples - mean) ** 2, 0.0).sum(axis=0)
    enough = count > 1
    variance = np.divide(squares, count - 1, out=np.full(count.shape, np.nan), where=enough)
    margin = t_quantile(np.maximum(count - 1, 1)) * np.sqrt(variance / np.maximum(count, 1))
    return mean, mean - margin, mean + margin
