"""Money has the digits that its interval bears, and what is the same in every run is known to the dollar."""

from __future__ import annotations

import pytest

from sim.methods.intervals import Interval
from sim.show.recommendation.net_value import net_words, size_words


@pytest.mark.parametrize("mean, half, said", [
    (3586.0, 0.0, "$3,586"), (99.5, 0.0, "$99.50"), (3586.4, 40.0, "$3,590"), (231.4, 2.0, "$231"),
])
def test_digits(mean: float, half: float, said: str) -> None:
    assert size_words(Interval(mean, mean - half, mean + half, 12)) == said


def test_a_loss_has_its_sign() -> None:
    assert net_words(Interval(-3586.0, -3586.0, -3586.0, 12)) == "-$3,586"
