"""How large a study is before it runs: how many runs, about how long, and when somebody has to agree to that.

A rough figure decides whether a study can be large at all; if so, this machine's own speed is measured.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.errors import UserError
from sim.runs.blueprint import Blueprint
from sim.runs.worker import REAL, ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.pace import Pace, measured_pace

VIEWER_DAY_S = 1.4e-6
"""Seconds of one core of an ordinary machine for one viewer and day of the compiled engine, all else included."""

_OBJECTS = 100.0  # how many times longer the objects engine takes
MOST_RUNS, LONGEST_S = 5_000, 2 * 3600.0
_SURELY_SHORT = LONGEST_S / 10  # no machine is ten times slower than an ordinary one


@dataclass(frozen=True)
class Size:
    """Runs, warm-ups, and about how many seconds on how many workers."""

    runs: int
    warmups: int
    seconds: float
    workers: int

    def __str__(self) -> str:
        workers = f"{self.workers} worker{'s' if self.workers > 1 else ''}"
        return f"{self.runs:,} runs with {self.warmups:,} warm-ups, {in_words(self.seconds)} on {workers}"


def rough_pace(config: Mapping[str, Any]) -> Pace:
    """Return about what an ordinary machine takes."""
    slow = _OBJECTS if config["engine"].get("name") == "objects" else 1.0
    return Pace(slow * VIEWER_DAY_S * int(config["population"]["viewers"]))


def size_of(runs: int, warmups: int, config: Mapping[str, Any], workforce: Workforce, pace: Pace) -> Size:
    """Return the size of so many runs at a pace."""
    warm = warmups * (pace.build_s + int(config["warmup_days"]) * pace.day_s)
    seconds = warm + runs * (pace.run_s + int(config["days"]) * pace.day_s)
    workers = workforce.count(max(1, runs))
    return Size(runs, warmups, seconds / workers, workers)


def ask_first(
    runs: int,
    warmups: int,
    blueprint: Blueprint,
    workforce: Workforce,
    factory: ModelFactory = REAL,
    consent: bool = False,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Stop before runs that are many or take long on this machine, unless somebody has agreed.

    Raises
    ------
    UserError
        Telling how many and how long, and how to agree or to make it smaller.
    """
    config = next(iter(blueprint.bases.values()))
    rough = size_of(runs, warmups, config, workforce, rough_pace(config))
    if consent or (runs <= MOST_RUNS and rough.seconds <= _SURELY_SHORT):
        return
    ask(size_of(runs, warmups, config, workforce, measured_pace(config, factory, clock)), consent)


def ask(size: Size, consent: bool) -> None:
    """Stop before a study that is large, unless somebody has agreed.

    Raises
    ------
    UserError
        Telling its size and how to agree or to make it smaller.
    """
    if consent or (size.runs <= MOST_RUNS and size.seconds <= LONGEST_S):
        return
    raise UserError(
        f"{size}: add --yes to run it, or make it smaller (study.points, replications, population.viewers, days)"
    )


def in_words(seconds: float) -> str:
    """Return a duration as people say it: ``about 40 s``, ``about 5 min``, ``about 3 h``, ``about 2 days``."""
    for bound, unit, name in ((90, 1, "s"), (5400, 60, "min"), (172_800, 3600, "h"), (math.inf, 86_400, "days")):
        if seconds < bound:
            return f"about {max(1, round(seconds / unit)):,} {name}"
    return "for ever"
