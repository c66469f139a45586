"""Replications over processes: finished ones are never lost, whatever happens to the others.

Workers are spawned, never forked: a fork copies the threads' locks of a compiled engine and can hang. They need nothing
of the caller's script, which is hidden from them, so that a plain script without ``if __name__ == "__main__"`` may call
``compare(...)``. Ctrl-C is the parent's business: it tells the workers to stop at the end of the simulated day.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
import traceback
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from sim.errors import UserError
from sim.runs.plan import Config
from sim.runs.replication import ModelBuilder, build_ecosystem, replicate
from sim.runs.spawning import StopRequestedError, quiet_start
from sim.runs.workforce import Workforce

OnProgress = Callable[[int, int], None]
"""Told the days simulated and the branches finished so far."""

Replicate = Callable[[Any, int, int, ModelBuilder, Callable[[int, int], None]], Any]
"""Runs one replication of a plan: plan, index, threads, model factory, tick; importable by name, like the factory."""

_worker: dict[str, Any] = {}


class Work(Protocol):
    """What can be carried out: a plan of some replications."""

    @property
    def config(self) -> Config:
        """The resolved config."""

    @property
    def replications(self) -> int:
        """Number of seeds asked for."""


@dataclass
class Execution:
    """What came of a plan: the replications that finished, in order of their seeds, and why others did not."""

    replications: list[Any] = field(default_factory=list)
    failures: dict[int, str] = field(default_factory=dict)
    interrupted: bool = False
    processes: int = 1
    threads: int = 1
    wall_s: float = 0.0

    @property
    def impressions(self) -> int:
        """Impressions simulated, warm-up included."""
        return sum(replication.impressions for replication in self.replications)


def execute(
    plan: Work,
    *,
    build: ModelBuilder = build_ecosystem,
    run_one: Replicate = replicate,
    processes: int | None = None,
    on_progress: OnProgress = lambda days, branches: None,
) -> Execution:
    """Run every replication of a plan.

    Parameters
    ----------
    plan
        What to run.
    build
        Makes a model of a config and a seed; importable by name, since workers import it.
    run_one
        Runs one replication and returns something with an ``index`` and its ``impressions``.
    processes
        Worker processes; by default one a core, never more than replications. Results do not depend on it.
    on_progress
        Called now and then with days simulated and branches finished.

    Returns
    -------
    Execution
        After Ctrl-C it holds what had finished, and ``interrupted`` is true.
    """
    workforce = Workforce.of(plan.config)
    if workforce.name == "ray":
        raise UserError("execution=ray is for sim sweep and sim sensitivity; here, execution=processes or serial")
    count = max(1, min(processes, plan.replications)) if processes else workforce.count(plan.replications)
    execution = Execution(processes=count, threads=1 if count > 1 else int(plan.config["engine"].get("threads", 1)))
    started = time.perf_counter()
    try:
        run = run_here if count == 1 else run_pool
        run(plan, build, run_one, execution, on_progress)
    except KeyboardInterrupt:
        execution.interrupted = True
    execution.replications.sort(key=lambda replication: replication.index)
    execution.wall_s = time.perf_counter() - started
    return execution


def run_here(
    plan: Work, build: ModelBuilder, run_one: Replicate, execution: Execution, on_progress: OnProgress
) -> None:
    """Run all replications in this process, one after the other."""
    done = [0, 0]

    def tick(days: int, branches: int) -> None:
        done[0] += days
        done[1] += branches
        on_progress(done[0], done[1])

    for index in range(plan.replications):
        _collect(execution, index, partial(run_one, plan, index, execution.threads, build, tick))


def run_pool(
    plan: Work, build: ModelBuilder, run_one: Replicate, execution: Execution, on_progress: OnProgress
) -> None:
    """Run the replications in spawned processes."""
    context = multiprocessing.get_context("spawn")
    stop, days, branches = context.Event(), context.Value("q", 0), context.Value("q", 0)
    pool = ProcessPoolExecutor(execution.processes, context, _enter_worker, (stop, days, branches))
    futures: dict[Future[Any], int] = {}
    try:
        with quiet_start():
            for index in range(plan.replications):
                futures[pool.submit(_work, plan, index, build, run_one)] = index
        pending = set(futures)
        while pending:
            finished, pending = wait(pending, timeout=0.2, return_when=FIRST_COMPLETED)
            on_progress(days.value, branches.value)
            for future in finished:
                _collect(execution, futures.pop(future), future.result)
    except BaseException:
        stop.set()
        pool.shutdown(cancel_futures=True)
        for future, index in futures.items():
            if not future.cancelled() and future.exception() is None:
                _collect(execution, index, future.result)
        raise
    pool.shutdown()


def _collect(execution: Execution, index: int, result: Callable[[], Any]) -> None:
    """Keep a result; a failure of the model is kept too and stops no other replication."""
    try:
        execution.replications.append(result())
    except (UserError, StopRequestedError):
        raise
    except BrokenProcessPool as error:
        raise UserError("a worker process died, most likely out of memory: run with fewer viewers") from error
    except Exception:  # whatever the model raised is recorded with its traceback
        execution.failures[index] = traceback.format_exc()


def _enter_worker(stop: Any, days: Any, branches: Any) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker.update(stop=stop, days=days, branches=branches)


def _work(plan: Work, index: int, build: ModelBuilder, run_one: Replicate) -> Any:
    def tick(days: int, branches: int) -> None:
        for name, more in (("days", days), ("branches", branches)):
            with _worker[name].get_lock():
                _worker[name].value += more
        if _worker["stop"].is_set():
            raise StopRequestedError

    return run_one(plan, index, 1, build, tick)


