"""``sim levers``, ``sim outcomes``, ``sim scenarios``: what there is to turn, to judge by and to ask.

A table in a terminal, aligned plain text in a pipe, JSON on request. Nothing heavy may be imported here: each answers
in well under a second.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from sim.errors import UserError, quoted, suggest
from sim.studies.experiment.command import Asked, Command, Option


@dataclass(frozen=True)
class Listing:
    """Rows under headers; ``records`` are for machines.

    If grouped, rows stand in blocks by the first word of their name, or under the heading of their theme.
    """

    headers: list[str]
    rows: list[list[str]]
    records: list[dict[str, Any]]
    grouped: bool = False
    headings: dict[str, str] = field(default_factory=dict)


def _show(name: str, make: Callable[[Asked], Listing], asked: Asked) -> None:
    """Print one of the listings; words narrow it to names that start with them."""
    if asked.overrides:
        raise UserError(f"sim {name} takes no {asked.overrides[0]}: it lists what there is, whatever the configuration")
    listing = make(asked)
    _narrow(listing, asked.words)
    if asked.as_json:
        print(json.dumps(listing.records, indent=2, ensure_ascii=False))
    elif sys.stdout.isatty():
        _table(listing)
    else:
        _plain(listing)


def _levers(asked: Asked) -> Listing:
    from sim.config.numbers import show, show_value
    from sim.model.parameters import all_parameters
    from sim.show.catalogue import lever_of

    parameters = sorted(
        all_parameters(None if asked.options.all else "lever"), key=lambda one: one.name.partition(".")[0]
    )
    kind = "parameter" if asked.options.all else "lever"
    headers = [kind, "what it is", "default", "unit", "range", "moves", "source"]
    rows, records = [], []
    for one in parameters:
        moves = f"{one.moves[0]} {one.moves[1]}" if one.moves else ""
        span = ", ".join(one.words) or f"{show(one.low)}–{show(one.high)}"
        told = lever_of(one.name, one).name
        rows.append([one.name, told, show_value(one, one.default), one.unit, span, moves, one.source])
        nearest = {"outcome": one.moves[0], "direction": one.moves[1]} if one.moves else None
        records.append(asdict(one) | {"moves": nearest, "is": told})
    return Listing(headers, rows, records, grouped=True)


def _outcomes(_asked: Asked) -> Listing:
    from sim.model.outcomes.dictionary import OUTCOMES, THEMES
    from sim.model.outcomes.levels.ranges import levels
    from sim.model.outcomes.smallest.thresholds import smallest_effects

    rows = [
        [one.name + (" *" if one.headline else ""), one.label, one.unit, one.better, one.formula]
        for one in OUTCOMES.values()
    ]
    keys = ("name", "theme", "label", "unit", "better", "formula", "headline")
    ranges = {name: asdict(one) for name, one in levels().items()}
    matters = {name: asdict(one) for name, one in smallest_effects().items()}
    records = [
        {key: getattr(one, key) for key in keys} | {"plausible": ranges[one.name], "smallest": matters[one.name]}
        for one in OUTCOMES.values()
    ]
    headers = ["outcome (* headline)", "is", "unit", "better", "formula"]
    return Listing(headers, rows, records, grouped=True, headings=THEMES)


def _scenarios(_asked: Asked) -> Listing:
    from sim.config.scenarios import read_summary, scenario_names, variant_names

    found = [(name, *read_summary(name), variant_names(name)) for name in scenario_names()]
    records = [
        {"name": name, "question": question, "why": why, "variants": variants}
        for name, question, why, variants in found
    ]
    rows = [[name, str(len(variants) or 1), question] for name, question, _, variants in found]
    return Listing(["scenario", "arms", "question"], rows, records)


def _narrow(listing: Listing, words: list[str]) -> None:
    for word in words:
        if not any(_answers_to(record, word) for record in listing.records):
            names = [record["name"] for record in listing.records]
            groups = [name.partition(".")[0] for name in names] + list(listing.headings)
            raise UserError(f"nothing here starts with {quoted(word)}.{suggest(word, [*groups, *names])}")
    if words:
        keep = [any(_answers_to(record, word) for word in words) for record in listing.records]
        listing.rows[:] = [row for row, kept in zip(listing.rows, keep, strict=True) if kept]
        listing.records[:] = [record for record, kept in zip(listing.records, keep, strict=True) if kept]


def _answers_to(record: dict[str, Any], word: str) -> bool:
    """Return whether a word names a record: the start of its name, or its theme."""
    return record["name"].startswith(word) or record.get("theme") == word


def _blocks(listing: Listing) -> list[tuple[str, list[list[str]]]]:
    """Return blocks of rows, each with its heading (empty where there is none)."""
    if not listing.grouped:
        return [("", listing.rows)]
    kinds = [record.get("theme") or record["name"].partition(".")[0] for record in listing.records]
    pairs = groupby(zip(kinds, listing.rows, strict=True), key=lambda pair: pair[0])
    return [(listing.headings.get(kind, ""), [row for _, row in block]) for kind, block in pairs]


def _table(listing: Listing) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for header in listing.headers:
        table.add_column(header, style="cyan" if header == listing.headers[0] else None, overflow="fold",
                         justify="right" if header == "default" else "left")
    for heading, block in _blocks(listing):
        if heading:
            table.add_row(f"[bold]{heading}[/bold]")
        for row in block:
            table.add_row(*(cell.replace("[", r"\[") for cell in row))
        table.add_section()
    Console(highlight=False).print(table)


def _plain(listing: Listing) -> None:
    widths = [max(len(cell) for cell in column) for column in zip(listing.headers, *listing.rows, strict=True)]

    def line(cells: list[str]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

    print(line(listing.headers))
    for heading, block in _blocks(listing):
        if listing.grouped:
            print()
        if heading:
            print(heading)
        for row in block:
            print(line(row))


_JSON = Option("--json", "as JSON, for machines")
_Listed = partial(Command, composes=False, overrides=False, workers=False, complete=lambda _: ())

LEVERS = _Listed(
    words="[NAME...]",
    about="List what a policy can turn: what it is, default, unit, range, what it moves, source. Names that "
    "start with a word narrow the list.",
    examples=("levers enforcement.milestones", "levers --all population.creator --json"),
    answer=partial(_show, "levers", _levers),
    options=(Option("--all", "assumptions and settings too"), _JSON),
)

OUTCOMES = _Listed(
    words="[NAME|THEME...]",
    about="List what a policy is judged by, with formulas. Those with * are shown first; names and themes narrow the "
    "list.",
    examples=("outcomes commerce", "outcomes gmv quality --json"),
    answer=partial(_show, "outcomes", _outcomes),
    options=(_JSON,),
)

SCENARIOS = _Listed(
    words="[NAME...]",
    about="List the questions that are ready to ask. Names that start with a word narrow the list.",
    examples=("scenarios", "scenarios whatif_2 --json"),
    answer=partial(_show, "scenarios", _scenarios),
    options=(_JSON,),
)
