"""What workers of every kind have in common: who has which job, what came of it, and what to do when a worker dies.

Jobs are handed to numbered workers, and what became of them is heard; how a worker is started and spoken to is its
kind's affair. A worker that dies is replaced and its run tried once more; then it is a failure like any other.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.errors import UserError
from sim.runs.recipe import RUNS, Job
from sim.runs.rows import RunReport, failed_row
from sim.runs.schedule import Schedule
from sim.runs.worker import Done, RunContext, Worker, forget_warmup

OnDone = Callable[[Done], None]
_DEATHS_IN_A_ROW = 6


class Workers:
    """Bookkeeping of workers that may die.

    Parameters
    ----------
    on_done
        Told what became of every job, in the order of their ends.
    """

    def __init__(self, context: RunContext, schedule: Schedule, on_done: OnDone) -> None:
        self.context, self.schedule, self._on_done = context, schedule, on_done
        self._deaths = 0
        self._own: Worker | None = None

    def heard(self, number: int, done: Done) -> None:
        """Take note of what became of a worker's job."""
        self._deaths = 0
        self.forget(self.schedule.done(number, done))
        self._on_done(done)

    def lost(self, number: int, ending: str, *, blameless: bool = False) -> None:
        """Take note that a worker died: its run goes to another, or is written down as failed.

        Parameters
        ----------
        ending
            How it died, in words.
        blameless
            Whether its whole machine went, which says nothing about the run.

        Raises
        ------
        UserError
            When one worker after the other dies.
        """
        if not blameless:
            self._deaths += 1
        if self._deaths >= _DEATHS_IN_A_ROW:
            raise UserError(
                f"worker processes keep dying ({ending}), most likely out of memory: "
                "run with fewer viewers or a smaller execution.workers"
            )
        lost = self.schedule.lost(number, blameless=blameless)
        if lost is not None and lost[1]:
            self._give_up(lost[0], f"the worker process died twice ({ending})")

    def close(self) -> None:
        """Seal what was written here."""
        if self._own is not None:
            self._own.close()

    def forget(self, warmup: str | None) -> None:
        """Remove a warm market that no run needs any more."""
        if warmup is not None:
            forget_warmup(self.context.folder, warmup)

    def _give_up(self, job: Job, why: str) -> None:
        self._own = self._own or Worker(self.context, "parent")
        self._own.write({RUNS: failed_row(RunReport(job.key, "parent"), "worker", why)})
        self._on_done(Done(job.index, f"worker: {why}"))


OnStart = Callable[[int], None]
