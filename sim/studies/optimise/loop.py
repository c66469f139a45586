"""A search while it runs: ask for a batch of candidates, run them, tell their scores, until there are enough.

Everything is on disk at every moment, what was asked (``search.db``) and its runs (plan and parts): a killed search
goes on with the candidates that it would have tried, and does no finished run again.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from sim.errors import UserError
from sim.runs.blueprint import Values
from sim.runs.engine import Progress, run_study
from sim.runs.folder import StudyFolder
from sim.runs.journal import lock
from sim.studies.experiment.plan import check_points
from sim.studies.experiment.progress import InterruptedStudyError, afterwards, bar
from sim.studies.experiment.run import RunOptions, extend
from sim.studies.optimise.memory import Memory, Terms, Trial
from sim.studies.optimise.read import SearchStudy

MEMORY, LOCK = "search.db", "search.lock"


def run_search(study: StudyFolder, run_options: RunOptions) -> tuple[SearchStudy, list[Trial]]:
    """Bring a search to its number of trials and return its runs and candidates.

    Raises
    ------
    UserError
        When no candidate can be run or scored, another process runs the search, or rows cannot be written.
    InterruptedStudyError
        After Ctrl-C.
    """
    with _alone(study.path), bar() as show:
        search = SearchStudy(study)
        memory = Memory(study.path / MEMORY, terms_of(search))
        trials = search.settings.trials
        meter = _Meter(study, run_options, show, (1 + trials) * len(search.futures) * int(study.about["seeds"]))
        meter.run()
        while waiting := memory.batch(trials):
            told = _score(study, waiting, memory, meter)
            _some_can_be_scored(told, memory)
        for line in afterwards(study, meter.progress):
            print(f"sim: {line}", file=sys.stderr)
        return SearchStudy(study), memory.trials


def terms_of(search: SearchStudy) -> Terms:
    """Return what the search's memory needs to know."""
    asked = search.settings
    return Terms(search.levers, len(asked.objectives), asked.batch, asked.sampler, search.study.settings.seed)


class _Meter:
    """Runs what is missing of the study and shows how far the whole search is."""

    def __init__(
        self, study: StudyFolder, run_options: RunOptions, show: Callable[[Progress], None], total: int
    ) -> None:
        self.study, self.run_options, self.show, self.total = study, run_options, show, total
        self.progress = Progress()

    def run(self) -> None:
        """Do every run of the plan that has no rows yet."""
        sofar = self.progress

        def told(now: Progress) -> None:
            self.progress = replace(
                now, runs=self.total, before=sofar.before if sofar.runs else now.before, done=sofar.done + now.done,
                failed=sofar.failed + now.failed, first_failure=sofar.first_failure or now.first_failure,
                cut_short=sofar.cut_short + now.cut_short,
            )
            self.show(self.progress)

        end = run_study(
            self.study, self.run_options.workforce, factory=self.run_options.factory, consent=self.run_options.consent,
            failed_again=self.run_options.failed_again and not sofar.runs, on_progress=told,
        )
        if end.interrupted:
            kept = self.progress.before + self.progress.done
            raise InterruptedStudyError(
                f"stopped by Ctrl-C: {kept} of {self.total} runs are kept; sim resume {self.study.path} goes on from "
                "there"
            )


def _score(study: StudyFolder, waiting: list[Trial], memory: Memory, meter: _Meter) -> dict[int, str]:
    """Run a batch and tell its scores; return, for each candidate, why it could not be scored (or nothing)."""
    search = SearchStudy(study)
    why = {one.number: _impossible(search, one.values) for one in waiting}
    fresh = [
        point for one in waiting if not why[one.number] and search.planned(one.values) is None
        for point in search.points_of(one.values)
    ]
    if fresh:
        extend(study, fresh)
    meter.run()
    search = SearchStudy(study)
    for one in waiting:
        scores, violation = None, None
        if not why[one.number]:
            why[one.number] = "a run failed" if search.failed(one.values) else ""
        if not why[one.number]:
            scores, violation = search.scores(one.values), search.violation(one.values)
            why[one.number] = "" if scores and violation is not None else _undefined(search, one)
        memory.tell(one.number, None if why[one.number] else scores, violation or ())
    return why


def _undefined(search: SearchStudy, trial: Trial) -> str:
    """Return which objectives and budgets are undefined for a candidate."""
    names = [*search.settings.objectives, *(name for one in search.settings.budget for name in one.outcomes)]
    empty = [name for name in dict.fromkeys(names) if np.isnan(search.cells(trial.values, name)).all()]
    return f"{', '.join(empty) or 'a budget'} is undefined in its runs (too short or too small a market?)"


def _impossible(search: SearchStudy, values: Values) -> str:
    """Return why a candidate breaks what must hold between levers; empty if it does not."""
    try:
        check_points(search.study.blueprint, search.points_of(values)[:1])
    except UserError as error:
        return str(error)
    return ""


def _some_can_be_scored(told: dict[int, str], memory: Memory) -> None:
    """Stop a search of which nothing can come."""
    if all(told.values()) and not any(one.state == "told" for one in memory.trials):
        raise UserError(f"none of the first {len(told)} candidates can be scored: {next(iter(told.values()))}")


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not lock(file):
            raise UserError("another process runs this search: wait for it, or stop it", path=folder)
        yield
    finally:
        os.close(file)
