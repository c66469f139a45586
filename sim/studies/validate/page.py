"""The page of a validation: one self-contained HTML file, in the style of the other studies' pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from sim.show.page import Chart
from sim.show.page import write_page as write_page_file
from sim.studies.validate.charts import mark_alone, picture
from sim.studies.validate.overview import draw_themes
from sim.studies.validate.patterns import CONFIDENCE, ORIGINS
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.read import Result, counts
from sim.studies.validate.verdicts import VERDICTS
from sim.studies.validate.words import interval, misses, published, summary_sentence, value


def write_page(path: Path, plan: ValidationPlan, results: Sequence[Result], about: Mapping[str, Any]) -> None:
    """Fill the template and write the page.

    Parameters
    ----------
    path
        The file to write.
    plan, results
        What was asked, and every pattern's verdict.
    about
        The manifest: versions, seeds, key, command.
    """
    content = _content(plan, results, about)
    themes = [(theme["name"], theme["tally"]) for theme in content["themes"]]
    words = "; ".join(f"{name}: {', '.join(f'{count} {verdict}' for verdict, count in tally.items())}"
                      for name, tally in themes)
    chart = Chart("themes", f"Bars of patterns by theme and verdict. {words}.", draw_themes(themes))
    write_page_file("validate", path.parent, content, [chart])


def _content(plan: ValidationPlan, results: Sequence[Result], about: Mapping[str, Any]) -> dict[str, Any]:
    themes = [
        {"name": theme, "anchor": word, "rows": [_row(one) for one in rows]}
        for (theme, word), rows in groupby(results, key=lambda one: (one.pattern.theme, one.pattern.theme_word))
    ]
    for theme in themes:
        verdicts = [row["verdict"] for row in theme["rows"]]
        theme["tally"] = {name: verdicts.count(name) for name in VERDICTS}
        theme["inside"], theme["count"] = verdicts.count("inside"), len(verdicts)
    return {
        "sections_of_themes": [(theme["anchor"], theme["name"]) for theme in themes],
        "summary": summary_sentence(results),
        "misses": misses(results),
        "counts": counts(results),
        "legend": [(name, mark_alone(name)) for name in VERDICTS],
        "themes": themes,
        "origins": ORIGINS,
        "confidences": CONFIDENCE,
        "plan": plan,
        "population": plan.config["population"],
        "regions": list(plan.config["market"]["regions"]),
        "about": about,
    }


def _row(result: Result) -> dict[str, Any]:
    one = result.pattern
    return {
        "name": one.name,
        "question": one.question,
        "how": one.how,
        "kind": one.kind,
        "measured": value(one.unit, result.measured.mean),
        "interval": interval(one.unit, result.measured),
        "published": published(one.unit, one.low, one.high),
        "unit": "" if one.unit in ("share", "share points", "USD") else one.unit,
        "source": one.source,
        "confidence": CONFIDENCE[one.confidence],
        "origin": one.origin,
        "verdict": result.verdict,
        "explanation": result.explanation.replace("`", ""),
        "picture": picture(result),
    }
