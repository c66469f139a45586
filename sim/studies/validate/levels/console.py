"""Levels in a terminal: theme after theme, those outside in bold with what to do about it."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.model.outcomes.dictionary import THEMES
from sim.model.outcomes.levels.ranges import NOTE, Standing
from sim.show.numbers import outcome_level, title
from sim.show.places import places_words
from sim.studies.experiment.read import StoredStudy
from sim.studies.validate.levels.read import Reading
from sim.studies.validate.levels.words import range_words, summary_sentence

WIDTHS = ((36, False), (9, True), (19, False), (11, False))
STYLES: dict[Standing, str] = {"inside": "green", "outside": "bold red", "undefined": "dim", "not measured": "dim"}


def print_levels(out: Console, study: StoredStudy, readings: list[Reading]) -> None:
    """Print heading, a table a theme, and the summary."""
    out.print(Text(heading(study), style="bold"))
    for theme, rows in groupby(readings, key=lambda one: one.outcome.theme):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        for width, right in WIDTHS:
            table.add_column(justify="right" if right else "left", min_width=width, no_wrap=True)
        for one in rows:
            name = one.outcome.name
            table.add_row(f"  {title(name)}", outcome_level(name, one.measured.mean), range_words(one),
                          Text(f"{one.standing}{' *' if one.edge else ''}", STYLES[one.standing]))
        out.print()
        out.print(Text(THEMES[theme], "bold"))
        out.print(table)
    out.print()
    out.print(Text(f"Measured, plausible range, verdict (* the interval over seeds crosses a bound). Outside: {NOTE}. "
                   "Many ranges are assumptions: the page says why each.", style="dim"))
    out.print()
    out.print(Text(summary_sentence(readings) + "."))
    out.print()


def heading(study: StoredStudy) -> str:
    """Return the line that says what was run."""
    base, counts = next(iter(study.blueprint.bases.values())), study.counts
    market = base["population"]
    return (f"{len(study.outcomes)} outcomes · {counts['finished']} of {counts['runs']} seeds · "
            f"{market['viewers']:,} viewers, {market['creators']:,} creators, "
            f"{places_words(list(base['market']['regions']))} · {base['warmup_days']} + {base['days']} days")
