"""How a calibration presents its answer."""

from __future__ import annotations

from sim.studies.calibrate.console import print_calibration
from sim.studies.calibrate.page import write_calibration_page
from sim.studies.calibrate.read import StoredCalibration
from sim.studies.calibrate.result import Calibrated
from sim.studies.calibrate.summary import calibration_summary
from sim.studies.experiment.presenter import Presented


def calibration_presenter(study: StoredCalibration) -> Presented[Calibrated]:
    """Return what presents ``sim calibrate``."""
    return Presented(Calibrated(study), calibration_summary, write_calibration_page, print_calibration)
