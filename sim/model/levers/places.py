"""Which regions a test treats on a day: some all the time, all in blocks of days, or one after another.

The same arithmetic as `sim.methods.experiments.assignment`, which a test holds to the same bits.
"""

from __future__ import annotations

import hashlib

import numpy as np

from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.people import Assignment
from sim.model.levers.trial import Trial

REGION, TIME = 4, 5
_BLOCKS = 4096  # names of a region's blocks


def number_of(name: str) -> int:
    """Return a test's name as a signed whole number of 64 bits, the same on every machine."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little", signed=True)


def drawn(seed: int, trial: Trial, side: int, unit: int) -> float:
    """Return the uniform number in [0, 1) of one region, or of one of its blocks."""
    stream = fork(key(seed, Decision.ASSIGN, side), number_of(trial.name))
    return float(uniform(fork(stream, unit), Assignment.ARM + trial.again))


def treated_regions(trial: Trial, seed: int, regions: int, day: int) -> list[bool]:
    """Return whether each region is treated on a day of the horizon."""
    since = day - trial.start
    if since < 0 or trial.by_account:
        return [False] * regions
    if trial.block:
        return [_block_arm(trial, seed, region, since // trial.block) for region in range(regions)]
    order = np.argsort([drawn(seed, trial, REGION, region) for region in range(regions)], kind="stable")
    rank = np.argsort(order, kind="stable")
    if trial.steps:
        starts = (rank * trial.steps // regions + 1) * trial.days // (trial.steps + 1)
        return [bool(since >= start) for start in starts]
    return [bool(one < int(np.floor(trial.share_on(day) * regions + 0.5))) for one in rank]


def _block_arm(trial: Trial, seed: int, region: int, block: int) -> bool:
    if trial.alternating:
        return (drawn(seed, trial, TIME, region * _BLOCKS) < 0.5) == (block % 2 == 0)
    if trial.paired:
        return (drawn(seed, trial, TIME, region * _BLOCKS + block // 2 * 2) < 0.5) == (block % 2 == 0)
    return drawn(seed, trial, TIME, region * _BLOCKS + block) < 0.5
