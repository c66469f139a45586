"""The answer in a terminal: one row an outcome, a column a scenario, findings in words, and the folder last.

Colours only on a terminal; a pipe gets plain text, 100 columns wide. When the scenarios do not fit side by side on one
line, a cell takes two: the effect with its verdict, and below it the interval.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sim.methods.intervals import Effect
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import NOT_DEFINED, outcome_change, outcome_level, title
from sim.show.terminal import WIDTH
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.course import start_words
from sim.studies.compare.expectations import Judged
from sim.studies.compare.frail import told_by_the_middle
from sim.studies.compare.words import direction, expectation

_ABREAST = 3
_STYLES = {"better": "green", "worse": "red", "neither": "dim"}


def heading(analysis: Analysis) -> str:
    """Return the line that says what was run: scenarios, seeds, population, regions, days."""
    plan = analysis.plan
    asked = len(plan.scenarios) - 1
    who = f"status quo and {_count(asked, 'scenario')}" if plan.baseline else plan.scenarios[0].name
    population = plan.config["population"]
    parts = [
        who,
        _count(analysis.count, "seed"),
        f"{population['viewers']:,} viewers, {_creators(analysis):,} creators, " + " + ".join(analysis.regions),
        _count(plan.days, "day"),
    ]
    dropped = _dropped(analysis.replications[0].network)
    return " · ".join(parts) + (f"\n{dropped}" if dropped else "")


def print_comparison(
    out: Console,
    analysis: Analysis,
    findings: Mapping[str, Sequence[str]],
    judged: Mapping[str, Sequence[Judged]],
) -> None:
    """Print heading, tables, how certain it is, and the findings."""
    out.print(heading(analysis))
    out.print()
    for first in range(0, len(analysis.compared), _ABREAST):
        out.print(_comparison_table(analysis, analysis.compared[first : first + _ABREAST]))
        out.print()
    out.print(Text(" ".join(filter(None, (certainty(analysis), start_words(analysis)))), style="dim"))
    out.print()
    told = Table.grid(padding=(0, 2))
    told.add_column(style="bold", no_wrap=True, max_width=26, overflow="fold")
    told.add_column()
    for scenario, sentences in findings.items():
        lines = [*sentences, *map(expectation, judged.get(scenario, ()))]
        told.add_row(scenario, Padding(Text("\n".join(lines)), (0, 0, 1, 0)))
    out.print(told)


def print_forecast(out: Console, analysis: Analysis) -> None:
    """Print the outcomes of one scenario with their intervals."""
    out.print(heading(analysis))
    out.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column(analysis.scenarios[0].name, justify="right")
    table.add_column("95% interval", justify="right")
    for name in HEADLINE:
        interval = analysis.outcomes[analysis.scenarios[0].name][name]
        bounds = (
            f"[{outcome_level(name, interval.low)}, {outcome_level(name, interval.high)}]" if interval.bounded else ""
        )
        table.add_row(title(name), outcome_level(name, interval.mean), bounds)
    out.print(table)
    out.print()
    out.print(Text(" ".join(filter(None, (certainty(analysis), start_words(analysis)))), style="dim"))
    out.print()


def certainty(analysis: Analysis) -> str:
    """Return the sentence about intervals: over what they are, and what pairing bought."""
    if analysis.count < 2:
        return "One replication: there are no intervals, so nothing here can be told from noise."
    sentence, middle = f"95% intervals over {analysis.count} replications", told_by_the_middle(HEADLINE)
    narrowing = analysis.narrowing() if analysis.baseline else float("nan")
    if narrowing != narrowing:
        return f"{sentence}. {middle}".rstrip()
    paired = f"paired intervals are {_times(narrowing)} narrower (median over outcomes)"
    return f"{sentence}, paired by seed; {paired}. {middle}".rstrip()


def _comparison_table(analysis: Analysis, scenarios: Sequence[Scenario]) -> Table:
    rows = {name: [_cell(name, analysis.effects[scenario.name][name]) for scenario in scenarios] for name in HEADLINE}
    baseline = {name: outcome_level(name, analysis.outcomes[str(analysis.baseline)][name].mean) for name in HEADLINE}
    titles = {name: title(name) for name in HEADLINE}
    used = max(map(cell_len, titles.values())) + max(10, *map(cell_len, baseline.values())) + 4
    widths = [max(cell_len(row[column].plain) for row in rows.values()) for column in range(len(scenarios))]
    one_line = used + sum(widths) + 2 * len(widths) <= WIDTH
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", no_wrap=True)
    table.add_column("status quo", justify="right", no_wrap=True)
    for scenario in scenarios:
        table.add_column(scenario.name if one_line else _wrapped(scenario.name, 18), overflow="fold")
    for name in HEADLINE:
        cells = rows[name] if one_line else [_folded(cell) for cell in rows[name]]
        table.add_row(titles[name], baseline[name], *cells)
    return table


def _cell(outcome: str, effect: Effect) -> Text:
    text = outcome_change(outcome, effect)
    if text.mean == NOT_DEFINED:
        return Text(NOT_DEFINED, "dim")
    style = _STYLES[direction(outcome, effect)]
    parts = [(text.mean, style), (f" {text.interval}" if text.interval else "", "dim"), (f" {effect.verdict}", style)]
    return Text.assemble(*parts)


def _folded(cell: Text) -> Text:
    """Put the interval on a second line; a noisy effect shows its interval alone."""
    if "[" not in cell.plain:
        return cell
    start, end = cell.plain.index(" ["), cell.plain.index("]") + 1
    first = cell[end + 1 :] if cell.plain.endswith("within noise") else Text.assemble(cell[:start], cell[end:])
    return Text.assemble(first, "\n", cell[start + 1 : end])


def _wrapped(name: str, width: int) -> str:
    """Break a long scenario name after an underscore."""
    lines = [""]
    for part in name.replace("_", "_ ").split():
        if len(lines[-1]) + len(part) > width and lines[-1]:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _creators(analysis: Analysis) -> int:
    """Return the creators asked for; with a network from files, those there on the horizon's first day."""
    if analysis.plan.config["network"]["kind"] == "generated":
        return int(analysis.plan.config["population"]["creators"])
    first = analysis.replications[0].tallies[analysis.scenarios[0].name]
    return int(first["creators"][first["day"] == 0].sum())


def _dropped(network: dict[str, Any]) -> str:
    """Say which ties of a network from files were dropped, if any."""
    loops, twice = network.get("self_loops_dropped", 0), network.get("duplicates_dropped", 0)
    if not loops and not twice:
        return ""
    return f"network: {_count(loops, 'self-loop')} and {_count(twice, 'duplicate tie')} dropped"


def _times(ratio: float) -> str:
    return f"{ratio:.1f}x" if ratio < 10 else f"{ratio:.0f}x"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
