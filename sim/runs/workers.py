"""What workers of every kind have in common: who has which job, what came of it, and what to do when a worker dies.

Jobs are handed to numbered workers, and what became of them is heard; how a worker is started and spoken to is its
kind's affair. A worker that dies is replaced and its run tried once more. If that one dies too, the run is left undone,
the others are done, and then the study stops: it was killed from outside, for want of memory most likely, which says
nothing about the run that a row could hold.
"""

from __future__ import annotations

from collections.abc import Callable

from sim.runs.schedule import Schedule
from sim.runs.trouble import MachineTroubleError
from sim.runs.worker import Done, RunContext, forget_warmup

OnDone = Callable[[Done], None]
OnDays = Callable[[int], None]
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
        self._undone: list[str] = []

    def heard(self, number: int, done: Done) -> None:
        """Take note of what became of a worker's job."""
        self._deaths = 0
        self.forget(self.schedule.done(number, done))
        self._on_done(done)

    def lost(self, number: int, ending: str, *, blameless: bool = False) -> None:
        """Take note that a worker died: its run goes to another, or is left undone after two deaths.

        Parameters
        ----------
        ending
            How it died, in words.
        blameless
            Whether its whole machine went, which says nothing about the run.

        Raises
        ------
        MachineTroubleError
            When one worker after the other dies.
        """
        if not blameless:
            self._deaths += 1
        if self._deaths >= _DEATHS_IN_A_ROW:
            raise MachineTroubleError(
                f"worker processes keep dying ({ending}), most likely out of memory: "
                "run with fewer viewers or a smaller execution.workers"
            )
        lost = self.schedule.lost(number, blameless=blameless)
        if lost is not None and lost[1]:
            self._undone.append(f"{lost[0].key} ({ending})")

    def finish(self) -> None:
        """Stop if runs were left undone.

        Raises
        ------
        MachineTroubleError
            If so, naming the first of them.
        """
        if self._undone:
            many = f"{len(self._undone)} runs, the first of them" if len(self._undone) > 1 else "run"
            raise MachineTroubleError(
                f"the worker process died twice at {many} {self._undone[0]}, most likely out of memory: a smaller "
                "execution.workers leaves more for each"
            )

    def forget(self, warmup: str | None) -> None:
        """Remove a warm market that no run needs any more."""
        if warmup is not None:
            forget_warmup(self.context.folder, warmup)


OnStart = Callable[[int], None]
