"""``sim calibrate`` from figures to draws: begin or go on with the waves, tell what the figures say, write the page."""

from __future__ import annotations

from pathlib import Path

from sim.errors import UserError
from sim.runs.description import DESCRIPTION
from sim.runs.environment import environment
from sim.runs.folder import StudyFolder, open_study
from sim.runs.plan import Config
from sim.runs.store import check_writable
from sim.studies.calibrate.assumptions import chosen
from sim.studies.calibrate.figures import read_figures
from sim.studies.calibrate.mapping import read_mapping
from sim.studies.calibrate.plan import Calibration, mapped_by, over_the_past
from sim.studies.calibrate.presenter import calibration_presenter
from sim.studies.calibrate.settings import CalibrationSettings
from sim.studies.calibrate.waves import carry_calibration_out
from sim.studies.experiment.run import RunOptions, ask, told


def plan_calibration(
    config: Config, figures: Path, mapping: Path | None, assume: str, settings: CalibrationSettings, command: str
) -> Calibration:
    """Return what a calibration asks.

    Raises
    ------
    UserError
        On anything wrong with the figures, their mapping, the assumptions or the budget; nothing is written then.
    """
    mapped = read_mapping(mapping, config)
    events = {name: one.day for name, one in mapped.events.items()}
    read = read_figures(figures, list(config["market"]["regions"]), mapped.kpis, events, mapped.least)
    assumptions = chosen(config, assume)
    past = over_the_past(config, read)
    sized = settings.checked(len(assumptions))
    return Calibration(past, read, mapped, assumptions, sized, int(config["seed"]), command)


def run_calibration(
    asked: Calibration, mapping: Path | None, outputs: Path, run_options: RunOptions
) -> Path:
    """Run a calibration, or go on with it where its folder has some of it already; print it and return the folder.

    Raises
    ------
    UserError
        When it is large and nobody has agreed, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C; what was finished is kept.
    """
    return finish_calibration(prepare_calibration(asked, mapping, outputs, run_options), run_options)


def prepare_calibration(
    asked: Calibration, mapping: Path | None, outputs: Path, run_options: RunOptions
) -> StudyFolder:
    """Return a calibration's folder with the first wave planned, or as far as it has come already.

    Raises
    ------
    UserError
        As for :func:`run_calibration`; nothing is written then.
    """
    check_writable(outputs)
    folder = asked.folder(outputs)
    there = open_study(folder) if (folder / DESCRIPTION).exists() else None
    ask(asked.blueprint, asked.settings.budget - (len(there.states()) if there else 0), asked.settings.budget,
        run_options)
    if there is None:
        study = StudyFolder(folder, asked.describe(mapping))
        study.write(asked.plan())
        return study
    if there.about["content"] != asked.content(environment()["code"]):
        raise UserError("holds another calibration under the same key: give --outputs another folder", path=folder)
    before = there.about["calibration"]
    budget = max(asked.settings.budget, int(before["budget"]))
    where = {"figures": str(asked.figures.path), **mapped_by(mapping)}
    grown = StudyFolder(folder, {**there.about, "calibration": {**before, **where, "budget": budget}})
    grown.write()
    return grown


def finish_calibration(study: StudyFolder, run_options: RunOptions) -> Path:
    """Bring a calibration to its end, print what the figures say and write its page."""
    return told(study.path, run_options, lambda: calibration_presenter(carry_calibration_out(study, run_options)))
