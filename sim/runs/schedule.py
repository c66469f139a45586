"""Which run comes next: runs that share a warm-up go to one worker, unless others would stand idle.

Runs are handed out one at a time, in the order of the plan (every point has its first seed before any has its second,
so a study that is stopped is balanced). A worker stays with its warm market as long as there are runs for it. Where
there are few warm-ups and many workers, the market is saved after the warm-up and idle workers join in from the file.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sim.runs.recipe import Job
from sim.runs.worker import Done

_MANY = 8  # warm-ups a worker from which sharing them is not worth a file
_ATTEMPTS = 2


@dataclass
class _Group:
    pending: deque[Job] = field(default_factory=deque)
    owner: int | None = None
    out: int = 0
    saved: bool = False


class Schedule:
    """The jobs of a study, handed out to numbered workers.

    Parameters
    ----------
    workers
        How many there are.
    loadable
        Whether a worker can take up a market that another one has warmed up.

    Attributes
    ----------
    left
        Jobs that are not done: waiting, or with a worker.
    """

    def __init__(self, jobs: Iterable[Job], workers: int = 1, loadable: bool = False) -> None:
        self._groups: dict[str, _Group] = {}
        for job in jobs:
            self._groups.setdefault(job.warmup, _Group()).pending.append(job)
        self._cold = deque(self._groups)
        self._open: list[str] = []
        self._out: dict[int, Job] = {}
        self._attempts: dict[int, int] = {}
        self._at: dict[int, str] = {}
        self.share = loadable and workers > 1 and len(self._groups) < _MANY * workers
        self._join_cold = not loadable
        self.left = sum(len(group.pending) for group in self._groups.values())

    def take(self, worker: int) -> Job | None:
        """Return a worker's next job; ``None`` if there is none for it now."""
        key = self._choose(worker)
        if key is None:
            return None
        group = self._groups[key]
        group.owner = worker if group.owner is None else group.owner
        job = group.pending.popleft()
        group.out += 1
        self._at[worker] = key
        self._out[worker] = replace(job, keep=self.share and len(group.pending) > 0 and not group.saved)
        return self._out[worker]

    def done(self, worker: int, done: Done) -> str | None:
        """Note that a worker is done with its job; return the key of a warm-up that no run needs any more."""
        job = self._out.pop(worker)
        self.left -= 1
        group = self._groups[job.warmup]
        group.out -= 1
        group.saved |= done.saved
        return self._close(job.warmup)

    def lost(self, worker: int, *, blameless: bool = False) -> tuple[Job, bool] | None:
        """Note that a worker died; return its job and whether it is given up (else it will be handed out again).

        A job is given up when two workers died of it, those not counted that died with their machine (``blameless``).
        """
        self._at.pop(worker, None)
        job = self._out.pop(worker, None)
        if job is None:
            return None
        group = self._groups[job.warmup]
        group.out -= 1
        if group.owner == worker:
            group.owner = None
        self._attempts[job.index] = self._attempts.get(job.index, 0) + (not blameless)
        if self._attempts[job.index] >= _ATTEMPTS:
            self.left -= 1
            self._close(job.warmup)
            return job, True
        group.pending.appendleft(job)
        if job.warmup not in self._open:
            self._open.append(job.warmup)
        return job, False

    def _choose(self, worker: int) -> str | None:
        at = self._at.get(worker)
        if at is not None and self._groups[at].pending:
            return at
        if self._cold:
            key = self._cold.popleft()
            self._open.append(key)
            return key
        joinable = [
            key for key in self._open
            if (group := self._groups[key]).pending and (group.saved or group.owner is None or self._join_cold)
        ]
        return max(joinable, key=lambda key: len(self._groups[key].pending), default=None)

    def _close(self, key: str) -> str | None:
        """Forget a group without jobs; return its key if a file of its market may lie about."""
        group = self._groups[key]
        if group.pending or group.out:
            return None
        if key in self._open:
            self._open.remove(key)
        return key if group.saved else None
