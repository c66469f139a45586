"""Keyed random numbers: every draw is a pure function of who draws, what for, and when.

``uniform(seed, decision, day, agent, k)`` depends on nothing else, so an agent draws the same numbers in every
scenario, whatever the threads, the order, or who else exists (docs/concepts/coupling.md). The key is built in
steps so that a loop pays one hash a draw::

    stream = key(seed, Decision.SESSION, day)   # once a phase
    mine = fork(stream, agent_id)               # once an agent
    u = uniform(mine, k)                        # once a draw, k = 0, 1, 2, ...

The hash is the SplitMix64 finaliser (Stafford's variant 13, Steele, Lea & Flood 2014) applied at each step. It is
tested for uniformity, stream and pair independence at 1e8 draws (benchmarks/draws.py).
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sim.model.compilation import rule_of

_GOLDEN: Final = np.uint64(0x9E3779B97F4A7C15)
_ODD: Final = np.uint64(0xD1342543DE82EF95)
_M1: Final = np.uint64(0xBF58476D1CE4E5B9)
_M2: Final = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_TO_UNIT: Final = 1.0 / 9007199254740992.0  # 2**-53
_S32, _LOWER = np.uint64(32), np.uint64(0xFFFFFFFF)
_HALF_TO_UNIT: Final = 1.0 / 4294967296.0  # 2**-32


@rule_of("uint64(uint64)")
def mix(z: np.uint64) -> np.uint64:
    """Scramble 64 bits (bijective)."""
    z = (z ^ (z >> _S30)) * _M1
    z = (z ^ (z >> _S27)) * _M2
    return z ^ (z >> _S31)


@rule_of("int64(int64, int64, int64)")
def key(seed: int, decision: int, day: int) -> int:
    """Return the stream of one decision on one day of one run, as a signed 64-bit key."""
    h = mix(np.uint64(seed) * _ODD + _GOLDEN)
    h = mix(h + np.uint64(decision) * _ODD)
    return np.int64(mix(h + np.uint64(np.int64(day)) * _GOLDEN))  # type: ignore[return-value]  # from Python it comes back as int


@rule_of("int64(int64, int64)")
def fork(parent: int, identity: int) -> int:
    """Return the key of one identity (an agent, an order, a pair's second half) under ``parent``."""
    return np.int64(mix(np.uint64(parent) + np.uint64(identity) * _ODD + _GOLDEN))  # type: ignore[return-value]  # from Python it comes back as int


@rule_of("float64(int64, int64)")
def uniform(parent: int, k: int) -> float:
    """Return the ``k``-th uniform number in [0, 1) under the key ``parent``."""
    return np.float64(mix(np.uint64(parent) + np.uint64(k + 1) * _GOLDEN) >> _S11) * _TO_UNIT


@rule_of("int64(int64, int64)")
def bits(parent: int, k: int) -> int:
    """Return the ``k``-th 64 bits under the key ``parent``: two numbers, ``upper`` and ``lower``, for one hash."""
    return np.int64(mix(np.uint64(parent) + np.uint64(k + 1) * _GOLDEN))  # type: ignore[return-value]  # from Python it comes back as int


@rule_of("float64(int64)")
def upper(drawn: int) -> float:
    """Return the uniform number in [0, 1) that the upper half of 64 bits makes, in steps of 2**-32."""
    return np.float64(np.uint64(drawn) >> _S32) * _HALF_TO_UNIT


@rule_of("float64(int64)")
def lower(drawn: int) -> float:
    """Return the uniform number in [0, 1) that the lower half of 64 bits makes, independent of the upper one's."""
    return np.float64(np.uint64(drawn) & _LOWER) * _HALF_TO_UNIT


@rule_of("float64(int64, int64)")
def exponential(parent: int, k: int) -> float:
    """Return an Exp(1) number (mean 1) by inverse CDF, so that it is monotone in its uniform."""
    return -math.log(1.0 - uniform(parent, k))


@rule_of("float64(int64, int64)")
def normal(parent: int, k: int) -> float:
    """Return a standard normal number (Box-Muller on draws ``k`` and ``k + 1``)."""
    return math.sqrt(-2.0 * math.log(1.0 - uniform(parent, k))) * math.cos(
        2.0 * math.pi * uniform(parent, k + 1)
    )


@rule_of("float64(int64, int64, float64)")
def gamma(parent: int, k: int, shape: float) -> float:
    """Return a Gamma(``shape``, 1) number on draws ``k`` to ``k + 24`` (Marsaglia & Tsang 2000, at most eight tries).

    Each try is refused with a chance below 5%; where all are, which is rarer than once in 1e10, the mode is returned.
    """
    least = shape if shape >= 1.0 else shape + 1.0
    d = least - 1.0 / 3.0
    found = d
    for attempt in range(8):
        x = normal(parent, k + 1 + 3 * attempt)
        root = 1.0 + x / math.sqrt(9.0 * d)
        if root <= 0.0:
            continue
        v = root * root * root
        u = uniform(parent, k + 3 + 3 * attempt)
        if math.log(1.0 - u) < 0.5 * x * x + d - d * v + d * math.log(v):
            found = d * v
            break
    if shape < 1.0:
        found *= math.pow(1.0 - uniform(parent, k), 1.0 / shape)
    return found


@rule_of("float64(int64, float64, float64)")
def beta(mine: int, a: float, b: float) -> float:
    """Return a Beta(a, b) number under a key of its own, from two Gamma numbers."""
    first, second = gamma(fork(mine, 1), 0, a), gamma(fork(mine, 2), 0, b)
    return first / (first + second) if first + second > 0.0 else 0.0
