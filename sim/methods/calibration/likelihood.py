"""How well a point of the inputs fits what was observed: implausibility of each output, likelihood of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.methods.calibration.emulator import Emulator, FloatArray

IMPLAUSIBLE = 3.0
"""In standard deviations; three hold 95% of any distribution with one peak (Pukelsheim 1994)."""


@dataclass(frozen=True)
class Observed:
    """What was observed, with emulators of it.

    Attributes
    ----------
    values
        One an output.
    variance
        Of the figure itself (measurement) and of the simulator's being a simulator (discrepancy), one an output.
    emulators
        One an output, fitted to the same runs.
    """

    values: FloatArray
    variance: FloatArray
    emulators: tuple[Emulator, ...]

    @property
    def residual(self) -> FloatArray:
        """Covariance of outputs about their emulators (k × k): luck of a run, shared by outputs of the same run."""
        left_out = np.column_stack([one.left_out for one in self.emulators])
        found: FloatArray = left_out.T @ left_out / len(left_out)
        return found

    def without(self, place: int) -> Observed:
        """Return the same with one output left out."""
        kept = [one for one in range(len(self.values)) if one != place]
        return self.only(kept)

    def only(self, kept: Sequence[int]) -> Observed:
        """Return the same with some outputs alone."""
        return Observed(self.values[list(kept)], self.variance[list(kept)], tuple(self.emulators[one] for one in kept))


def means(emulators: Sequence[Emulator], inputs: FloatArray) -> FloatArray:
    """Return every output at each row of inputs (m × k)."""
    return np.column_stack([one.mean(inputs) for one in emulators])


def implausibility(observed: Observed, inputs: FloatArray) -> FloatArray:
    """Return how many standard deviations each output is off at each row of inputs (m × k)."""
    spread = np.column_stack([one.variance(inputs) + one.noise for one in observed.emulators]) + observed.variance
    found: FloatArray = np.abs(observed.values - means(observed.emulators, inputs)) / np.sqrt(spread)
    return found


def second_largest(found: FloatArray) -> FloatArray:
    """Return the second largest implausibility of each row: one output may be off by a bad emulator or figure."""
    if found.shape[1] < 2:
        only: FloatArray = found[:, 0]
        return only
    ordered: FloatArray = np.sort(found, axis=1)[:, -2]
    return ordered


def log_likelihood(observed: Observed, inputs: FloatArray, covariance: FloatArray | None = None) -> FloatArray:
    """Return the log-likelihood at each row of inputs, up to a constant.

    Parameters
    ----------
    covariance
        Of outputs about their emulators, where it is known already.
    """
    base = (observed.residual if covariance is None else covariance) + np.diag(observed.variance)
    values, vectors = np.linalg.eigh(base)
    off = (observed.values - means(observed.emulators, inputs)) @ vectors / np.sqrt(np.maximum(values, 1e-300))
    found: FloatArray = -0.5 * np.sum(off**2, axis=1)
    return found
