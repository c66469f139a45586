"""A roadmap in a terminal: the six sentences, then the targets with the chance of each alternative."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.runs.plan import STATUS_QUO
from sim.show.style import display
from sim.show.terminal import in_one_piece
from sim.show.words import bound_words, chance_interval, date_words, percent
from sim.studies.roadmap.results import Results


def print_roadmap(results: Results) -> None:
    """Print summary and targets."""
    told = results.told
    with in_one_piece(sys.stdout) as out:
        for sentence in told["summary"]:
            out.print(Text(sentence))
        out.print()
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("chance of each target", overflow="fold")
        arms = [STATUS_QUO, *(one["name"] for one in told["alternatives"])]
        for arm in arms:
            table.add_column(display(arm), justify="right")
        for one in told["targets"]:
            cells = [one["by_arm"][arm]["chance"] for arm in arms]
            words = [f"{percent(cell['share'])} [{chance_interval(cell)}]" if cell["runs"] else "n/a" for cell in cells]
            table.add_row(f"{one['name']}: {bound_words(one)} by {date_words(one['by'])}", *words)
        whole = [told["all_targets"][arm] for arm in arms]
        words = [f"{percent(cell['share'])} [{chance_interval(cell)}]" if cell["runs"] else "n/a" for cell in whole]
        table.add_row("all of them", *words)
        out.print(table)
        out.print()
