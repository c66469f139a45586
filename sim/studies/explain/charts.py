"""Pictures of an explanation: one waterfall an outcome, from the status quo through every part to the whole effect."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.methods.intervals import Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.colours import BASELINE, BLUE, BROWN, GREEN, ORANGE, PINK, VERMILLION
from sim.show.numbers import outcome_change, subject, tick
from sim.show.style import FAINT, INK, WIDTH, frame, house_style
from sim.show.told import tell
from sim.studies.explain.division import DIRECT, Division
from sim.studies.explain.words import share_text
from sim.studies.sweep.words import capital

# Rows are named too, so that nothing hangs on colour alone.
_COLOURS = {
    "deterrence": BLUE, "selection": VERMILLION, "allocation": GREEN, "learning": PINK, "norms": BROWN, DIRECT: ORANGE,
}
_WHOLE = BASELINE
_ROW = 0.27


def draw_division(division: Division) -> Figure:
    """Draw one effect as steps that add up to it, each with its 95% interval; hollow: it may be nothing."""
    steps = [(one, one.effect.paired, one.clear, _COLOURS[one.name]) for one in division.parts]
    rows = len(steps) + 1
    with house_style():
        page = frame(
            chart_title(division),
            "Each step starts where the one above it ends. Line: 95% interval of the step. Hollow: it may be nothing.",
            _ROW * rows + 0.5)
        axes = page.panel(0.95, 0.1, WIDTH - 2.3, _ROW * rows)
        start = 0.0
        for row, (part, interval, clear, colour) in enumerate(steps):
            told = f"{part.name}: {outcome_change(division.outcome, part.effect)}"
            _draw_step(axes, row, start, interval, clear, colour, told if clear else f"{told}, may be nothing")
            start += interval.mean
            axes.plot((start, start), (row - 0.36, row + 1.36), color=FAINT, linewidth=0.6)
        _draw_step(axes, len(steps), 0.0, division.total.paired, division.divisible, _WHOLE,
                   f"whole effect: {outcome_change(division.outcome, division.total)}")
        _label(axes, division)
    return page.figure


def chart_title(division: Division) -> str:
    """Return the finding that a picture shows."""
    effect = outcome_change(division.outcome, division.total)
    if not division.divisible:
        return capital(f"{subject(division.outcome)}: parts of a change that may be nothing ({effect.mean})")
    up = division.total.paired.mean > 0
    main = [one for one in division.clear_parts if (one.effect.paired.mean > 0) == up]
    way = "rises" if division.total.paired.mean > 0 else "falls"
    told = f"{subject(division.outcome)} {way} by {effect.size}"
    through = f"most of all through {_through(main[0].name)}" if main else "no part being certain"
    return capital(f"{told}, {through}")


def _through(part: str) -> str:
    return "the change itself" if part == DIRECT else part


def _draw_step(
    axes: Axes, row: int, start: float, interval: Interval, clear: bool, colour: str, said: str
) -> None:
    bar, = axes.barh(row, interval.mean, left=start, height=0.62, color=colour if clear else "white", edgecolor=colour,
                     linewidth=1.0)
    tell(bar, said)
    if interval.bounded:
        axes.plot((start + interval.low, start + interval.high), (row, row), color=INK, linewidth=1.1)


def _label(axes: Axes, division: Division) -> None:
    """Name rows left, write amounts right, and put the unit on the axis."""
    names = [*(one.name for one in division.parts), "whole effect"]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(False, axis="y")
    axes.axvline(0.0, color=FAINT, linewidth=0.8)
    amounts = []
    for one in division.parts:
        share = share_text(one)[0]
        amount = outcome_change(division.outcome, one.effect).mean
        amounts.append(f"{amount} ({share})" if one.clear and share else amount if one.clear else f"{amount}, noise")
    amounts.append(outcome_change(division.outcome, division.total).mean)
    for row, amount in enumerate(amounts):
        axes.text(1.03, row, amount, transform=axes.get_yaxis_transform(), va="center", size=7.6, color=INK)
    unit = OUTCOMES[division.outcome].unit
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _: tick(unit, number, signed=True)))
    axes.set_xlabel(f"difference from the status quo, {unit}", size=7.6, color=FAINT)
