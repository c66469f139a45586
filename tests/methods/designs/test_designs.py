"""Points: balanced, inside their bounds, the same on every call; wrong factors told before anything runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.config import compose
from sim.errors import UserError
from sim.methods.designs.factors import choice, read_factors, with_levels
from sim.methods.designs.points import design_points, how_many, unique_points
from sim.methods.designs.settings import DESIGNS, NESTED, DesignSettings
from sim.runs.blueprint import Factor

pytest.importorskip("SALib")
RECALL, WARNINGS, HABIT = "enforcement.auto.recall", "enforcement.warnings", "population.viewer.open_habit"


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    return compose([])


def continuous(count: int) -> list[Factor]:
    return [Factor(f"f{place}", "lever", low=-1.0 - place, high=2.0, base=0.0) for place in range(count)]


@given(
    count=st.integers(1, 4), seed=st.integers(0, 1000), power=st.integers(1, 5), name=st.sampled_from(DESIGNS),
)
def test_points_are_inside_their_bounds_and_the_same_on_every_call(
    count: int, seed: int, power: int, name: str
) -> None:
    settings = DesignSettings(name, points=2**power, seed=seed)
    factors = [*continuous(count), Factor("whole", "lever", low=0, high=7, integer=True, base=3)]
    points = design_points(factors, settings)
    assert points == design_points(factors, settings)
    for point in points:
        for one in factors:
            assert one.low <= float(point[one.name]) <= one.high
        assert isinstance(point["whole"], int)


def test_a_grid_has_every_combination_once() -> None:
    factors = [Factor("a", "lever", levels=(1.0, 2.0, 3.0)), Factor("b", "lever", low=0.0, high=1.0)]
    points = design_points(factors, DesignSettings("grid", levels=3))
    assert len(points) == len(unique_points(points)) == 9
    assert {point["b"] for point in points} == {0.0, 0.5, 1.0}


def test_zip_takes_values_side_by_side() -> None:
    factors = [Factor("a", "lever", levels=(1.0, 2.0)), Factor("b", "lever", levels=(5.0, 6.0))]
    assert design_points(factors, DesignSettings("zip")) == [{"a": 1.0, "b": 5.0}, {"a": 2.0, "b": 6.0}]
    with pytest.raises(UserError, match="a has 2, b has 3"):
        design_points([factors[0], Factor("b", "lever", levels=(1.0, 2.0, 3.0))], DesignSettings("zip"))


@given(points=st.integers(2, 60), count=st.integers(1, 5))
def test_a_latin_hypercube_has_one_point_in_every_stripe(points: int, count: int) -> None:
    factors = [Factor(f"f{place}", "lever", low=0.0, high=1.0) for place in range(count)]
    design = design_points(factors, DesignSettings("latin_hypercube", points=points))
    for one in factors:
        stripes = [int(float(point[one.name]) * points) for point in design]
        assert sorted(stripes) == list(range(points))


@pytest.mark.parametrize("design", NESTED)
def test_a_larger_nested_design_begins_with_the_points_of_a_smaller_one(design: str) -> None:
    short, longer = (design_points(continuous(3), DesignSettings(design, points=n)) for n in (8, 32))
    assert longer[: len(short)] == short


@pytest.mark.parametrize("design", DESIGNS)
def test_points_are_counted_without_being_placed(design: str) -> None:
    factors = [*continuous(2), Factor("d", "assumption", low=0.0, high=1.0, base=0.4)]
    settings = DesignSettings(design, points=8, levels=3)
    points = unique_points(design_points(factors, settings))
    count, warm = how_many(factors, settings)
    assert count == len(design_points(factors, settings))  # trajectories of Morris may meet
    assert warm >= len({point["d"] for point in points})
    assert how_many(continuous(2), settings)[1] == 1  # levers alone share a warm-up


def test_one_at_a_time_leaves_all_others_at_their_base() -> None:
    factors = continuous(3)
    points = design_points(factors, DesignSettings("one_at_a_time"))
    assert len(points) == 7
    for point in points[1:]:
        assert sum(point[one.name] != one.base for one in factors) == 1


def test_a_morris_trajectory_steps_every_factor_once() -> None:
    factors = continuous(3)
    points = design_points(factors, DesignSettings("morris", points=5))
    steps = np.array([[point[one.name] for one in factors] for point in points]).reshape(5, 4, 3)
    assert ((np.diff(steps, axis=1) != 0).sum(axis=1) == 1).all()


def test_sobol_indices_need_a_power_of_two() -> None:
    with pytest.raises(UserError, match=r"study\.points is 100: Sobol indices need a power of two \(64 or 128\)"):
        design_points(continuous(2), DesignSettings("sobol_indices", points=100))


def test_a_grid_that_nobody_could_list_is_refused() -> None:
    with pytest.raises(UserError, match=r"a grid of 30 factors has 2e\+14 points: use study=latin_hypercube"):
        design_points(continuous(30), DesignSettings("grid"))


def test_range_is_the_parameters_own_or_a_share_of_it(config: dict[str, Any]) -> None:
    whole, part = (read_factors({HABIT: "range"}, config, width)[0] for width in (1.0, 0.1))
    assert (whole.low, whole.high, whole.kind) == (0.0, 8.0, "assumption")
    assert (part.low, part.high) == pytest.approx((float(part.base) - 0.4, float(part.base) + 0.4))
    assert part.low <= float(part.base) <= part.high


def test_written_forms(config: dict[str, Any]) -> None:
    found = read_factors({RECALL: {"low": 0.2, "high": 0.9}, WARNINGS: [0, 2], "enforcement.review.*": "range"}, config)
    assert (found[0].low, found[0].high, found[0].levels, found[0].kind) == (0.2, 0.9, (), "lever")
    assert found[1].levels == (0, 2)
    assert {one.name.rpartition(".")[0] for one in found[2:]} == {"enforcement.review"}
    assert with_levels(read_factors({WARNINGS: "range"}, config)[0], 3).integer


WRONG = [
    ({"enforcement.auto.recal": "range"}, "Did you mean enforcement.auto.recall?"),
    ({RECALL: {"low": 0.5, "high": 0.5}}, f"the range of {RECALL} is empty: low 0.5 is not below high 0.5"),
    ({RECALL: {"low": 0.5, "high": 1.5}}, f"{RECALL} is 1.5, outside 0–1 (fraction)"),
    ({RECALL: {"low": 0.5}}, "write low and high"),
    ({RECALL: []}, "has no values"),
    ({RECALL: [0.5, 0.5]}, "has 0.5 twice"),
    ({RECALL: "much"}, "write range, a list of values, or low and high"),
    ({"seed": [1, 2]}, "seed cannot vary: every point runs the same seeds"),
    ({}, "nothing varies"),
]


@pytest.mark.parametrize(("written", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_factor_is_one_line(written: dict[str, Any], said: str, config: dict[str, Any]) -> None:
    with pytest.raises(UserError) as told:
        read_factors(written, config)
    assert said in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(("given_", "said"), [
    ({"design": "gird"}, "Did you mean grid?"),
    ({"point": 3}, "no setting study.point. Did you mean points?"),
    ({"points": 0}, "study.points is 0, outside"),
    ({"outcomes": ["qualty"]}, "Did you mean quality?"),
])
def test_wrong_settings_are_one_line(given_: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError) as told:
        DesignSettings.of(given_)
    assert said in str(told.value)


def test_a_choice_takes_the_options_of_a_group() -> None:
    factors = [choice("enforcement", ["strict", "lenient"]), Factor("a", "lever", levels=(1.0, 2.0))]
    assert len(design_points(factors, DesignSettings("grid"))) == 4
    sampled = design_points(factors, DesignSettings("latin_hypercube", points=10))
    assert [point["enforcement"] for point in sampled].count("strict") == 5
