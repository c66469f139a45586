"""A register in a terminal: what to do, the sentences, then a row a threat."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.show.recommendation.terminal import print_recommendation
from sim.show.style import display
from sim.show.terminal import in_one_piece
from sim.studies.stress.results import Results
from sim.studies.stress.words import (
    best_words,
    class_words,
    days_words,
    felt_words,
    over_words,
    rating_words,
    year_words,
)


def print_stress(results: Results) -> None:
    """Print the recommendation, summary and register."""
    scales = results.scales
    with in_one_piece(sys.stdout) as out:
        if results.recommendation is not None:
            print_recommendation(out, results.recommendation)
        for sentence in results.summary:
            out.print(Text(sentence))
        for policy in results.about.policies:
            out.print()
            table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
            table.add_column(f"threats under {display(policy.name)}", overflow="fold")
            for head in ("likelihood a year", "impact", "rating", "net GMV a year", "noticed after", "over after"):
                table.add_column(head)
            table.add_column("helps most", overflow="fold")
            for row in results.rows_of(policy.name):
                impact, chance = row.impact, row.likelihood
                table.add_row(
                    display(row.threat), f"{100 * chance.low:g}% to {100 * chance.high:g}%",
                    class_words(scales.impact_names, impact.class_, impact.low, impact.high)
                    if impact.matters else felt_words(impact),
                    rating_words(row.rating), year_words(row.loss), days_words(row.detect),
                    over_words(row.recover), best_words(row))
            out.print(table)
        if results.about.drawn:
            out.print()
            out.print(Text(results.about.drawn, style="dim"))
        out.print()
