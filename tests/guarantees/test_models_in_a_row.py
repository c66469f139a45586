"""Two hundred markets in one process, one after the other, leave nothing behind: a sweep may be as long as it likes."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario

MODELS, SETTLED = 200, 60
STATM = Path("/proc/self/statm")


@pytest.mark.slow
@pytest.mark.skipif(not STATM.exists(), reason="resident memory is read from Linux's /proc")
def test_two_hundred_models_leave_no_memory_behind() -> None:
    config = compose(["population.viewers=200", "population.creators=15", "warmup_days=1", "days=1"])
    policy = Scenario("one", changes=(Change("enforcement.auto.recall", 0.9),))
    resident = []
    for seed in range(MODELS):
        model = Ecosystem(config, seed=seed).run(1)
        twin = model.branch(policy).run(1)
        assert twin.impressions > 0
        del model, twin
        if seed % 10 == 9:
            gc.collect()
            resident.append(int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
    assert resident[-1] - resident[SETTLED // 10] < 4e6  # kept, the models since then would hold some 30 MB
