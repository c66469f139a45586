"""The page of response surfaces: one self-contained HTML file beside the tables it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.methods.intervals import Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.smallest.thresholds import smallest_effect, smallest_effects
from sim.runs.store import write_table
from sim.show.numbers import change, title
from sim.show.page import Chart, write_report
from sim.show.words import counted, effect_of, listed
from sim.studies.surface.charts import draw_surface, panels
from sim.studies.surface.read import Response, StoredSurface, Surface
from sim.studies.surface.words import (
    allowed_words,
    changes_nothing,
    findings,
    found_sentence,
    heading,
    lever_sentence,
    names_of,
    page_title,
    strength,
    today_words,
)

MOST_ROWS = 6
DOSES, RESPONSES = "doses.parquet", "responses.parquet"


def write_surface_page(study: StoredSurface, summary: Mapping[str, Any]) -> None:
    """Write ``report.html``, ``summary.json``, figures and the tables `doses` and `responses`, as a whole.

    Raises
    ------
    UserError
        When they cannot be written; the runs are kept.
    """
    def tables(stage: Path) -> None:
        for name, table in ((DOSES, study.doses()), (RESPONSES, study.effects())):
            write_table(stage / name, {column: table[column].tolist() for column in table})

    write_report("surface", study.folder, _content(study), _charts(study), tables, summary)


def _content(study: StoredSurface) -> dict[str, Any]:
    levers = [_lever(study, one) for one in study.surfaces]
    return {
        "title": page_title(study),
        "asked": f"What does each of {counted(len(study.surfaces), 'lever')} do, dose by dose?",
        "heading": heading(study),
        "findings": findings(study),
        "levers": levers,
        "first": _first(study, levers),
        "stills": _stills(levers),
        "thresholds": [_threshold(study, outcome) for outcome in study.told],
        "counts": study.counts,
        "failures": study.failures.head(10).to_dict("records"),
        "about": study.about,
        "environment": study.about["environments"][-1],
        "curves": len(study.surfaces) * len(study.told),
        "days": int(next(iter(study.blueprint.bases.values()))["days"]),
    }


def _first(study: StoredSurface, levers: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the levers of the first screen: those that move something by enough, the strongest first."""
    found = {figure_name(one): study.responses[one.lever.lever] for one in study.surfaces}

    def best(lever: dict[str, Any]) -> float:
        return max(strength(one) for one in found[lever["anchor"]] if one.verdict == "moves")

    return sorted((one for one in levers if one["moves"]), key=best, reverse=True)[:MOST_ROWS]


def _stills(levers: Sequence[dict[str, Any]]) -> str:
    """Return a line on the levers that move nothing that matters, of which there is no picture to look at first."""
    names = [one["name"] for one in levers if not one["moves"]]
    return f"Nothing that matters is certain to move with: {listed(names)}." if names else ""


def _lever(study: StoredSurface, surface: Surface) -> dict[str, Any]:
    found = study.responses[surface.lever.lever]
    moved = sorted((one for one in found if one.verdict == "moves"), key=strength, reverse=True)
    parameter = surface.parameter
    return {
        "anchor": figure_name(surface), "name": surface.lever.name, "why": surface.lever.why,
        "today": today_words(surface), "allowed": allowed_words(surface), "group": surface.lever.group,
        "moves": [found_sentence(one) for one in moved],
        "small": names_of(found, "small"), "flat": names_of(found, "flat"), "undecided": names_of(found, "undecided"),
        "still": changes_nothing(study, surface),
        "technical": surface.lever.lever, "unit": parameter.unit, "low": f"{parameter.low:g}",
        "high": f"{parameter.high:g}", "today_technical": " to ".join(f"{value:g}" for value in surface.today),
        "doses": ", ".join(f"{dose:g}" for dose, _ in surface.doses), "source": parameter.source,
    }


def _threshold(study: StoredSurface, outcome: str) -> dict[str, str]:
    amount, level = smallest_effect(outcome, study.levels), study.levels[outcome]
    known = Interval(amount, amount, amount, 2)
    return {"title": title(outcome), "amount": change(OUTCOMES[outcome].unit, effect_of(known, level)).size,
            "why": smallest_effects()[outcome].reason}


def figure_name(surface: Surface) -> str:
    """Return what the file of a lever's figure is called."""
    return "-".join(surface.lever.lever.split(".")[-3:])


def _charts(study: StoredSurface) -> Iterator[Chart]:
    for surface in study.surfaces:
        if not panels(study.responses[surface.lever.lever]):
            continue
        yield Chart(figure_name(surface), _alt(study, surface), draw_surface(study, surface))


def _alt(study: StoredSurface, surface: Surface) -> str:
    found: list[Response] = study.responses[surface.lever.lever]
    told = [found_sentence(one) for one in found if one.verdict == "moves"]
    return ". ".join([lever_sentence(study, surface), *told, "Small multiples of every outcome over the doses."])
