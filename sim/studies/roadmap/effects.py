"""Results on what the plan changes and costs: what each phase adds, countries and tiers of creators, money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.methods.chance import Chance
from sim.methods.intervals import Interval
from sim.methods.verdicts import Judgement


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a phase adds to a target: the plan minus its counterfactual runs without the phase.

    Attributes
    ----------
    better
        The way of the reading that is good: up or down.
    judged
        What may be said of the effect, among all that phases do to targets.
    without
        Chance of the target without the phase.
    gained, lost, p
        Runs that meet the target only with it, and only without it, and the p-value of that.
    """

    phase: str
    target: str
    outcome: str
    unit: str
    better: str
    effect: Interval
    judged: Judgement
    without: Chance
    gained: int
    lost: int
    p: float


@dataclass(frozen=True, slots=True)
class SpentByDay:
    """What has been spent by a day: on the phases themselves, and by the market beyond the status quo; USD."""

    day: int
    date: str
    own: Interval
    market: Interval


@dataclass(frozen=True, slots=True)
class Spending:
    """What an alternative costs in USD: mean, least and most over runs, by phase and over time.

    Attributes
    ----------
    within
        Chance to stay within the budget; ``None`` without one.
    market
        What governance and incentives cost more than under the status quo.
    """

    total: Interval
    least: float | None
    most: float | None
    within: Chance | None
    market: Interval
    by_phase: Mapping[str, Interval]
    over_time: tuple[SpentByDay, ...]


@dataclass(frozen=True, slots=True)
class GroupResult:
    """A reading of a group: its level under the status quo, and what each alternative changes about it.

    Attributes
    ----------
    better
        The way that is good: up, down or neither.
    judged
        What may be said of each effect, among all of its table.
    """

    label: str
    unit: str
    better: str
    status_quo: Interval
    effect: Mapping[str, Interval]
    judged: Mapping[str, Judgement]


@dataclass(frozen=True, slots=True)
class PlaceResult(GroupResult):
    """An outcome in a country or the whole market, over the last days of the run."""

    place: str
    outcome: str


@dataclass(frozen=True, slots=True)
class TierResult(GroupResult):
    """A reading of a tier of creators over the whole run."""

    tier: str
    reading: str
