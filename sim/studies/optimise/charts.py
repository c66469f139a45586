"""The picture of a search: every candidate as the search saw it, and finalists and rivals as fresh seeds see them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.methods.intervals import Interval
from sim.methods.robustness.measures import over_seeds
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.blueprint import Value
from sim.runs.plan import STATUS_QUO
from sim.show.colours import BLUE, EDGE, VERMILLION
from sim.show.factors import short, value
from sim.show.labels import point_labels
from sim.show.numbers import tick, title
from sim.show.style import FAINT, WIDTH, Look, display, frame, house_style, looks
from sim.show.told import tell, with_interval
from sim.studies.optimise.result import Optimised
from sim.studies.sweep.words import capital


def draw_search(found: Optimised, finding: str) -> Figure:
    """Draw candidates over the first two objectives (over the first lever, if there is one objective)."""
    first = found.search.settings.objectives[0]
    second = found.search.settings.objectives[1] if len(found.search.settings.objectives) > 1 else None
    style = looks([STATUS_QUO, *(one for one in found.fresh.policies if one != STATUS_QUO)], STATUS_QUO)
    with house_style():
        page = frame(
            finding,
            "Change against the status quo on the same seeds. Small: candidates as the search saw them, crosses break "
            "the budget. Large: finalists and rivals on fresh seeds, with 95% intervals.", 2.7)
        axes = page.panel(0.85, 0.1, WIDTH - 1.45, 2.05)
        _draw_candidates(axes, found, first, second)
        policies = found.fresh.policies if second else found.names
        ends = [_draw_policy(axes, found, one, (first, second), style[one]) for one in policies]
        if second:
            _label(axes, first, second)
        else:
            lever = found.search.levers[0]
            axes.set_xlabel(f"{short(lever, found.search.levers)}, {lever.unit}"[:46], size=7.8)
            _label(axes, None, first)
        axes.margins(0.12)
        point_labels(axes, [one for one in ends if np.isfinite(one[0]) and np.isfinite(one[1])])
    return page.figure


def draw_promises(found: Optimised, outcome: str) -> Figure:
    """Draw what the search promised of each finalist and what fresh seeds give."""
    mine = [one for one in found.promises if one.outcome == outcome]
    unit = OUTCOMES[outcome].unit
    with house_style():
        page = frame(
            capital(f"what the search promised on {title(outcome).partition(' (')[0]}, and what fresh seeds give"),
            "Hollow: the effect on the status quo in the search. Filled: on fresh seeds, with 95% interval.",
            0.26 * len(mine) + 0.5)
        axes = page.panel(1.3, 0.1, WIDTH - 1.55, 0.26 * len(mine))
        for place, one in enumerate(mine):
            axes.plot((one.fresh.low, one.fresh.high), (place, place), color=BLUE, linewidth=1.5)
            given, = axes.plot(one.fresh.mean, place, "o", color=BLUE, markersize=5)
            promised, = axes.plot(one.searched, place, "D", color=VERMILLION, markerfacecolor="white", markersize=5)
            tell(given, f"{display(one.finalist)}, on fresh seeds: {_told(outcome, one.fresh)}")
            tell(promised, f"{display(one.finalist)}, in the search: {tick(unit, one.searched, signed=True)}")
        axes.axvline(0, color=FAINT, linewidth=1.0, zorder=1)
        axes.set_yticks(range(len(mine)), [display(one.finalist) for one in mine])
        axes.set_ylim(len(mine) - 0.5, -0.5)
        axes.grid(False, axis="y")
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: tick(unit, number, signed=True)))
    return page.figure


def _draw_candidates(axes: Axes, found: Optimised, first: str, second: str | None) -> None:
    for one in found.trials:
        if one.state != "told":
            continue
        across, up = _spot(found, one.values, first, second)
        mark = {"marker": "o", "markersize": 2.8} if one.feasible else {"marker": "x", "markersize": 2.8}
        point, = axes.plot(across, up, color=EDGE, linestyle="", **mark)  # type: ignore[arg-type]
        told = [f"{short(lever, found.search.levers)} {value(one.values[lever.name])}" for lever in found.search.levers]
        seen = [f"{title(outcome)} {tick(OUTCOMES[outcome].unit, number, signed=True)}"
                for outcome, number in zip((first, second) if second else (first,), (across, up) if second else (up,),
                                           strict=True)]
        broken = "" if one.feasible else "; breaks the budget"
        tell(point, f"candidate {one.number}: {', '.join(told)}; {', '.join(seen)}{broken}")


def _spot(found: Optimised, values: Mapping[str, Value], first: str, second: str | None) -> tuple[float, float]:
    today = found.search.status_quo
    means = [
        float(over_seeds(over_seeds(found.search.cells(values, one) - found.search.cells(today, one))))
        for one in (first, second) if one
    ]
    if second:
        return means[0], means[1]
    return float(values[found.search.levers[0].name]), means[0]


def _draw_policy(
    axes: Axes, found: Optimised, policy: str, outcomes: tuple[str, str | None], look: Look
) -> tuple[float, float, str, Look]:
    effects = [found.effect(policy, outcome) for outcome in outcomes if outcome]
    spots = [np.array([one.mean, one.low, one.high]) for one in effects]
    if len(spots) == 1:
        lever = found.search.levers[0].name
        across = np.full(3, float(found.chosen[found.names.index(policy)].values[lever]))
        spots = [across, spots[0]]
    across, up = spots
    axes.plot(across[1:], (up[0], up[0]), color=look.colour, linewidth=0.9, alpha=0.7)
    axes.plot((across[0], across[0]), up[1:], color=look.colour, linewidth=0.9, alpha=0.7)
    point, = axes.plot(across[0], up[0], look.marker or "o", color=look.colour, markersize=6)
    told = [f"{title(outcome)} {_told(outcome, one)}" for outcome, one in
            zip([one for one in outcomes if one], effects, strict=True)]
    tell(point, f"{display(policy)}, on fresh seeds: {'; '.join(told)}")
    return float(across[0]), float(up[0]), display(policy), look


def _told(outcome: str, effect: Interval) -> str:
    said = partial(tick, OUTCOMES[outcome].unit, signed=True)
    return with_interval(said, effect.mean, effect.low, effect.high)


def _label(axes: Axes, across: str | None, up: str) -> None:
    for axis, outcome in ((axes.xaxis, across), (axes.yaxis, up)):
        axis.set_major_locator(MaxNLocator(4))
        if outcome:
            unit = OUTCOMES[outcome].unit
            better = "more" if OUTCOMES[outcome].better == "up" else "less"
            axis.set_major_formatter(FuncFormatter(lambda number, _, unit=unit: tick(unit, number, signed=True)))
            axis.set_label_text(f"{title(outcome)} ({better} is better)"[:44])
            axis.label.set_fontsize(7.8)
