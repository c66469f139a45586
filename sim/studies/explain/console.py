"""An explanation in a terminal: a row an outcome, a column a channel, then the findings."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.show.numbers import outcome_change, title
from sim.show.terminal import in_one_piece
from sim.studies.explain.division import PARTS, Division, Part, leaning
from sim.studies.explain.read import Explanation
from sim.studies.explain.words import certainty, findings, heading, share_text

_STYLES = {"better": "green", "worse": "red", "neither": "dim"}


def print_explanation(study: Explanation) -> None:
    """Print heading, table and findings."""
    shown = [study.divisions[name] for name in study.shown]
    told = [one for one in shown if one.divisible or one.cancelling]
    with in_one_piece(sys.stdout) as out:
        out.print(Text(heading(study)))
        out.print()
        if told:
            out.print(_table(told))
            out.print()
        out.print(Text(certainty(study), style="dim"))
        out.print()
        for sentence in findings(study):
            out.print(Text(sentence))
        out.print()


def _table(divisions: list[Division]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", overflow="fold")
    for head in ("effect", *PARTS):
        table.add_column(head, justify="right", no_wrap=True)
    for division in divisions:
        table.add_row(title(division.outcome), _whole(division), *(_cell(division, one) for one in division.parts))
    return table


def _whole(division: Division) -> Text:
    text = outcome_change(division.outcome, division.total).mean
    style = _STYLES[leaning(division.outcome, division.judgement)]
    return Text(f"{text}\n{'not certain' if not division.divisible else '100%'}", style)


def _cell(division: Division, part: Part) -> Text:
    """Return a part in the outcome's unit, and below it its share; a part that may be none says so instead."""
    text = outcome_change(division.outcome, part.effect).mean
    if not part.clear:
        return Text(f"{text}\nnoise", "dim")
    below = " ".join(share_text(part)).strip() or ("up" if part.effect.paired.mean > 0 else "down")
    return Text(f"{text}\n{below}", _STYLES[leaning(division.outcome, part.judgement)])
