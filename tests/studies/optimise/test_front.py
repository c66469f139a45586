"""The front is what no other candidate beats, and finalists are far apart with the best compromise first."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.studies.optimise.front import best_first, finalists, on_front
from sim.studies.optimise.memory import Trial

SCORES = arrays(float, st.tuples(st.integers(1, 12), st.integers(1, 3)), elements=st.integers(0, 5).map(float))


def trials(scores: list[tuple[float, ...]], over: tuple[int, ...] = ()) -> list[Trial]:
    return [
        Trial(number, {"x": float(number)}, "told", one, (1.0 + number if number in over else -1.0,))
        for number, one in enumerate(scores)
    ]


@given(SCORES)
def test_nobody_on_the_front_is_beaten_and_everybody_else_is(scores: np.ndarray) -> None:
    front = on_front(scores)
    assert front.any()
    for place, one in enumerate(scores):
        beaten = ((scores >= one).all(axis=1) & (scores > one).any(axis=1)).any()
        assert front[place] == (not beaten)


def test_finalists_are_spread_and_the_compromise_comes_first() -> None:
    line = [(share, 1 - share**2) for share in np.linspace(0, 1, 21)]
    found = finalists(trials([*line, (0.2, 0.2)]), 3)
    shares = [one.scores[0] for one in found]
    assert 0.5 < shares[0] < 0.9
    assert sorted(shares)[0] == 0
    assert sorted(shares)[-1] == 1


def test_candidates_over_budget_are_no_finalists_unless_all_are() -> None:
    scores = [(1.0, 1.0), (0.5, 0.4), (0.4, 0.5)]
    assert {one.number for one in finalists(trials(scores, over=(0,)), 5)} == {1, 2}
    assert [one.number for one in finalists(trials(scores, over=(0, 1, 2)), 5)] == [0]  # which is over by least


def test_of_one_objective_the_best_ones_are_looked_at_again_and_the_same_values_once() -> None:
    several = trials([(0.1,), (0.9,), (0.5,), (0.8,)])
    twin = Trial(4, several[1].values, "told", (0.9,))
    assert [one.number for one in finalists([*several, twin], 3)] == [1, 3, 2]


def test_whoever_is_no_worse_than_today_comes_first() -> None:
    scores = np.array([[0.0, 1.0], [0.6, 0.6], [0.9, 0.3], [1.0, 0.0]])
    assert best_first(scores)[0] == 1
    assert best_first(scores, [0.8, 0.2])[0] == 2
