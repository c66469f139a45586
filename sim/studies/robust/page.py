"""The page of a test of robustness: one self-contained HTML file beside the runs it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from matplotlib.figure import Figure

from sim.methods.as_json import read
from sim.methods.robustness.measures import MEASURES
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.factors import factor_rows
from sim.show.numbers import subject, title
from sim.show.page import Chart, write_report
from sim.show.recommendation.recommendation import Recommendation
from sim.show.style import display
from sim.show.words import capital, counted, listed
from sim.studies.robust.charts import chart_alt, draw_failing, draw_frontier, draw_measures, draw_regret
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.words import (
    MEASURE_TITLES,
    box_words,
    failing_words,
    findings,
    frontier_words,
    heading,
    measure_text,
    requirement_words,
    share_text,
)


def write_robust_page(study: RobustStudy, summary: Mapping[str, Any]) -> None:
    """Write ``report.html``, ``summary.json`` and the figures into a study's folder, each as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    write_report("robust", study.study.folder, lambda: _content(study, summary), _charts(study), summary=summary)


def _content(study: RobustStudy, summary: Mapping[str, Any]) -> dict[str, Any]:
    sentences = findings(study)
    about = study.study.about
    return {
        "title": sentences[0],
        "asked": f"Which policy holds up in {counted(study.futures, 'future')}: "
                 f"{listed([display(one.name) for one in study.study.blueprint.scenarios])}?",
        "heading": heading(study),
        "findings": sentences,
        "recommendation": read(Recommendation, summary["recommendation"]),
        "counts": study.study.counts,
        "policies": [
            {"name": display(one.name), "question": one.question, "standing": _standing(study, one.name)}
            for one in study.study.blueprint.scenarios
        ],
        "outcomes": [_outcome(study, name) for name in study.outcomes],
        "heads": [MEASURE_TITLES[name] for name in MEASURES],
        "tail": f"{100 * study.judged.tail:.0f}%",
        "kept": _kept(study),
        "failing": [_failing(study, place) for place in range(len(study.failing))],
        "factors": factor_rows(study.study.factors),
        "failures": study.study.failures.head(10).to_dict("records"),
        "about": about,
        "environment": about["environments"][-1],
    }


def _standing(study: RobustStudy, policy: str) -> str:
    standing = study.standings[policy]
    if standing.dominated_by:
        return "dominated by " + display(study.policies[standing.dominated_by[0]])
    if standing.perhaps_by:
        return "frontier, perhaps dominated by " + display(study.policies[standing.perhaps_by[0]])
    return "frontier"


def _outcome(study: RobustStudy, outcome: str) -> dict[str, Any]:
    rows = [
        {"policy": display(policy),
         "cells": [dict(zip(("value", "interval"), measure_text(study, outcome, name, place), strict=True))
                   for name in MEASURES]}
        for place, policy in enumerate(study.policies)
    ]
    return {"title": title(outcome), "formula": OUTCOMES[outcome].formula, "rows": rows,
            "better": "more is better" if OUTCOMES[outcome].better == "up" else "less is better"}


def _kept(study: RobustStudy) -> list[dict[str, Any]]:
    rows = []
    for written, each in study.kept.items():
        if written == "" and len(study.kept) == 2:
            continue
        cells = [
            {"policy": display(policy), "share": share_text(one)[0], "interval": share_text(one)[1], "close": one.close}
            for policy, one in zip(study.policies, each, strict=True)
        ]
        rows.append({"requirement": capital(requirement_words(study, written)), "cells": cells})
    return rows


def _failing(study: RobustStudy, place: int) -> dict[str, Any]:
    failing = study.failing[place]
    rules = [
        {"words": box_words(box, failing, study), "p": f"{box.p_value:.3f}",
         "limits": [f"{limit.quasi_p:.3f}" for limit in box.limits]}
        for box in failing.boxes
    ]
    return {"policy": display(failing.policy), "what": failing.what, "rules": rules,
            "verb": "holds up" if failing.turned else "fails", "words": failing_words(failing, study)}


def _charts(study: RobustStudy) -> Iterator[Chart]:
    def chart(name: str, sentence: str, figure: Figure) -> Chart:
        return Chart(name, chart_alt(study, sentence), figure)

    if len(study.outcomes) > 1:
        yield chart("frontier", frontier_words(study)[0], draw_frontier(study))
    for failing in study.failing:
        if failing.boxes:
            yield chart(f"fails_{failing.policy}", failing_words(failing, study)[0], draw_failing(study, failing))
    for outcome in study.outcomes:
        if study.values(outcome).size and (study.values(outcome) == study.values(outcome)).any():
            yield chart(f"measures_{outcome}", f"{subject(outcome)} of each policy", draw_measures(study, outcome))
            if study.futures > 1:
                yield chart(f"regret_{outcome}", f"Regret on {subject(outcome)}", draw_regret(study, outcome))
