"""A desk in a terminal: the sentences, then a row an event, then a row an indicator."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.methods.detection.rules import RULES
from sim.show.style import display
from sim.show.terminal import in_one_piece
from sim.studies.watch.leading import label_of
from sim.studies.watch.results import Results
from sim.studies.watch.words import (
    VERDICTS,
    days_words,
    gained_words,
    share_of,
    share_words,
    watcher_words,
)

_MOST = 12


def print_watch(results: Results) -> None:
    """Print the summary, events and indicators."""
    with in_one_piece(sys.stdout) as out:
        for sentence in results.summary:
            out.print(Text(sentence))
        out.print()
        out.print(_events(results))
        out.print()
        out.print(_leads(results))
        if results.about.drawn:
            out.print(Text(results.about.drawn, style="dim"))
        out.print()


def _table(*heads: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _events(results: Results) -> Table:
    table = _table("event", "size", "harm after", "warns first", "in time", "by luck", "days gained", "verdict")
    for one in results.events:
        if one.kind != "benign":
            table.add_row(
                display(one.event), one.size, days_words(one.harm_after), watcher_words(one.indicator, one.rule),
                share_words(one.warned), share_of(one.luck_warned), gained_words(one), VERDICTS[one.verdict])
    return table


def _leads(results: Results) -> Table:
    table = _table("indicator", "rule", "false alarms a month", "large", "medium", "small", "finds")
    for one in results.leads[:_MOST]:
        table.add_row(
            label_of(one.indicator), RULES[one.rule].label, f"{one.a_month:.2f}",
            *(share_of(max(share, 0.0) if share == share else share) for share in (one.large, one.medium, one.small)),
            f"{len(one.finds)}")
    return table
