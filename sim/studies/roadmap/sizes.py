"""Targets, budgets and costs in absolute numbers, in a market of another size than they were written for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.config.composition import compose
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import Config
from sim.show.words import counted, listed
from sim.studies.roadmap.plan import Roadmap

_GROW = ("USD", "USD per day", "viewers", "creators", "cases", "per day", "hours per day", "points per day",
         "views per day", "pieces", "reviewers")
"""Units of what grows with the market: money and counts, and no rates."""


def size_warnings(roadmap: Roadmap, config: Config, overrides: Sequence[str]) -> list[str]:
    """Return a line on what was written for a market of another size; none where it is the file's own.

    Parameters
    ----------
    config
        What the roadmap will run in.
    overrides
        What was laid over the file's own overrides.
    """
    if not any(one.lstrip("+~").startswith(("population", "market")) for one in overrides):
        return []
    written = compose([f"start_date={roadmap.start_date}", *roadmap.overrides])
    if _size(written) == _size(config):
        return []
    names = [one.name for one in roadmap.targets
             if OUTCOMES[one.reading.outcome].unit in _GROW and not one.reading.of_status_quo]
    parts = [f"{counted(len(names), 'target')} ({listed(names)})"] if names else []
    parts += ["the budget"] if roadmap.budget is not None else []
    costs = any(phase.cost.once or phase.cost.a_day for one in roadmap.alternatives for phase in one.phases)
    parts += ["costs of phases"] if costs else []
    if not parts:
        return []
    then, now = ("{:,} viewers and {:,} creators".format(*_size(one)) for one in (written, config))
    advice = "; a target may say: at least: 102% of status quo" if names else ""
    return [f"{roadmap.path}: {listed(parts)} in absolute numbers, written for {then}; this market has {now}{advice}"]


def _size(config: dict[str, Any]) -> tuple[int, int]:
    return int(config["population"]["viewers"]), int(config["population"]["creators"])
