"""Plausible levels as the reference of outcomes has them: a cell an outcome, and a note where the model misses it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.model.outcomes.dictionary import Outcome
from sim.model.outcomes.levels.ranges import NOTE, levels, per_words

QUOTING = (
    "*Plausible level* is what a real platform would show as a mean over half a year, in the outcome's unit, or per "
    f"what it says; many ranges are assumptions. *{NOTE.capitalize()}* marks levels that the model misses: differences "
    "between policies may be read, the number may not. `sim validate --levels` measures them. Source keys are resolved "
    "in [the model](../model.md)."
)
"""What a reader has to know of the column."""


def plausible_level(outcome: Outcome) -> str:
    """Return the range that a real platform would show, what it is counted per, and why."""
    one = levels()[outcome.name]
    if one.low is None or one.high is None:
        return f"undefined: {one.reason}"
    per = f" {per_words(one.per)}" if one.per else ""
    return f"{one.low:.3g} to {one.high:.3g}{per}: {one.reason} ({one.source})"


def notes(found: Mapping[str, Any]) -> dict[str, str]:
    """Return what goes with outcomes whose measured level lies outside its range, from ``sim validate --levels``."""
    return {name: row["note"] for name, row in found.get("levels", {}).items() if row["note"]}
