"""Are keyed draws random enough? Uniformity, stream independence and pair independence at 1e8 draws a layout.

A *layout* is a way in which the model walks through keys: the draws of one agent, agents side by side, the same agent
on successive days, replications with neighbouring seeds, and so on. Each yields disjoint pairs of draws that a sloppy
hash would tie together, and each is put to seven tests:

- chi-square of both members over 256, 1,024 and 4,096 bins, and Kolmogorov-Smirnov over 65,536 bins (uniformity);
- chi-square of the lowest 8 of the 53 bits (the ones that a weak finaliser leaves patterned);
- chi-square of the pairs over a 64 x 64 grid and their correlation (independence).

P-values are two-sided (a fit that is too good is as suspicious), so a healthy generator spreads them over 0-1 and the
smallest of T is near 1 / T; a p below 1e-4 fails. Run as ``python -m benchmarks.draws [DRAWS]``.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import numpy as np
from scipy import stats

from sim.model.compilation import loop
from sim.model.day.births import ACCOUNT, newcomer_identity
from sim.model.draws import Decision, fork, key, uniform

Array = np.ndarray[Any, Any]
LEAST_P = 1e-4
FINE, GRID, LOW = 65536, 64, 256
OPEN_APP, SESSION, OFFER, DECISIONS = Decision.OPEN_APP, Decision.SESSION, Decision.OFFER, Decision.LINKED

LAYOUTS = (
    "draws of one key: k, k + 1",
    "agents side by side: i, i + 1",
    "one agent, day after day: d, d + 1",
    "many agents, two days running",
    "decisions of one agent on one day",
    "seeds side by side, first draw",
    "replications: one agent under seeds s, s + 1",
    "impressions of a session: k, k + 1",
    "draws within an impression: k, k + 1",
    "a draw and the fork of the same number",
    "a parent's draw and its child's",
    "newcomers of one day: order j, j + 1",
    "accounts of one owner",
    "agent and day swapped",
    "seed and day swapped",
    "viewer and impression swapped",
)


@loop
def pair(layout: int, i: int, seed: int) -> tuple[float, float]:
    """Return the ``i``-th pair of draws of a layout; no draw stands in two pairs."""
    if layout == 0:
        mine = fork(key(seed, SESSION, 7), 42)
        return uniform(mine, 2 * i), uniform(mine, 2 * i + 1)
    if layout == 1:
        stream = key(seed, OPEN_APP, 7)
        return uniform(fork(stream, 2 * i), 0), uniform(fork(stream, 2 * i + 1), 0)
    if layout == 2:
        return uniform(fork(key(seed, OPEN_APP, 2 * i), 5), 0), uniform(fork(key(seed, OPEN_APP, 2 * i + 1), 5), 0)
    if layout == 3:
        day, agent = 2 * (i % 128), i // 128
        return uniform(fork(key(seed, OPEN_APP, day), agent), 0), uniform(fork(key(seed, OPEN_APP, day + 1), agent), 0)
    if layout == 4:
        decision, agent = 1 + 2 * (i % (DECISIONS // 2)), i // (DECISIONS // 2)
        return uniform(fork(key(seed, decision, 7), agent), 0), uniform(fork(key(seed, decision + 1, 7), agent), 0)
    if layout == 5:
        return uniform(key(2 * i, OPEN_APP, 0), 0), uniform(key(2 * i + 1, OPEN_APP, 0), 0)
    if layout == 6:
        root, agent = seed + 2 * (i % 16), i // 16
        return uniform(fork(key(root, OPEN_APP, 7), agent), 0), uniform(fork(key(root + 1, OPEN_APP, 7), agent), 0)
    if layout == 7:
        mine, k = fork(key(seed, SESSION, 7), i // 32), 2 * (i % 32)
        return uniform(fork(mine, k), 3), uniform(fork(mine, k + 1), 3)
    if layout == 8:
        impression = fork(fork(key(seed, SESSION, 7), i // 448), (i // 7) % 64)
        return uniform(impression, 2 * (i % 7)), uniform(impression, 2 * (i % 7) + 1)
    if layout == 9:
        mine = fork(key(seed, OFFER, 7), i)
        return uniform(mine, 0), uniform(fork(mine, 0), 0)
    if layout == 10:
        mine = fork(key(seed, OFFER, 7), i)
        return uniform(mine, 1), uniform(fork(mine, 1), 1)
    if layout == 11:
        day, region, order = i // 1024, (i // 512) % 2, 2 * (i % 512)
        stream = key(seed, OPEN_APP, 400)
        return (
            uniform(fork(stream, newcomer_identity(day, region, order)), 0),
            uniform(fork(stream, newcomer_identity(day, region, order + 1)), 0),
        )
    if layout == 12:
        stream = key(seed, OFFER, 7)
        return uniform(fork(stream, i), 0), uniform(fork(stream, i + ACCOUNT), 0)
    # pairs (a, b) with a < b, so that a swap never meets itself: row by row of a band 1,024 wide
    a = i // 1024
    b = a + 1 + i % 1024
    if layout == 13:
        return uniform(fork(key(seed, OPEN_APP, a), b), 0), uniform(fork(key(seed, OPEN_APP, b), a), 0)
    if layout == 14:
        return uniform(fork(key(a, OPEN_APP, b), 5), 0), uniform(fork(key(b, OPEN_APP, a), 5), 0)
    stream = key(seed, SESSION, 7)
    return uniform(fork(fork(stream, a), b), 0), uniform(fork(fork(stream, b), a), 0)


@loop
def tabulate(layout: int, pairs: int, seed: int, fine: Array, low: Array, grid: Array) -> float:
    """Fill the histograms of a layout's draws and pairs; return the sum of (u - 1/2) (v - 1/2)."""
    product = 0.0
    for i in range(pairs):
        u, v = pair(layout, i, seed)
        fine[int(u * FINE)] += 1
        fine[int(v * FINE)] += 1
        low[int(u * 9007199254740992.0) & (LOW - 1)] += 1
        low[int(v * 9007199254740992.0) & (LOW - 1)] += 1
        grid[int(u * GRID), int(v * GRID)] += 1
        product += (u - 0.5) * (v - 0.5)
    return product


def chi_square(counts: Array) -> float:
    """Return the two-sided p-value of equal expected counts."""
    expected = counts.sum() / counts.size
    statistic = float(((counts - expected) ** 2).sum() / expected)
    tail = stats.chi2.sf(statistic, counts.size - 1)
    return float(min(1.0, 2.0 * min(tail, 1.0 - tail)))


def kolmogorov_smirnov(counts: Array) -> float:
    """Return the two-sided p-value of the largest gap between the binned and the uniform distribution."""
    n = int(counts.sum())
    gap = float(np.abs(np.cumsum(counts) / n - np.arange(1, counts.size + 1) / counts.size).max())
    tail = stats.kstwobign.sf(gap * np.sqrt(n))
    return float(min(1.0, 2.0 * min(tail, 1.0 - tail)))


def examine(layout: int, draws: int, seed: int = 1) -> dict[str, float]:
    """Return the p-value of each test of one layout."""
    pairs = draws // 2
    fine, low, grid = np.zeros(FINE, np.int64), np.zeros(LOW, np.int64), np.zeros((GRID, GRID), np.int64)
    product = tabulate(layout, pairs, seed, fine, low, grid)
    z = product / np.sqrt(pairs) * 12.0  # the product of two centred uniforms has standard deviation 1/12
    tests = {f"chi2_{bins}": chi_square(fine.reshape(bins, -1).sum(axis=1)) for bins in (256, 1024, 4096)}
    return tests | {
        "ks": kolmogorov_smirnov(fine),
        "low_bits": chi_square(low),
        "pairs": chi_square(grid.ravel()),
        "correlation": float(2.0 * stats.norm.sf(abs(z))),
    }


def measure(draws: int = 100_000_000, seed: int = 1) -> dict[str, Any]:
    """Put every layout to every test.

    Returns
    -------
    dict
        ``draws`` of each layout, ``layouts`` (p-value by test), number of ``tests``, ``smallest_p`` and where it
        stands, ``passed``, ``wall_s``.
    """
    started = time.perf_counter()
    found = {name: examine(layout, draws, seed) for layout, name in enumerate(LAYOUTS)}
    every = {f"{name} / {test}": p for name, tests in found.items() for test, p in tests.items()}
    worst = min(every, key=every.__getitem__)
    return {
        "draws": draws, "layouts": found, "tests": len(every), "smallest_p": every[worst], "smallest_at": worst,
        "passed": every[worst] > LEAST_P, "wall_s": time.perf_counter() - started,
    }


def main() -> int:
    """Measure, print, and return 0 if every test passed."""
    result = measure(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000_000)
    print(json.dumps(result, indent=2))
    return 0 if result["passed"] else 1


if __name__ == "__main__":
    sys.exit(main())
