"""How long new creators stay: retention on days 1 to 180 after joining, a line a scenario."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from sim.methods.intervals import mean_interval
from sim.show.style import WIDTH, display, end_labels, frame, house_style, looks
from sim.show.told import tell_points
from sim.show.words import counted, value_words
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.headlines import retention_headline

RETENTION = {day: f"creator_retention_{day}d" for day in (1, 7, 30, 90, 180)}


def retention_days(analysis: Analysis) -> list[int]:
    """Return the days of the curve that some creators reached, in every scenario."""
    return [
        day for day, name in RETENTION.items()
        if all(np.isfinite(analysis.outcomes[one.name][name].mean) for one in analysis.scenarios)
    ]


def draw_retention(analysis: Analysis) -> Figure:
    """Draw the share of new creators who are still there against the days since they joined."""
    days = retention_days(analysis)
    subtitle = "Of new creators whose day fell in the horizon, the share still there; days on a logarithmic scale. "
    subtitle += (
        f"Whiskers: 95% interval over {analysis.count} replications." if analysis.count > 1 else "No interval."
    )
    with house_style():
        page = frame(retention_headline(analysis), subtitle, 2.25)
        axes = page.panel(0.55, 0.1, WIDTH - 0.55 - 0.95, 1.7)
        look = looks([one.name for one in analysis.scenarios], analysis.baseline)
        ends = []
        for place, one in enumerate(analysis.scenarios):
            shown = [mean_interval(analysis.values[one.name][RETENTION[day]]) for day in days]
            at = [day * 1.03 ** (place - (len(analysis.scenarios) - 1) / 2) for day in days]
            style, means = look[one.name], [interval.mean for interval in shown]
            axes.plot(at, means, color=style.colour, linestyle=style.line, linewidth=style.width,
                      marker=style.marker or "o", markersize=3.6)
            tell_points(axes, at, means, [f"{display(one.name)}, {counted(day, 'day')} after joining: "
                                          f"{value_words('fraction', interval)} still there"
                                          for day, interval in zip(days, shown, strict=True)])
            for x, interval in zip(at, shown, strict=True):
                if interval.bounded:
                    axes.plot((x, x), (interval.low, interval.high), color=style.colour, linewidth=0.9)
            ends.append((at[-1], means[-1], display(one.name), style))
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(FixedLocator(days))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))
        axes.set_ylim(0, 1.04)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{100 * value:.0f}%"))
        axes.set_xlabel("days since joining", size=8)
        end_labels(axes, ends)
    return page.figure
