"""Response surfaces as JSON for machines: what was asked, each lever's doses, and what each does to each outcome."""

from __future__ import annotations

import math
from typing import Any

from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.surface.read import Response, StoredSurface, Surface
from sim.studies.surface.words import allowed_words, found_sentence, heading, level_words, lever_sentence, today_words

_DIGITS = 4


def surface_summary(study: StoredSurface) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    return {
        "study": "surface",
        "heading": heading(study),
        "counts": study.counts,
        "seeds": sorted({int(seed) for seed in study.plan["seed"]}),
        "levers": {one.lever.lever: _lever(study, one) for one in study.surfaces},
    }


def _lever(study: StoredSurface, surface: Surface) -> dict[str, Any]:
    lever = surface.lever
    return {
        "name": lever.name, "group": lever.group, "unit": lever.unit, "why": lever.why,
        "today": list(surface.today), "today_words": today_words(surface),
        "allowed": list(surface.allowed), "allowed_words": allowed_words(surface),
        "doses": [dose for dose, _ in surface.doses],
        "doses_words": [lever.dose_words(dose) for dose, _ in surface.doses],
        "sentence": lever_sentence(study, surface),
        "outcomes": {one.outcome: _response(one) for one in study.responses[lever.lever]},
    }


def _response(found: Response) -> dict[str, Any]:
    paired = [one.paired for one in found.effects]
    return {
        "label": OUTCOMES[found.outcome].label, "verdict": found.verdict, "today": level_words(found),
        "material": _number(found.material),
        "sentence": found_sentence(found) if found.verdict == "moves" else "",
        "verdicts": found.verdicts,
        "mean": [_number(one.mean) for one in paired],
        "low": [_number(one.low) for one in paired],
        "high": [_number(one.high) for one in paired],
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(f"{value:.{_DIGITS}g}")
