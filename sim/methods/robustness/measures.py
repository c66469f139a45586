"""How a policy does over futures: its mean, its worst case, its tail, its regret, each with an interval.

Everything is put so that higher is better (``good``: an outcome times +1 or -1). Futures and seeds are crossed (every
future runs the same seeds), so means have two-way intervals (`sim.methods.two_way`), and what is no mean resamples both
at once, each with replacement (Owen 2007); runs are paired over policies, and so are the resamples. The spread of
resamples is made larger by what few seeds hide, and bounds are Student's: a percentile of resamples of four seeds knows
four seeds. Under four seeds there are no bounds at all.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray
from scipy import stats

from sim.methods.estimators import t_quantile
from sim.methods.two_way import FEWEST_SEEDS, crossed

FloatArray = NDArray[np.float64]
Statistic = Callable[[FloatArray], FloatArray]
"""From values whose last axis is futures to one number each."""

MeasureName = Literal["mean", "worst", "tail", "mean_regret", "worst_regret"]
MEASURES: tuple[MeasureName, ...] = ("mean", "worst", "tail", "mean_regret", "worst_regret")
RESAMPLES = 999
_MOST_CELLS = 4_000_000


@dataclass(frozen=True)
class Spread:
    """Numbers of several policies with their 95% intervals; bounds are NaN where nothing can be said of luck."""

    value: FloatArray
    low: FloatArray
    high: FloatArray
    error: FloatArray


def paired(good: FloatArray) -> FloatArray:
    """Return policies × futures × seeds without the runs that some policy lacks, so that all have the same luck.

    A policy under which the outcome is never defined drops out by itself and takes no run with it.
    """
    defined: NDArray[np.bool_] = np.isfinite(good)
    has: NDArray[np.bool_] = np.asarray(defined.any(axis=(1, 2)))
    complete = defined[has].all(axis=0) if has.any() else np.zeros(good.shape[1:], bool)
    return np.where(complete & has[:, None, None], good, np.nan)


def regret(good: FloatArray) -> FloatArray:
    """Return what each policy falls short of the best one in every future and seed.

    Which one is best in a future is judged by the *other* seeds, so that luck does not make regret: of policies that do
    the same, none regrets anything on average. With one seed it is judged by that seed.

    Parameters
    ----------
    good
        Policies × futures × seeds, as `paired` returns them.
    """
    known = np.isfinite(good)
    filled = np.where(known, good, 0.0)
    totals, counts = filled.sum(axis=2, keepdims=True), known.sum(axis=2, keepdims=True)
    if good.shape[2] > 1:
        totals, counts = totals - filled, counts - known
    means = np.divide(totals, counts, out=np.full(np.broadcast_shapes(totals.shape, counts.shape), -np.inf),
                      where=counts > 0)
    best = np.argmax(means, axis=0)[None]
    if best.shape[2] < good.shape[2]:
        best = np.broadcast_to(best, (1, *good.shape[1:]))
    shortfall: FloatArray = np.take_along_axis(good, best, axis=0) - good
    return shortfall


def over_seeds(cells: FloatArray) -> FloatArray:
    """Return means over seeds (the last axis); NaN where there is none."""
    known = np.isfinite(cells)
    counts = known.sum(axis=-1)
    means: FloatArray = np.divide(np.where(known, cells, 0.0).sum(axis=-1), counts,
                                  out=np.full(counts.shape, np.nan), where=counts > 0)
    return means


def tail_mean(values: FloatArray, share: float, *, lowest: bool = True) -> FloatArray:
    """Return the mean of the lowest (highest) ``share`` of the last axis, one value taken in part if need be.

    This is the conditional value at risk of Rockafellar and Uryasev (2000) for equally likely futures. NaN drop out.
    """
    ordered = np.sort(values if lowest else -values, axis=-1)  # NaN sort last
    known = np.isfinite(ordered)
    wanted = share * known.sum(axis=-1, keepdims=True)
    weights = np.clip(wanted - np.arange(values.shape[-1]), 0.0, 1.0) * known
    total = weights.sum(axis=-1)
    mean: FloatArray = np.divide((np.where(known, ordered, 0.0) * weights).sum(axis=-1), total,
                                 out=np.full(total.shape, np.nan), where=total > 0)
    return mean if lowest else -mean


def measures(good: FloatArray, share: float, seed: int = 1) -> dict[MeasureName, Spread]:
    """Return every measure of every policy.

    Parameters
    ----------
    good
        Policies × futures × seeds, higher being better, NaN where a run is missing.
    share
        Of the futures that make the tail, between 0 and 1.
    seed
        Of the resamples.
    """
    cells = paired(good)
    shortfall = regret(cells)
    return {
        "mean": mean_spread(cells),
        "worst": spread(cells, _lowest, seed),
        "tail": spread(cells, lambda values: tail_mean(values, share), seed),
        "mean_regret": spread(shortfall, over_seeds, seed),
        "worst_regret": spread(shortfall, _highest, seed),
    }


def spread(cells: FloatArray, statistic: Statistic, seed: int = 1) -> Spread:
    """Return a statistic over futures of the means over seeds, with its 95% interval.

    Parameters
    ----------
    cells
        Policies (or whatever is to be told of) × futures × seeds.
    """
    value = statistic(over_seeds(cells))
    axes = [axis for axis in (1, 2) if cells.shape[axis] > 1]
    if not axes or (cells.shape[1] > 1 and cells.shape[2] < FEWEST_SEEDS):
        nothing = np.full(value.shape, np.nan)
        return Spread(value, nothing, nothing, nothing)

    def resampled(*places: NDArray[np.int64], axis: int = -1) -> FloatArray:
        futures, seeds = _grid(places, axes, cells.shape)
        return statistic(over_seeds(cells[:, futures, seeds]))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)  # a policy without the outcome is NaN, and told so
        found = stats.bootstrap(
            [np.arange(cells.shape[axis]) for axis in axes], resampled, n_resamples=RESAMPLES, method="percentile",
            vectorized=True, batch=max(1, _MOST_CELLS // max(1, cells.size)), rng=default_rng(seed),
        )
    fewest = min(cells.shape[axis] for axis in axes)
    error = np.asarray(found.standard_error) * np.sqrt(fewest / (fewest - 1))
    margin = float(t_quantile(fewest - 1)) * error
    return Spread(value, value - margin, value + margin, error)


def mean_spread(cells: FloatArray) -> Spread:
    """Return the mean over futures and seeds of each policy with its two-way interval.

    Parameters
    ----------
    cells
        Policies (or whatever is to be told of) × futures × seeds.
    """
    found = [crossed(one) for one in cells]
    bounds = [one.interval() for one in found]
    columns = [[one.mean, one.low, one.high] for one in bounds]
    value, low, high = np.array(columns, float).reshape(-1, 3).T
    return Spread(value, low, high, np.array([one.error for one in found]))


def _grid(
    places: Sequence[NDArray[np.int64]], axes: Sequence[int], shape: tuple[int, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the futures and seeds of resamples, so that indexing with both gives … × futures × seeds."""
    drawn = dict(zip(axes, (np.asarray(one, np.int64) for one in places), strict=True))
    futures = drawn.get(1, np.zeros(1, np.int64))
    seeds = drawn.get(2, np.zeros(1, np.int64))
    return futures[..., :, None], seeds[..., None, :]


def _lowest(values: FloatArray) -> FloatArray:
    lowest = np.where(np.isfinite(values), values, np.inf).min(axis=-1)
    return np.where(np.isfinite(lowest), lowest, np.nan)


def _highest(values: FloatArray) -> FloatArray:
    return -_lowest(-values)
