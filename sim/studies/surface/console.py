"""Response surfaces in a terminal: lever after lever what it moves, what stays flat, what is undecided."""

from __future__ import annotations

import sys
import textwrap
from itertools import groupby

from rich.text import Text

from sim.show.terminal import WIDTH, in_one_piece
from sim.studies.surface.read import StoredSurface, Surface
from sim.studies.surface.words import (
    KEPT,
    allowed_words,
    changes_nothing,
    found_sentence,
    heading,
    names_of,
    strength,
    today_words,
)


def print_surface(study: StoredSurface) -> None:
    """Print heading and every lever."""
    with in_one_piece(sys.stdout) as out:
        out.print(Text(heading(study)))
        for group, levers in groupby(study.surfaces, key=lambda one: one.lever.group):
            out.print()
            out.print(Text(group.upper() if len(study.surfaces) > 1 else "", style="dim"))
            for one in levers:
                out.print(Text(f"{one.lever.name}", style="bold"), end="")
                out.print(Text(f"  today {today_words(one)}, allowed {allowed_words(one)}", style="dim"))
                for line in _lines(study, one):
                    out.print(Text(line))
        out.print()
        out.print(Text("Changes against today on the same seeds, 95% intervals. Undecided: sim expand adds seeds.",
                       style="dim"))
        out.print()


def _lines(study: StoredSurface, surface: Surface) -> list[str]:
    found = study.responses[surface.lever.lever]
    if changes_nothing(study, surface):
        return ["  No dose changes anything here."]
    moved = sorted((one for one in found if one.verdict == "moves"), key=strength, reverse=True)
    lines = [f"{found_sentence(one)}." for one in moved]
    lines += [f"{KEPT[verdict]}: {names}." for verdict in ("small", "flat", "undecided", "not measured")
              if (names := names_of(found, verdict))]
    return [piece for line in lines
            for piece in textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")]
