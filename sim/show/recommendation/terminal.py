"""A recommendation in a terminal: the line that says what to do first, then each option in short."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.show.recommendation.recommendation import Advice, Recommendation
from sim.show.words import counted

MOST = 6
"""Options that a terminal tells one by one; of more, the first of these and a count of the rest."""

_STYLES = {"adopt": "green", "try": "green", "reject": "red"}


def print_recommendation(out: Console, recommendation: Recommendation, most: int = MOST) -> None:
    """Print the headline, then the only option under its headings, or the first of several in short."""
    out.print(Text(recommendation.headline, style="bold"))
    if recommendation.why:
        out.print(Text(recommendation.why))
    out.print()
    if len(recommendation.options) == 1:
        _rows(out, recommendation.options[0])
    else:
        _options(out, recommendation, most)


def _rows(out: Console, advice: Advice) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    for heading, words in advice.rows():
        if words != advice.what_to_do:
            table.add_row(heading, words)
    out.print(table)
    out.print()


def _options(out: Console, recommendation: Recommendation, most: int) -> None:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", max_width=26)
    table.add_column()
    shown = recommendation.options[:most]
    for one in shown:
        told = " ".join(text for text in (one.what_to_do, one.net_value) if text)
        table.add_row(one.label, Padding(Text(told, style=_STYLES.get(one.course, "")), (0, 0, 1, 0)))
    out.print(table)
    rest = len(recommendation.options) - len(shown)
    if rest:
        out.print(Text(f"{counted(rest, 'more option')} on the page and in its files.", style="dim"))
        out.print()
