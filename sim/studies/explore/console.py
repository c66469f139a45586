"""A page to play with in a terminal: which outcomes its formulas tell, how far off they are, and where it lies."""

from __future__ import annotations

import sys

from rich.table import Table
from rich.text import Text

from sim.show.catalogue import lever_words
from sim.show.numbers import title
from sim.show.terminal import in_one_piece
from sim.studies.explore.page import PAGE
from sim.studies.explore.read import StoredExploration
from sim.studies.explore.words import error_words, heading, kept_words, moved_by


def print_exploration(study: StoredExploration) -> None:
    """Print heading, a row an outcome, and the page's place."""
    with in_one_piece(sys.stdout) as out:
        out.print(Text(heading(study)))
        out.print()
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for head in ("", "formula", "tells of differences", "off fresh runs by", "moved most by"):
            table.add_column(head)
        for one in study.answers.values():
            if one.region == study.places[0]:
                levers = [lever_words(name).name for name in moved_by(study, one)[:2]]
                table.add_row(title(one.outcome), one.trust, kept_words(one), error_words(one), ", ".join(levers))
        out.print(table)
        out.print()
        out.print(Text(f"play with it: {study.folder / PAGE}"))
