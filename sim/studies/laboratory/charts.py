"""Pictures of a laboratory: what each test shows beside the truth; error against exposure; the curve in the share."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from sim.methods.intervals import Interval
from sim.show.colours import BASELINE, BEIGE, BLUE, GREEN, ORANGE, VERMILLION
from sim.show.style import FAINT, INK, WIDTH, frame, house_style
from sim.show.told import tell
from sim.studies.laboratory.cards import Card
from sim.studies.laboratory.metrics import Judged
from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.words import READ, fault, moves, percent, share, telling

_ROW, _LABEL = 0.27, 46
_COLOURS = {"wrong sign": VERMILLION, "overstates": VERMILLION, "false alarm": VERMILLION,
            "understates": ORANGE, "blind": ORANGE, "": GREEN}
_MARKS = {"wrong sign": "X", "overstates": "^", "false alarm": "X", "understates": "v", "blind": "o",
          "": "o"}


def _scored(lab: Laboratory, judged: Judged) -> list[Card]:
    return [card for card in lab.cards if card.judged is judged and card.scores]


def draw_estimates(lab: Laboratory, judged: Judged) -> Figure:
    """Draw what each test and reading shows on average, over the middle 95% of worlds, beside what a launch brings."""
    cards = _scored(lab, judged)
    launched = lab.launched(judged)
    with house_style():
        page = frame(
            f"{judged.label[0].upper()}{judged.label[1:]}: what each test would show, beside what a launch brings",
            f"Line: 95% of worlds. Grey: a launch, {telling(lab, judged)}. Green: tells the truth. Orange: sees too "
            "little. Red: misleads.",
            _ROW * len(cards) + 0.5,
        )
        axes = page.panel(2.35, 0.1, WIDTH - 2.55, _ROW * len(cards))
        if launched.bounded:
            axes.axvspan(launched.low, launched.high, color=BEIGE, linewidth=0, zorder=0)
        axes.axvline(launched.mean, color=BASELINE, linewidth=1.1, zorder=1)
        axes.axvline(0, color=FAINT, linewidth=0.7, linestyle=(0, (2, 2)), zorder=1)
        for row, card in enumerate(cards):
            _draw_card(axes, row, lab, card)
        axes.set_ylim(len(cards) - 0.4, -0.6)
        axes.set_xlim(*_reach(cards, launched))
        names = [f"{card.design.label}: {READ[card.estimator]}" for card in cards]
        axes.set_yticks(range(len(cards)), [fill(name, _LABEL) for name in names], size=5.2, linespacing=0.95)
        axes.xaxis.set_major_locator(MaxNLocator(5))
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value, 0 if abs(value) >= 0.1 else 1)))
        axes.tick_params(labelsize=6.4, length=2)
    return page.figure


def _reach(cards: Sequence[Card], launched: Interval) -> tuple[float, float]:
    """Return from where to where to draw: three of four tests whole, longer lines cut off."""
    ends = [(card.scores.estimate.value - 1.96 * card.scores.sampling.value,
             card.scores.estimate.value + 1.96 * card.scores.sampling.value) for card in cards if card.scores]
    low, high = (float(np.quantile([one[side] for one in ends], share)) for side, share in ((0, 0.25), (1, 0.75)))
    low, high = min(low, 0.0, launched.mean), max(high, 0.0, launched.mean)
    room = 0.06 * (high - low or 1.0)
    return low - room, high + room


def _draw_card(axes: Axes, row: int, lab: Laboratory, card: Card) -> None:
    assert card.scores is not None
    wrong = fault(lab, card)
    mean, wide = card.scores.estimate.value, 1.96 * card.scores.sampling.value
    colour = _COLOURS[wrong]
    axes.plot((mean - wide, mean + wide), (row, row), color=colour, linewidth=1.1)
    mark, = axes.plot(mean, row, _MARKS[wrong], color=colour, markersize=4.2)
    tell(mark, f"{card.design.label}, {READ[card.estimator]}: shows {percent(mean)}; {wrong or 'tells the truth'}")


def draw_frontier(lab: Laboratory, judged: Judged) -> Figure:
    """Draw each design's smallest error against how much of the market it exposes, days counted."""
    days = lab.plan.ask.days
    best: dict[str, Card] = {}
    for card in _scored(lab, judged):
        held = best.get(card.design.name)
        if card.scores and (held is None or held.scores is None or card.scores.rmse.value < held.scores.rmse.value):
            best[card.design.name] = card
    points = [(lab.spent[name].exposed * days, card.scores.rmse.value, card) for name, card in best.items()
              if card.scores]
    with house_style():
        page = frame(
            f"{judged.label[0].upper()}{judged.label[1:]}: how far off a test is, for how much of the market it takes",
            "Each design at its best reading. Lower and further left is better; joined: nothing is better on both.",
            1.9,
        )
        axes = page.panel(0.7, 0.1, WIDTH - 0.95, 1.45)
        front, least = [], float("inf")
        for place, error, _ in sorted(points, key=lambda one: one[:2]):
            if error < least:
                front.append((place, error))
                least = error
        axes.plot(*zip(*front, strict=True), "-", color=FAINT, linewidth=0.9, zorder=1)
        for place, error, card in points:
            mark, = axes.plot(place, error, "o", color=BLUE, markersize=4.5, zorder=2)
            axes.annotate(card.design.label, (place, error), xytext=(4, 3), textcoords="offset points", size=6.2,
                          color=INK)
            tell(mark, f"{card.design.label}: off by {percent(error)} at {place:.0f} exposure-days")
        axes.set_ylim(0, max(error for _, error, _ in points) * 1.18)
        axes.margins(x=0.16)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.1%}"))
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.set_xlabel("share of what is shown that is treated × days", size=7)
        axes.set_ylabel("typical error", size=7)
        axes.tick_params(labelsize=6.4, length=2)
    return page.figure


def draw_curve(lab: Laboratory, judged: Judged) -> Figure:
    """Draw a metric over the share that is treated, from nobody to everybody."""
    shares, levels, found = lab.curve[judged.name]
    mean = levels.mean(axis=0)
    bent = found.flagged and moves(lab, judged)
    with house_style():
        page = frame(
            f"{judged.label[0].upper()}{judged.label[1:]} {'bends' if bent else 'does not certainly bend'} as more are "
            "treated",
            "Dots: the market with that share treated, same luck. Line: straight from nobody to everybody.", 1.75,
        )
        axes = page.panel(0.7, 0.1, WIDTH - 0.95, 1.3)
        axes.plot((0, 1), (mean[0], mean[-1]), "-", color=FAINT, linewidth=0.9)
        axes.plot(shares, mean, "o-", color=BLUE, markersize=3.6, linewidth=1.0)
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: share(value)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: percent(value)))
        axes.yaxis.set_major_locator(MaxNLocator(4))
        axes.set_xlabel("share treated", size=7)
        axes.tick_params(labelsize=6.4, length=2)
    return page.figure
