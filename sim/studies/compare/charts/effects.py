"""Effects at a glance: the forest of headline outcomes, and who gains and who loses by tier of creators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, FuncFormatter

from sim.methods.intervals import Interval
from sim.model.outcomes.breakdowns import TIERS
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.show.colours import BASELINE
from sim.show.numbers import change, level, outcome_change
from sim.show.style import FAINT, GRID, INK, WIDTH, Look, display, frame, house_style, looks
from sim.show.told import tell
from sim.show.verdicts import verdict_words
from sim.show.words import value_words
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.headlines import effects_headline, tier_headline

_LINEAR = 1.0


def draw_effects(analysis: Analysis) -> Figure:
    """Draw every headline outcome's relative effect with its interval, one row an outcome."""
    rows = [
        name
        for name in HEADLINE
        if any(analysis.effects[one.name][name].relative is not None for one in analysis.compared)
    ]
    subtitle = (
        "Change in % of the status quo, 95% interval paired by seed; hollow: not known to matter. "
        "Beyond ±1% the scale is logarithmic."
    )
    with house_style():
        step = 0.1 * len(analysis.compared) + 0.1
        body = len(rows) * step
        page = frame(effects_headline(analysis), subtitle, body + 0.7)
        look = looks([one.name for one in analysis.scenarios], analysis.baseline)
        axes = page.panel(1.7, 0.55, WIDTH - 1.7 - 0.25, body)
        widest = 1.0
        for place, one in enumerate(analysis.compared):
            offset = (place - (len(analysis.compared) - 1) / 2) * 0.1 / step
            for row, name in enumerate(rows):
                relative = analysis.effects[one.name][name].relative
                if relative is None or np.isnan(relative.mean):
                    continue
                _draw_interval(axes, relative.scaled(100), row + offset, look[one.name],
                               analysis.judgements[one.name][name].matters, _said(analysis, one.name, name))
                reach = (relative.mean, relative.low, relative.high) if relative.bounded else (relative.mean,)
                widest = max(widest, *(abs(100 * value) for value in reach))
        _relative_axis(axes, widest)
        axes.set_yticks(range(len(rows)), [OUTCOMES[name].label for name in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0, labelsize=8, labelcolor=INK)
        axes.grid(False, axis="y")
        for row in range(1, len(rows)):
            axes.axhline(row - 0.5, color=GRID, linewidth=0.5)
        _legend(page.figure, [one.name for one in analysis.compared], look, page.height - page.heading - 0.04)
    return page.figure


def draw_tiers(analysis: Analysis, rows: Sequence[GroupRow]) -> Figure:
    """Draw what each tier earns and how many leave: effects in a comparison, levels in a forecast."""
    compared = [one.name for one in analysis.compared]
    subtitle = "Per creator of the tier. "
    subtitle += (
        "Whiskers: 95% interval, paired by seed; pale: not known to matter."
        if compared
        else f"Whiskers: 95% interval over {analysis.count} replications."
    )
    with house_style():
        page = frame(tier_headline(rows, compared), subtitle, 2.85)
        look = looks([one.name for one in analysis.scenarios], analysis.baseline)
        width = (WIDTH - 0.55 - 0.1 - 0.6) / 2
        for place, name in enumerate(("income", "left")):
            axes = page.panel(0.55 + place * (width + 0.6), 0.75, width, 1.7)
            chosen = [row for row in rows if row.reading.name == name]
            _draw_bars(axes, chosen, compared or [analysis.scenarios[0].name], look)
            reading = chosen[0].reading
            if not compared:
                words = f"{reading.label}, {reading.unit}"
            elif name == "income":
                words = f"{reading.label}, change in %"
            else:
                words = f"{reading.label} in 30 days,\nchange in percentage points"
            axes.set_title(words, loc="left", size=8)
        if compared:
            _legend(page.figure, compared, look, page.height - page.heading - 0.04)
    return page.figure


def _said(analysis: Analysis, scenario: str, outcome: str) -> str:
    """Return what a mark of the forest says: whose it is, the effect in the outcome's unit, and its verdict."""
    effect, judgement = analysis.effects[scenario][outcome], analysis.judgements[scenario][outcome]
    told = f"{display(scenario)}, {OUTCOMES[outcome].label}: {outcome_change(outcome, effect)}"
    return f"{told}, {verdict_words(judgement)}"


def _draw_interval(axes: Axes, interval: Interval, row: float, look: Look, matters: bool, said: str) -> None:
    if interval.bounded:
        line, = axes.plot(
            (interval.low, interval.high),
            (row, row),
            color=look.colour,
            linewidth=1.5 if matters else 0.9,
            solid_capstyle="butt",
            alpha=1.0 if matters else 0.75,
        )
        tell(line, said)
    mark, = axes.plot(
        interval.mean,
        row,
        marker=look.marker,
        markersize=4.6,
        color=look.colour,
        markerfacecolor=look.colour if matters else "white",
        markeredgewidth=1.0,
    )
    tell(mark, said)


def _relative_axis(axes: Axes, widest: float) -> None:
    axes.set_xscale("symlog", linthresh=_LINEAR, linscale=0.9)
    axes.set_xlim(-1.25 * widest, 1.25 * widest)
    ticks = [tick for tick in (1, 10, 100, 1000) if tick <= 1.25 * widest]
    ticks = ticks[::-2][::-1] if len(ticks) > 2 else ticks
    axes.xaxis.set_major_locator(FixedLocator([-tick for tick in reversed(ticks)] + [0] + ticks))
    axes.xaxis.set_minor_locator(FixedLocator([]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:+,.0f}%" if value else "0"))
    axes.axvline(0, color=BASELINE, linewidth=1.0, zorder=1)
    axes.tick_params(axis="x", top=True, labeltop=True, bottom=False, labelbottom=False, length=0, labelsize=7)


def _draw_bars(axes: Axes, rows: Sequence[GroupRow], names: Sequence[str], look: dict[str, Look]) -> None:
    thickness = 0.8 / len(names)
    levels = not rows[0].effects
    for place, name in enumerate(names):
        for tier, row in enumerate(rows):
            interval = row.baseline if levels else _relative(row, name)
            if interval is None or np.isnan(interval.mean):
                continue
            filled = levels or row.judgements[name].matters
            x = tier + (place - (len(names) - 1) / 2) * thickness
            bar, = axes.bar(
                x,
                interval.mean,
                0.86 * thickness,
                color=look[name].colour,
                alpha=1.0 if filled else 0.35,
                hatch=("", "//", "..", "xx", "\\\\", "o")[place % 6],
                edgecolor="white",
                linewidth=0,
            )
            tell(bar, _said_of_tier(row, name, levels))
            if interval.bounded:
                axes.plot((x, x), (interval.low, interval.high), color=INK, linewidth=0.9, alpha=1.0 if filled else 0.5)
    if not axes.patches:
        axes.text(0.5, 0.5, "none in this period", transform=axes.transAxes, ha="center", size=8, color=FAINT)
        axes.set_yticks([])
    axes.axhline(0, color=BASELINE, linewidth=0.9)
    axes.set_xticks(range(len(TIERS)), ["new", *TIERS[1:]])
    axes.tick_params(axis="x", length=0)
    axes.grid(False, axis="x")
    unit = rows[0].reading.unit
    axes.yaxis.set_major_formatter(
        FuncFormatter(
            (lambda value, _: level(unit, value)) if levels else (lambda value, _: f"{value:+g}" if value else "0")
        )
    )


def _said_of_tier(row: GroupRow, name: str, levels: bool) -> str:
    unit = row.reading.unit
    told = value_words(unit, row.baseline) if levels else str(change(unit, row.effects[name]))
    verdict = "" if levels else f", {verdict_words(row.judgements[name])}"
    return f"{display(name)}, {row.group}: {row.reading.label}, {told}{verdict}"


def _relative(row: GroupRow, name: str) -> Interval | None:
    """Return income relative to the status quo in %, shares in percentage points."""
    effect = row.effects[name]
    if row.reading.unit.startswith("fraction"):
        return effect.paired.scaled(100)
    relative = effect.relative
    return None if relative is None else relative.scaled(100)


def _legend(figure: Figure, names: Sequence[str], look: dict[str, Look], top: float) -> None:
    handles = [
        Line2D(
            [], [], color=look[name].colour, marker=look[name].marker, markersize=5, linewidth=1.5, label=display(name)
        )
        for name in names
    ]
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0.08 / WIDTH, top / figure.get_figheight()),
        ncols=min(3, len(names)),
        frameon=False,
        fontsize=8,
        borderpad=0,
        handlelength=2.2,
        columnspacing=1.4,
    )
