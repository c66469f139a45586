"""Certain, material and undecided are told apart, and a curve is flat only if every dose is."""

from __future__ import annotations

import pytest

from sim.methods.intervals import Interval
from sim.studies.surface.verdicts import among_doses, curve_verdict, dose_verdict, together


def at(mean: float, half: float, count: int = 12) -> Interval:
    return Interval(mean, mean - half, mean + half, count)


@pytest.mark.parametrize(("mean", "half", "said"), [
    (2.0, 0.5, "moves"), (0.5, 0.2, "small"), (0.1, 0.3, "flat"), (0.1, 2.0, "undecided"), (0.0, 0.0, "flat"),
    (-2.0, 0.5, "moves"),
])
def test_a_dose(mean: float, half: float, said: str) -> None:
    assert dose_verdict(at(mean, half), 1.0) == said


def test_one_seed_decides_nothing() -> None:
    nothing = float("nan")
    assert dose_verdict(Interval(5.0, nothing, nothing, 1), 1.0) == "undecided"


def test_among_many_doses_an_interval_is_wider() -> None:
    wider = together(at(2.0, 1.0), 8)
    assert wider.low < 1.0 and wider.mean == 2.0
    assert dose_verdict(at(2.0, 1.9), 1.0) == "moves"
    assert among_doses(at(2.0, 1.9), 1.0, 8) == "undecided"
    assert together(at(2.0, 1.0), 1) == at(2.0, 1.0)


def test_a_curve() -> None:
    assert curve_verdict([at(0.0, 0.2)] * 8, 1.0) == "flat"
    assert curve_verdict([at(0.0, 0.2)] * 7 + [at(4.0, 0.5)], 1.0) == "moves"
    assert curve_verdict([at(0.0, 0.2)] * 7 + [at(0.9, 0.4)], 1.0) == "small"
    assert curve_verdict([at(0.0, 0.2)] * 7 + [at(0.0, 3.0)], 1.0) == "undecided"
