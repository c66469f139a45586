"""A study while it runs: compile once, show how far it is, and tell failures from answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sim.runs.compiling import compile_loops
from sim.runs.plan import Plan
from sim.runs.processes import Execution, execute
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.workforce import cores
from sim.studies.compare.analysis import Analysis
from sim.studies.experiment.bar import progress_bar


@dataclass(frozen=True)
class Session:
    """What a study left in memory: the analysis of what finished, how it was carried out, and when it began."""

    analysis: Analysis
    execution: Execution
    started: datetime


class NothingFinishedError(Exception):
    """Stopped by Ctrl-C before the first replication had finished."""


def run_session(plan: Plan, build: ModelBuilder, processes: int | None = None) -> Session:
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
            bar.compiling()
            compile_loops(bar.compiling)
        bar.say("simulating")
        execution = execute(plan, build=build, processes=processes, on_progress=bar.advance)
    if not execution.replications:
        if execution.interrupted:
            raise NothingFinishedError
        raise RuntimeError("every replication failed; the first one:\n" + min(execution.failures.items())[1])
    return Session(Analysis(plan, tuple(execution.replications)), execution, started)


