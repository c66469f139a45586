"""The page of a laboratory: one self-contained HTML file beside the tables it was made of, and a slide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.runs.store import write_table
from sim.show.page import Chart, write_report
from sim.studies.laboratory.cards import Card
from sim.studies.laboratory.charts import draw_curve, draw_estimates, draw_frontier
from sim.studies.laboratory.metrics import Judged
from sim.studies.laboratory.scorecard import scorecard
from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.slide import SLIDE, write_slide
from sim.studies.laboratory.words import (
    READ,
    best,
    fault,
    findings,
    heading,
    percent,
    plan_lines,
    right_words,
    share,
    share_of,
    spread,
    telling,
    usual,
    verdict,
)

SCORECARD = "scorecard.parquet"
HEADS = ("Shows", "Off by", "Sure effect", "Decides rightly", "Finds from", "Days to be sure")


def write_laboratory_page(lab: Laboratory, summary: Mapping[str, Any]) -> None:
    """Write ``report.html``, ``summary.json``, figures, the scorecard and the slide, as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    def tables(stage: Path) -> None:
        write_table(stage / SCORECARD, scorecard(lab))
        write_slide(stage / SLIDE, lab)

    write_report("laboratory", lab.study.folder, lambda: _content(lab), _charts(lab), tables, summary)


def _content(lab: Laboratory) -> dict[str, Any]:
    ask = lab.plan.ask
    told = findings(lab)
    return {
        "title": "Would an A/B test of it tell the truth?",
        "heading": f"{lab.plan.scenario.question} {heading(lab)}".strip(),
        "question": lab.plan.scenario.question,
        "recommendation": None,
        "findings": told,
        "metrics": [_metric(lab, judged) for judged in ask.judged],
        "designs": [_design(lab, name) for name in ask.designs],
        "plan": plan_lines(lab),
        "heads": HEADS,
        "counts": lab.study.counts | {"seeds": lab.finished, "tuning": len(lab.tuning), "scoring": len(lab.scoring)},
        "failures": lab.study.failures.head(10).to_dict("records"),
        "days": ask.days,
        "about": lab.study.about,
        "environment": lab.study.about["environments"][-1],
    }


def _metric(lab: Laboratory, judged: Judged) -> dict[str, Any]:
    cards = [card for card in lab.cards if card.judged is judged]
    first, chosen = usual(lab, judged), best(lab, judged)
    return {
        "anchor": judged.name, "title": judged.label, "what": judged.what, "launch": telling(lab, judged),
        "usual": verdict(lab, first) if first else "none of these tests can tell of it",
        "best": "" if chosen is None else f"{chosen.design.label}, {READ[chosen.estimator]}",
        "rows": [_row(lab, card) for card in cards], "scores": [_scores(card) for card in cards if card.scores],
    }


def _row(lab: Laboratory, card: Card) -> dict[str, Any]:
    scores, wrong = card.scores, fault(lab, card)
    about = {"design": card.design.label, "read": READ[card.estimator]}
    if scores is None:
        return about | {"cells": [], "said": card.why, "way": "neither"}
    days = f"{card.days_needed:.0f}" if card.days_needed < 1000 else "over a year, or never"
    return about | {
        "cells": [percent(scores.estimate.value), percent(scores.bias.value), share(scores.power.value),
                  share(card.decision.value), share_of(card.smallest), days],
        "said": (wrong or right_words(lab, card)) if card.offered else "raises false alarms",
        "way": "neither" if not card.offered else "better" if not wrong else "worse",
    }


def _scores(card: Card) -> dict[str, Any]:
    assert card.scores is not None
    flat = card.scores.flat()
    names = ("bias", "interference", "horizon", "sampling", "rmse", "coverage", "coverage_of_launch", "power",
             "wrong_sign", "exaggeration")
    cells = [f"{flat[name]:.3f} ± {flat[f'{name}_mc']:.3f}" for name in names]
    alarms = f"{card.false_alarms.value:.3f} ± {card.false_alarms.error:.3f}"
    return {"design": card.design.name, "estimator": f"{card.estimator} {card.option}".strip(),
            "cells": [*cells, alarms]}


def _design(lab: Laboratory, name: str) -> dict[str, Any]:
    design = next(one for one in lab.plan.ask.chosen if one.name == name)
    spent = lab.spent[name]
    return {
        "title": design.label, "split": design.split,
        "cells": [share(spent.creators), share(spent.viewers), share(spent.time), share(spent.exposed),
                  *(f"{percent(one.mean)} {spread(one)}" for one in spent.harm.values()), f"{spent.money.mean:,.0f}"],
    }


def _tells(lab: Laboratory, judged: Judged) -> float:
    """Return how often the best test decides a metric rightly, 0 where none can be called best."""
    chosen = best(lab, judged)
    return 0.0 if chosen is None else chosen.decision.value


def _charts(lab: Laboratory) -> Iterator[Chart]:
    for judged in sorted(lab.plan.ask.judged, key=lambda one: -_tells(lab, one)):  # what can be told comes first
        cards = [card for card in lab.cards if card.judged is judged and card.scores]
        if not cards:
            continue
        told = "; ".join(verdict(lab, card) for card in cards[:6])
        yield Chart(judged.name, f"{judged.label}: {told}.", draw_estimates(lab, judged), judged.name)
        yield Chart(f"{judged.name}-frontier", f"{judged.label}: typical error of each design against its exposure.",
                    draw_frontier(lab, judged), judged.name)
        if judged.name in lab.curve:
            yield Chart(f"{judged.name}-curve", f"{judged.label} over the share that is treated.",
                        draw_curve(lab, judged), judged.name)
