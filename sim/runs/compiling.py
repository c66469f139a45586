"""Compile the loops once per version of the code, on two cores, and never side by side in every worker.

Two processes take the phases of a day one by one, the longest first, and live through each on empty tables: the types
are those of a full market, so the compiled code is too. What both need is compiled by whoever comes first; the other
waits for it and loads it (Numba alone would compile it twice, and might lose one entry of its index). A second command
that is started meanwhile waits for the first. ``python -m sim.runs.compiling`` does it ahead of time.
"""

from __future__ import annotations

import gc
import multiprocessing
import platform
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import metadata
from pathlib import Path
from typing import Any

from sim.model.version import cache_folder
from sim.runs.locks import LockFile
from sim.runs.spawning import quiet_start, start_tracker

OnShare = Callable[[float], None]
"""Told the share of the work that is done, 0-1."""

# What there is to compile and about how long it takes (seconds alone), longest first.
JOBS = {
    "supply": 13.5, "enforcement": 9.5, "lifecycle": 4.5, "building": 4.0, "viewing": 4.0, "distribution": 2.5,
    "orders": 2.5, "incentives": 2.5, "measures": 2.0, "returning": 0.5,
}


def marker() -> Path:
    """Return the file that says that everything is compiled for this code, Python, Numba and processor."""
    machine = f"{platform.python_version()}-{metadata.version('numba')}-{platform.machine()}"
    return Path(cache_folder()) / f"compiled-{machine}"


def compile_loops(on_share: OnShare = lambda share: None) -> None:
    """Compile every loop of a day unless that has been done.

    Parameters
    ----------
    on_share
        Told now and then how far it is.
    """
    done = marker()
    if done.exists():
        return
    with _lock() as lock, lock.held("everything"):
        if done.exists():  # by the command that this one waited for
            return
        _compile_all(on_share)
        done.touch()


def _lock() -> LockFile:
    return LockFile(marker().with_name("lock"))


def _compile_all(on_share: OnShare) -> None:
    finished, total = 0.0, sum(JOBS.values())
    start_tracker()
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context, _enter) as pool:
        with quiet_start():
            pool.submit(_start)  # the workers import while the configuration is composed here
        config = _small_config()
        with quiet_start():  # which may start the second one
            jobs = {pool.submit(_carry_out, job, config): seconds for job, seconds in JOBS.items()}
        try:
            for job in as_completed(jobs):
                job.result()
                finished += jobs[job]
                on_share(finished / total)
        except BaseException:  # Ctrl-C above all: what is being compiled is finished, the rest left
            pool.shutdown(cancel_futures=True)
            raise


def _small_config() -> dict[str, Any]:
    from sim.config import compose

    return compose(["population.viewers=200", "population.creators=20", "warmup_days=1", "days=2"])


def _start() -> None:
    """Do nothing, but in a process of its own."""


def _enter() -> None:
    """Prepare a process that does nothing but compile."""
    from numba.core.caching import NullCache
    from numba.core.dispatcher import Dispatcher

    gc.disable()  # a tenth of the time went into looking through what is all still in use
    compile_one, lock = Dispatcher.compile, _lock()

    def compile_alone(function: Any, signature: Any) -> Any:
        if isinstance(function._cache, NullCache):  # Numba's own functions, which it does not store
            return compile_one(function, signature)
        with lock.held(f"{function.py_func.__module__}.{function.py_func.__qualname__}"):
            return compile_one(function, signature)

    setattr(Dispatcher, "compile", compile_alone)  # noqa: B010  (Numba annotates it as a method)
    import sim.model.day.compiled  # noqa: F401  (compiles the draws, and takes as long as the parent's share)


def _carry_out(job: str, config: dict[str, Any]) -> None:
    """Live through one phase of a day that nobody is there for, or build a small market."""
    import numpy as np

    from sim.model.day import returns
    from sim.model.day.compiled import CompiledDay
    from sim.model.ecosystem.building import build, creator_graph
    from sim.model.levers.book import LeverBook
    from sim.model.state.state import State

    world = LeverBook(config).today
    if job == "building":
        market = build(config, creator_graph(config, world, 1), world, 1)
        c = market.creators
        market.peers.attach(np.arange(1), c.region[:1], c.id[:1], c.region, 1, 0)
        return
    state = State(len(config["market"]["regions"]), len(config["market"]["categories"]), world.tactics.shape[1])
    day = CompiledDay(state, world, 1, 1)
    if job == "returning":
        returns.come_back(state.creators.view(), 0, 0, world, state.policy.view(), 1, 0)
    elif job == "viewing":
        day.viewing(0, False)
    else:
        getattr(day, job)(0)


def _main() -> None:
    from rich.console import Console
    from rich.progress import Progress

    from sim.runs import compiling  # by its own name, which the workers can import

    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("compiling, once per version of the code", total=1.0)
        compiling.compile_loops(lambda share: progress.update(task, completed=share))


if __name__ == "__main__":
    _main()
