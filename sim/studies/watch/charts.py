"""Pictures of a desk: its AMOC curves, and who finds what."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, NullLocator, PercentFormatter

from sim.show.colours import SHADES
from sim.show.style import FAINT, INK, WIDTH, Look, display, end_labels, frame, house_style, looks
from sim.show.words import counted
from sim.studies.watch.leading import label_of
from sim.studies.watch.results import EventResult, Results
from sim.studies.watch.words import VERDICTS

_LEFT, _RIGHT, _HEIGHT = 0.55, 1.15, 1.9
_MOST_LINES = 6
_ROW, _NAME = 0.17, 1.75


def draw_amoc(results: Results) -> Figure:
    """Draw for large events that do harm the share seen in time against the false alarms that it costs."""
    events = _worth_a_line(results)
    lead = counted(results.about.lead, "day")
    with house_style():
        page = frame(
            "What more false alarms would buy",
            f"Share of runs in which the watcher chosen for a large event rings at least {lead} before harm, against "
            f"the false alarms that it is allowed; {counted(results.about.fresh, 'fresh seed')}. Dotted: the same by "
            "luck, mean over events.", _HEIGHT + 0.45)
        axes = page.panel(_LEFT, 0.05, WIDTH - _LEFT - _RIGHT, _HEIGHT)
        _curves(axes, results, events)
        axes.set_xscale("log")
        axes.set_ylim(-0.03, 1.03)
        axes.yaxis.set_major_formatter(PercentFormatter(1.0))
        budgets = sorted(set(results.series["budget"])) if len(results.series) else [1.0]
        axes.xaxis.set_major_locator(FixedLocator(budgets))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xticklabels([f"{one:g}" for one in budgets])
        axes.set_xlabel("false alarms a month", size=7.6)
    return page.figure


def _worth_a_line(results: Results) -> list[EventResult]:
    large = [one for one in results.events if one.size == "large" and one.verdict not in ("harmless", "no time")]
    return sorted(large, key=lambda one: -np.nan_to_num(one.warned.share))[:_MOST_LINES]


def _curves(axes: Axes, results: Results, events: list[EventResult]) -> None:
    names = [display(one.event) for one in events]
    style = looks(names, None)
    series = results.series[results.series["size"] == "large"]
    ends: list[tuple[float, float, str, Look]] = []
    for one, name in zip(events, names, strict=True):
        curve = series[series["event"] == one.event].sort_values("budget")
        look = style[name]
        axes.plot(curve["budget"], curve["warned"], color=look.colour, linestyle=look.line, linewidth=look.width,
                  marker=look.marker, markersize=3)
        ends.append((float(curve["budget"].iloc[-1]), float(np.nan_to_num(curve["warned"].iloc[-1])), name, look))
    shown = series[series["event"].isin([one.event for one in events])]
    if len(shown):
        luck = shown.groupby("budget")["luck_warned"].mean()
        axes.plot(luck.index, luck.to_numpy(), color=FAINT, linestyle=":", linewidth=1.2)
    end_labels(axes, ends)


def draw_finds(results: Results) -> Figure:
    """Draw events × sizes: the share seen in time, in shades, with the verdict beside the large one."""
    names = list(dict.fromkeys(one.event for one in results.events if one.kind != "benign"))
    sizes = list(dict.fromkeys(one.size for one in results.events if one.size))
    found = {(one.event, one.size): one for one in results.events}
    height = _ROW * len(names)
    with house_style():
        page = frame(
            "Which events are seen in time",
            f"Share of runs in which the chosen watcher rings at least {counted(results.about.lead, 'day')} before "
            "harm, by size of the event; a dash where it does no harm. Right: verdict on the large one.", height + 0.4)
        axes = page.panel(_NAME, 0.22, WIDTH - _NAME - 1.45, height)
        for row, name in enumerate(names):
            for column, size in enumerate(sizes):
                _cell(axes, column, len(sizes), row, found[name, size])
            axes.text(-0.6, row, display(name), ha="right", va="center", size=7.2, color=INK)
            axes.text(len(sizes) - 0.4, row, VERDICTS[found[name, sizes[-1]].verdict], va="center", size=7, color=FAINT)
        axes.set_xlim(-0.5, len(sizes) - 0.5)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_xticks(range(len(sizes)), sizes, size=7.2)
        axes.xaxis.tick_top()
        axes.set_yticks([])
        axes.grid(visible=False)
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)
    return page.figure


def _cell(axes: Axes, column: int, sizes: int, row: int, one: EventResult) -> None:
    share = one.warned.share
    harmless = one.verdict == "harmless" or np.isnan(share)
    shade = SHADES[0] if harmless else SHADES[min(4, int(share * 5))]
    axes.axhspan(row - 0.46, row + 0.46, (column + 0.02) / sizes, (column + 0.98) / sizes, facecolor=shade, linewidth=0)
    axes.text(column, row, "–" if harmless else f"{share:.0%}", ha="center", va="center", size=7, color=INK)


def finds_words(results: Results) -> str:
    """Return what the picture shows, in words."""
    said = [f"{display(one.event)} {one.size} {'harmless' if one.verdict == 'harmless' else f'{one.warned.share:.0%}'}"
            for one in results.events if one.kind != "benign"]
    return f"Share of runs seen in time, by event and size: {', '.join(said)}."


def amoc_words(results: Results) -> str:
    """Return what the curves show, in words."""
    said = [f"{display(one.event)} {one.warned.share:.0%} ({label_of(one.indicator)})"
            for one in _worth_a_line(results)]
    return f"Share seen in time against false alarms a month; at {results.about.budget:g} a month: {', '.join(said)}."
