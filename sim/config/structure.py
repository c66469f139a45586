"""What must hold between numbers: shares sum to one, milestones harden step by step, in every region."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from sim.config.names import table_rows, value_at
from sim.config.numbers import show
from sim.errors import UserError

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
    _sum_to_one("market.regions", {name: region["share"] for name, region in regions.items()})
    if not table_rows(config, _CATEGORIES):
        raise UserError("market.categories is empty: a market needs at least one category")
    for region in regions:
        _sum_to_one(
            f"{_CATEGORIES} (in {region})",
            {row: value_at(config, f"{_CATEGORIES}.{row}.share", region) for row in table_rows(config, _CATEGORIES)},
        )
        check_ladder(list(table_rows(config, _MILESTONES)), partial(value_at, config, region=region))


def _sum_to_one(table: str, shares: Mapping[str, float]) -> None:
    total = sum(shares.values())
    if abs(total - 1.0) > _TOLERANCE:
        listed = " + ".join(f"{name} {show(share)}" for name, share in shares.items())
        raise UserError(f"shares of {table} sum to {show(round(total, 9))}, not 1 ({listed})")


def check_ladder(
    rows: list[str], value: Callable[[str], float], *, path: object = None, line: int | None = None
) -> None:
    """Check that milestones go from the mildest to the hardest.

    Parameters
    ----------
    rows
        Milestones in order.
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
                path=path, line=line)
        first, second = (value(f"{_MILESTONES}.{row}.traffic_cut") for row in (milder, harder))
        if first > second:
            raise UserError(
                f"{_MILESTONES}.{harder}.traffic_cut ({show(second)}) is below "
                f"{_MILESTONES}.{milder}.traffic_cut ({show(first)}): a harder milestone cannot cut less",
                path=path, line=line)
