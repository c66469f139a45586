"""``sim optimise`` from question to answer: begin or go on with a search, score its front again, tell and write it."""

from __future__ import annotations

from pathlib import Path

from sim.errors import UserError, needs
from sim.runs.description import DESCRIPTION
from sim.runs.environment import environment
from sim.runs.folder import StudyFolder, open_study
from sim.runs.store import check_writable
from sim.studies.experiment.plan import check_points
from sim.studies.experiment.presenter import Presenter
from sim.studies.experiment.run import RunOptions, ask, told
from sim.studies.optimise.loop import run_search
from sim.studies.optimise.plan import Search
from sim.studies.optimise.presenter import search_presenter
from sim.studies.optimise.result import Optimised, score_again


def run_optimise(search: Search, outputs: Path, run_options: RunOptions) -> Path:
    """Run a search, or go on with it where its folder has some of it already; print it and return the folder.

    Raises
    ------
    UserError
        When Optuna is missing, nothing can be searched, the search is large and nobody has agreed, or results cannot
        be written.
    SystemExit
        With code 130 after Ctrl-C; what was finished is kept.
    """
    return finish_search(prepare_search(search, outputs, run_options), run_options)


def prepare_search(search: Search, outputs: Path, run_options: RunOptions) -> StudyFolder:
    """Return a search's folder with the status quo planned, or as far as it has come already.

    Raises
    ------
    UserError
        As for :func:`run_optimise`; nothing is written then.
    """
    needs("optuna", "sim optimise")
    check_writable(outputs)
    check_points(search.blueprint, search.first_points)
    folder = search.folder(outputs)
    there = open_study(folder) if (folder / DESCRIPTION).exists() else None
    runs, warmups = search.extent
    left = runs - (len(there.states()) if there else 0)
    ask(search.blueprint, left, warmups, run_options)
    if there is None:
        study = StudyFolder(folder, search.describe())
        study.write(search.plan())
        return study
    if there.about["content"] != search.content(environment()["code"]):
        raise UserError("holds another search under the same key: give --outputs another folder", path=folder)
    asked = search.describe()
    trials = max(search.settings.trials, int(there.about["search"]["trials"]))
    told = {**there.about, "search": {**asked["search"], "trials": trials}, "rivals": asked["rivals"]}
    study = StudyFolder(folder, told)
    study.write()
    return study


def finish_search(study: StudyFolder, run_options: RunOptions) -> Path:
    """Bring a search to its end, print what it came to and write its page and scenarios."""
    fresh: list[Path] = []

    def answer() -> Presenter:
        optimised = carry_search_out(study, run_options)
        fresh.append(optimised.fresh.study.folder)
        return search_presenter(optimised)

    return told(study.path, run_options, answer, fresh)


def carry_search_out(study: StudyFolder, run_options: RunOptions) -> Optimised:
    """Bring a search to its number of trials, run its finalists afresh and return what it came to.

    Raises
    ------
    UserError
        When no candidate can be scored, or rows cannot be written.
    InterruptedStudyError
        After Ctrl-C.
    """
    search, trials = run_search(study, run_options)
    return score_again(search, trials, run_options)
