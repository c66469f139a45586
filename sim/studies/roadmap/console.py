"""A roadmap in a terminal: what to do, the six sentences, then the targets with the chance of each alternative."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.methods.chance import Chance
from sim.show.numbers import NOT_DEFINED
from sim.show.recommendation.terminal import print_recommendation
from sim.show.style import display
from sim.show.terminal import in_one_piece
from sim.show.words import date_words, share_and_interval
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.sharpness import sharpness_words
from sim.studies.roadmap.words import bound_words


def print_roadmap(results: Results) -> None:
    """Print the recommendation, summary and targets."""
    with in_one_piece(sys.stdout) as out:
        if results.recommendation is not None:
            print_recommendation(out, results.recommendation)
        for sentence in results.summary:
            out.print(Text(sentence))
        out.print()
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column("chance of each target", overflow="fold")
        for arm in results.arms:
            table.add_column(display(arm), justify="right")
        for one in results.targets:
            asks = f"{one.name}: {bound_words(one)} by {date_words(one.by)}"
            table.add_row(asks, *(_chance(one.by_arm[arm].chance) for arm in results.arms))
        table.add_row("all of them", *(_chance(results.all_targets[arm]) for arm in results.arms))
        out.print(table)
        out.print()
        told = (sharpness_words(results.about.seeds), results.about.drawn)
        out.print(Text(" ".join(filter(None, told)), style="dim"))
        out.print()


def _chance(chance: Chance) -> str:
    return share_and_interval(chance) if chance.runs else NOT_DEFINED
