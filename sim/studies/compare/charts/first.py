"""The picture of the first screen: the one outcome that tells most, one line of it in colour and with its effect."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.numbers import outcome_change, outcome_level, tick
from sim.show.recommendation.evidence import DECIDING
from sim.show.style import FAINT, WIDTH, Look, display, end_labels, frame, house_style, looks
from sim.studies.compare.analysis import WHOLE_MARKET, Analysis
from sim.studies.compare.charts.timeseries import draw_differences, draw_levels, window
from sim.studies.compare.headlines import outcome_headline
from sim.studies.compare.matter import best_rank, leading, outcomes_that_matter

_LEFT, _RIGHT, _HEIGHT = 0.62, 1.05, 2.15


def first_outcome(analysis: Analysis, scenarios: Sequence[str]) -> str:
    """Return the headline outcome that the first screen draws."""
    names = outcomes_that_matter(analysis, scenarios)
    if analysis.baseline is None:
        return names[0]
    def order(name: str) -> tuple[bool, bool, tuple[int, int, float, float]]:
        rank = best_rank(analysis, name, scenarios)
        return rank[0] > 0, name not in DECIDING, rank  # what matters, and of that what decides

    return min(names, key=order)


def draw_first(analysis: Analysis, scenarios: Sequence[str]) -> Figure:
    """Draw the differences to the status quo (in a forecast, the level) of one outcome; one line is annotated."""
    outcome = first_outcome(analysis, scenarios)
    unit = OUTCOMES[outcome].unit
    with house_style():
        page = frame(outcome_headline(analysis, outcome), _subtitle(analysis, outcome, scenarios), _HEIGHT + 0.6)
        axes = page.panel(_LEFT, 0.12, WIDTH - _LEFT - _RIGHT, _HEIGHT)
        look = looks([one.name for one in analysis.scenarios], analysis.baseline)
        if analysis.baseline is None:
            name = analysis.scenarios[0].name
            ends = draw_levels(axes, analysis, outcome, look, WHOLE_MARKET)
            level = outcome_level(outcome, analysis.outcomes[name][outcome].mean)
            ends = [(x, y, f"{level} on average", style) for x, y, _, style in ends]
        else:
            lead = leading(analysis, outcome, scenarios)
            shown = {one: look[one] if one == lead else _pale(look[one]) for one in scenarios}
            ends = draw_differences(axes, analysis, outcome, shown, WHOLE_MARKET, banded=[lead])
            effect = outcome_change(outcome, analysis.effects[lead][outcome])
            said = f"{display(lead)} {effect.mean} on average"
            ends = [(x, y, said if name == display(lead) else name, style) for x, y, name, style in ends]
        axes.yaxis.set_major_formatter(
            FuncFormatter(lambda value, _: tick(unit, value, signed=analysis.baseline is not None)))
        axes.set_xlabel("day of the horizon", size=8)
        end_labels(axes, ends)
    return page.figure


def _pale(look: Look) -> Look:
    return Look(look.colour, FAINT, look.line, look.marker, 0.9)


def _subtitle(analysis: Analysis, outcome: str, scenarios: Sequence[str]) -> str:
    what = "Difference to the status quo" if analysis.baseline else OUTCOMES[outcome].formula
    band = f" Band: 95% interval over {analysis.count} seeds." if analysis.count > 1 else ""
    left = len(analysis.compared) - len(scenarios) if analysis.baseline else 0
    others = f" {left} more scenarios are in the tables." if left > 0 else ""
    return f"{what}, mean over the last {window(outcome)} days.{band}{others}"
