"""Boxes in the space of assumptions: limits on a few factors, what lies inside them, and how sure each limit is.

The vocabulary is scenario discovery's (Bryant and Lempert 2010): *coverage* is the share of all failures that lie in
the box, *density* the share of what lies in the box that fails. A limit's *quasi-p-value* is the chance of as many
failures in the box if that limit did nothing, given all the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import stats

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LIKELY = 0.05
"""Quasi-p-value above which a limit is dropped, and p-value above which a box is no rule."""


@dataclass(frozen=True)
class Axis:
    """One dimension in which boxes are sought.

    Attributes
    ----------
    name
        Of the factor.
    values
        One a future; of a choice, the places of its options.
    options
        Names of a choice's options; empty for numbers.
    """

    name: str
    values: FloatArray
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limit:
    """What a box asks of one factor: above ``low``, below ``high`` (infinite where open), or among ``options``."""

    name: str
    low: float = -np.inf
    high: float = np.inf
    options: tuple[str, ...] = ()
    quasi_p: float = float("nan")


@dataclass(frozen=True)
class Region:
    """A box while it is sought: bounds of every axis; of a choice, which options are in.

    Attributes
    ----------
    low, high
        One an axis, both ends included.
    barred
        For each axis the options that are out.
    """

    axes: tuple[Axis, ...]
    low: FloatArray
    high: FloatArray
    barred: tuple[frozenset[int], ...]

    @classmethod
    def whole(cls, axes: Sequence[Axis]) -> Region:
        """Return the region that leaves nothing out."""
        count = len(axes)
        return cls(tuple(axes), np.full(count, -np.inf), np.full(count, np.inf), (frozenset(),) * count)

    @property
    def restricted(self) -> list[int]:
        """Places of the axes that it limits."""
        return [
            place for place in range(len(self.axes))
            if np.isfinite(self.low[place]) or np.isfinite(self.high[place]) or self.barred[place]
        ]

    def inside(self) -> BoolArray:
        """Return, for each future, whether it lies in the region."""
        held = np.ones(len(self.axes[0].values), bool)
        for place, axis in enumerate(self.axes):
            held &= (axis.values >= self.low[place]) & (axis.values <= self.high[place])
            if self.barred[place]:
                held &= ~np.isin(axis.values, list(self.barred[place]))
        return held

    def with_bounds(self, place: int, low: float, high: float) -> Region:
        """Return the region with other bounds on one axis."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[place], highs[place] = low, high
        return replace(self, low=lows, high=highs)

    def without_option(self, place: int, option: int) -> Region:
        """Return the region with one more option out."""
        barred = list(self.barred)
        barred[place] = barred[place] | {option}
        return replace(self, barred=tuple(barred))

    def free(self, place: int) -> Region:
        """Return the region without its limits on one axis."""
        barred = list(self.barred)
        barred[place] = frozenset()
        return replace(self.with_bounds(place, -np.inf, np.inf), barred=tuple(barred))

    def limits(self, fails: BoolArray) -> list[Limit]:
        """Return what the region asks, bounds half-way to the nearest future left out, the surest limit first."""
        return sorted((self._limit(place, fails) for place in self.restricted), key=lambda one: one.quasi_p)

    def quasi_p(self, place: int, fails: BoolArray) -> float:
        """Return the chance of as many failures inside if the limits on one axis did nothing."""
        inside, around = self.inside(), self.free(place).inside()
        if not inside.any():
            return 1.0
        share = float(fails[around].mean())
        return float(stats.binom.sf(int(fails[inside].sum()) - 1, int(inside.sum()), share))

    def _limit(self, place: int, fails: BoolArray) -> Limit:
        axis, p = self.axes[place], self.quasi_p(place, fails)
        if axis.options:
            kept = tuple(name for number, name in enumerate(axis.options) if number not in self.barred[place])
            return Limit(axis.name, options=kept, quasi_p=p)
        inside = axis.values[(axis.values >= self.low[place]) & (axis.values <= self.high[place])]
        below, above = axis.values[axis.values < self.low[place]], axis.values[axis.values > self.high[place]]
        low = (below.max() + inside.min()) / 2 if below.size else -np.inf
        high = (above.min() + inside.max()) / 2 if above.size else np.inf
        return Limit(axis.name, float(low), float(high), quasi_p=p)


def separation(inside: BoolArray, fails: BoolArray) -> float:
    """Return coverage minus the share of what does not fail that lies inside (Youden's J): 0 is none, 1 is perfect."""
    failing = int(fails.sum())
    if failing in (0, len(fails)):
        return 0.0
    return float(inside[fails].sum() / failing - inside[~fails].sum() / (len(fails) - failing))


def within(axes: Sequence[Axis], limits: Sequence[Limit]) -> BoolArray:
    """Return, for each future, whether it lies within all limits."""
    named = {one.name: one for one in axes}
    held = np.ones(len(axes[0].values), bool)
    for limit in limits:
        axis = named[limit.name]
        if axis.options:
            held &= np.isin(axis.values, [axis.options.index(one) for one in limit.options])
        else:
            held &= (axis.values > limit.low) & (axis.values < limit.high)
    return held


def holds(axes: Sequence[Axis], limits: Sequence[Limit], fails: BoolArray) -> bool:
    """Return whether failures are denser within limits than outside, beyond chance (Fisher's exact test, one-sided)."""
    inside = within(axes, limits)
    table = [[int((inside & fails).sum()), int((inside & ~fails).sum())],
             [int((~inside & fails).sum()), int((~inside & ~fails).sum())]]
    return float(stats.fisher_exact(table, alternative="greater").pvalue) <= LIKELY
