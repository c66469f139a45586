"""The page of a roadmap: one self-contained HTML file made of `sim.studies.roadmap.results` and nothing else."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from sim.show.numbers import subject
from sim.show.page import page_template
from sim.show.style import display, save
from sim.show.words import bound_words, chance_words, date_words
from sim.studies.roadmap.charts import arms_of, draw_countries, draw_fan, draw_money, draw_timeline
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.rows import (
    alternative_cards,
    assumption_rows,
    contribution_rows,
    country_table,
    gate_rows,
    heading,
    money_rows,
    risk_lines,
    target_table,
    tier_table,
)

PAGE = "report.html"


def write_roadmap_page(results: Results, folder: Path) -> None:
    """Write ``report.html`` and the figures into a folder."""
    template = page_template("roadmap")
    (folder / "figures").mkdir()
    pictures = _pictures(results, folder / "figures")
    (folder / PAGE).write_text(template.render(_content(results, pictures)), encoding="utf-8")


def _content(results: Results, pictures: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    told = results.told
    about = told["about"]
    return {
        "title": about["question"] or display(about["name"]).capitalize(),
        "heading": heading(told),
        "about": about,
        "summary": told["summary"],
        "arms": [display(one) for one in arms_of(told)],
        "alternatives": alternative_cards(told),
        "targets": target_table(told),
        "gates": gate_rows(told),
        "contributions": contribution_rows(told),
        "money": money_rows(told),
        "countries": country_table(told),
        "tiers": tier_table(told),
        "risks": risk_lines(told),
        "assumptions": assumption_rows(told),
        "weighed": about["futures"] > 1,
        "pictures": pictures,
        "from_to": f"{date_words(about['start'])} to {date_words(about['end'])}",
    }


def _charts(results: Results) -> Iterator[tuple[str, str, str, Figure]]:
    """Yield section, name, what is shown in words, and the figure of every chart."""
    told = results.told
    names = ", ".join(f"{display(phase['name'])} from {date_words(phase['start'])} to {date_words(phase['end'])}"
                      for phase in told["alternatives"][0]["phases"])
    yield "phases", "timeline", f"Phases of the plan: {names}. All dates are in the table of phases.", \
        draw_timeline(results)
    for place, target in enumerate(told["targets"]):
        chance = chance_words(target["by_arm"]["plan"]["chance"])
        yield "targets", f"target-{place + 1}", (
            f"Fan chart of {bound_words(target)} by {date_words(target['by'])}: the plan meets it in {chance}."
        ), draw_fan(results, target)
    units = {one["outcome"]: one["unit"] for one in told["countries"]}
    for outcome in list(dict.fromkeys([told["targets"][0]["outcome"], "gmv_net"])):
        yield "countries", f"countries-{outcome}", (
            f"Small multiples of {subject(outcome)}, one panel a country; numbers are in the table."
        ), draw_countries(results, outcome, units[outcome])
    yield "money", "money", "Lines of cost so far, an alternative each; totals are in the table.", draw_money(results)


def _pictures(results: Results, figures: Path) -> dict[str, list[dict[str, Any]]]:
    pictures: dict[str, list[dict[str, Any]]] = {"phases": [], "targets": [], "countries": [], "money": []}
    for section, name, alt, figure in _charts(results):
        path = figures / f"{name}.png"
        width, height = save(figure, path)
        source = "data:image/png;base64," + base64.b64encode(path.read_bytes()).decode()
        pictures[section].append({"source": source, "width": width, "height": height, "alt": alt})
    return pictures
