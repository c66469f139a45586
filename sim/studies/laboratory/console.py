"""A laboratory in a terminal: what would be shown beside what is true, design by design."""

from __future__ import annotations

import sys
import textwrap

from rich.table import Table
from rich.text import Text

from sim.show.terminal import WIDTH, in_one_piece
from sim.studies.laboratory.cards import Card
from sim.studies.laboratory.metrics import Judged
from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.words import (
    READ,
    fault,
    findings,
    first_cards,
    heading,
    percent,
    plan_lines,
    right_words,
    share,
    share_of,
    telling,
)

_STYLES = {"wrong sign": "red", "overstates": "red", "false alarm": "red", "understates": "yellow",
           "blind": "yellow", "": "green", "no answer": "dim"}
_SHORT = {"blind": "sees too little"}


def print_laboratory(lab: Laboratory, *, plan: bool = False) -> None:
    """Print heading, findings and a table a metric, a row a design at its best reading.

    Parameters
    ----------
    plan
        Whether the plan of a test is printed too.
    """
    with in_one_piece(sys.stdout) as out:
        out.print(Text(heading(lab)))
        out.print()
        for sentence in findings(lab):
            out.print(Text("\n".join(textwrap.wrap(f"{sentence}.", WIDTH, subsequent_indent="  "))))
        for judged in lab.plan.ask.judged:
            out.print()
            out.print(Text(f"{judged.label}: a launch brings {telling(lab, judged)}", style="bold"))
            out.print(_table(lab, judged))
        if plan:
            out.print()
            for line in plan_lines(lab):
                out.print(Text("\n".join(textwrap.wrap(f"{line}.", WIDTH, subsequent_indent="  "))))
        out.print()


def _table(lab: Laboratory, judged: Judged) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("test", "read"):
        table.add_column(head, overflow="fold")
    for head in ("shows", "off by", "sure", "decides rightly", "finds from", "days", ""):
        table.add_column(head, justify="right")
    for card in first_cards(lab, judged):
        table.add_row(*_row(lab, card))
    return table


def _row(lab: Laboratory, card: Card) -> list[Text]:
    wrong, scores = fault(lab, card), card.scores
    style = _STYLES[wrong]
    names = [card.design.label, READ[card.estimator]]
    if scores is None:
        return [Text(one, "dim") for one in (*names, "", "", "", "", "", "", "no answer")]
    days = f"{card.days_needed:.0f}" if card.days_needed < 1000 else "over a year"
    cells = [percent(scores.estimate.value), percent(scores.bias.value), share(scores.power.value),
             share(card.decision.value), share_of(card.smallest), days]
    said = (_SHORT.get(wrong, wrong) or right_words(lab, card)) if card.offered else "false alarms"
    return [*(Text(one) for one in (*names, *cells)), Text(said, style if card.offered else "dim")]
