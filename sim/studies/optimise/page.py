"""The page of a search, and beside it the scenarios that it found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from sim.methods.as_json import read
from sim.methods.intervals import Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.show.catalogue import lever_words as plain_lever
from sim.show.factors import factor_rows
from sim.show.numbers import subject, title
from sim.show.page import Chart, write_report
from sim.show.recommendation.recommendation import Recommendation
from sim.show.style import display
from sim.show.words import capital, condition_words, listed
from sim.studies.optimise.charts import draw_promises, draw_search
from sim.studies.optimise.result import Optimised
from sim.studies.optimise.scenarios import write_scenarios
from sim.studies.optimise.words import dose_words, effect_text, findings, heading, lever_name, trial_of
from sim.studies.robust.words import measure_text


def write_search_page(found: Optimised, summary: Mapping[str, Any]) -> None:
    """Write ``report.html``, ``summary.json``, figures and scenarios into a search's folder, each as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    write_report("optimise", found.search.study.folder, lambda: _content(found, summary), _charts(found),
                 partial(write_scenarios, found), summary)


def _content(found: Optimised, summary: Mapping[str, Any]) -> dict[str, Any]:
    sentences = findings(found)
    about = found.search.study.about
    advised = read(Recommendation, summary["recommendation"])
    states = [one.state for one in found.trials]
    return {
        "title": sentences[0],
        "asked": f"Which setting of {listed([lever_name(one) for one in found.search.levers])} is best "
                 f"for {listed([subject(name) for name in found.search.settings.objectives])}?",
        "heading": heading(found),
        "findings": sentences,
        "recommendation": advised,
        "objectives": [_objective(name) for name in found.search.settings.objectives],
        "budget": [condition_words(one) for one in found.search.settings.budget],
        "policies": [_policy(found, place, advised.choice) for place in range(len(found.fresh.policies))],
        "levers": [_lever(found, place) for place in range(len(found.search.levers))],
        "finalists": [display(name) for name in found.names],
        "promises": [_promise(found, place) for place in range(len(found.promises))],
        "assumptions": factor_rows(found.search.assumptions),
        "candidates": {"told": states.count("told"), "impossible": states.count("impossible"),
                       "within": sum(one.feasible for one in found.trials)},
        "settings": found.search.settings,
        "futures": len(found.search.futures),
        "fresh": found.fresh.study.folder.name,
        "about": about,
        "environment": about["environments"][-1],
        "folder": found.search.study.folder,
    }


def _objective(outcome: str) -> dict[str, str]:
    better = "more is better" if OUTCOMES[outcome].better == "up" else "less is better"
    return {"title": title(outcome), "better": better, "formula": OUTCOMES[outcome].formula}


def _policy(found: Optimised, place: int, advised: str) -> dict[str, Any]:
    name = found.fresh.policies[place]
    cells = []
    for outcome in found.search.settings.objectives:
        level, _ = measure_text(found.fresh, outcome, "mean", place)
        effect = effect_text(found, outcome, found.effect(name, outcome))
        cells.append({"level": level, "effect": "" if place == 0 else effect.mean,
                      "interval": "" if place == 0 else effect.interval, "head": title(outcome)})
    question = found.fresh.study.blueprint.scenarios[place].question if name not in found.names else ""
    return {"name": display(name), "note": _note(found, name, advised), "cells": cells, "question": question,
            "budget": "kept" if found.within_budget[name] else "broken"}


def _note(found: Optimised, name: str, advised: str) -> str:
    """Return what a policy is called for: what the answer recommends, or what the search found best."""
    if name == advised and name != STATUS_QUO:
        return "recommended"
    return "the search's best" if name == found.recommended else ""


def _lever(found: Optimised, place: int) -> dict[str, Any]:
    lever = found.search.levers[place]
    return {
        "name": lever.name, "short": capital(plain_lever(lever.name).name), "base": dose_words(lever, lever.base),
        "searched": listed([dose_words(lever, one) for one in lever.levels]) if lever.levels
        else f"{dose_words(lever, lever.low)} to {dose_words(lever, lever.high)}",
        "values": [dose_words(lever, trial_of(found, name).values[lever.name]) for name in found.names],
    }


def _promise(found: Optimised, place: int) -> dict[str, Any]:
    one = found.promises[place]
    searched = effect_text(found, one.outcome, Interval(one.searched, float("nan"), float("nan"), 1))
    fresh = effect_text(found, one.outcome, one.fresh)
    return {"finalist": display(one.finalist), "outcome": title(one.outcome), "searched": searched.mean,
            "fresh": fresh.mean, "interval": fresh.interval}


def _charts(found: Optimised) -> Iterator[Chart]:
    sentence, of = findings(found)[0], heading(found)
    yield Chart("front", f"{sentence}. {of}.", draw_search(found, sentence))
    for outcome in found.search.settings.objectives:
        words = f"Promised and fresh effects on {title(outcome)}. {of}."
        yield Chart(f"promise_{outcome}", words, draw_promises(found, outcome))
