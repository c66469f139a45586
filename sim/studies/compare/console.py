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
from sim.methods.verdicts import Judgement
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import NOT_DEFINED, held, outcome_change, outcome_level, title
from sim.show.places import places_words
from sim.show.recommendation.recommendation import Recommendation
from sim.show.recommendation.terminal import MOST as MOST_OPTIONS
from sim.show.recommendation.terminal import print_recommendation
from sim.show.style import display
from sim.show.terminal import WIDTH
from sim.show.verdicts import verdict_words
from sim.show.words import counted
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.course import start_words
from sim.studies.compare.doubts import draws_in_words
from sim.studies.compare.expectations import Judged
from sim.studies.compare.frail import told_by_the_middle
from sim.studies.compare.outlook import outlook
from sim.studies.compare.ranking import LINES, Rank, frontier_words
from sim.studies.compare.size import size_words
from sim.studies.compare.words import direction, expectation

_ABREAST = 3
_STYLES = {"better": "green", "worse": "red", "neither": "dim"}


def heading(analysis: Analysis) -> str:
    """Return the line that says what was run: scenarios, seeds, population, regions, days."""
    plan = analysis.plan
    asked = len(plan.scenarios) - 1
    who = f"status quo and {counted(asked, 'scenario')}" if plan.baseline else display(plan.scenarios[0].name)
    population = plan.config["population"]
    parts = [
        who,
        counted(analysis.count, "seed"),
        f"{population['viewers']:,} viewers, {_creators(analysis):,} creators, " + places_words(analysis.regions),
        *([f"told for {plan.stands_for:,} viewers"] if plan.stands_for else []),
        counted(plan.days, "day"),
    ]
    dropped = _dropped(analysis.replications[0].network)
    return " · ".join(parts) + (f"\n{dropped}" if dropped else "")


def print_comparison(
    out: Console,
    analysis: Analysis,
    findings: Mapping[str, Sequence[str]],
    judged: Mapping[str, Sequence[Judged]],
    recommendation: Recommendation | None = None,
    ranks: Sequence[Rank] = (),
) -> None:
    """Print the recommendation, heading, tables, how certain it is, and the findings; of many scenarios a ranking."""
    many = len(analysis.compared) > MOST_OPTIONS
    if recommendation is not None:
        print_recommendation(out, recommendation, _ABREAST if many else MOST_OPTIONS)
    out.print(heading(analysis))
    out.print()
    shown = analysis.compared
    if many and ranks:
        _print_ranking(out, ranks)
        shown = tuple(one for rank in ranks[:_ABREAST] for one in analysis.compared if one.name == rank.option)
        findings = {one.name: findings[one.name] for one in shown}
    for first in range(0, len(shown), _ABREAST):
        out.print(_comparison_table(analysis, shown[first : first + _ABREAST]))
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


def _print_ranking(out: Console, ranks: Sequence[Rank]) -> None:
    """Print the first lines of the ranking, those on the frontier marked, and who stands there."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("", "scenario (* on the frontier)", "what to do", "net value, a day", "better", "worse"):
        table.add_column(head, overflow="fold")
    for one in ranks[:LINES]:
        table.add_row(str(one.place), f"{one.label}{' *' if one.first else ''}", one.course, one.net, one.better,
                      one.worse)
    out.print(table)
    rest = len(ranks) - LINES
    if rest > 0:
        out.print(Text(f"{counted(rest, 'more scenario')} on the page; every effect is in effects.parquet.", "dim"))
    out.print()
    out.print(Text(frontier_words(ranks)))
    out.print()


def print_forecast(out: Console, analysis: Analysis) -> None:
    """Print where the market goes, then the outcomes of one scenario with their intervals."""
    first, *rest = outlook(analysis)
    out.print(Text(first, style="bold"))
    for sentence in rest:
        out.print(Text(sentence))
    out.print()
    out.print(heading(analysis))
    out.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column(display(analysis.scenarios[0].name), justify="right")
    table.add_column("95% interval", justify="right")
    for name in HEADLINE:
        interval = held(name, analysis.outcomes[analysis.scenarios[0].name][name])
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
    sentence = f"95% intervals over {counted(analysis.count, 'replication')}"
    middle = told_by_the_middle(HEADLINE, bool(analysis.baseline))
    if not analysis.baseline:
        return " ".join(filter(None, (f"{sentence}.", draws_in_words(analysis), size_words(analysis.plan), middle)))
    narrowing = analysis.narrowing()
    paired = "" if narrowing != narrowing else (
        f", paired by seed; paired intervals are {_times(narrowing)} narrower (median over outcomes)")
    told = (f"{sentence}{paired}.", draws_in_words(analysis), size_words(analysis.plan), _together(analysis), middle)
    return " ".join(filter(None, told))


def _together(analysis: Analysis) -> str:
    """Return how many effects are judged together, and what earlier looks at the study cost."""
    headline = len(HEADLINE) * len(analysis.compared)
    told = (f"Verdicts are of all {headline} headline effects together (Holm), those of the dictionary by "
            "Benjamini-Hochberg.")
    looks = analysis.looks.counts
    if len(looks) < 2:
        return told
    seen = ", ".join(map(str, looks[:-1]))
    return (f"{told} Seeds were added after looks at {seen}: this look may spend "
            f"{100 * analysis.looks.present(headline):.2g}% instead of 5%.")


def _comparison_table(analysis: Analysis, scenarios: Sequence[Scenario]) -> Table:
    rows = {
        name: [
            _cell(name, analysis.effects[scenario.name][name], analysis.judgements[scenario.name][name])
            for scenario in scenarios
        ]
        for name in HEADLINE
    }
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


def _cell(outcome: str, effect: Effect, judgement: Judgement) -> Text:
    """Return effect, interval and verdict; what is shown to be no material change says no more than that."""
    text = outcome_change(outcome, effect)
    if text.mean == NOT_DEFINED:
        return Text(NOT_DEFINED, "dim")
    style = _STYLES[direction(outcome, judgement)]
    if judgement.verdict == "no material change":
        return Text(verdict_words(judgement), style)
    bounds = f" {text.interval}" if text.interval else ""
    return Text.assemble((text.mean, style), (bounds, "dim"), (f" {verdict_words(judgement)}", style))


def _folded(cell: Text) -> Text:
    """Put the interval on a second line; an undecided effect shows its interval alone."""
    if "[" not in cell.plain:
        return cell
    start, end = cell.plain.index(" ["), cell.plain.index("]") + 1
    first = cell[end + 1 :] if cell.plain.endswith(" undecided") else Text.assemble(cell[:start], cell[end:])
    unit = next((unit for unit in (" pp", "%") if cell.plain[:start].endswith(unit)), "")
    return Text.assemble(first, "\n", cell[start + 1 : end], (unit, "dim"))


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
    return f"network: {counted(loops, 'self-loop')} and {counted(twice, 'duplicate tie')} dropped"


def _times(ratio: float) -> str:
    return f"{ratio:.1f}x" if ratio < 10 else f"{ratio:.0f}x"
