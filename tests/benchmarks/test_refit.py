"""What fits the defaults looks at nothing that emerges, and moves what it says."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.refit import EMERGING_LEVELS, Target, aims, axes, fitted_patterns, misses
from sim.config import compose
from sim.config.names import parameters_of, value_at
from sim.methods.calibration.emulator import fit_emulator
from sim.model.outcomes.levels.ranges import levels
from sim.studies.validate.patterns import choose

CONFIG = compose([])


def test_nothing_that_emerges_is_looked_at() -> None:
    asked = {one.name for one in fitted_patterns()}
    assert asked == {one.name for one in choose([]) if one.origin != "emerges"}
    runs = [{"sums": {name: [[1.0, 2.0], [1.0, 2.0]] for name in asked}, "levels": dict.fromkeys(levels(), 0.5)}] * 20
    told = aims(runs, np.linspace(-1.0, 1.0, 20)[:, None])
    assert not [one.name for one, _ in told if one.name.startswith(tuple(f"level {name}" for name in EMERGING_LEVELS))]


@pytest.mark.parametrize("axis", axes(), ids=lambda one: one.name)
def test_an_axis_is_legal_and_goes_there_and_back(axis) -> None:
    parameter = parameters_of(CONFIG)[axis.name]
    assert parameter.low <= axis.low < axis.high <= parameter.high
    assert axis.place(axis.value(0.3)) == pytest.approx(0.3, abs=1e-3)
    assert abs(axis.place(value_at(CONFIG, axis.name, "us"))) <= 1.1, "refit.yaml is stale"


def test_what_is_well_inside_costs_nothing_and_what_is_outside_does() -> None:
    inputs = np.linspace(-1.0, 1.0, 40)[:, None]
    values = inputs[:, 0] + 0.01 * np.sin(40.0 * inputs[:, 0])
    told = [(Target("one", values, 0.0, 1.0, 1.0), fit_emulator(inputs, values))]
    assert misses(told, np.array([0.5])).sum() == 0.0
    assert misses(told, np.array([-0.5])).sum() > misses(told, np.array([-0.02])).sum() > 0.0
