"""Emulators of every target, those that are good enough to be believed, and draws of what fits."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.errors import UserError
from sim.methods.calibration.emulator import Emulator, FloatArray, fit_emulator
from sim.methods.calibration.likelihood import Observed, log_likelihood
from sim.methods.calibration.sampling import draws
from sim.studies.calibrate.read import StoredCalibration
from sim.studies.calibrate.targets import Target

BELIEVED = 0.3
"""Cross-validated share of variance that an emulator has to explain: below it the model's luck hides the target."""

_MOST_UNDEFINED = 0.05


@dataclass(frozen=True)
class Left:
    """A target that takes no part, and why."""

    target: Target
    why: str


@dataclass(frozen=True)
class Fit:
    """Emulators fitted to runs, and what they say of the figures.

    Attributes
    ----------
    targets
        Those that take part, in the order of `observed`.
    left
        Those to be fitted that cannot.
    places, outputs
        Of the runs that were used: runs × assumptions, runs × targets.
    """

    targets: tuple[Target, ...]
    observed: Observed
    left: tuple[Left, ...]
    places: FloatArray
    outputs: FloatArray
    covariance: FloatArray = field(repr=False)

    def density(self, inputs: FloatArray) -> FloatArray:
        """Return the log-density of the posterior at rows of places, up to a constant."""
        return log_likelihood(self.observed, inputs, self.covariance)

    def draws(self, count: int, seed: int) -> FloatArray:
        """Return draws of places that fit (draws × assumptions)."""
        return draws(self.density, self.places.shape[1], count, seed)

    @cached_property
    def r2(self) -> list[float]:
        """How well each target's emulator does, cross-validated."""
        return [one.r2 for one in self.observed.emulators]


def fit(calibration: StoredCalibration, runs: int | None = None) -> Fit:
    """Fit emulators to the finished runs.

    Parameters
    ----------
    runs
        Only the first so many of the plan, so that a wave's points do not hang on how far later ones have come.

    Raises
    ------
    UserError
        If no target can be emulated.
    """
    used = np.ones(len(calibration.runs), bool) if runs is None else calibration.runs["run"].to_numpy() < runs
    inputs, every = calibration.places[used], calibration.outputs[used]
    asked = [place for place, one in enumerate(calibration.targets) if one.use == "fit"]
    left: list[Left] = []
    defined = []
    for place in asked:
        share = float(np.mean(~np.isfinite(every[:, place])))
        if share > _MOST_UNDEFINED:
            left.append(Left(calibration.targets[place], f"it is undefined in {share:.0%} of runs: the market is too "
                                                         "small for it"))
        else:
            defined.append(place)
    whole = np.isfinite(every[:, defined]).all(axis=1)
    inputs, outputs = inputs[whole], every[whole]
    taken: list[tuple[int, Emulator]] = []
    for place in defined:
        emulator = fit_emulator(inputs, outputs[:, place])
        if emulator.r2 > BELIEVED:
            taken.append((place, emulator))
        else:
            left.append(Left(calibration.targets[place], "the market's luck hides it: use a larger market"))
    if not taken:
        raise UserError("no figure can be told from the market's own luck: use more viewers (population.viewers=N), "
                        "longer periods, or other figures", path=calibration.folder)
    chosen = tuple(calibration.targets[place] for place, _ in taken)
    observed = Observed(np.array([one.value for one in chosen]),
                        np.array([one.variance + one.discrepancy for one in chosen]),
                        tuple(emulator for _, emulator in taken))
    kept = outputs[:, [place for place, _ in taken]]
    return Fit(chosen, observed, tuple(left), inputs, kept, observed.residual)
