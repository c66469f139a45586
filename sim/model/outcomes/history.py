"""The whole numbers of the days so far, and the tables that studies and triggers read them as."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.outcomes.breakdowns import FORMATS, SLICE_FIELDS, TIER_FIELDS, TIERS
from sim.model.outcomes.tallies import NAMES

IntArray = NDArray[np.int64]
Columns = dict[str, IntArray]


class DayCount(NamedTuple):
    """What one day left behind.

    Attributes
    ----------
    day
        Day of the horizon, negative in the warm-up.
    tally
        int64 (regions, tallies).
    tiers
        int64 (regions, tiers, fields).
    slices
        int64 (regions, categories, formats, fields).
    adoption
        int64 (regions, tactics): open accounts by tactic, the first being none.
    """

    day: int
    tally: IntArray
    tiers: IntArray
    slices: IntArray
    adoption: IntArray


def blank_count(day: int, regions: int, categories: int, policies: int) -> DayCount:
    """Return a day on which nothing happened."""
    return DayCount(
        day, np.zeros((regions, len(NAMES)), np.int64), np.zeros((regions, len(TIERS), len(TIER_FIELDS)), np.int64),
        np.zeros((regions, categories, len(FORMATS), len(SLICE_FIELDS)), np.int64),
        np.zeros((regions, policies), np.int64),
    )


def tally_table(history: Sequence[DayCount], regions: int) -> Columns:
    """Return the tallies, a row a day and region."""
    return _table(history, [one.tally for one in history], NAMES, {"region": regions})


def tier_table(history: Sequence[DayCount], regions: int) -> Columns:
    """Return what is counted by tier of creators, a row a day, region and tier."""
    return _table(history, [one.tiers for one in history], TIER_FIELDS, {"region": regions, "tier": len(TIERS)})


def slice_table(history: Sequence[DayCount], regions: int, categories: int) -> Columns:
    """Return what is counted by product category and format, a row a day, region, category and format."""
    sizes = {"region": regions, "category": categories, "format": len(FORMATS)}
    return _table(history, [one.slices for one in history], SLICE_FIELDS, sizes)


def adoption_table(history: Sequence[DayCount], regions: int, tactics: Sequence[str]) -> Columns:
    """Return open accounts by day and region, a column a tactic (``clean`` for none)."""
    return _table(history, [one.adoption for one in history], ["clean", *tactics], {"region": regions})


def _table(
    history: Sequence[DayCount], counts: Sequence[IntArray], fields: Sequence[str], sizes: dict[str, int]
) -> Columns:
    """Lay stacked counts out as columns: the day, a column a dimension, a column a field."""
    shape = (len(history), *sizes.values())
    rows = int(np.prod(shape))
    places = np.indices(shape).reshape(len(shape), rows)
    stack = np.array(counts, np.int64).reshape(rows, len(fields))
    days = np.array([one.day for one in history], np.int64)
    out = {"day": days[places[0]], **dict(zip(sizes, places[1:], strict=True))}
    out.update({name: stack[:, column] for column, name in enumerate(fields)})
    return out
