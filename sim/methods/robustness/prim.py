"""Where a policy fails: PRIM, the patient rule induction method (Friedman and Fisher 1999), kept honest.

A box is peeled from the whole space, a thin slice at a time, always the slice whose removal raises the share of
failures most for what it costs. Of all boxes on the way the one that tells failures from the rest best is taken, and
grown again where that tells them better. Limits that could be chance are dropped (quasi-p-value), and the whole search
is done again on shuffled failures: a box that chance finds too is no rule. Written here because the one well-kept
library that has it (EMA workbench) brings scikit-learn, statsmodels, seaborn and an optimiser with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.random import default_rng

from sim.methods.robustness.boxes import LIKELY, Axis, BoolArray, Limit, Region, separation

PEEL = 0.05
"""Share of a box that a peel takes."""

FEWEST_INSIDE, FEWEST_EACH = 5, 5
"""Futures that a box holds at least; failures, and futures without, from which a search makes sense."""

LEAST_COVERAGE = 0.1
"""Share of all failures from which a second or third box is worth telling."""

_SHUFFLES = 199
_MOST_BOXES = 3


@dataclass(frozen=True)
class Box:
    """A rule: where its limits hold, failures are dense.

    Attributes
    ----------
    limits
        The surest first.
    inside, failing
        Futures in the box, and those of them that fail.
    failures, futures
        All that fail, and all there are.
    p_value
        How often shuffled failures give a box that separates as well.
    """

    limits: tuple[Limit, ...]
    inside: int
    failing: int
    failures: int
    futures: int
    p_value: float

    @property
    def density(self) -> float:
        """Share of the futures in the box that fail."""
        return self.failing / self.inside

    @property
    def coverage(self) -> float:
        """Share of the failures that lie in the box."""
        return self.failing / self.failures


def find_boxes(axes: Sequence[Axis], fails: BoolArray, seed: int = 1) -> list[Box]:
    """Return the boxes in which failures gather, one after the other, as far as they are no chance.

    Parameters
    ----------
    axes
        The factors, each with its value in every future.
    fails
        One a future.
    seed
        Of the shuffles.

    Returns
    -------
    list of Box
        Empty where there is no rule to be had: too few failures, too few without, or nothing beyond chance.
    """
    found: list[Box] = []
    left = np.ones(len(fails), bool)
    while len(found) < _MOST_BOXES and axes:
        remaining = [Axis(one.name, one.values[left], one.options) for one in axes]
        box = _one_box(remaining, fails[left], seed)
        if box is None:
            break
        region, p_value = box
        inside, failing = region.inside(), fails[left]
        if found and failing[inside].sum() < LEAST_COVERAGE * fails.sum():
            break
        found.append(Box(
            tuple(region.limits(failing)), int(inside.sum()), int(failing[inside].sum()), int(fails.sum()), len(fails),
            p_value,
        ))
        left[np.flatnonzero(left)[inside]] = False
    return found


def _one_box(axes: Sequence[Axis], fails: BoolArray, seed: int) -> tuple[Region, float] | None:
    """Return the best box and its p-value, or ``None`` where chance does as well."""
    if min(fails.sum(), (~fails).sum()) < FEWEST_EACH:
        return None
    region = best_region(axes, fails)
    score = separation(region.inside(), fails)
    if not region.restricted or score <= 0:
        return None
    rng = default_rng(seed)
    beaten = 0
    for _ in range(_SHUFFLES):
        shuffled = rng.permutation(fails)
        beaten += separation(best_region(axes, shuffled).inside(), shuffled) >= score
        if (1 + beaten) / (1 + _SHUFFLES) > LIKELY:
            return None
    return region, (1 + beaten) / (1 + _SHUFFLES)


def best_region(axes: Sequence[Axis], fails: BoolArray) -> Region:
    """Return the box of a peeling that separates best, grown again, and without limits that could be chance."""
    best, best_score = Region.whole(axes), 0.0
    for region in _peeled(axes, fails):
        score = separation(region.inside(), fails)
        if score > best_score:
            best, best_score = region, score
    return _pruned(_pasted(_pruned(best, fails), fails), fails)


def _peeled(axes: Sequence[Axis], fails: BoolArray) -> Iterator[Region]:
    """Yield ever smaller boxes; each is the best peel of the one before."""
    region, inside = Region.whole(axes), np.ones(len(fails), bool)
    while not fails[inside].all():
        best: tuple[Region, BoolArray] | None = None
        best_gain = -np.inf
        for smaller, kept in _peels(region, inside):
            gain = _gain(inside, kept, fails)
            if gain > best_gain:
                best, best_gain = (smaller, kept), gain
        if best is None:
            return
        region, inside = best
        yield region


def _peels(region: Region, inside: BoolArray) -> Iterator[tuple[Region, BoolArray]]:
    """Yield what one peel makes of a box (a slice off either end of an axis, or an option), and what that holds."""
    for place, axis in enumerate(region.axes):
        held = axis.values[inside]
        if axis.options:
            for option in np.unique(held):
                yield region.without_option(place, int(option)), inside & (axis.values != option)
            continue
        ordered = np.sort(held)
        slice_ = max(1, int(PEEL * len(ordered)))
        low, high = float(region.low[place]), float(region.high[place])
        above, below = ordered[ordered > ordered[slice_ - 1]], ordered[ordered < ordered[-slice_]]
        if above.size:
            yield region.with_bounds(place, float(above[0]), high), inside & (axis.values >= above[0])
        if below.size:
            yield region.with_bounds(place, low, float(below[-1])), inside & (axis.values <= below[-1])


def _gain(before: BoolArray, after: BoolArray, fails: BoolArray) -> float:
    """Return how much the density rises for each future that is peeled off; minus infinity if too little is left."""
    count, whole = np.count_nonzero(after), np.count_nonzero(before)
    if count < FEWEST_INSIDE or count == whole:
        return -np.inf
    dense = np.count_nonzero(after & fails) / count - np.count_nonzero(before & fails) / whole
    return dense / (whole - count)


def _pasted(region: Region, fails: BoolArray) -> Region:
    """Return the box grown slice by slice as long as it separates better."""
    score = separation(region.inside(), fails)
    while True:
        grown = [(separation(one.inside(), fails), one) for one in _pastes(region)]
        best = max(grown, key=lambda pair: pair[0], default=(score, region))
        if best[0] <= score:
            return region
        score, region = best


def _pastes(region: Region) -> Iterator[Region]:
    for place in region.restricted:
        axis = region.axes[place]
        if axis.options:
            continue
        low, high = float(region.low[place]), float(region.high[place])
        below, above = np.sort(axis.values[axis.values < low]), np.sort(axis.values[axis.values > high])
        slice_ = max(1, int(PEEL * len(axis.values)))
        if below.size:
            yield region.with_bounds(place, -np.inf if below.size <= slice_ else float(below[-slice_]), high)
        if above.size:
            yield region.with_bounds(place, low, np.inf if above.size <= slice_ else float(above[slice_ - 1]))


def _pruned(region: Region, fails: BoolArray) -> Region:
    """Return the box without the limits that could be chance, the likeliest dropped first."""
    while region.restricted:
        worst, place = max((region.quasi_p(place, fails), place) for place in region.restricted)
        if worst <= LIKELY:
            break
        region = region.free(place)
    return region
