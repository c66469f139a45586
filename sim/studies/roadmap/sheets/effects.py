"""Sheets of effects: countries, tiers of creators, money."""

from __future__ import annotations

from sim.show.sheet import ENDS, Cell, Sheet, Told, form, interval_cells
from sim.show.style import display
from sim.show.words import place_words

_CHANGES = (
    ("Outcome", 34),
    ("Unit", 28),
    ("Status quo", 13),
    ("Low", 13),
    ("High", 13),
    ("Way", 14),
    ("Change", 13),
    ("Low", 13),
    ("High", 13),
    ("Verdict", 14),
)


def places_sheet(told: Told) -> Sheet:
    """Return a row a country, outcome and way."""
    rows = [[(place_words(one["place"]), "text"), *row] for one in told["countries"] for row in _changes(one)]
    return Sheet("Countries", [("Place", 18), *_CHANGES], rows)


def tiers_sheet(told: Told) -> Sheet:
    """Return a row a tier of creators, reading and way."""
    rows = [[(one["tier"], "text"), *row] for one in told["tiers"] for row in _changes(one)]
    return Sheet("Creators", [("Tier", 14), *_CHANGES], rows)


def money_sheet(told: Told) -> Sheet:
    """Return a row a way and week."""
    heads = [
        ("Way", 14),
        ("Date", 13),
        *((f"{what} {end}", 14) for what in ("Phases", "Market beyond status quo") for end in ENDS),
    ]
    rows = [
        [
            (display(name), "text"),
            (row["date"], "date"),
            *interval_cells(row["own"], "money"),
            *interval_cells(row["market"], "money"),
        ]
        for name, spent in told["money"].items()
        for row in spent["over_time"]
    ]
    return Sheet("Money", heads, rows)


def _changes(one: Told) -> list[list[Cell]]:
    shown = form(one["unit"])
    return [
        [
            (one["label"], "text"),
            (one["unit"], "text"),
            *interval_cells(one["status_quo"], shown),
            (display(way), "text"),
            *interval_cells(effect, shown),
            (effect["verdict"], "text"),
        ]
        for way, effect in one["effect"].items()
    ]
