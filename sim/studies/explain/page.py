"""The page of an explanation: one self-contained HTML file beside the numbers it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.levers import came_of
from sim.show.numbers import outcome_change, outcome_level, title
from sim.show.page import Chart, write_page
from sim.show.style import display
from sim.show.verdicts import verdict_cell
from sim.studies.compare.rows import told_change
from sim.studies.explain.charts import chart_title, draw_division
from sim.studies.explain.division import PARTS, Division, Part, leaning
from sim.studies.explain.read import Explanation
from sim.studies.explain.words import HELD, certainty, difference, findings, heading, pair_words, share_text

MOST_ROWS = 7
"""Outcomes on the first screen; all are in the table of parts."""


def write_explain_page(folder: Path, study: Explanation, about: Mapping[str, Any]) -> None:
    """Write ``report.html`` and the figures into a folder."""
    write_page("explain", folder, _content(study, about), _charts(study))


def _content(study: Explanation, about: Mapping[str, Any]) -> dict[str, Any]:
    shown = [study.divisions[name] for name in study.shown]
    return {
        "title": f"What do the effects of {display(study.scenario.name)} come through?",
        "heading": heading(study),
        "question": study.scenario.question,
        "why": study.scenario.why,
        "changes": [
            told_change(study.plan.config, change, came_of(study.replications, study.scenario, place))
            for place, change in enumerate(study.scenario.changes)
        ],
        "findings": findings(study),
        "certainty": certainty(study),
        "heads": list(PARTS),
        "rows": [_row(one) for one in shown],
        "orders": [_orders(one) for one in shown if one.divisible],
        "held": [{"name": name, "what": HELD[name]} for name in PARTS],
        "most": MOST_ROWS,
        "about": about,
        "count": study.count,
    }


def _row(division: Division) -> dict[str, Any]:
    text = outcome_change(division.outcome, division.total)
    return {
        "title": title(division.outcome),
        "formula": OUTCOMES[division.outcome].formula,
        "level": outcome_level(division.outcome, division.total.baseline),
        "mean": text.mean, "interval": text.interval,
        "verdict": "" if division.judgement is None else verdict_cell(division.judgement),
        "way": leaning(division.outcome, division.judgement),
        "parts": [_cell(division, one) for one in division.parts],
    }


def _cell(division: Division, part: Part) -> dict[str, Any]:
    text = outcome_change(division.outcome, part.effect)
    share = " ".join(share_text(part)).strip() if part.clear else ""
    return {"mean": text.mean, "interval": text.interval, "share": share, "clear": part.clear}


def _orders(division: Division) -> dict[str, Any]:
    """Return what each channel adds if let go first and last: how far the order would matter."""
    cells = []
    for part in division.parts:
        if part.first is not None and part.last is not None:
            ends = (difference(division, part.first), difference(division, part.last))
            cells.append({"first": str(ends[0]), "last": str(ends[1])})
    return {"title": title(division.outcome), "cells": cells, "pair": pair_words(division)}


def _charts(study: Explanation) -> Iterator[Chart]:
    for division in (study.divisions[name] for name in study.shown):
        if division.divisible or division.cancelling:
            steps = "; ".join(
                f"{one.name} {outcome_change(division.outcome, one.effect)}{'' if one.clear else ' (may be nothing)'}"
                for one in division.parts
            )
            words = f"{chart_title(division)}. Steps: {steps}."
            yield Chart(division.outcome, words, draw_division(division))
