"""When a threat shows and when it is over, judged by what unshocked markets do by chance.

Shocked run and counterfactual share their random numbers, so any difference between them is the threat's doing, however
small. Nobody who runs a platform has such a counterfactual. A difference therefore counts as noticed only once it is
larger than what unshocked markets of different seeds come to lie apart by over the same days, their own level before
the threat taken off. Pure functions of arrays, seeds × days.
"""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
FALSE_ALARMS = 0.05
"""Share of pairs of unshocked markets that would raise the alarm at some time in the days watched."""


def chance_distance(unshocked: FloatArray, before: slice, watched: slice, rises: bool) -> float:
    """Return by how much one unshocked market gets away from another by chance, in the direction that is watched.

    Parameters
    ----------
    unshocked
        Readings of counterfactuals, seeds × days; undefined ones are left out.
    before
        Days whose mean is a market's own level.
    watched
        Days over which the alarm is on.

    Returns
    -------
    float
        The distance that a share `FALSE_ALARMS` of pairs reaches at some time; infinite with fewer than two markets.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # markets without a reading have no level
        own = unshocked[:, watched] - np.nanmean(unshocked[:, before], axis=1, keepdims=True)
        gaps = (1 if rises else -1) * (own[:, None, :] - own[None, :, :])
        farthest = np.nanmax(gaps, axis=2)[~np.eye(len(own), dtype=bool)]
    known = farthest[~np.isnan(farthest)]
    if not known.size:
        return float("inf")
    return float(max(0.0, np.quantile(known, 1 - FALSE_ALARMS, method="higher")))


def first_beyond(difference: FloatArray, bound: FloatArray, watched: slice) -> FloatArray:
    """Return for each seed the first watched day on which the difference exceeds the bound.

    Parameters
    ----------
    difference, bound
        Shocked minus counterfactual in the direction watched, and what it has to exceed; seeds × days.

    Returns
    -------
    ndarray
        Days; infinite where there is none, NaN where a run is missing.
    """
    beyond = difference[:, watched] > bound[:, watched]
    first = np.argmax(beyond, axis=1) + (watched.start or 0)
    days = np.where(beyond.any(axis=1), first.astype(float), np.inf)
    return np.where(np.isnan(difference).all(axis=1), np.nan, days)


def days_to_stay_within(difference: FloatArray, bound: FloatArray, start: int, end: int) -> FloatArray:
    """Return for each seed the days from a threat's end until the difference stays within the bound to the last day.

    Parameters
    ----------
    start, end
        First day of the threat, and first day on which it is over.

    Returns
    -------
    ndarray
        Days after the end; infinite where it is not within the bound for good by the last day, NaN where it never left
        the bound since the threat began, or a run is missing.
    """
    beyond = difference > bound
    touched = beyond[:, start:].any(axis=1)
    after = beyond[:, end:]
    if not after.shape[1]:
        return np.where(touched, np.inf, np.nan)
    last = after.shape[1] - 1 - np.argmax(after[:, ::-1], axis=1)
    days = np.where(after.any(axis=1), last + 1.0, 0.0)
    days = np.where(days >= after.shape[1], np.inf, days)
    return np.where(touched & ~np.isnan(difference).all(axis=1), days, np.nan)
