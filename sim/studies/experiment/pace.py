"""How fast this machine simulates this market: measured in about two seconds, before a large study begins.

A market of the study's own size (a larger one stands for itself in proportion to its viewers) is built, lives through
some days, and its outcomes are measured once. Where runs of the study are there already, they have said it better.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from sim.model.levers.schedule import Scenario
from sim.runs.compiling import compile_loops
from sim.runs.plan import STATUS_QUO
from sim.runs.replication import build_ecosystem, with_threads
from sim.runs.rows import RunReport, finished_rows
from sim.runs.worker import REAL, ModelFactory

_BUDGET_S = 2.0
_FEWEST_DAYS = 3
_MOST_VIEWERS = 20_000


@dataclass(frozen=True)
class Pace:
    """Seconds on one core: a simulated day, a market being built, and what a run takes besides its days."""

    day_s: float
    build_s: float = 0.0
    run_s: float = 0.0


def measured_pace(
    config: Mapping[str, Any], factory: ModelFactory = REAL, clock: Callable[[], float] = time.perf_counter
) -> Pace:
    """Return the pace of a configuration on this machine.

    Parameters
    ----------
    clock
        Tells the seconds; for tests.
    """
    if factory.build is build_ecosystem:
        compile_loops()  # which the study would do anyway
    viewers = int(config["population"]["viewers"])
    asked = with_threads(_smaller(config, viewers) | {"warmup_days": 0}, 1)  # days count from the first one lived
    share = viewers / int(asked["population"]["viewers"])
    factory.build(asked, 1).step()  # loads what is compiled, which every worker does once
    began = clock()
    market = factory.build(asked, 2)
    built = clock()
    twin = market.branch(Scenario(STATUS_QUO))
    branched = clock()
    days = 0
    while days < int(config["days"]) and (days < _FEWEST_DAYS or clock() - branched < _BUDGET_S):
        twin.step()
        days += 1
    lived = clock()
    finished_rows(RunReport("", ""), list(twin.regions), days, twin.tallies(), twin.tiers(), 0)
    measured = clock()
    return Pace(
        share * (lived - branched) / days, share * (built - began), share * (branched - built) + measured - lived
    )


def _smaller(config: Mapping[str, Any], viewers: int) -> dict[str, Any]:
    """Return a configuration of a market that is built at once."""
    asked = deepcopy(dict(config))
    if viewers > _MOST_VIEWERS and config["network"].get("kind") != "files":
        creators = int(config["population"]["creators"])
        asked["population"]["viewers"] = _MOST_VIEWERS
        asked["population"]["creators"] = max(20, round(creators * _MOST_VIEWERS / viewers))
    return asked
