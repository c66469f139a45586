"""Pictures of a roadmap: phases on the calendar, fan charts with gates and targets, countries side by side, cost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import matplotlib.dates
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.show.numbers import level, subject, tick
from sim.show.places import place_words
from sim.show.sheet import ENDS
from sim.show.style import FAINT, INK, WIDTH, Look, display, end_labels, frame, house_style, looks
from sim.show.told import WEEK, tell, tell_points, weekly, with_interval
from sim.show.words import capital, chance_words, counted, date_words
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import PhaseResult, Results, TargetResult
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.words import bound_words

_LEFT, _RIGHT = 0.72, 0.98
_ROW = 0.22
_LETTER = 0.048
"""Width of a letter of the bars' words, in inches."""
_SMALL = {"wspace": 0.2, "height": 1.05, "step": 1.5}
_DATES: Any = matplotlib.dates  # it has no annotations


def draw_timeline(results: Results) -> Figure:
    """Draw every alternative's phases on the calendar, gates as diamonds, the days of targets as dashed lines."""
    rows = [(one.name, phase) for one in results.alternatives for phase in one.phases]
    style = looks(results.arms, STATUS_QUO)
    height = _ROW * (len(rows) + len(results.alternatives))
    with house_style():
        page = frame(
            f"{display(results.about.name).capitalize()}: phases, gates and the days of targets",
            "Bar: a phase as planned; what it moves stays afterwards unless told otherwise. Diamond: its gate. Dashed: "
            "a day on which targets are due. In a run a phase may begin later, or not at all.", height + 0.5)
        axes_width, days = WIDTH - 1.5, _day(results.about.end) + 4 - _day(results.about.start)
        axes = page.panel(1.3, 0.1, axes_width, height)
        at, ticks, names = 0.0, [], []
        last = ""
        for name, phase in rows:
            if name != last:
                axes.text(0.0, at, display(name), transform=axes.get_yaxis_transform(), weight="bold", size=7.8,
                          va="center", color=style[name].ink)
                at, last = at + 1, name
            length = _day(phase.end) - _day(phase.start) + 1
            bar, = axes.barh(at, length, left=_day(phase.start), height=0.62, color=style[name].colour, alpha=0.55)
            where = ", ".join(map(place_words, phase.regions))
            axes.text(_day(phase.start) + 3, at, _fitting(phase, length * axes_width / days), va="center", size=6.4,
                      color=INK)
            tell(bar, f"{display(phase.name)}, {where}: {date_words(phase.start)} to {date_words(phase.end)}; "
                      f"begins in {chance_words(phase.began)}")
            if phase.gate:
                gate, = axes.plot(_day(phase.gate.date), at, "D", color=INK, markersize=5)
                tell(gate, _gate_words(phase))
            ticks.append(at)
            names.append(display(phase.name))
            at += 1
        for day in sorted({one.by for one in results.targets}):
            due = axes.axvline(_day(day), color=FAINT, linestyle=(0, (4, 2)), linewidth=1.0)
            tell(due, f"due {date_words(day)}: {', '.join(one.name for one in results.targets if one.by == day)}")
        axes.set_yticks(ticks, names)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.set_ylim(at - 0.4, -0.7)
        axes.grid(visible=False, axis="y")
        _calendar(axes, results)
    return page.figure


def _fitting(phase: PhaseResult, inches: float) -> str:
    """Return where a phase applies, in as many words as its bar has room for; the table has them all."""
    names = [", ".join(map(place_words, phase.regions)), counted(len(phase.regions), "country")]
    return next((one for one in names if len(one) * _LETTER <= inches - 2 * _LETTER), "")


def draw_fan(results: Results, target: TargetResult) -> Figure:
    """Draw a target's outcome over time: the plan's spread over runs, medians of the others, gates and the target."""
    style = looks(results.arms, STATUS_QUO)
    became = target.by_arm[PLAN]
    with house_style():
        page = frame(
            f"{capital(target.name)}: the plan meets it in "
            f"{chance_words(became.chance)}",
            f"{capital(bound_words(target))} by {date_words(target.by)}. Mean over the "
            f"last {results.about.window} days. Bands: half and 80% of the plan's runs; lines: medians. Diamonds: "
            "gates; flag: the target.", 2.35)
        axes = page.panel(_LEFT, 0.12, WIDTH - _LEFT - _RIGHT, 1.75)
        ends = _fan(axes, results, target.outcome, target.region or "all", results.arms, style)
        by = _day(target.by)
        axes.axhline(target.bound, color=INK, linewidth=0.9, linestyle=(0, (5, 2)))
        flag, = axes.plot(by, target.bound, "^" if target.at_least else "v", color=INK, markersize=7, zorder=5)
        tell(flag, f"target: {bound_words(target)} by {date_words(target.by)}; met in {chance_words(became.chance)}")
        for phase in results.plan.phases:
            axes.axvline(_day(phase.start), color=FAINT, linewidth=0.7, linestyle=(0, (1, 2)))
            gate = phase.gate
            if gate and gate.outcome == target.outcome and gate.region == target.region:
                diamond, = axes.plot(_day(gate.date), gate.bound, "D", color=INK, markersize=5, zorder=5)
                tell(diamond, _gate_words(phase))
            elif gate:
                diamond, = axes.plot(_day(gate.date), 0, "D", color=INK, markersize=4, clip_on=False,
                                     transform=axes.get_xaxis_transform())
                tell(diamond, _gate_words(phase))
        _values(axes, target.unit)
        _calendar(axes, results)
        end_labels(axes, ends)
    return page.figure


def draw_countries(results: Results, outcome: str, unit: str) -> Figure:
    """Draw one outcome in every country, a panel each on a scale of its own: the plan's spread and the status quo."""
    places = results.about.regions
    style = looks(results.arms, STATUS_QUO)
    columns = 2 if len(places) > 1 else 1
    rows = -(-len(places) // columns)
    with house_style():
        page = frame(
            f"{capital(subject(outcome))}, country by country",
            "Blue: median of the plan's runs, with bands of half and 80% of them; grey: median of the status quo. Each "
            "country has its own scale.", rows * _SMALL["step"] + 0.2)
        width = (WIDTH - _LEFT - 0.2 - 0.55 * (columns - 1)) / columns
        for at, place in enumerate(places):
            row, column = divmod(at, columns)
            axes = page.panel(_LEFT + column * (width + 0.55), 0.25 + row * _SMALL["step"], width, _SMALL["height"])
            _fan(axes, results, outcome, place, [STATUS_QUO, PLAN], style)
            axes.set_title(place_words(place), loc="left", size=8)
            _values(axes, unit, named=False)
            _calendar(axes, results)
    return page.figure


def draw_money(results: Results) -> Figure:
    """Draw what the alternatives' phases have cost by each day, and the budget."""
    style = looks(results.arms, STATUS_QUO)
    budget = results.about.budget
    with house_style():
        page = frame(
            "What each alternative has cost by each day",
            "Mean over runs of the phases' own cost, with its 95% interval; a phase that is held costs nothing until "
            "it begins." + (f" Dashed: the budget of {level('USD', budget)}." if budget else ""), 2.2)
        axes = page.panel(_LEFT, 0.12, WIDTH - _LEFT - _RIGHT, 1.6)
        ends = []
        for one in results.alternatives:
            rows = results.money[one.name].over_time
            days = [_day(row.date) for row in rows]
            mean, low, high = (np.array([getattr(row.own, end) for row in rows]) for end in ENDS)
            look = style[one.name]
            axes.fill_between(days, np.maximum(low, 0), high, color=look.colour, alpha=0.15, linewidth=0)
            axes.plot(days, mean, color=look.colour, linestyle=look.line, linewidth=look.width)
            tell_points(axes, days, mean.tolist(), [
                f"{display(one.name)}, by {date_words(row.date)}: "
                f"{with_interval(partial(level, 'USD'), row.own.mean, max(0.0, row.own.low), row.own.high)}"
                for row in rows])
            ends.append((days[-1], float(mean[-1]), display(one.name), look))
        if budget:
            axes.axhline(budget, color=INK, linewidth=0.9, linestyle=(0, (5, 2)))
        axes.set_ylim(bottom=0)
        _values(axes, "USD")
        _calendar(axes, results)
        end_labels(axes, ends)
    return page.figure


def _gate_words(phase: PhaseResult) -> str:
    """Return what a gate's mark says: what it asks for, by when, and in how many runs it is passed."""
    gate = phase.gate
    if gate is None:
        return ""
    return (f"gate of {display(phase.name)}: {bound_words(gate)} by {date_words(gate.date)}; "
            f"passed in {chance_words(gate.passed)}")


def _tell_curve(axes: Axes, name: str, curve: pd.DataFrame, days: Sequence[float], unit: str) -> None:
    """Let a median say its value and the range of most runs, once a week."""
    said, step = partial(level, unit), max(1, round(WEEK / max(1.0, days[1] - days[0]))) if len(days) > 1 else 1
    at = weekly(len(days), step)
    lines = [curve[one].to_numpy(float) for one in ("p50", "p10", "p90")]
    dates = list(curve["date"])
    tell_points(axes, [days[one] for one in at], [float(lines[0][one]) for one in at], [
        f"{name}, {date_words(str(dates[one]))}: median {said(float(lines[0][one]))}, 80% of runs "
        f"{said(float(lines[1][one]))} to {said(float(lines[2][one]))}" for one in at])


def _fan(
    axes: Axes, results: Results, outcome: str, place: str, arms: Sequence[str], style: Mapping[str, Look]
) -> list[tuple[float, float, str, Look]]:
    """Draw medians of arms and the plan's bands; return where lines end."""
    ends = []
    for arm in arms:
        curve = curve_of(results.series, arm, outcome, place)
        if curve["p50"].isna().all():
            continue
        days = [_day(date) for date in curve["date"]]
        look = style[arm]
        if arm == PLAN:
            for low, high, alpha in (("p10", "p90", 0.14), ("p25", "p75", 0.2)):
                axes.fill_between(days, curve[low], curve[high], color=look.colour, alpha=alpha, linewidth=0)
        axes.plot(days, curve["p50"], color=look.colour, linestyle=look.line, linewidth=look.width)
        _tell_curve(axes, display(arm), curve, days, OUTCOMES[outcome].unit)
        ends.append((days[-1], float(curve["p50"].iloc[-1]), display(arm), look))
    return [one for one in ends if np.isfinite(one[1])]


def curve_of(series: pd.DataFrame, arm: str, outcome: str, place: str) -> pd.DataFrame:
    """Return the rows of one curve of readings over `WINDOW` days, in the order of days."""
    chosen = (series["arm"] == arm) & (series["outcome"] == outcome) & (series["place"] == place)
    return series[chosen & (series["window"] == WINDOW)].sort_values("day")


def _calendar(axes: Axes, results: Results) -> None:
    axes.set_xlim(_day(results.about.start), _day(results.about.end) + 4)
    locator = _DATES.AutoDateLocator(minticks=3, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(_DATES.ConciseDateFormatter(locator, show_offset=False))


def _values(axes: Axes, unit: str, named: bool = True) -> None:
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(unit, value)))
    if named and not unit.startswith(("fraction", "USD")):
        axes.set_ylabel(unit[:40], size=7.6)


def _day(date: str) -> float:
    """Return where a date stands on the axis."""
    return float(_DATES.date2num(dt.date.fromisoformat(date)))

