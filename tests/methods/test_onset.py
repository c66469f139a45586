"""From which day an effect can be seen, and how sure that day is."""

from __future__ import annotations

import numpy as np
from numpy.random import default_rng

from sim.methods.onset import STAYS, onset

LUCK = np.array([[-0.1], [-0.05], [0.0], [0.0], [0.05], [0.1]])


def differences(clear_days: list[bool]) -> np.ndarray:
    return np.where(np.array(clear_days), 1.0, 0.0) + LUCK


def test_the_day_is_the_first_of_the_last_clear_stretch() -> None:
    days = np.arange(20)
    stretch = [False] * 3 + [True] * 4 + [False] * 3 + [True] * 10
    for one in (differences(stretch), -differences(stretch)):
        found = onset(one, days)
        assert found is not None and found.day == 10
    whole = onset(differences([True] * 20), days)
    assert whole is not None and (whole.day, whole.early, whole.late) == (0, 0, 0)
    assert str(whole) == "day 0"


def test_an_effect_that_fades_or_just_appeared_is_not_visible() -> None:
    days = np.arange(20)
    assert onset(differences([True] * 19 + [False]), days) is None
    assert onset(differences([False] * (21 - STAYS) + [True] * (STAYS - 1)), days) is None


def test_a_slow_rise_has_a_range_of_days_and_a_weak_one_has_none() -> None:
    rng, days = default_rng(3), np.arange(60)
    luck = np.cumsum(rng.normal(0, 0.05, (12, 60)), axis=1)
    found = onset(days / 60 + luck, days)
    assert found is not None
    assert found.early <= found.day <= found.late
    assert found.early < found.late
    assert "to" in str(found)
    assert onset(0.2 * days / 60 + 3 * luck, days) is None


def test_days_without_a_value_are_not_clear() -> None:
    samples = np.full((6, 20), np.nan)
    samples[:, 8:] = 1.0 + LUCK
    found = onset(samples, np.arange(20))
    assert found is not None and found.day == 8
