"""From judged effects to evidence: each outcome's side, and what an option needs that the model has no price for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sim.config.names import value_at
from sim.methods.choice import Side
from sim.methods.intervals import Effect, FloatArray, paired_effect
from sim.methods.verdicts import Judgement
from sim.model.levers.schedule import Change
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.show.recommendation.evidence import EARNED, NET, SPENT, Reading, Sides
from sim.studies.experiment.judging import judged_effects
from sim.studies.experiment.prices import unpriced

JUDGED = (NET, *(name for name in HEADLINE if name not in (NET, *SPENT) and OUTCOMES[name].better != "neither"))
"""Outcomes that an option is judged by: the headline ones, what the platform spends being in its net value."""

PARTS = (*EARNED, *SPENT)
"""Outcomes that the net value is made of."""


def side_of(outcome: str, judgement: Judgement) -> Side:
    """Return on which side of the status quo an outcome stands."""
    if judgement.verdict == "undecided":
        return "undecided"
    if judgement.verdict == "no material change":
        return "same"
    if judgement.verdict == "certain but small":
        return "small"
    return "gain" if judgement.direction == OUTCOMES[outcome].better else "loss"


def readings(
    effects: Mapping[str, Effect], judgements: Mapping[str, Judgement], names: Sequence[str] = JUDGED
) -> list[Reading]:
    """Return outcomes with their sides, those that are defined: gains and losses by their weight, core ones first."""
    found = [Reading(name, effects[name], side_of(name, judgements[name]), judgements[name].smallest,
                     judgements[name].needed)
             for name in names if name in effects and effects[name].paired.mean == effects[name].paired.mean]
    return sorted(found, key=lambda one: names.index(one.outcome))


def sides_between(
    values: Mapping[str, Mapping[str, FloatArray]], levels: Mapping[str, float], names: Sequence[str] = JUDGED
) -> Callable[[str, str], Sides]:
    """Return what gives the sides of one option's outcomes against another's, seed by seed.

    Parameters
    ----------
    values
        Option → outcome → a value a seed.
    levels
        Outcome → its level under the status quo.
    """
    def between(option: str, rival: str) -> Sides:
        effects = {
            name: paired_effect(values[option][name], values[rival][name], middle=OUTCOMES[name].few)
            for name in names if name in values[option]
        }
        judged = judged_effects({option: effects}, levels)[option]
        return {name: side_of(name, one) for name, one in judged.items()}

    return between


def needs(config: Mapping[str, Any], changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what a scenario's changes need that the model has no price for."""
    moves = [
        (change.name, value_at(config, change.name, region), change.to)
        for change in changes if change.name
        for region in (change.regions or (None,))
    ]
    return unpriced(moves)
