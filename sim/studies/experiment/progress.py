"""A study that can be taken up again, while it runs: a bar with rate, failures and time left, and words at the end."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Display

from sim.runs.engine import OnProgress, Progress, run_study
from sim.runs.folder import StudyFolder
from sim.runs.recipe import Recipe
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce

TELLS_ALL = 'sim query FOLDER "select * from failures" tells all'


class InterruptedStudyError(Exception):
    """Stopped by Ctrl-C; the message says what is kept."""


@contextmanager
def ctrl_c_handed_on() -> Iterator[None]:
    """Let a Python call that is stopped end as Python's own Ctrl-C does, with what is kept as its message."""
    try:
        yield
    except InterruptedStudyError as stopped:
        raise KeyboardInterrupt(str(stopped)) from None


def run_session(
    study: StudyFolder, workforce: Workforce, *, factory: ModelFactory = REAL, failed_again: bool = False,
    consent: bool = False, recipe: Recipe | None = None,
) -> Progress:
    """Run what is missing of a study and tell how it goes on standard error.

    Raises
    ------
    InterruptedStudyError
        After Ctrl-C.
    """
    with bar() as show:
        progress = run_study(
            study, workforce, factory=factory, recipe=recipe, failed_again=failed_again, consent=consent,
            on_progress=show,
        )
    for line in afterwards(study, progress):
        print(f"sim: {line}", file=sys.stderr)
    if progress.interrupted:
        kept = progress.before + progress.done
        raise InterruptedStudyError(
            f"stopped by Ctrl-C: {kept} of {progress.runs} runs are kept; sim resume {study.path} goes on from there"
        )
    return progress


def afterwards(study: StudyFolder, progress: Progress) -> list[str]:
    """Return what is worth telling after a study: runs torn by an earlier kill, rows that were gone, failures."""
    lines = []
    if progress.cut_short:
        lines.append(f"{progress.cut_short} runs had been cut short by a kill and were done again")
    if progress.lost:
        lines.append(f"{progress.lost} runs had lost rows and were done again")
    if progress.failed_before and not progress.failed:
        lines.append(
            f"{progress.failed_before} of {progress.runs} runs have failed; {TELLS_ALL}, "
            f"sim resume {study.path} --failed tries again"
        )
    if progress.failed:
        lines.append(
            f"{progress.failed} of {progress.done} runs failed, the first at {progress.first_failure}; "
            f"{TELLS_ALL}, sim resume {study.path} --failed tries again"
        )
    return [" ".join(line.split()) for line in lines]


@contextmanager
def bar() -> Iterator[OnProgress]:
    """Show a bar on standard error where that is a terminal."""
    screen = Console(file=sys.stderr)
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TextColumn("[red]{task.fields[failed]}"), TimeRemainingColumn(),
    )
    with Display(*columns, console=screen, transient=True, disable=not screen.is_terminal) as display:
        task = display.add_task("preparing", total=None, rate="", failed="")
        began = time.perf_counter()

        def show(progress: Progress) -> None:
            minutes = (time.perf_counter() - began) / 60
            if progress.compiling is not None:
                display.update(task, description="compiling, once per version of the code", total=1,
                               completed=progress.compiling)
                return
            display.update(
                task,
                description=f"{progress.workers} worker{'s' if progress.workers > 1 else ''}",
                total=progress.runs,
                completed=progress.finished,
                rate=f"{progress.done / minutes:,.0f}/min" if progress.done else "",
                failed=f"{progress.failed} failed" if progress.failed else "",
            )

        yield show
