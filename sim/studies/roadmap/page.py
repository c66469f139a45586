"""The page of a roadmap: one self-contained HTML file made of `sim.studies.roadmap.results` and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.show.numbers import subject
from sim.show.page import Chart, write_page
from sim.show.style import display
from sim.show.words import chance_words, date_words
from sim.studies.roadmap.charts import draw_countries, draw_fan, draw_money, draw_timeline
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.risk_rows import assumption_rows, risk_lines
from sim.studies.roadmap.rows import (
    alternative_cards,
    contribution_rows,
    country_table,
    gate_rows,
    heading,
    money_rows,
    target_table,
    tier_table,
)
from sim.studies.roadmap.words import bound_words


def write_roadmap_page(results: Results, folder: Path) -> None:
    """Write ``report.html`` and the figures into a folder."""
    write_page("roadmap", folder, _content(results), _charts(results))


def _content(results: Results) -> dict[str, Any]:
    about = results.about
    return {
        "title": about.title,
        "heading": heading(results),
        "about": about,
        "environment": about.environment,
        "summary": results.summary,
        "recommendation": results.recommendation,
        "arms": [display(one) for one in results.arms],
        "alternatives": alternative_cards(results),
        "targets": target_table(results),
        "gates": gate_rows(results),
        "contributions": contribution_rows(results),
        "money": money_rows(results),
        "countries": country_table(results),
        "tiers": tier_table(results),
        "risks": risk_lines(results),
        "assumptions": assumption_rows(results),
        "weighed": about.futures > 1,
        "from_to": f"{date_words(about.start)} to {date_words(about.end)}",
    }


def _charts(results: Results) -> Iterator[Chart]:
    names = ", ".join(f"{display(phase.name)} from {date_words(phase.start)} to {date_words(phase.end)}"
                      for phase in results.plan.phases)
    yield Chart("timeline", f"Phases of the plan: {names}. All dates are in the table of phases.",
                draw_timeline(results), "phases")
    for place, target in enumerate(results.targets, 1):
        met = chance_words(target.by_arm[PLAN].chance)
        words = f"Fan chart of {bound_words(target)} by {date_words(target.by)}: the plan meets it in {met}."
        yield Chart(f"target-{place}", words, draw_fan(results, target), "targets")
    units = {one.outcome: one.unit for one in results.countries}
    for outcome in dict.fromkeys([results.targets[0].outcome, "gmv_net"]):
        words = f"Small multiples of {subject(outcome)}, one panel a country; numbers are in the table."
        yield Chart(f"countries-{outcome}", words, draw_countries(results, outcome, units[outcome]), "countries")
    yield Chart("money", "Lines of cost so far, an alternative each; totals are in the table.", draw_money(results),
                "money")
