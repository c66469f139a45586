"""How sharp odds are by design."""

from __future__ import annotations

import pytest

from sim.methods.chance import exact_interval, open_by_design, seeds_for_sharpness, sharpness
from sim.studies.roadmap.sharpness import sharpness_words


def test_a_true_seventy_reads_open_in_most_studies_of_a_dozen_seeds() -> None:
    assert open_by_design(12, 0.7) == pytest.approx(0.75, abs=0.02)
    assert open_by_design(100, 0.7) < 0.03


def test_advised_seeds_are_the_fewest_that_are_sharp_enough() -> None:
    needed = seeds_for_sharpness(0.1)
    assert needed is not None
    assert sharpness(needed) <= 0.1 < sharpness(needed - 1)
    low, high = exact_interval(0.5, needed)
    assert high - low <= 0.2
    assert seeds_for_sharpness(0.001) is None


def test_the_words_say_it_before_the_run() -> None:
    text = sharpness_words(12)
    assert "a true 70% reads open in 75% of such studies" in text
    assert f"takes {seeds_for_sharpness(0.1)} seeds" in text
    assert "takes" not in sharpness_words(400)
