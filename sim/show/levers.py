"""Dated changes of levers, told in words and marked on charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Protocol

from matplotlib.axes import Axes

from sim.config.triggers import EACH
from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.show.catalogue import lever_words
from sim.show.numbers import outcome_level, subject
from sim.show.places import in_place
from sim.show.style import FAINT, Look, display
from sim.show.words import counted, listed, within

_LONGEST = 44
"""Letters of a lever's name beside a mark."""


@dataclass(frozen=True)
class Mark:
    """A day on which levers of some scenarios start or end."""

    day: int
    label: str
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class Fired:
    """When a scenario's triggers fired and were undone, by place of the change, and in how many seeds they could."""

    days: Mapping[int, Sequence[tuple[int, int | None]]]
    seeds: int


def describe(change: Change) -> str:
    """Return a change in plain words: ``Offences met by a warning first: 1 offence from day 30 in Vietnam``."""
    if change.when is not None:
        begin = f"once {told_trigger(change.when)}"
        begin += f", from day {change.start} on" if change.start else ""
    elif change.after:
        begin = f"{counted(change.delay, 'day')} after an earlier change, while that one holds"
    else:
        begin = f"from day {change.start}"
    lever = lever_words(change.name)
    parts = [f"{lever.name}: {lever.dose_words(change.to)} {begin}"]
    if change.until is not None:
        parts.append(f"until day {change.until}")
    if change.ramp:
        parts.append(f"over {counted(change.ramp, 'day')}")
    if change.regions:
        parts.append(f"in {listed([in_place(one) for one in change.regions])}")
    again = f" for {counted(change.hold, 'day')}" if change.hold else ""
    parts += [f"undone{again} once {told_trigger(stop)}" for stop in change.stops]
    return " ".join(parts)


class Happened(Protocol):
    """What one seed left of changes that hang on outcomes: scenario → place → day."""

    @property
    def fired(self) -> Mapping[str, Mapping[int, int]]:
        """When each first began."""

    @property
    def undone(self) -> Mapping[str, Mapping[int, int]]:
        """When each was last undone."""


def came_of(replications: Sequence[Happened], scenario: Scenario, place: int) -> str:
    """Return what became of a change that hangs on outcomes: in how many replications it began, and when."""
    change = scenario.changes[place]
    if change.when is None and not change.stops and not change.after:
        return ""
    told = []
    both = {"began": [one.fired for one in replications], "undone": [one.undone for one in replications]}
    for what, happened in both.items():
        days = sorted(one[scenario.name][place] for one in happened if place in one.get(scenario.name, {}))
        if what == "began" or change.stops:
            day = f" (median day {days[(len(days) - 1) // 2]})" if days else ""
            told.append(f"{what} in {len(days)} of {len(replications)} replications{day}")
    return ", ".join(told)


def told_trigger(trigger: Trigger) -> str:
    """Return a trigger in words, as in ``net GMV is below 95% of before in Vietnam for 7 days``."""
    bound = f"{100 * trigger.bound:g}% of before" if trigger.relative else outcome_level(trigger.outcome, trigger.bound)
    where = within(trigger.region) if trigger.region != EACH else " in any one country"
    span = f"{'over' if trigger.pooled else 'for'} {counted(trigger.days, 'day')}"
    return f"{subject(trigger.outcome)} is {'above' if trigger.above else 'below'} {bound}{where} {span}"


def marks(scenarios: Sequence[Scenario], days: int, fired: Mapping[str, Fired] | None = None) -> list[Mark]:
    """Return the days on which something changes, each with a short label.

    Parameters
    ----------
    fired
        Scenario → what its triggers did; what hangs on outcomes has no day without it.
    """
    events: dict[int, list[tuple[str, str]]] = {}
    for scenario in scenarios:
        seen = (fired or {}).get(scenario.name, Fired({}, 0))
        for place, change in enumerate(scenario.changes):
            lever = lever_words(change.name)
            short = _cut(lever.name)
            moved = f"{short} → {lever.dose_words(change.to)}"
            if change.when is None and not change.after:
                events.setdefault(change.start, []).append((scenario.name, moved))
            else:
                _tell(events, scenario.name, moved, [began for began, _ in seen.days.get(place, ())], seen.seeds)
            undone = [ended for _, ended in seen.days.get(place, ()) if ended is not None]
            _tell(events, scenario.name, f"{short} undone", undone, seen.seeds)
            if change.until is not None:
                events.setdefault(change.until, []).append((scenario.name, f"{short} ends"))
    return [
        Mark(day, _label(told), tuple(dict.fromkeys(name for name, _ in told)))
        for day, told in sorted(events.items())
        if 0 <= day < days
    ]


def _tell(events: dict[int, list[tuple[str, str]]], scenario: str, what: str, days: Sequence[int], seeds: int) -> None:
    """Put what happened on different days in different seeds on its median day, and say so."""
    if not days:
        return
    same = len(set(days)) == 1
    how = [] if same else ["median"]
    how += [f"{len(days)} of {seeds} seeds"] if len(days) < seeds else []
    told = f"{what} ({', '.join(how)})" if how else what
    events.setdefault(int(median_low(days)), []).append((scenario, told))


def draw_marks(axes: Axes, found: Sequence[Mark], look: dict[str, Look], labelled: bool) -> None:
    """Draw a vertical line on each marked day; with labels, stagger them above the panel."""
    for place, mark in enumerate(found):
        shared = len(mark.scenarios) > 1
        colour = FAINT if shared else look[mark.scenarios[0]].colour
        axes.axvline(mark.day, color=colour, linewidth=0.8, linestyle=(0, (2, 2)), zorder=1)
        if labelled:
            ink = FAINT if shared else look[mark.scenarios[0]].ink
            late = mark.day > sum(axes.get_xlim()) / 2
            axes.annotate(
                f"day {mark.day}: {mark.label}",
                (mark.day, 1),
                (-3 if late else 3, 4 + 9 * (len(found) - 1 - place)),
                ha="right" if late else "left",
                xycoords=axes.get_xaxis_transform(),
                textcoords="offset points",
                size=6.8,
                color=ink,
            )
            axes.annotate(
                "",
                (mark.day, 1),
                (0, 4 + 9 * (len(found) - 1 - place) + 6),
                xycoords=axes.get_xaxis_transform(),
                textcoords="offset points",
                arrowprops={"arrowstyle": "-", "color": colour, "lw": 0.8, "shrinkA": 0, "shrinkB": 0},
            )


def _cut(name: str) -> str:
    """Return a lever's name, short enough for a chart."""
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rpartition(' ')[0]} …"


def _label(told: list[tuple[str, str]]) -> str:
    names = list(dict.fromkeys(name for name, _ in told))
    if len(names) > 1:
        return f"levers of {' and '.join(map(display, names)) if len(names) == 2 else f'{len(names)} scenarios'}"
    first = told[0][1]
    return first if len(told) == 1 else f"{first} and {len(told) - 1} more"
