"""A calibration while it runs: wave after wave, each where the one before found nothing against.

Everything is on disk at every moment. Which points a wave has follows from the rows of those before alone, so a killed
calibration goes on with the runs that it would have done, and any number of workers gives the same draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.errors import UserError
from sim.methods.calibration.emulator import FloatArray
from sim.methods.calibration.likelihood import IMPLAUSIBLE, Observed, implausibility, second_largest
from sim.methods.calibration.sampling import draws, spread_out
from sim.runs.folder import StudyFolder
from sim.studies.calibrate.assumptions import Assumption, values
from sim.studies.calibrate.fit import Fit, fit
from sim.studies.calibrate.plan import rows_of
from sim.studies.calibrate.read import StoredCalibration
from sim.studies.experiment.plan import table_of
from sim.studies.experiment.run import RunOptions, carry_out

_WALL = 20.0
_CANDIDATES = 1500


@dataclass(frozen=True)
class Nothing:
    """Why no assumptions fit: the least bad point, and the figures that it misses."""

    place: FloatArray
    missed: tuple[tuple[str, float], ...]


def carry_calibration_out(study: StudyFolder, run_options: RunOptions) -> StoredCalibration:
    """Run every wave that is missing and return the study to be read.

    Raises
    ------
    UserError
        When no figure can be told from the model's own luck, every run failed, or rows cannot be written.
    InterruptedStudyError
        After Ctrl-C.
    """
    carry_out(study, run_options, StoredCalibration(study).recipe)
    calibration = StoredCalibration(study)
    waves = calibration.settings.waves(len(calibration.assumptions))
    for number in range(1, len(waves)):
        planned = sum(waves[: number + 1])
        if study.plan.num_rows < planned:
            fitted = fit(calibration, study.plan.num_rows)
            if nothing_fits(fitted.observed, len(calibration.assumptions), calibration.settings.seed) is not None:
                break
            add_wave(study, calibration, next_places(calibration, fitted, number, waves[number]))
        carry_out(study, run_options, calibration.recipe)
        calibration = StoredCalibration(study)
    return calibration


def next_places(calibration: StoredCalibration, fitted: Fit, wave: int, count: int) -> FloatArray:
    """Return the points of a wave: the second covers what is not implausible, later ones are draws of the posterior."""
    assumptions, seed = len(calibration.assumptions), calibration.settings.seed
    if wave == 1:
        candidates = plausible(fitted.observed, assumptions, _CANDIDATES, seed)
        return spread_out(candidates, count, fitted.places)
    return draws(fitted.density, assumptions, count, seed + wave)


def plausible(observed: Observed, assumptions: int, count: int, seed: int) -> FloatArray:
    """Return draws from where the second largest implausibility is within bounds, a soft wall around it."""

    def density(inputs: FloatArray) -> FloatArray:
        off = second_largest(implausibility(observed, inputs))
        wall: FloatArray = -_WALL * np.maximum(off - IMPLAUSIBLE, 0.0) ** 2
        return wall

    return draws(density, assumptions, count, seed)


def nothing_fits(observed: Observed, assumptions: int, seed: int) -> Nothing | None:
    """Return what speaks against every point, if all are implausible; ``None`` where some are not."""
    found = plausible(observed, assumptions, _CANDIDATES, seed)
    off = implausibility(observed, found)
    second = second_largest(off)
    best = int(np.argmin(second))
    if second[best] <= IMPLAUSIBLE:
        return None
    order = np.argsort(-off[best])
    return Nothing(found[best], tuple((str(place), float(off[best, place])) for place in order
                                      if off[best, place] > IMPLAUSIBLE))


def add_wave(study: StudyFolder, calibration: StoredCalibration, places: FloatArray) -> None:
    """Write a wave's runs behind those that are planned.

    Raises
    ------
    UserError
        When the plan cannot be written.
    """
    assumptions: Sequence[Assumption] = calibration.assumptions
    plan = study.plan
    points = [values(assumptions, row) for row in places]
    rows = rows_of(study.blueprint, points, plan.num_rows, int(study.about["first_seed"]))
    if not rows:
        raise UserError("no further run would tell anything", path=study.path)
    with study.alone():
        study.write(table_of([*plan.to_pylist(), *rows], study.blueprint))
