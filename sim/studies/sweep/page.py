"""The page of a sweep or a sensitivity analysis: one self-contained HTML file beside the tables it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.show.factors import factor_rows, short
from sim.show.numbers import subject, title
from sim.show.page import Chart, write_report
from sim.show.style import display
from sim.show.verdicts import takes_words
from sim.show.words import capital, listed
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.charts import draw_study_outcome, has_indices
from sim.studies.sweep.precision import precision_table
from sim.studies.sweep.words import finding, heading, index_finding, moves, told_effects

MOST_FIGURES, MOST_ROWS, MOST_NAMES = 12, 7, 3


def write_study_page(study: StoredStudy, summary: Mapping[str, Any]) -> None:
    """Write ``report.html``, ``summary.json`` and the figures into a study's folder, each as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    write_report("sweep", study.folder, lambda: _content(study, summary), _charts(study, summary), summary=summary)


def _content(study: StoredStudy, summary: Mapping[str, Any]) -> dict[str, Any]:
    sentences = _sentences(study, summary)
    return {
        "title": sentences[0],
        "asked": _asked(study),
        "first": _first_rows(study),
        "still": _still(study, summary),
        "heading": heading(study),
        "findings": sentences,
        "counts": study.counts,
        "factors": factor_rows(study.factors),
        "scenarios": [_scenario(study, name) for name in study.scenarios],
        "indices": [row | {"title": title(row["outcome"])} for row in summary["sensitivity"]
                    if row["blocks"]] if has_indices(study) else [],
        "design": study.settings.design,
        "precision": precision_table(study).assign(title=lambda table: table["outcome"].map(title)).to_dict("records"),
        "failures": study.failures.head(10).to_dict("records"),
        "about": study.about,
        "environment": study.about["environments"][-1],
        "folder": study.folder,
        "single": len(study.scenarios) == 1,
    }


def _sentences(study: StoredStudy, summary: Mapping[str, Any]) -> list[str]:
    """Return the findings, those that something moves first."""
    if has_indices(study):
        lead = "total" if study.settings.design == "sobol_indices" else "mu_star"
        rows = [row for row in summary["sensitivity"] if row["scenario"] == study.scenarios[-1]]
        found = [index_finding(outcome, rows, lead, study.factors) for outcome in study.shown]
    else:
        found = [finding(study, outcome, study.scenarios[-1]) for outcome in study.shown]
    return sorted(found, key=lambda one: not moves(one))


def _asked(study: StoredStudy) -> str:
    names = [short(one, study.factors) for one in study.factors]
    shown = listed(names if len(names) <= MOST_NAMES else [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"])
    return f"What do {shown} move, and by how much?" if len(names) > 1 else f"What does {shown} move, and by how much?"


def _first_rows(study: StoredStudy) -> list[dict[str, Any]]:
    """Return the effect on each outcome that matters most surely, what matters first."""
    rows = _scenario(study, study.scenarios[-1])["rows"]
    best: dict[str, dict[str, Any]] = {}
    for row in rows:
        best.setdefault(row["title"], row)
    return sorted(best.values(), key=lambda row: not row["matters"])[:MOST_ROWS]


def _told_by_indices(study: StoredStudy, summary: Mapping[str, Any], outcome: str) -> bool:
    return any(row["told"] for row in summary["sensitivity"]
               if row["blocks"] and row["outcome"] == outcome and row["scenario"] == study.scenarios[-1])


def _drawn(study: StoredStudy, summary: Mapping[str, Any]) -> list[str]:
    """Return the outcomes of which a chart is drawn: those that something moves by enough, or of which indices tell."""
    told = {one: told_effects(study, one, study.scenarios[-1]) for one in study.shown}
    if has_indices(study):
        return [one for one in study.shown if told[one] and _told_by_indices(study, summary, one)][:MOST_FIGURES]
    return [one for one in study.shown if any(effect.matters for effect in told[one])][:MOST_FIGURES]


def _still(study: StoredStudy, summary: Mapping[str, Any]) -> Markup:
    """Return a line on the outcomes of which no chart is drawn."""
    drawn = _drawn(study, summary)
    names = [subject(one) for one in study.shown if one not in drawn]
    if not names:
        return Markup("")
    why = ("not drawn, since no factor is told from one that does nothing" if has_indices(study)
           else "not drawn, since nothing is known to move them by enough to matter")
    return Markup('<p class="aside">{}: {}.</p>').format(capital(why), listed(names))


def _scenario(study: StoredStudy, name: str) -> dict[str, Any]:
    words = "Levels" if name == STATUS_QUO else f"Effect of {display(name)}, against the status quo at the same point"
    rows = [
        {
            "title": title(outcome), "formula": OUTCOMES[outcome].formula,
            "factor": short(one.effect.factor, study.factors), "span": one.span, "mean": one.change.mean,
            "interval": one.change.interval, "verdict": one.verdict, "takes": takes_words(one.judgement),
            "matters": one.matters,
        }
        for outcome in study.shown
        for one in told_effects(study, outcome, name)
    ]
    return {"name": name, "words": words, "rows": rows}


def _charts(study: StoredStudy, summary: Mapping[str, Any]) -> Iterator[Chart]:
    rows = [row for row in summary["sensitivity"] if row["blocks"]] if has_indices(study) else []
    scenario = study.scenarios[-1]
    for outcome in _drawn(study, summary):
        words = f"{finding(study, outcome, scenario)}. Chart of effects by factor, and of the outcome along factors."
        yield Chart(outcome, words, draw_study_outcome(study, outcome, rows, scenario))
