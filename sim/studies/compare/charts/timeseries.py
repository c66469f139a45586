"""An outcome over time: its level under each scenario, and below it the paired difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.methods.intervals import FloatArray, band, mean_interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.colours import BASELINE
from sim.show.levers import Fired, Mark, draw_marks, marks
from sim.show.numbers import level, outcome_level, tick
from sim.show.places import place_words
from sim.show.style import Look, display, end_labels, frame, house_style, looks
from sim.show.told import WEEK, tell_points, weekly, with_interval
from sim.studies.compare.analysis import WHOLE_MARKET, Analysis
from sim.studies.compare.headlines import outcome_headline, region_headline

_RARE = {
    "creator_retention_30d",
    "creator_retention_90d",
    "return_rate",
    "enforcement_precision",
    "enforcement_recall",
    "appeal_overturn_rate",
    "wrongly_hit_gmv",
}
_LEFT, _RIGHT = 0.68, 0.95
_MOST_POINTS = 731
Ends = list[tuple[float, float, str, Look]]
"""Where each line ends, its name and its look."""


def thinned(days: int) -> int:
    """Return of how many days a line shows one: of more than two years it has more points than can be told apart."""
    return max(1, -(-days // _MOST_POINTS))


def window(outcome: str) -> int:
    """Return the days that a chart's line looks back over: a week, or four where a week holds a handful of events."""
    return 28 if outcome in _RARE else 7


def draw_outcome(analysis: Analysis, outcome: str) -> Figure:
    """Draw level and, in a comparison, paired difference of one outcome for the whole market."""
    with house_style():
        found = _marks(analysis)
        above = 0.16 + 0.125 * (len(found) + (len(found) > 1))
        two = analysis.baseline is not None
        page = frame(outcome_headline(analysis, outcome), _subtitle(analysis, outcome), above + (3.35 if two else 1.9))
        look = looks([one.name for one in analysis.scenarios], analysis.baseline)
        width = page.figure.get_figwidth() - _LEFT - _RIGHT
        upper = page.panel(_LEFT, above, width, 1.45)
        end_labels(upper, draw_levels(upper, analysis, outcome, look, WHOLE_MARKET))
        draw_marks(upper, found, look, labelled=True)
        _unit(upper, OUTCOMES[outcome].unit)
        last = upper
        if two:
            last = page.panel(_LEFT, above + 1.45 + 0.3, width, 1.2)
            end_labels(last, draw_differences(last, analysis, outcome, look, WHOLE_MARKET))
            draw_marks(last, found, look, labelled=False)
            last.set_title("paired difference to the status quo", loc="left", size=7.8, pad=4)
            upper.set_xticklabels([])
        last.set_xlabel(f"day of the horizon (day 0 is {analysis.plan.config.get('start_date', 'its first')})", size=8)
    return page.figure


def draw_regions(analysis: Analysis, outcome: str) -> Figure:
    """Draw the paired difference (in a forecast, the level) of one outcome, a panel a region on one scale."""
    with house_style():
        drawn = analysis.drawn_regions
        columns = 2 if len(drawn) > 1 else 1
        rows = -(-len(drawn) // columns)
        page = frame(
            region_headline(analysis, outcome), _subtitle(analysis, outcome, regional=True), rows * 1.75 + 0.25
        )
        look = looks([one.name for one in analysis.scenarios], analysis.baseline)
        found = _marks(analysis)
        width = (page.figure.get_figwidth() - _LEFT - _RIGHT - 0.2 * (columns - 1)) / columns
        panels, ends = [], []
        for place, region in enumerate(drawn):
            row, column = divmod(place, columns)
            axes = page.panel(_LEFT + column * (width + 0.2), 0.3 + row * 1.75, width, 1.25)
            draw = draw_differences if analysis.baseline else draw_levels
            ends.append(draw(axes, analysis, outcome, look, region))
            draw_marks(axes, found, look, labelled=False)
            reference = analysis.baseline or analysis.scenarios[0].name
            standing = mean_interval(analysis.regional_values[region][reference][outcome]).mean
            axes.set_title(f"{place_words(region)} · {outcome_level(outcome, standing)}", loc="left", size=7.4)
            panels.append(axes)
        _share_scale(panels, ends, columns)
    return page.figure


def _marks(analysis: Analysis) -> list[Mark]:
    """Return the days on which levers move, those of triggers as the seeds had them."""
    asked = analysis.compared or analysis.scenarios
    fired = {one.name: Fired(analysis.fired(one.name), analysis.count) for one in asked}
    return marks(asked, analysis.plan.days, fired)


def draw_levels(axes: Axes, analysis: Analysis, outcome: str, look: Mapping[str, Look], region: str) -> Ends:
    """Draw an outcome's level under each scenario, with a band for the first of them; return where lines end."""
    lines = {one.name: analysis.daily(one.name, outcome, region, window(outcome)) for one in analysis.scenarios}
    reference = analysis.baseline or analysis.scenarios[0].name
    unit = OUTCOMES[outcome].unit
    ends = _draw_lines(axes, analysis, lines, look, banded=[reference], said=partial(level, unit))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(unit, value)))
    _keep_possible(axes, unit)
    return ends


def draw_differences(
    axes: Axes, analysis: Analysis, outcome: str, look: Mapping[str, Look], region: str,
    banded: Sequence[str] | None = None,
) -> Ends:
    """Draw paired differences to the status quo of the scenarios that have a look; return where lines end.

    Parameters
    ----------
    banded
        Which of them have a band; by default all.
    """
    reference = analysis.daily(str(analysis.baseline), outcome, region, window(outcome))
    lines = {
        one.name: analysis.daily(one.name, outcome, region, window(outcome)) - reference
        for one in analysis.compared if one.name in look
    }
    axes.axhline(0, color=BASELINE, linewidth=1.0)
    unit = OUTCOMES[outcome].unit
    ends = _draw_lines(axes, analysis, lines, look, banded=list(lines) if banded is None else banded,
                       said=partial(tick, unit, signed=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(unit, value, signed=True)))
    return ends


def _draw_lines(
    axes: Axes, analysis: Analysis, lines: dict[str, FloatArray], look: Mapping[str, Look], banded: Sequence[str],
    said: Callable[[float], str],
) -> Ends:
    ends: Ends = []
    drawn = slice((len(analysis.days) - 1) % thinned(len(analysis.days)), None, thinned(len(analysis.days)))
    days = np.asarray(analysis.days)[drawn]
    every = max(1, len(days) // 6)
    for place, (name, samples) in enumerate(lines.items()):
        mean, low, high = band(samples)
        style = look[name]
        if name in banded:
            axes.fill_between(days, low[drawn], high[drawn], color=style.colour, alpha=0.14, linewidth=0)
        axes.plot(
            days,
            mean[drawn],
            color=style.colour,
            linestyle=style.line,
            linewidth=style.width,
            marker=style.marker or None,
            markevery=(place * every // 4, every),
            markersize=3.6,
        )
        _tell(axes, analysis, display(name), (mean, low, high), said)
        known = np.flatnonzero(~np.isnan(mean))
        if known.size:
            ends.append((float(analysis.days[known[-1]]), float(mean[known[-1]]), display(name), style))
    axes.set_xlim(0, max(1, analysis.plan.days - 1))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    return ends


def _tell(
    axes: Axes, analysis: Analysis, name: str, line: tuple[FloatArray, FloatArray, FloatArray],
    said: Callable[[float], str],
) -> None:
    """Let a line say its value and interval where a reader points at it, once a week, of many years less often."""
    days = weekly(len(line[0]), WEEK * thinned(len(line[0])))
    chosen = [day for day in days if np.isfinite(line[0][day])]
    words = [
        f"{name}, day {analysis.days[day]}: {with_interval(said, *(float(one[day]) for one in line))}"
        for day in chosen
    ]
    tell_points(axes, [float(analysis.days[day]) for day in chosen], [float(line[0][day]) for day in chosen], words)


def _keep_possible(axes: Axes, unit: str) -> None:
    """Leave out of sight what a symmetric interval covers beyond the values that an outcome can have."""
    low, high = axes.get_ylim()
    if unit.startswith(("fraction", "0-1")):
        axes.set_ylim(max(low, 0.0), min(high, 1.0))
    elif not unit.startswith("ratio") and low < 0 < high:
        axes.set_ylim(max(low, 0.0), high)


def _share_scale(panels: Sequence[Axes], ends: Sequence[Ends], columns: int) -> None:
    """Give all panels one scale; the first of a row keeps the numbers, the last names the lines."""
    low = min(axes.get_ylim()[0] for axes in panels)
    high = max(axes.get_ylim()[1] for axes in panels)
    for place, axes in enumerate(panels):
        axes.set_ylim(low, high)
        if place % columns:
            axes.set_yticklabels([])
        if place % columns == columns - 1 or place == len(panels) - 1:
            end_labels(axes, ends[place])
        if place + columns >= len(panels):
            axes.set_xlabel("day of the horizon", size=8)


def _subtitle(analysis: Analysis, outcome: str, regional: bool = False) -> str:
    look_back = f"mean over the last {window(outcome)} days"
    what = f"{OUTCOMES[outcome].formula}; {look_back}."
    if regional and analysis.baseline:
        what = (f"Paired difference to the status quo, {OUTCOMES[outcome].unit}; {look_back}. Beside a name: the "
                "level of the status quo.")
    if analysis.count < 2:
        return f"{what} One replication: no interval."
    whose = " (above: status quo)" if analysis.baseline and not regional else ""
    return f"{what} Bands: 95% interval over {analysis.count} replications{whose}."


def _unit(axes: Axes, unit: str) -> None:
    share = level(unit, 0.1).endswith("%")
    axes.set_ylabel(
        "percent" + unit.removeprefix("fraction") if unit.startswith("fraction") else "percent" if share else unit,
        size=7.8,
    )
