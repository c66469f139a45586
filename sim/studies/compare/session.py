"""A study while it runs: compile once, show how far it is, and tell failures from answers."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from sim.runs.compiling import compile_loops
from sim.runs.plan import Plan
from sim.runs.processes import Execution, cores, execute
from sim.runs.replication import ModelFactory, build_ecosystem
from sim.studies.compare.analysis import Analysis


@dataclass(frozen=True)
class Session:
    """What a study left in memory: the analysis of what finished, how it was carried out, and when it began."""

    analysis: Analysis
    execution: Execution
    started: datetime


class NothingFinishedError(Exception):
    """Stopped by Ctrl-C before the first replication had finished."""


def run_session(plan: Plan, build: ModelFactory, processes: int | None = None) -> Session:
    """Run a plan and read what came of it.

    Raises
    ------
    NothingFinishedError
        When Ctrl-C came too early to keep anything.
    RuntimeError
        When every replication failed; the message holds the first traceback.
    """
    started = datetime.now(UTC)
    branches = plan.replications * len(plan.scenarios)
    days = plan.replications * (plan.warmup_days + len(plan.scenarios) * plan.days)
    with progress_bar(branches, days) as bar:
        if build is build_ecosystem and cores() > 1:
            bar.say("compiling, once per version of the code")
            compile_loops()
        bar.say("simulating")
        execution = execute(plan, build=build, processes=processes, on_progress=bar.advance)
    if not execution.replications:
        if execution.interrupted:
            raise NothingFinishedError
        raise RuntimeError("every replication failed; the first one:\n" + min(execution.failures.items())[1])
    return Session(Analysis(plan, tuple(execution.replications)), execution, started)


@dataclass(frozen=True)
class Bar:
    """A progress bar over simulated days."""

    progress: Progress
    task: TaskID

    def say(self, words: str) -> None:
        """Say what is going on."""
        self.progress.update(self.task, description=words)

    def advance(self, days: int, branches: int) -> None:
        """Show days simulated and branches finished so far."""
        self.progress.update(self.task, completed=days, done=branches)

    def advance_by(self, days: int) -> None:
        """Show that so many more days are simulated."""
        self.progress.advance(self.task, days)


@contextmanager
def progress_bar(branches: int, days: int) -> Iterator[Bar]:
    """Show a bar with the time left on standard error, where that is a terminal."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[done]}/" + str(branches)),
        TimeRemainingColumn(),
    )
    screen = Console(file=sys.stderr)
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as progress:
        yield Bar(progress, progress.add_task("", total=days, done=0))
