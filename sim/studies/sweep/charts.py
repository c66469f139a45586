"""One chart an outcome: how much each factor moves it, and below it the outcome over the factors that move it most."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.methods.intervals import Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.blueprint import Factor
from sim.runs.plan import STATUS_QUO
from sim.show.colours import BLUE, VERMILLION
from sim.show.factors import short, value
from sim.show.numbers import tick, title
from sim.show.style import FAINT, INK, WIDTH, frame, house_style
from sim.show.told import tell, tell_points, with_interval
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.effects import response_curve
from sim.studies.sweep.sensitivity import COLUMNS
from sim.studies.sweep.words import FactorFinding, finding, index_finding, told_effects

MOST_BARS, MOST_CURVES = 10, 4
_FIRST, _SECOND = BLUE, VERMILLION
_ROW = 0.2
_SHARES = {"first": "alone", "total": "with others"}
Rows = Sequence[dict[str, Any]]


def draw_study_outcome(study: StoredStudy, outcome: str, indices: Rows = (), scenario: str = STATUS_QUO) -> Figure:
    """Draw one outcome of a sweep: effects (or indices, where there are some) and response curves."""
    design = study.settings.design
    own = [row for row in indices if row["outcome"] == outcome and row["scenario"] == scenario]
    effects = told_effects(study, outcome, scenario)
    if own:
        ranked = [_factor(study, row["factor"]) for row in own][:MOST_BARS]
    else:
        ranked = [one.effect.factor for one in effects][:MOST_BARS]
    curves = ranked[:MOST_CURVES]
    above = _ROW * len(ranked) + 0.55
    with house_style():
        body = above + 1.75 * -(-len(curves) // 2)
        page = frame(_title(study, outcome, own, scenario), _subtitle(study, bool(own)), body)
        axes = page.panel(1.7, 0.1, WIDTH - 1.7 - 0.25, _ROW * len(ranked))
        if own:
            _draw_indices(axes, own[: len(ranked)], design)
        else:
            _draw_effects(axes, effects[: len(ranked)], outcome)
        axes.set_yticks(range(len(ranked)), [short(one, study.factors) for one in ranked])
        axes.set_ylim(max(len(ranked), 1) - 0.5, -0.5)
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        axes.grid(False, axis="y")
        width = (WIDTH - 0.75 - 0.1 - 0.7) / 2
        panels = []
        for place, factor in enumerate(curves):
            column, row = place % 2, place // 2
            panels.append(page.panel(0.75 + column * (width + 0.7), above + 0.1 + 1.75 * row, width, 1.15))
            _draw_curve(panels[-1], study, factor, outcome, scenario)
        _one_scale(panels)
    return page.figure


def _title(study: StoredStudy, outcome: str, own: Rows, scenario: str) -> str:
    if not own:
        return finding(study, outcome, scenario)
    return index_finding(outcome, list(own), _lead(study.settings.design), study.factors)


def _lead(design: str) -> str:
    return "total" if design == "sobol_indices" else "mu_star"


def _subtitle(study: StoredStudy, indices: bool) -> str:
    if indices and study.settings.design == "sobol_indices":
        told = ("Top: share of the variance that a factor explains alone (dot) and with others (ring), luck taken off, "
                "95% interval; hollow dots: not told from a factor that does nothing. ")
    elif indices:
        told = "Top: mean size of what a factor does over its whole range (Morris), 95% interval. "
    else:
        told = "Top: change from a factor's first to its last value, 95% interval; hollow: not known to matter. "
    by_hand = study.settings.design in ("grid", "zip", "one_at_a_time")
    over = f"over {study.counts['seeds']} seeds" if by_hand and study.counts["seeds"] > 1 else "over points"
    others = "averaged over the others" if by_hand else "the others held at their mean by a linear fit"
    return told + f"Below: the outcome along a factor, {others}; 95% interval {over}."


def _factor(study: StoredStudy, name: str) -> Factor:
    return next(one for one in study.factors if one.name == name)


def _draw_effects(axes: Axes, effects: Sequence[FactorFinding], outcome: str) -> None:
    for row, one in enumerate(effects):
        said = f"{short(one.effect.factor)}, {one.span}: {one.change}, {one.verdict}"
        _draw_interval(axes, one.effect.interval, row, _FIRST, said, filled=one.matters)
    axes.axvline(0, color=FAINT, linewidth=1.0, zorder=1)
    unit = OUTCOMES[outcome].unit
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: tick(unit, number, signed=True)))
    axes.xaxis.set_major_locator(MaxNLocator(5))


def _draw_indices(axes: Axes, rows: Rows, design: str) -> None:
    for place, row in enumerate(rows):
        if design == "sobol_indices":
            for name, colour, offset in (("first", _FIRST, -0.16), ("total", _SECOND, 0.16)):
                interval = _possible(Interval(row[name], row[f"{name}_low"], row[f"{name}_high"], 2))
                said = f"{row['factor']}, {_SHARES[name]}: {with_interval(_share, *_ends(interval))} of the variance"
                _draw_interval(axes, interval, place + offset, colour, said, filled=name == "first" and row["told"])
        else:
            interval = Interval(row["mu_star"], row["mu_star_low"], row["mu_star_high"], 2)
            told = with_interval(partial(tick, OUTCOMES[row["outcome"]].unit, signed=True), *_ends(interval))
            _draw_interval(axes, interval, place, _FIRST, f"{row['factor']}, mean size of what it does: {told}",
                           filled=bool(row["told"]))
    axes.axvline(0, color=FAINT, linewidth=1.0, zorder=1)
    if design == "sobol_indices":
        axes.set_xlim(-0.02, 1.04)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: _share(number)))
    else:
        axes.set_xlim(left=min(0.0, axes.get_xlim()[0]))
        unit = OUTCOMES[rows[0]["outcome"]].unit
        axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: tick(unit, number, signed=True).lstrip("+")))
    axes.xaxis.set_major_locator(MaxNLocator(5))


def _possible(index: Interval) -> Interval:
    """Return a share of the variance without what no share can be: few runs put estimates below none and above all."""
    mean, low, high = (min(max(one, 0.0), 1.0) for one in (index.mean, index.low, index.high))
    return Interval(mean, low, high, index.count)


def _share(index: float) -> str:
    return f"{100 * index:.0f}%"


def _ends(interval: Interval) -> tuple[float, float, float]:
    return interval.mean, interval.low, interval.high


def _draw_interval(axes: Axes, interval: Interval, row: float, colour: str, said: str, *, filled: bool) -> None:
    if interval.bounded:
        line, = axes.plot((interval.low, interval.high), (row, row), color=colour, linewidth=1.4, solid_capstyle="butt")
        tell(line, said)
    mark, = axes.plot(interval.mean, row, "o", markersize=4.6, color=colour,
                      markerfacecolor=colour if filled else "white", markeredgewidth=1.0)
    tell(mark, said)


def _draw_curve(axes: Axes, study: StoredStudy, factor: Factor, outcome: str, scenario: str) -> None:
    curve = response_curve(study, factor, outcome, scenario)
    named = factor.kind == "choice"
    places = list(range(len(curve))) if named else [float(one.value) for one in curve]
    means = [one.interval.mean for one in curve]
    if all(one.interval.bounded for one in curve) and not named:
        lows, highs = ([getattr(one.interval, end) for one in curve] for end in ("low", "high"))
        axes.fill_between(places, lows, highs, color=_FIRST, alpha=0.18, linewidth=0)
    elif named:
        for place, one in zip(places, curve, strict=True):
            if one.interval.bounded:
                axes.plot((place, place), (one.interval.low, one.interval.high), color=_FIRST, linewidth=1.2)
    axes.plot(places, means, "o" if named else "-o", color=_FIRST, markersize=3.2, linewidth=1.5)
    if named:
        axes.set_xticks(places, [value(one.value) for one in curve])
    else:
        axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_locator(MaxNLocator(4))
    unit, signed = OUTCOMES[outcome].unit, scenario != STATUS_QUO
    axes.yaxis.set_major_formatter(FuncFormatter(lambda number, _: tick(unit, number, signed=signed)))
    axes.set_xlabel(f"{short(factor, study.factors)}, {factor.unit}"[:46], size=7.2)
    axes.set_title(title(outcome)[:34], loc="left", size=7.6, pad=4)
    name, said = short(factor, study.factors), partial(tick, unit, signed=signed)
    tell_points(axes, places, means, [f"{name} {value(one.value)}: {with_interval(said, *_ends(one.interval))}"
                                      for one in curve])
    axes.margins(x=0.04 if len(set(np.asarray(places, float))) > 1 else 0.5)


def _one_scale(panels: Sequence[Axes]) -> None:
    """Give all curves the same scale, so that a steep one is a strong one."""
    bounds = [panel.get_ylim() for panel in panels]
    for panel in panels:
        panel.set_ylim(min(low for low, _ in bounds), max(high for _, high in bounds))


def has_indices(study: StoredStudy) -> bool:
    """Return whether a study's charts show indices."""
    return study.about["study"] == "sensitivity" and study.settings.design in COLUMNS
