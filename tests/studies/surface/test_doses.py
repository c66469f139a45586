"""Doses cover the legal range with today's value among them, in steps or in ratios."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sim.errors import UserError
from sim.model.parameters import Parameter, all_parameters
from sim.studies.surface.doses import FEWEST, given, is_wide, spread


def lever(low: float, high: float, default: float, integer: bool = False) -> Parameter:
    return Parameter("x", default, "unit", low, high, "lever", "assumption", "", None, integer)


def test_a_share_is_walked_evenly_and_today_is_a_dose() -> None:
    doses = spread(lever(0, 1, 0.67), 0.67)
    assert (doses[0], doses[-1], 0.67 in doses, len(doses)) == (0.0, 1.0, True, 9)
    assert not is_wide(doses)


def test_decades_are_walked_in_ratios_with_zero_first() -> None:
    doses = spread(lever(0, 1_000_000, 0), 0)
    assert (doses[0], doses[-1], len(doses)) == (0.0, 1_000_000.0, 9)
    ratios = [later / earlier for earlier, later in pairwise(doses[1:])]
    assert max(ratios) / min(ratios) < 1.1
    assert is_wide(doses)


def test_few_whole_numbers_are_all_taken() -> None:
    assert spread(lever(0, 7, 3, True), 3) == [0, 1, 2, 3, 4, 5, 6, 7]
    assert spread(lever(0, 1, 0, True), 0) == [0, 1]


@pytest.mark.parametrize("parameter", all_parameters("lever"), ids=lambda one: one.name)
def test_every_lever_has_enough_legal_doses(parameter: Parameter) -> None:
    doses = spread(parameter, parameter.default)
    values = parameter.high - parameter.low + 1 if parameter.integer else FEWEST
    assert len(doses) >= min(FEWEST, values)
    assert doses == sorted(set(doses))
    assert (doses[0], doses[-1]) == (parameter.low, parameter.high)
    assert any(dose == pytest.approx(parameter.default) for dose in doses)
    assert not parameter.integer or all(dose.is_integer() for dose in doses)


def test_a_dose_out_of_range_is_told() -> None:
    with pytest.raises(UserError, match="x is 2, outside 0–1"):
        given("x", [0.5, 2], lever(0, 1, 0.5))
