"""Sparse polynomial emulators: one cheap formula an output, that says how well it may be trusted.

Terms (linear, squares, pairs) enter one by one while the Bayesian information criterion, its penalty doubled, falls. A
dense quadratic lends each output a little false information on every input, and many outputs add it up: intervals of
inputs that the data cannot tell then come out too narrow. Few terms cure that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
PENALTY = 2.0
"""Of each term, in units of the criterion's own: twice as strict as BIC."""

_LEAST_FREE = 10


@dataclass(frozen=True)
class Emulator:
    """A fitted emulator of one output.

    Attributes
    ----------
    terms
        Pairs of inputs that are multiplied: ``(-1, -1)`` the constant, ``(-1, j)`` input j, ``(j, j)`` its square.
    weights
        One a term.
    spread
        Covariance of the weights (terms × terms).
    left_out
        Residuals of each run from the fit without it (n), in the output's unit.
    r2
        Share of variance explained, cross-validated by leaving one run out; below 0 where the mean does better.
    """

    terms: tuple[tuple[int, int], ...]
    weights: FloatArray
    spread: FloatArray
    left_out: FloatArray
    r2: float

    def mean(self, inputs: FloatArray) -> FloatArray:
        """Return the output at each row of inputs (m × p)."""
        found: FloatArray = features(inputs, self.terms) @ self.weights
        return found

    def variance(self, inputs: FloatArray) -> FloatArray:
        """Return the variance of `mean` from fitting to few runs (m); the runs' own noise is not in it."""
        basis = features(inputs, self.terms)
        found: FloatArray = np.einsum("mi,ij,mj->m", basis, self.spread, basis)
        return found

    @property
    def noise(self) -> float:
        """Variance of a run about the emulator: its luck, and what the terms leave out."""
        return float(np.mean(self.left_out**2))


def features(inputs: FloatArray, terms: tuple[tuple[int, int], ...]) -> FloatArray:
    """Return the basis (m × terms) at rows of inputs; squares are centred, so that they do not stand for a constant."""
    padded = np.column_stack([inputs, np.ones(len(inputs))])  # index -1 is the constant
    basis = padded[:, [one for one, _ in terms]] * padded[:, [other for _, other in terms]]
    squares = [place for place, (one, other) in enumerate(terms) if one == other >= 0]
    basis[:, squares] -= 1.0 / 3.0
    return basis


def fit_emulator(inputs: FloatArray, output: FloatArray, most: int = 40) -> Emulator:
    """Fit an emulator.

    Parameters
    ----------
    inputs
        Runs × inputs, in [-1, 1].
    output
        One a run.
    most
        Terms besides the constant.

    Raises
    ------
    ValueError
        With fewer than a dozen runs, or a number that is not finite.
    """
    runs, count = inputs.shape
    if runs <= _LEAST_FREE + 1 or not (np.isfinite(output).all() and np.isfinite(inputs).all()):
        raise ValueError(f"an emulator needs more than {_LEAST_FREE + 1} runs with finite numbers, not {runs}")
    candidates = ((-1, -1), *((-1, j) for j in range(count)), *((i, j) for i in range(count) for j in range(i, count)))
    basis = features(inputs, candidates)
    chosen = _forward(basis, output, min(most, runs - _LEAST_FREE))
    taken = basis[:, chosen]
    inverse = np.linalg.pinv(taken.T @ taken)
    weights = inverse @ taken.T @ output
    residuals = output - taken @ weights
    leverage = np.clip(np.einsum("ij,jk,ik->i", taken, inverse, taken), 0.0, 0.999)
    left_out = residuals / (1.0 - leverage)
    variance = float(np.sum(residuals**2)) / max(runs - len(chosen), 1)
    total = float(np.sum((output - output.mean()) ** 2)) * (runs / (runs - 1)) ** 2
    r2 = 1.0 - float(np.sum(left_out**2)) / total if total > 0.0 else 0.0
    return Emulator(tuple(candidates[one] for one in chosen), weights, variance * inverse, left_out, r2)


def _forward(basis: FloatArray, output: FloatArray, most: int) -> list[int]:
    """Return the terms, constant first, that the penalised criterion takes one after the other."""
    runs = len(output)
    chosen = [0]
    directions = basis - basis.mean(axis=0)  # what is left of each candidate once the chosen ones are projected out
    rest = output - output.mean()
    first = np.sum(directions**2, axis=0)
    error = float(rest @ rest)
    floor = 1e-12 * max(error, 1e-300)
    while len(chosen) <= most and error > floor:
        length = np.sum(directions**2, axis=0)
        usable = length > 1e-8 * np.maximum(first, 1e-12)
        gain = np.where(usable, (directions.T @ rest) ** 2 / np.where(usable, length, 1.0), 0.0)
        best = int(np.argmax(gain))
        left = max(error - float(gain[best]), floor)
        if runs * np.log(error / left) <= PENALTY * np.log(runs):
            break
        unit = directions[:, best] / np.sqrt(length[best])
        rest = rest - unit * (unit @ rest)
        directions = directions - np.outer(unit, unit @ directions)
        error = left
        chosen.append(best)
    return chosen
