"""What is said of tests where it is not certain that a launch does anything."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from sim.methods.intervals import Interval
from sim.studies.laboratory.words import fault


def _lab(low: float, high: float) -> Any:
    return SimpleNamespace(launched=lambda _judged: Interval((low + high) / 2, low, high, 20))


def _card(smallest: float, claims: float, shown: float = 0.0) -> Any:
    scores = SimpleNamespace(
        truth=SimpleNamespace(value=0.0), estimate=SimpleNamespace(value=shown),
        power=SimpleNamespace(value=claims, error=0.01), bias=SimpleNamespace(value=shown, error=0.01),
    )
    return cast(Any, SimpleNamespace(judged=None, scores=scores, smallest=smallest))


@pytest.mark.parametrize(("smallest", "claims", "said"), [
    (193.0, 0.0, "blind"),  # it finds nothing because it could not
    (0.08, 0.0, "blind"), (0.05, 0.0, ""), (0.05, 0.4, "false alarm"), (193.0, 0.4, "false alarm"),
])
def test_a_test_is_right_to_find_nothing_only_if_it_could_have(smallest: float, claims: float, said: str) -> None:
    assert fault(_lab(-0.077, 0.075), _card(smallest, claims)) == said
