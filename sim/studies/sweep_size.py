"""How large a study is before it runs: how many runs, about how long, and when somebody has to agree to that."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pyarrow as pa

from sim.errors import UserError
from sim.runs.blueprint import Blueprint
from sim.runs.workforce import Workforce

VIEWER_DAY_S = 1.4e-6
"""Seconds that the compiled engine takes for one viewer and day on one core, all else included (README's figures)."""

_OBJECTS = 100.0  # how many times longer the objects engine takes
MOST_RUNS, LONGEST_S = 5_000, 2 * 3600.0


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


def size_of(plan: pa.Table, blueprint: Blueprint, workforce: Workforce) -> Size:
    """Return the size of a plan, from the base configuration's viewers and days."""
    base = next(iter(blueprint.bases.values()))
    warmups = len(plan["warmup"].unique())
    days = plan.num_rows * int(base["days"]) + warmups * int(base["warmup_days"])
    each = VIEWER_DAY_S * int(base["population"]["viewers"])
    if base["engine"].get("name") == "objects":
        each *= _OBJECTS
    workers = workforce.count(max(1, plan.num_rows))
    return Size(plan.num_rows, warmups, days * each / workers, workers)


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
