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
    r2
        Share of the output's variance over places that the formula tells of places that it was not fitted to.
    constant
        The output where all terms are zero, mean over seeds.
    """

    terms: Terms
    weights: FloatArray
    error: float
    r2: float
    constant: float

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
    found = fit_emulator(inputs, outputs.mean(axis=1))
    basis = features(inputs, found.terms)
    each = np.linalg.pinv(basis) @ outputs  # terms × seeds
    return Moves(found.terms[1:], _rounded(each[1:].T), float(_rounded(np.array(math.sqrt(found.noise)))), found.r2,
                 float(each[0].mean()))


def _rounded(values: FloatArray) -> FloatArray:
    return np.array([float(f"{value:.{DIGITS}g}") for value in values.ravel()]).reshape(values.shape)
