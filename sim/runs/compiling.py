"""Compile the loops once per version of the code, on two cores, and never side by side in every worker.

Numba keeps what it compiled on disk, one file a function, so two processes that go through the phases of a day from
both ends meet in the middle. ``python -m sim.runs.compiling`` does it ahead of time.
"""

from __future__ import annotations

import multiprocessing
import platform
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from sim.runs.spawning import quiet_start


def marker() -> Path:
    """Return the file that says that everything is compiled for this code, Python, Numba and processor."""
    import numba

    from sim.model import compilation

    machine = f"{platform.python_version()}-{numba.__version__}-{platform.machine()}"
    return Path(compilation.cache_folder()) / f"compiled-{machine}"


def compile_loops() -> None:
    """Compile every loop of a day unless that has been done."""
    done = marker()
    if done.exists():
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, context) as pool:
        with quiet_start():
            ends = [pool.submit(_from_the_front), pool.submit(_from_the_back)]
        for end in ends:
            end.result()
    done.parent.mkdir(parents=True, exist_ok=True)
    done.touch()


def _small_config() -> dict[str, Any]:
    from sim.config import compose

    return compose(["population.viewers=200", "population.creators=20", "warmup_days=1", "days=2"])


def _from_the_front() -> None:
    """Build a small market and live two days of it."""
    from sim.model.ecosystem.model import Ecosystem

    Ecosystem(_small_config(), seed=1).run(2)


def _from_the_back() -> None:
    """Go through the phases in reverse over empty tables: the same types, so the same compiled code."""
    from sim.model.day import PHASES, returns
    from sim.model.day.compiled import CompiledDay
    from sim.model.levers.book import LeverBook
    from sim.model.state.state import State

    config = _small_config()
    world = LeverBook(config).today
    state = State(len(config["market"]["regions"]), len(config["market"]["categories"]), world.tactics.shape[1])
    day = CompiledDay(state, world, 1, 1)
    returns.come_back(state.creators.view(), 0, 0, world, state.policy.view(), 1, 0)
    for phase in reversed(PHASES[1:]):
        if phase == "viewing":
            day.viewing(0, False)
        else:
            getattr(day, phase)(0)


if __name__ == "__main__":
    from sim.runs import compiling  # by its own name, which the workers can import

    compiling.compile_loops()
