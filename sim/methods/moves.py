"""What a move of the inputs does: emulators of an output's change from one place to another, seed by seed.

A sparse polynomial is fitted to the means over seeds; each seed then has the same terms with weights of its own. A
change is read off every seed's formula, so its interval is the t interval over seeds that any paired effect has, made
wider by the error with which the formula meets runs that it was not fitted to. What all runs of a seed share cancels.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sim.methods.calibration.emulator import features, fit_emulator
from sim.methods.estimators import FloatArray, Interval, t_quantile

DIGITS = 10
"""Significant digits that are kept of weights, so that whoever reads them elsewhere calculates with the same ones."""

_NORMAL = 1.96
Terms = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Moves:
    """What moves of the inputs do to one output.

    Attributes
    ----------
    terms
        As in `sim.methods.calibration.emulator.Emulator`, without the constant, which no move changes.
    weights
        One row a seed, one column a term.
    error
        Root mean square of what each place's mean over seeds is off the formula fitted without it.
    luck
        Standard deviation, over seeds, of the difference between two places, whatever the two: a run's own luck.
    spread
        Standard deviation of the output over places, means over seeds.
    constant
        The output where all terms are zero, mean over seeds.
    unsure
        Standard error over seeds of a change between two of the places, whatever the two.
    """

    terms: Terms
    weights: FloatArray
    error: float
    luck: float
    spread: float
    constant: float
    unsure: float

    @property
    def r2(self) -> float:
        """Share of the output's variance over places that the formula tells of other places under other seeds."""
        return 1.0 - (self.error**2 + self.unsure**2) / self.spread**2 if self.spread > 0.0 else 0.0

    @property
    def fresh_error(self) -> float:
        """What a change is off that of fresh runs, under as many other seeds, root mean square."""
        return math.sqrt(self.error**2 + self.unsure**2 + self.luck**2 / len(self.weights))

    def level(self, place: FloatArray) -> float:
        """Return the output at a place (p), mean over seeds."""
        return self.constant + float(np.mean(self.weights @ self._basis(place)))

    def change(self, start: FloatArray, end: FloatArray) -> Interval:
        """Return the change of the output from one place (p) to another; exactly nothing where they are the same."""
        seeds = len(self.weights)
        if np.array_equal(start, end):
            return Interval(0.0, 0.0, 0.0, seeds)
        each = self.weights @ (self._basis(end) - self._basis(start))
        luck = float(t_quantile(seeds - 1)) * float(np.std(each, ddof=1)) / math.sqrt(seeds) if seeds > 1 else 0.0
        margin, mean = math.hypot(luck, _NORMAL * self.error), float(np.mean(each))
        return Interval(mean, mean - margin, mean + margin, seeds)

    def _basis(self, place: FloatArray) -> FloatArray:
        if not self.terms:
            return np.zeros(0)
        found: FloatArray = features(np.asarray(place, float)[None, :], self.terms)[0]
        return found


def fit_moves(inputs: FloatArray, outputs: FloatArray) -> Moves:
    """Fit what moves do.

    Parameters
    ----------
    inputs
        Places × inputs, in [-1, 1].
    outputs
        Places × seeds.

    Raises
    ------
    ValueError
        With fewer than a dozen places, or a number that is not finite.
    """
    means = outputs.mean(axis=1)
    found = fit_emulator(inputs, means)
    basis = features(inputs, found.terms)
    each = np.linalg.pinv(basis) @ outputs  # terms × seeds
    weights = _rounded(each[1:].T)
    error = float(_rounded(np.array(math.sqrt(found.noise))))
    own = outputs - means[:, None] - outputs.mean(axis=0) + means.mean()  # what places and seeds do not share
    changes = (basis[:, 1:] - basis[:, 1:].mean(axis=0)) @ weights.T
    return Moves(found.terms[1:], weights, error, _between_two(own, outputs.shape[1]), float(means.std(ddof=1)),
                 float(each[0].mean()), _between_two(changes, outputs.shape[1]) / math.sqrt(outputs.shape[1]))


def _between_two(each: FloatArray, seeds: int) -> float:
    """Return the standard deviation over seeds of the difference between two places (places × seeds)."""
    if seeds < 2:
        return 0.0
    return math.sqrt(2.0 * float(np.mean(np.var(each, axis=1, ddof=1))))


def _rounded(values: FloatArray) -> FloatArray:
    return np.array([float(f"{value:.{DIGITS}g}") for value in values.ravel()]).reshape(values.shape)
