"""Draws of inputs: from the space that is not implausible, and from the posterior by differential evolution.

Both are functions of a seed alone. Priors are uniform in [-1, 1]; a prior of another shape is a matter of how inputs
are scaled.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.stats import qmc

from sim.methods.calibration.emulator import FloatArray

WALKERS = 96
Density = Callable[[FloatArray], FloatArray]


def latin(count: int, inputs: int, seed: int) -> FloatArray:
    """Return a Latin hypercube in [-1, 1] (count × inputs), spread by a few optimising swaps."""
    sample = qmc.LatinHypercube(inputs, rng=np.random.default_rng(seed), optimization="random-cd").random(count)
    found: FloatArray = 2.0 * sample - 1.0
    return found


def spread_out(candidates: FloatArray, count: int, among: FloatArray) -> FloatArray:
    """Return ``count`` of the candidates, each as far as can be from those before it and from points ``among``."""
    near = np.full(len(candidates), np.inf)
    for point in among:
        near = np.minimum(near, np.sum((candidates - point) ** 2, axis=1))
    chosen = []
    for _ in range(min(count, len(candidates))):
        best = int(np.argmax(near))
        chosen.append(best)
        near = np.minimum(near, np.sum((candidates - candidates[best]) ** 2, axis=1))
    return candidates[chosen]


def draws(density: Density, inputs: int, count: int, seed: int, steps: int = 1200) -> FloatArray:
    """Return draws of a density on [-1, 1]^p by an ensemble of chains (ter Braak 2006), heated at the start.

    Parameters
    ----------
    density
        Logarithm of the density at rows of inputs, up to a constant.
    count
        How many are returned, thinned evenly from the second half of the steps.
    """
    rng = np.random.default_rng(seed)
    chains = max(WALKERS, 2 * inputs + 2)
    chains += chains % 2
    here = latin(chains, inputs, seed)
    level = density(here)
    kept = []
    warm = steps // 2
    half = chains // 2
    for step in range(steps):
        heat = min(1.0, 0.02 * 50.0 ** (2.0 * step / warm)) if step < warm // 2 else 1.0
        for begin in (0, half):  # one half moves by differences within the other, so that the step is symmetric
            own, other = np.arange(begin, begin + half), np.arange(half - begin, 2 * half - begin)
            first, second = _pairs(rng, other, half)
            jump = 1.0 if step % 10 == 0 else 2.38 / np.sqrt(2.0 * inputs)
            asked = here[own] + jump * (here[first] - here[second]) + 1e-4 * rng.standard_normal((half, inputs))
            asked = reflected(asked)
            new = density(asked)
            taken = np.log(rng.random(half)) < heat * (new - level[own])
            here[own[taken]], level[own[taken]] = asked[taken], new[taken]
        if step >= warm:
            kept.append(here.copy())
    every = np.concatenate(kept)
    places = np.linspace(0, len(every) - 1, count).round().astype(int)
    found: FloatArray = every[places]
    return found


def reflected(inputs: FloatArray) -> FloatArray:
    """Return inputs folded back into [-1, 1] at the bounds."""
    folded: FloatArray = np.abs((inputs + 1.0) % 4.0 - 2.0) - 1.0
    return -folded


def _pairs(rng: np.random.Generator, among: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    first = rng.integers(0, len(among), count)
    second = (first + rng.integers(1, len(among), count)) % len(among)
    return among[first], among[second]
