"""Pictures of a register: the matrix of likelihood and impact, and each threat beside its counterfactual."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import partial

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.show.colours import BLUE, ORANGE, PAPER, SHADES
from sim.show.numbers import level, subject, tick
from sim.show.style import FAINT, INK, WIDTH, display, end_labels, frame, house_style, looks
from sim.show.told import tell, tell_points, weekly, with_interval
from sim.show.words import capital, percent, within
from sim.studies.stress.results import Results, ThreatResult
from sim.studies.stress.words import days_words, ranked, rating_words

NO_THREAT = "no threat"
_LEFT, _RIGHT = 0.72, 0.98
_HEIGHT = 2.5
_KEY = 0.14
_APART = 0.3
_STEPS = 8
_EDGES = (0.7, 5.3)
_MIDDLE = 3.0
Spot = tuple[float, float]
"""Where a point stands: on the axis of impact, and on that of likelihood."""


def draw_matrix(results: Results, policy: str) -> Figure:
    """Draw every threat at its impact and likelihood, with both ranges; shade: the product of the classes."""
    rows = ranked(results.rows_of(policy))
    scales = results.scales
    hurt = sum(one.impact.matters for one in rows)
    with house_style():
        page = frame(
            f"{hurt} of {len(rows)} threats do harm that matters under {display(policy)}",
            "Across: class of impact by the outcome hurt most; up: class of likelihood a year. Whiskers: 95% interval "
            "and range of the likelihood. Filled: harm that matters; hollow: not known to. Shade: product of both. "
            "Points that would meet are moved apart a little.",
            _HEIGHT + 0.75 + _KEY * -(-len(rows) // 2))
        axes = page.panel(1.02, 0.1, WIDTH - 1.2, _HEIGHT)
        _shade(axes)
        names: list[str] = []
        places = _places(rows)
        _name_first(axes, rows[0], places[0])
        for place, (row, spot) in enumerate(zip(rows, places, strict=True), 1):
            _point(axes, row, spot, place)
            names.append(f"{place}  {display(row.threat)}")
        axes.set_xticks(range(1, 6), [name.replace(" ", "\n") for name in scales.impact_names])
        axes.set_yticks(range(1, 6), [name.replace(" ", "\n") for name in scales.likelihood_names])
        axes.set_xlabel("impact", size=8)
        axes.set_ylabel("likelihood a year", size=8)
        axes.tick_params(length=0, labelsize=7.4)
        axes.grid(visible=False)
        axes.set_xlim(0.5, 5.5)
        axes.set_ylim(0.5, 5.5)
        half = -(-len(names) // 2)
        for left, part in ((0.02, names[:half]), (0.53, names[half:])):
            page.figure.text(left + 0.02, (half * _KEY + 0.08) / page.height, "\n".join(part), va="top", size=7,
                             linespacing=1.35)
    return page.figure


def draw_threat(results: Results, row: ThreatResult) -> Figure:
    """Draw a threat's signal beside that of its counterfactual, with the threat's days, the alarm and the recovery."""
    detect, recover = row.detect, row.recover
    name = subject(detect.outcome)
    never = f"{detect.never.met} of {detect.never.runs} runs"
    missed = f"; in {never} it never is" if detect.never.met else ""
    threat = capital(display(row.threat))
    heading = (f"{threat} is noticed {days_words(detect)} after it begins{missed}"
               if detect.median is not None else f"{threat} goes unnoticed in {never}")
    under = (f"{capital(name)}{within(detect.region)}, over {detect.over} days, mean of {results.about.seeds} seeds "
             "with 95% interval. Shaded: the threat lasts. ▼: median alarm.")
    if recover.ends and recover.median is not None:
        under += f" ▶: over for good, {days_words(recover)} after its end" + (
            "." if recover.outcome == detect.outcome else f", by {subject(recover.outcome)}.")
    with house_style():
        page = frame(heading, under, 2.2)
        axes = page.panel(_LEFT, 0.12, WIDTH - _LEFT - _RIGHT, 1.6)
        _curves(axes, results, row)
        axes.axvspan(row.start, recover.end, color=ORANGE, alpha=0.13, linewidth=0)
        if detect.median is not None:
            _mark(axes, row.start + detect.median, "v", "alarm")
        if recover.ends and recover.median is not None:
            _mark(axes, recover.end + recover.median, ">", "over")
        axes.set_xlim(0, results.about.days - 1)
        axes.set_xlabel("day", size=7.6)
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: tick(detect.unit, value)))
    return page.figure


def _shade(axes: Axes) -> None:
    for across in range(1, 6):
        for up in range(1, 6):
            shade = SHADES[min(4, int(np.searchsorted((3, 6, 10, 16), across * up)))]
            axes.add_patch(Rectangle((across - 0.5, up - 0.5), 1, 1, facecolor=shade, edgecolor="white", linewidth=1.2))


def _places(rows: Sequence[ThreatResult]) -> list[Spot]:
    """Return where the points stand, those that would cover another moved to the nearest free place of the matrix."""
    placed: list[Spot] = []
    for row in rows:
        x, y = (min(max(score.mean, _EDGES[0]), _EDGES[1]) for score in (row.impact.score, row.likelihood.score))
        steps = sorted(itertools.product(range(-_STEPS, _STEPS + 1), repeat=2), key=lambda step: (
            abs(step[0]) + abs(step[1]), abs(step[0]), step))
        free = ((x + _APART * right, y + _APART * up) for right, up in steps)
        placed.append(next((spot for spot in free if _is_free(spot, placed)), (x, y)))
    return placed


def _is_free(spot: Spot, placed: Sequence[Spot]) -> bool:
    inside = all(_EDGES[0] - 1e-9 <= one <= _EDGES[1] + 1e-9 for one in spot)
    return inside and all(max(abs(spot[0] - x), abs(spot[1] - y)) >= _APART - 1e-9 for x, y in placed)


def _point(axes: Axes, row: ThreatResult, spot: Spot, place: int) -> None:
    impact, chance, hurts = row.impact.score, row.likelihood.score, row.impact.matters
    x, y = spot
    axes.plot([impact.low, impact.high], [y, y], color=INK, linewidth=0.8)
    axes.plot([x, x], [chance.low, chance.high], color=INK, linewidth=0.5, alpha=0.45)
    point, = axes.plot(x, y, "o", color=INK, markerfacecolor=BLUE if hurts else "white", markersize=11,
                      clip_on=False, zorder=4)
    likely = row.likelihood
    told = f"{percent(likely.low)} to {percent(likely.high)} a year"
    tell(point, f"{place} {display(row.threat)}: rating {rating_words(row.rating)}; likelihood {told}; impact "
                f"{impact.mean:.1f} of 5 [{impact.low:.1f}, {impact.high:.1f}]")
    axes.text(x, y - 0.01, str(place), size=6.6, weight="bold", ha="center", va="center", zorder=5,
              color="white" if hurts else INK)


def _name_first(axes: Axes, row: ThreatResult, spot: Spot) -> None:
    """Write the name of the threat with the highest rating beside its point, over whatever line runs there."""
    late = spot[0] > _MIDDLE
    axes.annotate(display(row.threat), spot, (-9 if late else 9, 0), textcoords="offset points", size=7.6,
                  weight="bold", ha="right" if late else "left", va="center", color=INK, zorder=2.5,
                  bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.85, "pad": 1.2})


def _curves(axes: Axes, results: Results, row: ThreatResult) -> None:
    series, detect = results.series, row.detect
    own = series[(series["policy"] == row.policy) & (series["threat"] == row.threat)
                 & (series["outcome"] == detect.outcome) & (series["region"] == (detect.region or "all"))
                 & (series["over"] == detect.over) & (series["day"] >= detect.over - 1)]
    name = display(row.threat)
    style, said = looks([NO_THREAT, name], NO_THREAT), partial(level, detect.unit)
    ends = []
    for arm, label in (("twin", NO_THREAT), ("shocked", name)):
        curve = own[own["arm"] == arm].sort_values("day")
        look = style[label]
        axes.fill_between(curve["day"], curve["low"], curve["high"], color=look.colour, alpha=0.15, linewidth=0)
        axes.plot(curve["day"], curve["mean"], color=look.colour, linestyle=look.line, linewidth=look.width)
        lines = [curve[one].to_numpy(float) for one in ("mean", "low", "high")]
        days, at = curve["day"].to_numpy(float), weekly(len(curve))
        tell_points(axes, days[at].tolist(), lines[0][at].tolist(), [
            f"{label}, day {days[day]:.0f}: {with_interval(said, *(float(one[day]) for one in lines))}" for day in at])
        last = curve["mean"].dropna()
        if len(last):
            ends.append((float(curve["day"].iloc[-1]), float(last.iloc[-1]), label, look))
    end_labels(axes, ends)


def _mark(axes: Axes, day: float, marker: str, label: str) -> None:
    axes.axvline(day, color=FAINT, linestyle=(0, (4, 2)), linewidth=0.9)
    axes.plot(day, 1.0, marker, color=INK, markersize=5.5, clip_on=False, transform=axes.get_xaxis_transform())
    axes.annotate(label, (day, 1.0), xycoords=axes.get_xaxis_transform(), xytext=(5, 1), textcoords="offset points",
                  size=6.8, color=FAINT)
