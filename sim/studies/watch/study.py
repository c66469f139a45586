"""A desk as a study: every event in every size beside the market without one, on the same seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sim.methods.as_json import read
from sim.methods.designs.settings import DesignSettings
from sim.runs.blueprint import Blueprint
from sim.runs.plan import Config
from sim.studies.experiment.plan import Sweep
from sim.studies.watch.events import Event, arms_of
from sim.studies.watch.indicators import INDICATORS, outcomes_of
from sim.studies.watch.recipe import Watching

STUDY = "watch"
DAYS, SEEDS, FEWEST_SEEDS = 84, 16, 4
"""Horizon and seeds where nothing else is said; and the fewest, half of which set thresholds that the others check."""

BUDGET, LEAD = 1.0, 7
"""False alarms in 30 days, and days before harm that a warning has to be there to be in time."""


@dataclass(frozen=True)
class Desk:
    """What is asked.

    Attributes
    ----------
    budget
        False alarms a month that a rule may ring.
    lead
        Days before harm from which on a warning is in time.
    """

    events: tuple[Event, ...]
    budget: float = BUDGET
    lead: int = LEAD

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Desk:
        """Return what `to_json` gave."""
        return read(cls, content)


def sweep_of(desk: Desk, config: Config, command: str, asked: Sequence[str] = ()) -> Sweep:
    """Return the runs that a desk asks for."""
    harms = tuple(dict.fromkeys((harm.outcome, harm.over) for one in desk.events for harm in one.harms))
    return Sweep(
        STUDY, Blueprint({"": config}, arms_of(desk.events)), DesignSettings("grid"), int(config["replications"]),
        int(config["seed"]), command, judged={"desk": desk.to_json()},
        record=Watching(outcomes_of(INDICATORS.values()), harms),
        title="+".join(asked) if 0 < len(asked) <= 3 else "all_events" if not asked else f"{len(asked)}_events",
    )
