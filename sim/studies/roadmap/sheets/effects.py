"""Sheets of effects: countries, tiers of creators, money."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sim.show.places import place_words
from sim.show.sheet import ENDS, Column, Sheet, filled, form, interval_columns
from sim.show.style import display
from sim.show.verdicts import verdict_words
from sim.studies.roadmap.effects import GroupResult
from sim.studies.roadmap.results import Results


def places_sheet(results: Results) -> Sheet:
    """Return a row a country, outcome and way."""
    return filled("Countries", _columns("Place", 18, lambda one: place_words(one[0].place)), _by_way(results.countries))


def tiers_sheet(results: Results) -> Sheet:
    """Return a row a tier of creators, reading and way."""
    return filled("Creators", _columns("Tier", 14, lambda one: one[0].tier), _by_way(results.tiers))


def money_sheet(results: Results) -> Sheet:
    """Return a row a way and week."""
    columns = [
        Column("Way", 14, "text", lambda one: display(one[0])),
        Column("Date", 13, "date", lambda one: one[1].date),
        *interval_columns("Phases", 14, "money", lambda one: one[1].own, ENDS),
        *interval_columns("Market beyond status quo", 14, "money", lambda one: one[1].market, ENDS),
    ]
    rows = [(name, one) for name, spent in results.money.items() for one in spent.over_time]
    return filled("Money", columns, rows)


def _by_way(rows: Iterable[GroupResult]) -> list[tuple[GroupResult, str]]:
    return [(one, way) for one in rows for way in one.effect]


def _columns(head: str, width: int, name: Callable[[Any], str]) -> list[Column]:
    """Return what a row a place or tier and way shows."""
    return [
        Column(head, width, "text", name),
        Column("Outcome", 34, "text", lambda one: one[0].label),
        Column("Unit", 28, "text", lambda one: one[0].unit),
        *interval_columns("Status quo", 13, _form, lambda one: one[0].status_quo),
        Column("Way", 14, "text", lambda one: display(one[1])),
        *interval_columns("Change", 13, _form, lambda one: one[0].effect[one[1]]),
        Column("Verdict", 20, "text", lambda one: verdict_words(one[0].judged[one[1]])),
    ]


def _form(one: tuple[GroupResult, str]) -> str:
    return form(one[0].unit)
