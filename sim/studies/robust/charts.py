"""Pictures of a test of robustness: dots with intervals, regret by future, the frontier, where a policy fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.methods.robustness.boxes import Axis
from sim.methods.robustness.measures import MeasureName, over_seeds
from sim.methods.robustness.prim import Box
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.show.colours import BLUE, VERMILLION
from sim.show.factors import short, value
from sim.show.labels import point_labels
from sim.show.numbers import outcome_level, subject, tick, title
from sim.show.style import FAINT, INK, WIDTH, Look, display, frame, house_style, looks
from sim.show.told import tell, tell_points, with_interval
from sim.studies.robust.read import Failing, RobustStudy
from sim.studies.robust.words import frontier_words, heading, limit_words, name_of
from sim.studies.sweep.words import capital

_ROW = 0.24
_MOST_CELLS = 600


def draw_measures(study: RobustStudy, outcome: str) -> Figure:
    """Draw one outcome of every policy: its mean over futures with interval, its worst tail and its worst future."""
    spread, sign = study.measures[outcome], study.sign(outcome)
    rows = len(study.policies)
    style = looks(study.policies, STATUS_QUO)
    with house_style():
        tail = f"{100 * study.judged.tail:.0f}%"
        page = frame(
            capital(f"{subject(outcome)}: mean, worst {tail} and worst of {study.futures} futures"),
            f"Dot: mean over futures with 95% interval. Bar: mean of the worst {tail}. Cross: the worst future. "
            f"{_better(outcome)}", _ROW * rows + 0.5)
        axes = page.panel(1.7, 0.1, WIDTH - 1.95, _ROW * rows)
        for place, policy in enumerate(study.policies):
            look = style[policy]
            ends = sign * np.array([spread["mean"].low[place], spread["mean"].high[place]])
            line, = axes.plot(ends, (place, place), color=look.colour, linewidth=1.6, solid_capstyle="butt")
            marks: dict[MeasureName, dict[str, Any]] = {
                "mean": {"marker": look.marker or "o", "markersize": 4.8},
                "tail": {"marker": "|", "markersize": 9, "mew": 1.8},
                "worst": {"marker": "x", "markersize": 4.6, "mew": 1.3},
            }
            tell(line, _said(study, outcome, "mean", place))
            for measure, mark in marks.items():
                point, = axes.plot(sign * spread[measure].value[place], place, linestyle="", color=look.colour, **mark)
                tell(point, _said(study, outcome, measure, place))
        _policy_rows(axes, study, outcome)
    return page.figure


def draw_regret(study: RobustStudy, outcome: str) -> Figure:
    """Draw the regret of every policy in every future, futures in order of the status quo's regret."""
    shortfall = np.maximum(study.regrets(outcome), 0.0)
    order = np.argsort(np.nan_to_num(shortfall[0], nan=np.inf), kind="stable")
    rows = len(study.policies)
    with house_style():
        page = frame(
            capital(f"what each policy falls short of the best one on {subject(outcome)}"),
            f"One column a future ({study.futures}), from the one in which the status quo regrets least to the one in "
            "which it regrets most. Pale: near the best. Dark: far from it.", _ROW * rows + 0.95)
        axes = page.panel(1.7, 0.1, WIDTH - 1.95, _ROW * rows)
        picture = axes.imshow(shortfall[:, order], aspect="auto", cmap="cividis_r", interpolation="nearest", vmin=0.0)
        _tell_regrets(axes, study, outcome, shortfall[:, order])
        axes.set_yticks(range(rows), [display(name) for name in study.policies])
        axes.tick_params(axis="both", length=0, labelcolor=INK)
        axes.set_xticks([])
        axes.grid(False)
        scale = page.panel(1.7, 0.1 + _ROW * rows + 0.15, WIDTH - 1.95, 0.09)
        bar = page.figure.colorbar(picture, cax=scale, orientation="horizontal")
        bar.ax.xaxis.set_major_locator(MaxNLocator(4))
        unit = OUTCOMES[outcome].unit
        bar.ax.xaxis.set_major_formatter(FuncFormatter(lambda number, _: tick(unit, number, signed=True)))
        bar.ax.tick_params(labelsize=7.4)
        bar.set_label("regret", size=7.6)
    return page.figure


def draw_frontier(study: RobustStudy) -> Figure:
    """Draw the policies over the first two outcomes, those that another one dominates hollow and named so."""
    first, second = study.outcomes[:2]
    style = looks(study.policies, STATUS_QUO)
    with house_style():
        others = [subject(one) for one in study.outcomes[2:]]
        also = f" Dominance counts {', '.join(others)} too." if others else ""
        page = frame(
            frontier_words(study)[0],
            "Means over futures with 95% intervals. Hollow: dominated, another policy being better on "
            f"something by enough to matter and on average worse on nothing.{also}", 2.6)
        axes = page.panel(0.85, 0.1, WIDTH - 1.45, 1.95)
        ends = [
            _draw_policy(axes, study, (first, second), place, style[policy])
            for place, policy in enumerate(study.policies)
        ]
        for axis, outcome in ((axes.xaxis, first), (axes.yaxis, second)):
            unit = OUTCOMES[outcome].unit
            axis.set_major_locator(MaxNLocator(4))
            axis.set_major_formatter(FuncFormatter(lambda number, _, unit=unit: tick(unit, number)))
        axes.set_xlabel(f"{title(first)} ({_side(first)})", size=7.8)
        axes.set_ylabel(f"{title(second)} ({_side(second)})"[:44], size=7.8)
        axes.margins(0.12)
        point_labels(axes, [one for one in ends if np.isfinite(one[0]) and np.isfinite(one[1])])
    return page.figure


def draw_failing(study: RobustStudy, failing: Failing) -> Figure:
    """Draw every future over the two factors that the first box limits most surely, failures filled, and the box."""
    box = failing.boxes[0]
    names = [limit.name for limit in box.limits][:2]
    rest = [axis.name for axis in study.axes if axis.name not in names]
    names += rest[: 2 - len(names)]
    fails = _fails(study, failing)
    with house_style():
        verb = "holds up" if failing.turned else "fails"
        rule = " and ".join(limit_words(limit, study) for limit in box.limits)
        page = frame(
            capital(f"{name_of(failing.policy)} {verb} when {rule}"),
            f"One mark a future; filled: {verb}. Shaded: the box, in which {box.failing} of {box.inside} do "
            f"(density {100 * box.density:.0f}%, coverage {100 * box.coverage:.0f}%).", 2.5)
        axes = page.panel(0.75, 0.1, WIDTH - 1.0, 1.9)
        held = {axis.name: axis for axis in study.axes}
        across = held[names[0]].values
        up = held[names[1]].values if len(names) > 1 else np.zeros(len(across))
        axes.plot(across[~fails], up[~fails], "o", color=BLUE, markerfacecolor="white", markersize=4, mew=1.0)
        axes.plot(across[fails], up[fails], "s", color=VERMILLION, markersize=4)
        held_up = "holds up" if not failing.turned else "fails"
        tell_points(axes, across.tolist(), up.tolist(), [
            f"{_place_words(study, names, held, place)}: {verb if fails[place] else held_up}"
            for place in range(len(across))])
        _shade(axes, box, names)
        for axis, name in zip((axes.xaxis, axes.yaxis), names, strict=False):
            factor = next(one for one in study.study.factors if one.name == name)
            axis.set_label_text(f"{short(factor, study.study.factors)}, {factor.unit}"[:48])
            axis.label.set_fontsize(7.6)
            if held[name].options:
                axis.set_ticks(range(len(held[name].options)), list(held[name].options))
            else:
                axis.set_major_locator(MaxNLocator(5))
    return page.figure


def _said(study: RobustStudy, outcome: str, measure: MeasureName, place: int) -> str:
    """Return what a mark of a policy says: its name, the measure, and the number with its interval."""
    spread, sign = study.measures[outcome][measure], study.sign(outcome)
    words = {"mean": "mean over futures", "tail": f"mean of the worst {100 * study.judged.tail:.0f}%"}
    bounds = sorted((sign * float(spread.low[place]), sign * float(spread.high[place])))
    told = with_interval(partial(outcome_level, outcome), sign * float(spread.value[place]), *bounds)
    return f"{display(study.policies[place])}, {words.get(measure, 'the worst future')}: {told}"


def _tell_regrets(axes: Axes, study: RobustStudy, outcome: str, shortfall: np.ndarray) -> None:
    """Let every cell say its regret; of very many, every policy its mean and its worst."""
    said = partial(tick, OUTCOMES[outcome].unit)
    rows, columns = shortfall.shape
    if rows * columns <= _MOST_CELLS:
        up, across = (one.ravel().astype(float) for one in np.indices(shortfall.shape))
        words = [f"{display(study.policies[int(row)])}: {said(float(one))} short of the best policy of this future"
                 for row, one in zip(up, shortfall.ravel(), strict=True)]
        tell_points(axes, across.tolist(), up.tolist(), [word if np.isfinite(one) else "not defined" for word, one
                                                         in zip(words, shortfall.ravel(), strict=True)])
        return
    for row, name in enumerate(study.policies):
        known = shortfall[row][np.isfinite(shortfall[row])]
        told = f"{said(float(known.mean()))} on average, {said(float(known.max()))} at worst" if known.size else "n/a"
        box = axes.add_patch(Rectangle((-0.5, row - 0.5), columns, 1, facecolor=INK, alpha=0.0, linewidth=0))
        tell(box, f"{display(name)}: short of the best policy of a future by {told}")


def chart_alt(study: RobustStudy, sentence: str) -> str:
    """Return what a chart shows, for those who do not see it."""
    return f"{sentence}. Chart of {heading(study)}."


def _place_words(study: RobustStudy, names: Sequence[str], held: Mapping[str, Axis], future: int) -> str:
    """Return where a future lies, in the two factors that are drawn."""
    told = []
    for name in names:
        factor = next(one for one in study.study.factors if one.name == name)
        options, at = held[name].options, float(held[name].values[future])
        told.append(f"{short(factor, study.study.factors)} {options[int(at)] if options else value(at)}")
    return ", ".join(told)


def _fails(study: RobustStudy, failing: Failing) -> np.ndarray:
    place = study.policies.index(failing.policy)
    if study.kept:
        found = study.kept[""][place]
        fails = ~found.kept & found.known
    else:
        good = study.good(study.outcomes[0])
        fails = over_seeds(good[place] - good[0]) <= 0
    return ~fails if failing.turned else fails


def _shade(axes: Axes, box: Box, names: Sequence[str]) -> None:
    limits = {limit.name: limit for limit in box.limits if not limit.options}
    spans = [axes.get_xlim(), axes.get_ylim()]
    corners = []
    for name, (low, high) in zip(names, spans, strict=False):
        limit = limits.get(name)
        corners.append((max(low, limit.low), min(high, limit.high)) if limit else (low, high))
    if len(corners) == 2:
        (left, right), (bottom, top) = corners
        axes.fill_between((left, right), bottom, top, color=VERMILLION, alpha=0.12, linewidth=0, zorder=0)
    axes.set_xlim(spans[0])
    axes.set_ylim(spans[1])


def _draw_policy(
    axes: Axes, study: RobustStudy, outcomes: tuple[str, str], place: int, look: Look
) -> tuple[float, float, str, Look]:
    """Draw one policy; return where it stands and the name to write beside it."""
    policy = study.policies[place]
    spots = []
    for outcome in outcomes:
        sign, spread = study.sign(outcome), study.measures[outcome]["mean"]
        spots.append(sign * np.array([spread.value[place], spread.low[place], spread.high[place]]))
    across, up = spots
    axes.plot(across[1:], (up[0], up[0]), color=look.colour, linewidth=0.9, alpha=0.7)
    axes.plot((across[0], across[0]), up[1:], color=look.colour, linewidth=0.9, alpha=0.7)
    kept = study.standings[policy].on_frontier
    point, = axes.plot(across[0], up[0], look.marker or "o", color=look.colour, markersize=6,
                       markerfacecolor=look.colour if kept else "white")
    told = "; ".join(
        f"{subject(outcome)} {with_interval(partial(outcome_level, outcome), spot[0], min(spot[1:]), max(spot[1:]))}"
        for outcome, spot in zip(outcomes, spots, strict=True))
    tell(point, f"{display(policy)}: {told}{'' if kept else ', dominated'}")
    return float(across[0]), float(up[0]), display(policy), look


def _policy_rows(axes: Axes, study: RobustStudy, outcome: str) -> None:
    axes.set_yticks(range(len(study.policies)), [display(name) for name in study.policies])
    axes.set_ylim(len(study.policies) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(False, axis="y")
    unit = OUTCOMES[outcome].unit
    axes.xaxis.set_major_locator(MaxNLocator(5))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: tick(unit, number)))
    axes.set_xlabel(f"{OUTCOMES[outcome].unit}", size=7.6, color=FAINT)


def _better(outcome: str) -> str:
    return "Right is better." if OUTCOMES[outcome].better == "up" else "Left is better."


def _side(outcome: str) -> str:
    return "more is better" if OUTCOMES[outcome].better == "up" else "less is better"
