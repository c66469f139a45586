"""A test of robustness in a terminal: a block an outcome with a row a policy, what is kept, then the findings."""

from __future__ import annotations

import sys

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.methods.robustness.measures import MeasureName
from sim.show.numbers import title
from sim.show.recommendation.terminal import print_recommendation
from sim.show.style import display
from sim.show.terminal import in_one_piece
from sim.studies.robust.decision import recommendation
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.words import MEASURE_TITLES, findings, heading, measure_text, requirement_words, share_text

_SHOWN: tuple[MeasureName, ...] = ("mean", "tail", "worst", "mean_regret", "worst_regret")


def print_robust(study: RobustStudy) -> None:
    """Print the recommendation, heading, tables and findings."""
    with in_one_piece(sys.stdout) as out:
        print_recommendation(out, recommendation(study))
        out.print(Text(heading(study)))
        out.print()
        out.print(_measures(study))
        out.print()
        if study.kept:
            out.print(_kept(study))
            out.print()
        for sentence in findings(study):
            out.print(Padding(Text(f"{sentence}."), (0, 0, 0, 0)))
        out.print()


def _measures(study: RobustStudy) -> Table:
    tail = f"worst {100 * study.judged.tail:.0f}%"
    heads = [tail if name == "tail" else MEASURE_TITLES[name].replace(" over futures", "") for name in _SHOWN]
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", overflow="fold")
    for head in heads:
        table.add_column(head, justify="right")
    for outcome in study.outcomes:
        table.add_row(Text(title(outcome), style="bold"))
        for place, policy in enumerate(study.policies):
            cells = []
            for name in _SHOWN:
                value, interval = measure_text(study, outcome, name, place)
                cells.append(f"{value} {interval}".strip() if name == "mean" else value)
            table.add_row(f"  {display(policy)}", *cells)
    return table


def _kept(study: RobustStudy) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("share of futures that keep")
    for policy in study.policies:
        table.add_column(display(policy), justify="right")
    for written, each in study.kept.items():
        if written == "" and len(study.kept) == 2:
            continue  # one requirement alone is all of them
        cells = [" ".join(share_text(one)) for one in each]
        table.add_row(Text(requirement_words(study, written), style="" if written else "bold"), *cells)
    return table
