"""Money: what each way has cost by each day, against the budget, and what the market itself spends more."""

from __future__ import annotations

from sim.methods.as_json import number
from sim.show.deck.charts import axis_format, scale
from sim.show.deck.curves import Curve, Mark, add_curves
from sim.show.deck.look import BODY
from sim.show.deck.table import Cell, Table, add_table
from sim.show.style import INK, display
from sim.show.words import capital
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.rows import money_rows
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import money_title

_CHART = 2.75
_MOST = 4
_DASHES = ("", "dash", "dashDot", "sysDot")


def budget_slide(story: Story) -> None:
    """Add the slide."""
    results = story.results
    slide = story.slide("Budget", money_title(results))
    ways = story.ways[:_MOST]
    dates = [row.date for row in results.money[PLAN].over_time]
    curves = [
        Curve(
            f"{display(way)}, mean cost so far",
            [number(row.own.mean) for row in results.money[way].over_time],
            story.look[way].colour,
            dash=_DASHES[place % len(_DASHES)],
            width=2.75 if way == PLAN else 1.75,
            label=display(way),
            ink=story.look[way].ink,
        )
        for place, way in enumerate(ways)
    ]
    budget = results.about.budget
    if budget is not None:
        curves.append(Curve("budget", [budget] * len(dates), INK, dash="sysDash", width=1.25, label="budget", ink=INK))
    values = [one for curve in curves for one in curve.values if one is not None]
    marks = [Mark(phase.start, display(phase.name)) for phase in story.plan.phases]
    add_curves(
        slide,
        BODY.upper(_CHART),
        dates,
        curves,
        marks,
        form=axis_format("USD", scale(values, True)[2]),
        zero=True,
        words="Lines of the phases' cost so far, a way each, and the budget; totals are in the table.",
    )
    rows = [
        [
            Cell(capital(row.name), bold=True),
            Cell(row.total),
            Cell(row.span),
            Cell(row.within),
            Cell(row.market),
        ]
        for row in money_rows(results)
    ]
    heads = (
        "Way",
        "Phases cost",
        "Least to most over runs",
        "Within the budget",
        "Governance and incentives spend beyond the status quo",
    )
    add_table(slide, BODY.below(_CHART + 0.12), Table(heads, rows, (1.6, 2.4, 2.2, 2.2, 3.2), "sheet Money"))
    lines = [
        f"{row.name}: phases cost {row.total} ({'; '.join(row.phases)}); {row.span} over runs; within "
        f"the budget: {row.within}; governance and incentives spend {row.market} beyond the status quo."
        for row in money_rows(results)
    ]
    lines.append("Costs are as written in the roadmap's file, counted from the day a phase begins in a run.")
    story.evidence(slide, lines, "Money")
