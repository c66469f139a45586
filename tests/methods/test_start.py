"""Whether the start of a series shows."""

from __future__ import annotations

import numpy as np

from sim.methods.start import settled_from

LUCK = np.random.default_rng(1).normal(0, 0.1, 120)


def test_a_settled_series_has_no_start_and_one_that_falls_from_above_has() -> None:
    assert settled_from(1.0 + LUCK) in range(16)
    found = settled_from(1.0 + 3.0 * np.exp(-np.arange(120) / 8) + LUCK)
    assert found is not None and 15 <= found <= 50


def test_a_drift_never_settles_and_few_days_tell_nothing() -> None:
    assert settled_from(np.arange(120) / 20 + LUCK) is None
    assert settled_from(np.ones(12)) is None
