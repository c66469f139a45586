"""What must hold between numbers: shares sum to one, milestones harden step by step, in every region."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from sim.config.names import table_rows, value_at
from sim.config.numbers import show
from sim.errors import UserError

MOST_REGIONS = 1000
"""As many as a page can still list; a region's number takes two bytes in every row of the state."""

_TOLERANCE = 1e-6
_MILESTONES = "enforcement.milestones"
_CATEGORIES = "market.categories"


def check_structure(config: Mapping[str, Any]) -> None:
    """Check shares and the ladder of a completed configuration.

    Raises
    ------
    UserError
        Naming the sum, or the two milestones that stand in the wrong order.
    """
    regions = config["market"]["regions"]
    if len(regions) > MOST_REGIONS:
        raise UserError(f"market.regions has {len(regions):,} regions; at most {MOST_REGIONS} are possible")
    _sum_to_one("market.regions", {name: region["share"] for name, region in regions.items()})
    if not table_rows(config, _CATEGORIES):
        raise UserError("market.categories is empty: a market needs at least one category")
    for region in regions:
        _sum_to_one(
            f"{_CATEGORIES} (in {region})",
            {row: value_at(config, f"{_CATEGORIES}.{row}.share", region) for row in table_rows(config, _CATEGORIES)},
        )
        try:
            check_ladder(milestones(config, region), partial(value_at, config, region=region))
        except UserError as error:
            if error.about in regions[region].get("values", {}):
                error.about = f"market.regions.{region}.values.{error.about}"
            raise


def _sum_to_one(table: str, shares: Mapping[str, float]) -> None:
    total = sum(shares.values())
    if abs(total - 1.0) > _TOLERANCE:
        listed = " + ".join(f"{name} {show(share)}" for name, share in shares.items())
        raise UserError(f"shares of {table} sum to {show(round(total, 9))}, not 1 ({listed})")


def milestones(config: Mapping[str, Any], region: str) -> list[str]:
    """Return the milestones that a region's regime has, as they stand at the start: from the mildest to the hardest.

    Rows of other regions' regimes (rating -1) are none of it, and the order of rows does not matter.
    """
    ratings = {row: value_at(config, f"{_MILESTONES}.{row}.rating", region) for row in table_rows(config, _MILESTONES)}
    return sorted((row for row in ratings if ratings[row] >= 0.0), key=lambda row: -ratings[row])


def check_ladder(
    rows: list[str], value: Callable[[str], float], *, path: object = None, line: int | None = None
) -> None:
    """Check that milestones of one regime do not overlap, and that harder ones cut no less.

    Parameters
    ----------
    rows
        Milestones from the mildest to the hardest; see :func:`milestones`.
    value
        Gives the value of a full dotted name.
    path, line
        Where a change that breaks the order was written.
    """
    for milder, harder in pairwise(rows):
        first, second = (value(f"{_MILESTONES}.{row}.rating") for row in (milder, harder))
        if first <= second:
            raise UserError(
                f"{_MILESTONES}.{milder}.rating ({show(first)}) must stay above "
                f"{_MILESTONES}.{harder}.rating ({show(second)}): milestones go from the mildest to the hardest",
                path=path, line=line, about=f"{_MILESTONES}.{harder}.rating")
        first, second = (value(f"{_MILESTONES}.{row}.traffic_cut") for row in (milder, harder))
        if first > second:
            raise UserError(
                f"{_MILESTONES}.{harder}.traffic_cut ({show(second)}) is below "
                f"{_MILESTONES}.{milder}.traffic_cut ({show(first)}): a harder milestone cannot cut less",
                path=path, line=line, about=f"{_MILESTONES}.{harder}.traffic_cut")
