"""The verdicts in a terminal: one table, theme after theme, and the share inside."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.read import Result
from sim.studies.validate.verdicts import Verdict
from sim.studies.validate.words import interval, published, summary_sentence, value

WIDTHS = ((33, False), (8, True), (18, False), (18, False), (9, False))
STYLES: dict[Verdict, str] = {"inside": "green", "near": "yellow", "miss": "bold red", "not measured": "dim"}


def print_results(
    out: Console, plan: ValidationPlan, results: Sequence[Result], finished: int, wall_s: float
) -> None:
    """Print heading, table and summary; ``finished`` seeds took ``wall_s`` seconds."""
    market = plan.config["population"]
    out.print(
        Text(
            f"{len(results)} patterns · {finished} seeds · {market['viewers']:,} viewers, "
            f"{market['creators']:,} creators, {' + '.join(plan.config['market']['regions'])} · "
            f"{len(plan.arms)} arms, {plan.days:,} days a seed · {wall_s:.0f} s",
            style="bold",
        )
    )
    out.print()
    for theme, rows in groupby(results, key=lambda one: one.pattern.theme):
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        for width, right in WIDTHS:
            table.add_column(justify="right" if right else "left", min_width=width, no_wrap=True)
        for one in rows:
            pattern = one.pattern
            star = " *" if pattern.origin == "emerges" else ""
            table.add_row(
                f"  {pattern.name}", value(pattern.unit, one.measured.mean), interval(pattern.unit, one.measured),
                published(pattern.unit, pattern.low, pattern.high), Text(one.verdict + star, STYLES[one.verdict]),
            )
        out.print(Text(theme, "bold"))
        out.print(table)
        out.print()
    out.print(Text("Measured, 95% interval over seeds, published range, verdict. "
                   "* Emerges: nothing in the model states it or was tuned to it.", style="dim"))
    out.print()
    out.print(Text(summary_sentence(results)))
    out.print()
