"""Ensemble smoothing with repeated assimilation (Emerick and Reynolds 2013): a cross-check that uses no emulator."""

from __future__ import annotations

import numpy as np

from sim.methods.calibration.emulator import FloatArray


def assimilated(
    inputs: FloatArray, outputs: FloatArray, values: FloatArray, variance: FloatArray, inflation: float, seed: int
) -> FloatArray:
    """Return the ensemble of inputs after one assimilation.

    Parameters
    ----------
    inputs, outputs
        Members × inputs, members × outputs of the same members.
    values, variance
        What was observed, one an output, and its error.
    inflation
        Of the error; over all assimilations the inverses sum to 1.
    """
    rng = np.random.default_rng(seed)
    members = len(inputs)
    off_in, off_out = inputs - inputs.mean(axis=0), outputs - outputs.mean(axis=0)
    across = off_in.T @ off_out / (members - 1)
    within = off_out.T @ off_out / (members - 1) + inflation * np.diag(variance)
    noisy = values + np.sqrt(inflation * variance) * rng.standard_normal(outputs.shape)
    moved: FloatArray = inputs + (noisy - outputs) @ np.linalg.pinv(within) @ across.T
    return np.clip(moved, -1.0, 1.0)
