"""How levels are said: a value in its unit, its range, what the range is counted per, and the sentence on top."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.model.outcomes.levels.ranges import NOTE, Level, per_words
from sim.show.numbers import held, outcome_level
from sim.studies.validate.levels.read import Reading, counts, share_inside


def measured_words(one: Reading) -> str:
    """Return a level with its interval: ``0.71% [0.66%, 0.75%]``."""
    name = one.outcome.name
    found = held(name, one.measured)
    if math.isnan(found.mean) or not found.bounded:
        return outcome_level(name, found.mean)
    return f"{outcome_level(name, found.mean)} [{outcome_level(name, found.low)}, {outcome_level(name, found.high)}]"


def range_words(one: Reading) -> str:
    """Return the plausible range in the outcome's unit: ``0.2% to 2%``."""
    if one.low is None or one.high is None:
        return "undefined"
    return f"{outcome_level(one.outcome.name, one.low)} to {outcome_level(one.outcome.name, one.high)}"


def basis_words(level: Level) -> str:
    """Return what a range is counted per: ``0.3 to 0.9 a daily viewer``; nothing for a plain level."""
    if not level.per:
        return ""
    return f"{level.low:.3g} to {level.high:.3g} {per_words(level.per)}"


def standing_words(one: Reading) -> str:
    """Return the verdict, and whether the interval crosses a bound."""
    return f"{one.standing}, at the edge" if one.edge else str(one.standing)


def summary_sentence(readings: Sequence[Reading]) -> str:
    """Return what a reader should know first."""
    found = counts(readings)
    ranged = len(readings) - found["undefined"]
    missing = f", {found['not measured']} not measured" if found["not measured"] else ""
    return (
        f"{found['inside']} of {ranged} levels are inside their plausible range ({100 * share_inside(readings):.0f}%), "
        f"{found['outside']} outside{missing}: {NOTE}. {found['undefined']} of all {len(readings)} outcomes have no "
        "scale outside the model"
    )
