"""What may happen: threats and shocks in three sizes, and what moves figures without doing harm.

A size is a share of the way from today's value of each lever to the value that the file of the event has.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sim.config.names import parameters_of, value_at
from sim.config.scenarios import load_scenarios
from sim.errors import UserError, quoted, some_of, suggest
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.studies.stress.file import SHIPPED, load_threats

Kind = Literal["threat", "shock", "benign"]
SIZES = {"small": 0.25, "medium": 0.5, "large": 1.0}
"""Share of the way to the value that is written, by name."""

SHOCKS, SHOCK_HARMS = "whatif_25_early_warning", ("creator_retention_30d", "creators")
MONEY = "gmv_net"
"""A harm of every threat, which a day tells too little of."""

SHOCKS_BY_NAME = ("wronged", "starved", "crowded_out")
"""Variants of that scenario."""

BENIGN = Path(__file__).with_name("benign.yaml")
BETWEEN = ":"
_WEEK, _FOUR_WEEKS = 7, 28


@dataclass(frozen=True)
class Harm:
    """What an event is feared for.

    Attributes
    ----------
    rises
        Whether a rise is the harm.
    over
        Days that a reading looks back over.
    """

    outcome: str
    rises: bool
    over: int

    @property
    def column(self) -> str:
        """The name of its column in a study's table."""
        return f"{self.outcome}_over_{self.over}"


@dataclass(frozen=True)
class Event:
    """Something that happens to the market in one size.

    Attributes
    ----------
    size
        Name of a size; empty for what has only one.
    start
        Its first day.
    harms
        What it is feared for; nothing for what is benign.
    """

    name: str
    kind: Kind
    size: str
    question: str
    start: int
    changes: tuple[Change, ...]
    harms: tuple[Harm, ...]

    @property
    def arm(self) -> str:
        """What its runs are called."""
        return f"{self.name}{BETWEEN}{self.size}" if self.size else self.name

    @property
    def scenario(self) -> Scenario:
        """The scenario that its runs live."""
        return Scenario(self.arm, self.question, changes=self.changes)


def library(names: Sequence[str], config: Mapping[str, Any]) -> tuple[Event, ...]:
    """Return events in their sizes, then all benign ones.

    Parameters
    ----------
    names
        Of threats (files of one's own, too) and shocks; all that ship where none is named.

    Raises
    ------
    UserError
        On a name that there is none of, or a file that is wrong.
    """
    shocks = {one.name.partition(".")[2]: one for one in load_scenarios(SHOCKS, config)}
    known = [*SHIPPED.names(), *shocks]
    found: list[Event] = []
    for name in names or known:
        if name in shocks:
            found += _sized(name, "shock", shocks[name].question, shocks[name].changes, SHOCK_HARMS, config)
            continue
        if name not in known and not name.endswith((".yaml", ".yml")):
            raise UserError(f"no event {quoted(name)}.{suggest(name, known)} (there are {some_of(known)}; or a "
                            "threat's file of your own)")
        (threat,) = load_threats([name], config)
        found += _sized(threat.name, "threat", threat.question, threat.changes,
                        [one for one in threat.looked_at if one != MONEY], config)
    return (*found, *_benign(config))


def harm_of(outcome: str) -> Harm:
    """Return an outcome as what is feared: looked at over four weeks where it counts in months, else over one."""
    slow = outcome.endswith(("_30d", "_90d", "_180d"))
    return Harm(outcome, OUTCOMES[outcome].better == "down", _FOUR_WEEKS if slow else _WEEK)


def dosed(changes: Sequence[Change], share: float, config: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return changes that go only part of the way from today's values to those written.

    Parameters
    ----------
    share
        Of the way, above 0 and at most 1. Levers that count in whole numbers move by at least one.
    """
    if share >= 1.0:
        return tuple(changes)
    return tuple(part for change in changes for part in _part_of_the_way(change, share, config))


def _part_of_the_way(change: Change, share: float, config: Mapping[str, Any]) -> Iterator[Change]:
    regions = change.regions or tuple(config["market"]["regions"])
    now = {region: value_at(config, change.name, region) for region in regions}
    whole = parameters_of(config)[change.name].integer
    for value in dict.fromkeys(now.values()):
        to = value + share * (change.to - value)
        if whole:
            step = max(1.0, abs(round(to - value)))
            to = value + step * (1 if change.to > value else -1) if change.to != value else value
        there = tuple(region for region in regions if now[region] == value)
        yield replace(change, to=to, regions=change.regions if len(there) == len(regions) else there)


def _sized(
    name: str, kind: Kind, question: str, changes: Sequence[Change], feared: Sequence[str], config: Mapping[str, Any]
) -> Iterator[Event]:
    start = min(one.start for one in changes)
    harms = tuple(map(harm_of, feared))
    for size, share in SIZES.items():
        yield Event(name, kind, size, question, start, dosed(changes, share, config), harms)


def _benign(config: Mapping[str, Any]) -> Iterator[Event]:
    for one in load_scenarios(str(BENIGN), config):
        name = one.name.partition(".")[2]
        yield Event(name, "benign", "", one.question, min(each.start for each in one.changes), one.changes, ())


def arms_of(events: Sequence[Event]) -> tuple[Scenario, ...]:
    """Return the arms of a desk: no event first, then each event in each size."""
    return (Scenario(STATUS_QUO), *(one.scenario for one in events))
