"""What the data say of each input: told, partly, only in combination, or nothing; and which combinations they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.methods.calibration.emulator import Emulator, FloatArray
from sim.methods.calibration.likelihood import Observed

Told = Literal["told", "partly", "only in combination", "silent"]
PRIOR_VARIANCE = 1.0 / 3.0
"""Of an input that is uniform in [-1, 1]."""

_CLEAR, _SOME, _NONE = 0.5, 0.3, 0.05
_COMBINED = 0.5


@dataclass(frozen=True)
class Direction:
    """A combination of inputs and how strongly the data rule it.

    Attributes
    ----------
    information
        Against the prior's: above 1 the data rule, below 1 the prior does.
    weights
        One an input, of length 1 together.
    """

    information: float
    weights: FloatArray


def contraction(draws: FloatArray) -> FloatArray:
    """Return, per input, how much of the prior's variance the draws (n × p) have lost: 1 all, 0 none."""
    found: FloatArray = 1.0 - np.var(draws, axis=0) / PRIOR_VARIANCE
    return found


def inverse_r2(inputs: FloatArray, outputs: FloatArray, folds: int = 10) -> FloatArray:
    """Return, per input, the cross-validated R² of a ridge regression of the input on the outputs.

    An input that no output moves cannot be told from outputs, whatever an emulator believes; this check uses none.

    Parameters
    ----------
    inputs, outputs
        Runs × inputs, runs × outputs.
    """
    runs = len(inputs)
    scaled = (outputs - outputs.mean(axis=0)) / np.maximum(outputs.std(axis=0), 1e-12)
    basis = np.column_stack([scaled, scaled**2 - 1.0])
    place = np.arange(runs) % folds
    best = np.full(inputs.shape[1], -np.inf)
    total = np.sum((inputs - inputs.mean(axis=0)) ** 2, axis=0)
    for ridge in (0.3, 3.0, 30.0, 300.0):
        missed = np.zeros(inputs.shape[1])
        for fold in range(folds):
            train, test = place != fold, place == fold
            centre, middle = basis[train].mean(axis=0), inputs[train].mean(axis=0)
            design = basis[train] - centre
            left = design.T @ design + ridge * np.eye(design.shape[1])
            weights = np.linalg.solve(left, design.T @ (inputs[train] - middle))
            missed += np.sum((inputs[test] - middle - (basis[test] - centre) @ weights) ** 2, axis=0)
        best = np.maximum(best, 1.0 - missed / total)
    return best


def directions(observed: Observed, draws: FloatArray) -> list[Direction]:
    """Return the combinations of inputs by how strongly the data rule them, strongest first."""
    slope = np.mean([_slopes(observed.emulators, point) for point in draws], axis=0)
    inverse = np.linalg.pinv(observed.residual + np.diag(observed.variance))
    values, vectors = np.linalg.eigh(PRIOR_VARIANCE * slope.T @ inverse @ slope)
    order = np.argsort(-values)
    return [Direction(float(max(values[one], 0.0)), _signed(vectors[:, one])) for one in order]


def effective_number(found: Sequence[Direction]) -> float:
    """Return how many inputs' worth the data tell."""
    return float(sum(one.information / (1.0 + one.information) for one in found))


def verdicts(contracted: FloatArray, inverse: FloatArray, found: Sequence[Direction]) -> list[Told]:
    """Return what the data say of each input.

    *Told* needs both measures; *silent* is what the regression finds nothing of and no ruled combination leans on.
    """
    ruled = [one for one in found if one.information > 1.0]
    lean = np.max([np.abs(one.weights) for one in ruled], axis=0) if ruled else np.zeros(len(contracted))
    said: list[Told] = []
    for lost, share, weight in zip(contracted, inverse, lean, strict=True):
        if lost > _CLEAR and share > _SOME:
            said.append("told")
        elif share <= _NONE and lost <= _CLEAR:
            said.append("silent")
        elif share <= _SOME and weight > _COMBINED:
            said.append("only in combination")
        else:
            said.append("partly")
    return said


def _slopes(emulators: Sequence[Emulator], point: FloatArray) -> FloatArray:
    """Return the derivative of each output by each input at a point (k × p)."""
    step = 1e-3
    moved = np.vstack([point + step * np.eye(len(point)), point - step * np.eye(len(point))])
    outputs = np.column_stack([one.mean(moved) for one in emulators])
    found: FloatArray = ((outputs[: len(point)] - outputs[len(point):]) / (2.0 * step)).T
    return found


def _signed(vector: FloatArray) -> FloatArray:
    """Return a direction with its largest weight positive, so that it is the same however it was computed."""
    found: FloatArray = vector * np.sign(vector[np.argmax(np.abs(vector))])
    return found
