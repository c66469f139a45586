"""The one table of kinds of study: who takes each up again, grows it, and reads it. Nothing else knows them all.

A folder says what kind it holds, so whoever resumes, expands or opens one gets the right answer without knowing. Rooms
are imported when a study of their kind is met: looking up one kind loads no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sim.errors import UserError, quoted, suggest
from sim.runs.description import DESCRIPTION
from sim.runs.engine import horizon_of
from sim.runs.folder import StudyFolder
from sim.runs.folder import open_study as open_folder
from sim.runs.recipe import Recipe
from sim.show.sheet import Line
from sim.studies.experiment import run
from sim.studies.experiment.presenter import MakePresenter
from sim.studies.experiment.run import PLAIN, RunOptions, expand_points, finish, under_this_code
from sim.studies.sweep.study import SweepStudy

Finish = Callable[[StudyFolder, RunOptions], Path]
"""Do what is missing of a study, print its answer, write its page, and return its folder."""

Expand = Callable[[StudyFolder, int | None, int | None, RunOptions], Path]
"""Grow a study to more seeds or points."""


@dataclass(frozen=True)
class Kind:
    """What can be done with a folder of one kind of study.

    Attributes
    ----------
    recipe
        Gives how a run of a study of this kind is done.
    answer
        Gives the lines of its workbook's first sheet: what it recommends, if nothing else is said.
    """

    finish: Finish
    expand: Expand
    recipe: Callable[[StudyFolder], Recipe] = horizon_of
    answer: Callable[[StudyFolder], list[Line]] = lambda study: _advised(study)


def _advised(study: StudyFolder) -> list[Line]:
    from sim.studies.experiment.advised import advised_lines

    return advised_lines(study)


def _finish(present: Callable[[], MakePresenter]) -> Finish:
    return lambda study, run_options: finish(study, run_options, present())


def _of_points(present: Callable[[], MakePresenter]) -> Kind:
    """Return a kind whose plan is points × scenarios × seeds."""
    return Kind(
        _finish(present),
        lambda study, seeds, points, run_options: expand_points(study, seeds, points, run_options, present()),
    )


def _sweep() -> MakePresenter:
    from sim.studies.sweep.presenter import sweep_presenter

    return sweep_presenter


def _robust() -> MakePresenter:
    from sim.studies.robust.presenter import robust_presenter

    return robust_presenter


def _finish_roadmap(study: StudyFolder, run_options: RunOptions) -> Path:
    from sim.studies.roadmap.run import finish_roadmap

    return finish_roadmap(study, run_options)


def _expand_roadmap(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    from sim.studies.roadmap.run import expand_roadmap

    return expand_roadmap(study, seeds, points, run_options)


def _surface() -> MakePresenter:
    from sim.studies.surface.presenter import surface_presenter

    return surface_presenter


def _explore() -> MakePresenter:
    from sim.studies.explore.presenter import explore_presenter

    return explore_presenter


def _levels() -> MakePresenter:
    from sim.studies.validate.levels.presenter import LevelsPresenter

    return LevelsPresenter


def _finish_search(study: StudyFolder, run_options: RunOptions) -> Path:
    from sim.studies.optimise.run import finish_search

    return finish_search(study, run_options)


def _expand_search(study: StudyFolder, _seeds: int | None, _points: int | None, _run_options: RunOptions) -> Path:
    raise UserError("a search grows by --trials and its fresh runs by study.fresh_seeds: ask the same sim optimise "
                    "with more of either", path=study.path)


def _finish_calibration(study: StudyFolder, run_options: RunOptions) -> Path:
    from sim.studies.calibrate.run import finish_calibration

    return finish_calibration(study, run_options)


def _expand_calibration(study: StudyFolder, _seeds: int | None, _points: int | None, _run_options: RunOptions) -> Path:
    raise UserError("a calibration grows by --budget: ask the same sim calibrate with more runs", path=study.path)


def _readings_of_calibration(study: StudyFolder) -> Recipe:
    from sim.studies.calibrate.read import StoredCalibration

    return StoredCalibration(study).recipe


def _finish_comparison(study: StudyFolder, run_options: RunOptions) -> Path:
    from sim.studies.compare.run import finish_comparison

    return finish_comparison(study, run_options)


def _expand_comparison(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    from sim.studies.compare.run import expand_comparison

    return expand_comparison(study, seeds, points, run_options)


def _counts(_study: StudyFolder) -> Recipe:
    from sim.studies.compare.counting import Counts

    return Counts()


def _late(place: str) -> Callable[..., Any]:
    """Return a function of a room that is imported when it is called: ``module:function``."""
    module, _, name = place.partition(":")
    return lambda *given: getattr(import_module(module), name)(*given)


def _comparison_lines(study: StudyFolder) -> list[Line]:
    from sim.studies.compare.sheet import answer_lines

    return answer_lines(study)


_COMPARISON = Kind(_finish_comparison, _expand_comparison, _counts, _comparison_lines)

KINDS: Mapping[str, Kind] = {
    "compare": _COMPARISON,
    "forecast": _COMPARISON,
    "sweep": _of_points(_sweep),
    "sensitivity": _of_points(_sweep),
    "surface": _of_points(_surface),
    "explore": _of_points(_explore),
    "robust": _of_points(_robust),
    "roadmap": Kind(_finish_roadmap, _expand_roadmap),
    "optimise": Kind(_finish_search, _expand_search),
    "stress": Kind(_late("sim.studies.stress.run:finish_stress"), _late("sim.studies.stress.run:expand_stress")),
    "watch": Kind(
        _late("sim.studies.watch.run:finish_watch"), _late("sim.studies.watch.run:expand_watch"),
        _late("sim.studies.watch.run:recipe_of"),
    ),
    "calibrate": Kind(_finish_calibration, _expand_calibration, _readings_of_calibration),
    "explain": Kind(
        _late("sim.studies.explain.run:finish_explain"), _late("sim.studies.explain.run:expand_explain"),
        lambda _study: _late("sim.studies.explain.recipe:CounterfactualRuns")(),
    ),
    "experiment": Kind(
        _late("sim.studies.laboratory.run:finish_laboratory"), _late("sim.studies.laboratory.run:expand_laboratory"),
        _late("sim.studies.laboratory.run:recipe_of"),
    ),
    "levels": _of_points(_levels),
    "validate": Kind(
        _late("sim.studies.validate.run:finish_validate"), _late("sim.studies.validate.run:expand_validate"),
        _late("sim.studies.validate.run:trials_of"),
    ),
}


def kind_of(study: StudyFolder) -> Kind:
    """Return the row of a study's kind.

    Raises
    ------
    UserError
        If this version knows no such kind.
    """
    name = str(study.about["study"])
    if name not in KINDS:
        near = suggest(name, KINDS)
        raise UserError(f"holds a study of kind {quoted(name)}, which this version does not know.{near}",
                        path=study.path)
    return KINDS[name]


def resume(folder: str | Path, run_options: RunOptions = PLAIN) -> Path:
    """Do what is missing of a study, print it and return its folder.

    Raises
    ------
    UserError
        When something that can change a number has changed since and nobody has agreed to mix, or a part is damaged.
    """
    study = open_folder(folder)
    kind = kind_of(study)
    return kind.finish(under_this_code(study, run_options), run_options)


def expand(
    folder: str | Path, seeds: int | None = None, run_options: RunOptions = PLAIN, *, points: int | None = None
) -> Path:
    """Grow a study to more seeds a point, or more points of its design, without doing anything again.

    Raises
    ------
    UserError
        When it has that many already, or its design cannot get more points; else as for :func:`resume`.
    """
    study = open_folder(folder)
    return kind_of(study).expand(study, seeds, points, run_options)


def rerun(folder: str | Path, key: str, run_options: RunOptions = PLAIN) -> bool:
    """Do one run of a study again and tell whether it comes out bit for bit the same; see `run.rerun`."""
    study = open_folder(folder)
    return run.rerun(study, key, run_options, kind_of(study).recipe(study))


def answer_lines(folder: str | Path) -> list[Line]:
    """Return the lines of a sheet that tells a study's answer; none where there is none to tell."""
    place = Path(folder).expanduser()
    if not (place / DESCRIPTION).exists():
        return []
    study = open_folder(place)
    return kind_of(study).answer(study)


def open_study(folder: str | Path) -> SweepStudy:
    """Return the study that a folder holds, to be read; a running one too.

    Raises
    ------
    UserError
        If there is none, or something in it is damaged.
    """
    return SweepStudy(open_folder(folder))
