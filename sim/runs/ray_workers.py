"""Workers on the machines of a Ray cluster: one actor a core, each writing its rows to the study's folder itself.

The folder has to be on a disk that all machines share; nothing but jobs and short answers passes through Ray. A machine
that goes takes its workers along: their runs go to others, new workers come up wherever there is room, and no run is
blamed. How many workers there are is settled at the start; a machine that joins later takes those for which there was
no room, or that were lost. Machines have to hold the same version
of the simulator and of what decides its bits; one that does not is named before anything runs on it.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sim.errors import UserError
from sim.runs.compiling import compile_loops
from sim.runs.description import DESCRIPTION
from sim.runs.environment import decisive, environment
from sim.runs.ray_cluster import cluster, cluster_cores
from sim.runs.recipe import Job
from sim.runs.replication import build_ecosystem
from sim.runs.schedule import Schedule
from sim.runs.spawning import StopRequestedError
from sim.runs.trouble import MachineTroubleError, trouble_of_worker
from sim.runs.worker import Done, RunContext, Worker
from sim.runs.workers import OnDone, Workers
from sim.runs.workforce import Workforce

if TYPE_CHECKING:
    from sim.runs.workers import OnStart

_PATIENCE_S = 300.0  # until the first worker is up: a cluster that grows on demand takes minutes
_GOODBYE_S = 60.0


def on_cluster(
    workforce: Workforce, context: RunContext, jobs: Sequence[Job], on_start: OnStart, on_done: OnDone
) -> None:
    """Do every job on a cluster; parameters and errors as for ``execute_jobs``."""
    with cluster(workforce) as ray:
        count = max(1, min(workforce.workers or cluster_cores(ray), len(jobs)))
        on_start(count)
        alone = replace(context, threads=1, folder=context.folder.resolve())
        RayWorkers(ray, alone, Schedule(jobs, count, context.factory.load is not None), on_done, count).run()


@dataclass(frozen=True)
class WorkerReport:
    """What a worker tells when it is up: its machine, whether it sees the study, and what it would compute with."""

    node: str
    machine: str
    sees_study: bool
    environment: dict[str, str]


class RemoteWorker:
    """A worker on some machine of the cluster; an actor, so its methods are called from afar."""

    def __init__(self, context: RunContext, name: str) -> None:
        logging.getLogger("ray").setLevel(logging.ERROR)
        self._context, self._stop, self._busy = context, threading.Event(), threading.Lock()
        self._worker = Worker(context, name, self._stop.is_set)

    def report(self) -> WorkerReport:
        """Compile what this machine has not compiled yet, and tell where this is."""
        import platform

        import ray

        if self._context.factory.build is build_ecosystem:
            compile_loops()
        sees = (self._context.folder / DESCRIPTION).exists()
        return WorkerReport(ray.get_runtime_context().get_node_id(), platform.node(), sees, environment())

    def do(self, job: Job) -> Done | MachineTroubleError | None:
        """Do a job; return what became of it, what the machine did, or nothing when asked to stop."""
        with self._busy:
            try:
                return self._worker.do(job)
            except StopRequestedError:
                return None
            except Exception as error:  # told in one line where the study was started
                return trouble_of_worker(error)

    def stop(self) -> None:
        """Give up the run in flight at the end of its day."""
        self._stop.set()

    def close(self) -> None:
        """Seal what was written."""
        with self._busy, suppress(OSError):  # a full disk: the journal is as good
            self._worker.close()


@dataclass
class _Hired:
    """A worker as seen from here; ``waits_for`` is the answer that it owes, ``node`` is empty until it is up."""

    actor: Any
    waits_for: Any = None
    node: str = ""


class RayWorkers(Workers):
    """Actors on a cluster, each with one job at a time."""

    def __init__(self, ray: Any, context: RunContext, schedule: Schedule, on_done: OnDone, count: int) -> None:
        super().__init__(context, schedule, on_done)
        self._ray, self._count = ray, count
        self._actor = ray.remote(RemoteWorker)
        self._hired: dict[int, _Hired] = {}
        self._started = 0
        self._deserted = time.monotonic()

    def run(self) -> None:
        """Do every job; leave no worker behind."""
        try:
            for _ in range(self._count):
                self._hire()
            while self.schedule.left:
                self._hand_out()
                self._listen()
        finally:
            self._dismiss()
        self.finish()

    def _hire(self) -> None:
        """Ask for a worker; it comes up when the cluster has a core for it, at once or later."""
        actor = self._actor.options(num_cpus=1, max_concurrency=2, max_restarts=0, scheduling_strategy="SPREAD").remote(
            self.context, f"r{self._started}"
        )
        self._hired[self._started] = _Hired(actor, actor.report.remote())
        self._started += 1

    def _hand_out(self) -> None:
        for number, hired in self._hired.items():
            if hired.waits_for is None and (job := self.schedule.take(number)) is not None:
                hired.waits_for = hired.actor.do.remote(job)

    def _listen(self) -> None:
        owed = {hired.waits_for: number for number, hired in self._hired.items() if hired.waits_for is not None}
        ready, _ = self._ray.wait(list(owed), num_returns=1, timeout=1.0)
        for answer in ready:
            self._hear(owed[answer], answer)
        if any(hired.node for hired in self._hired.values()):
            self._deserted = time.monotonic()
        elif time.monotonic() - self._deserted > _PATIENCE_S:
            raise UserError(
                f"no worker came up in {_PATIENCE_S / 60:.0f} minutes: the Ray cluster has {cluster_cores(self._ray)} "
                "cores, and others may hold them"
            )

    def _hear(self, number: int, answer: Any) -> None:
        hired = self._hired[number]
        try:
            told = self._ray.get(answer)
        except (self._ray.exceptions.RayActorError, self._ray.exceptions.OutOfMemoryError) as error:
            self._bury(number, error)
            return
        hired.waits_for = None
        if isinstance(told, WorkerReport):
            self._check(told)
            hired.node = told.node
        elif isinstance(told, Done):
            self.heard(number, told)
        elif told is not None:
            raise told

    def _check(self, report: WorkerReport) -> None:
        """Stop where a machine cannot work for this study."""
        if not report.sees_study:
            raise UserError(
                f"{report.machine} does not see {self.context.folder}: with execution=ray, --outputs has to be on a "
                "disk that all machines of the cluster share"
            )
        if unlike := decisive(environment(), report.environment):
            raise UserError(f"{report.machine} would not give the same bits as this machine: {', '.join(unlike)}")

    def _bury(self, number: int, error: Exception) -> None:
        """Replace a dead worker as long as there is work."""
        hired = self._hired.pop(number)
        with suppress(Exception):
            self._ray.kill(hired.actor)  # where it was only out of reach
        alive = {node["NodeID"] for node in self._ray.nodes() if node["Alive"]}
        gone = bool(hired.node) and hired.node not in alive
        self.lost(number, "its machine is gone" if gone else _ending(error), blameless=gone)
        if self.schedule.left:
            self._hire()

    def _dismiss(self) -> None:
        """Tell all to stop, and wait for them to seal what they wrote."""
        up = [hired.actor for hired in self._hired.values() if hired.node]
        with suppress(self._ray.exceptions.RayError):
            for actor in up:
                actor.stop.remote()
            self._ray.wait([actor.close.remote() for actor in up] or [self._ray.put(0)], num_returns=len(up) or 1,
                           timeout=_GOODBYE_S)
        for hired in self._hired.values():
            with suppress(Exception):
                self._ray.kill(hired.actor)


def _ending(error: Exception) -> str:
    """Return how an actor died: the last line of what Ray says of it."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[-1][:160] if lines else type(error).__name__
