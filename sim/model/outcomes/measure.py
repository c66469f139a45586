"""From integer tallies to outcomes: one formula for a day, a period, a region and the whole market.

An outcome is ``scale * sum(numerator) / sum(denominator)`` over days and regions. Sums are taken over the integers
first and divided once, so a period is never a mean of daily ratios (a day with two appeals would weigh as much as a
day with two hundred). Three readings differ from that:

- no denominator: mean per day of the sum over regions (counts, money);
- ``combine="weighted"``: the regions' values, weighted by creators (a Gini cannot be pooled from regional ones);
- ``combine="quantile"``: read off a histogram of doubling buckets;
- ``combine="log_ratio"``: ratio of two geometric means, minus 1.

An empty denominator leaves the outcome undefined (NaN), which later stages drop and never read as zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from sim.model.outcomes.dictionary import OUTCOMES, Outcome

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Tallies = Mapping[str, IntArray]

MARKET = -1


def daily(
    tallies: Tallies, window: int = 1, names: Iterable[str] = OUTCOMES
) -> dict[str, NDArray[np.generic]]:
    """Return every outcome, or those named, for each day and region.

    Parameters
    ----------
    tallies
        ``day``, ``region`` and one integer column a tally, one row for each region of each day.
    window
        Days that a row looks back over, itself included; the first rows have fewer. Outcomes that rest on a handful of
        events a day (appeals, retention of newcomers) are readable over 28 days and not over one.

    Returns
    -------
    dict
        ``day`` and ``region`` (-1 is the whole market and comes first in each day), and a float column an outcome.
    """
    days, regions, grid = _grid(tallies)
    count = days.size
    span = np.minimum(np.arange(1, count + 1), window)
    rows: dict[str, NDArray[np.generic]] = {
        "day": np.repeat(days, regions.size + 1),
        "region": np.tile(np.concatenate(([MARKET], regions)), count),
    }
    for name in names:
        outcome = OUTCOMES[name]
        sums = [_trailing(part, window) for part in _parts(outcome, grid)]
        by_region = _combine(outcome, sums, span[:, None])
        market = _combine(outcome, [part.sum(axis=1) for part in sums], span)
        rows[name] = np.column_stack((market, by_region)).ravel()
    return rows


def daily_sums(tallies: Tallies, names: Iterable[str] = OUTCOMES) -> dict[str, NDArray[np.generic]]:
    """Return for each day and region what outcomes are ratios of, in the rows of `daily`, so that days can be summed.

    ``sum(NAME_sum) / sum(NAME_count)`` over any days is the outcome over those days, in its unit. An outcome without
    denominator is a mean over days and needs no such pair; a quantile and a ratio of geometric means have none.
    """
    _, _, grid = _grid(tallies)
    found: dict[str, NDArray[np.generic]] = {}
    for name in names:
        outcome = OUTCOMES[name]
        if outcome.denominator and outcome.combine in ("sum", "weighted"):
            top, bottom = _parts(outcome, grid)
            for ending, part in (("sum", outcome.scale * top), ("count", bottom)):
                found[f"{name}_{ending}"] = np.column_stack((part.sum(axis=1), part)).ravel()
    return found


def period(
    tallies: Tallies, first_day: int, last_day: int, region: int | None = None, names: Iterable[str] = OUTCOMES
) -> dict[str, float]:
    """Return every outcome, or those named, over the days from ``first_day`` to ``last_day``, both included.

    ``region`` is a region's index; ``None`` or -1 is the whole market.
    """
    days, regions, grid = _grid(tallies)
    inside = (days >= first_day) & (days <= last_day)
    columns = np.ones(regions.size, dtype=bool) if region is None or region == MARKET else regions == region
    if not inside.any() or not columns.any():
        raise ValueError(f"no tallies of days {first_day} to {last_day} and region {region}")
    span = np.array([inside.sum()])
    values = {}
    for name in names:
        outcome = OUTCOMES[name]
        sums = [part[inside][:, columns].sum(keepdims=True).ravel() for part in _parts(outcome, grid)]
        values[name] = float(_combine(outcome, sums, span)[0])
    return values


def _grid(tallies: Tallies) -> tuple[IntArray, IntArray, dict[str, IntArray]]:
    """Lay each tally out as days × regions, in order, whatever the order of the rows."""
    days, regions = np.unique(tallies["day"]), np.unique(tallies["region"])
    order = np.lexsort((tallies["region"], tallies["day"]))
    if order.size != days.size * regions.size:
        raise ValueError("tallies need one row for each region of each day")
    shape = (days.size, regions.size)
    grid = {name: column[order].reshape(shape) for name, column in tallies.items() if name not in ("day", "region")}
    return days, regions, grid


def _parts(outcome: Outcome, grid: dict[str, IntArray]) -> list[IntArray]:
    """Return the integer arrays (days × regions) whose sums make up the outcome."""
    if outcome.combine == "log_ratio":
        cheating, honest = (grid[name] for name in outcome.numerator)
        return [cheating, honest, *(grid[name] for name in outcome.denominator)]
    if outcome.combine == "quantile":
        return [grid[name] for name in outcome.numerator]
    numerator = _signed_sum(outcome.numerator, grid)
    if not outcome.denominator:
        return [numerator]
    denominator = _signed_sum(outcome.denominator, grid)
    if outcome.combine == "weighted":
        numerator = numerator * denominator
    return [numerator, denominator]


def _signed_sum(names: tuple[str, ...], grid: dict[str, IntArray]) -> IntArray:
    columns = [-grid[name[1:]] if name.startswith("-") else grid[name] for name in names]
    total: IntArray = np.sum(columns, axis=0, dtype=np.int64)
    return total


def _combine(outcome: Outcome, sums: list[IntArray], days: NDArray[np.generic]) -> FloatArray:
    if outcome.combine == "log_ratio":
        cheating, honest, cheaters, others = sums
        gap = _ratio(cheating, cheaters) - _ratio(honest, others)
        premium: FloatArray = np.expm1(outcome.scale * gap)
        return premium
    if outcome.combine == "quantile":
        return _quantile(np.stack(sums, axis=-1), outcome.scale)
    scaled: FloatArray = outcome.scale * _ratio(
        sums[0], sums[1] if len(sums) > 1 else np.broadcast_to(days, sums[0].shape)
    )
    return scaled


def _quantile(counts: IntArray, level: float) -> FloatArray:
    """Return a quantile of minutes counted in buckets 0-1, 1-2, 2-4, …, taken as spread evenly within a bucket."""
    upper = 2.0 ** np.arange(counts.shape[-1])
    lower = np.where(upper > 1.0, upper / 2.0, 0.0)
    below = np.cumsum(counts, axis=-1)
    target = level * below[..., -1:]
    at = np.argmax(below >= target, axis=-1)[..., None]
    inside = np.take_along_axis(counts, at, axis=-1)
    share = _ratio(target - np.take_along_axis(below, at, axis=-1) + inside, inside)
    minutes: FloatArray = (lower[at] + share * (upper - lower)[at])[..., 0]
    return minutes


def _ratio(numerator: NDArray[np.generic], denominator: NDArray[np.generic]) -> FloatArray:
    empty = np.full(numerator.shape, np.nan)
    ratio: FloatArray = np.divide(numerator, denominator, out=empty, where=np.asarray(denominator != 0))
    return ratio


def _trailing(part: IntArray, window: int) -> IntArray:
    """Return sums over the last ``window`` days, each row's own day included."""
    total = np.cumsum(part, axis=0)
    trailing = total.copy()
    trailing[window:] -= total[:-window]
    return trailing
