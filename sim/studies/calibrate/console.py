"""A calibration in a terminal: the answer, assumption by assumption, figure by figure."""

from __future__ import annotations

import sys
import textwrap

from rich.table import Table
from rich.text import Text

from sim.show.terminal import WIDTH, in_one_piece
from sim.studies.calibrate.result import Calibrated
from sim.studies.calibrate.words import TOLD_WORDS, answer, heading, left_out, met_words, part_words, rounded


def print_calibration(found: Calibrated) -> None:
    """Print the answer."""
    with in_one_piece(sys.stdout) as out:
        out.print(Text(heading(found), style="dim"))
        out.print()
        for sentence in answer(found):
            for line in textwrap.wrap(sentence, WIDTH):
                out.print(Text(line))
        if found.nothing is not None:
            out.print()
            return
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for name in ("assumption", "plausible before", "fits", "the figures"):
            table.add_column(name, overflow="fold")
        for one in found.known:
            table.add_row(one.assumption.label, f"{rounded(one.assumption.low)} to {rounded(one.assumption.high)}",
                          f"{rounded(one.middle)} [{rounded(one.low)}, {rounded(one.high)}]", TOLD_WORDS[one.told])
        out.print()
        out.print(table)
        out.print()
        for told in found.met:
            said = f"{told.target.label}{part_words(found, told.target)}: {met_words(told)}"
            for line in textwrap.wrap(said, WIDTH, subsequent_indent="  "):
                out.print(Text(line))
        for sentence in left_out(found):
            for line in textwrap.wrap(f"Takes no part. {sentence}", WIDTH, subsequent_indent="  "):
                out.print(Text(line, style="dim"))
        out.print()
