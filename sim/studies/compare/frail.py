"""Effects that a few seeds carry: said so, with what is left of them without those seeds.

A mean of a dozen seeds of which three carry most is a mean of three. Its interval may be right and its size is luck, so
whoever acts on it should see what the others say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.methods.intervals import CARRY, Effect
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.numbers import outcome_change, subject, title
from sim.show.words import capital, listed

_SHOWN = 2


def told_by_the_middle(outcomes: Sequence[str], effects: bool = True) -> str:
    """Return the sentence about outcomes that are told by their middle seed; empty if there is none.

    Parameters
    ----------
    effects
        Whether effects are told too, and not levels alone.
    """
    whole = [title(name) for name in outcomes if (OUTCOMES[name].few if effects else OUTCOMES[name].lopsided)]
    levels = [title(name) for name in outcomes if effects and OUTCOMES[name].lopsided and not OUTCOMES[name].few]
    parts = [f"{listed(whole)} {'is' if len(whole) == 1 else 'are'} told by the middle seed"] if whole else []
    parts += [f"the level of {listed(levels)} {'too' if whole else 'is told by the middle seed'}"] if levels else []
    return capital(f"{', '.join(parts)}, since few seeds carry most of the mean.") if parts else ""


def frail_words(
    effects: Mapping[str, Effect], judged: Mapping[str, Judgement], outcomes: Sequence[str]
) -> str:
    """Return which certain effects three seeds carry, and what the rest of the seeds say; empty if there is none.

    Parameters
    ----------
    outcomes
        Those to look at, in the order in which they are told.
    """
    certain = [name for name in outcomes if judged[name].certain]
    found = [_words(name, effects[name]) for name in certain if effects[name].trimmed is not None]
    return " ".join(found[:_SHOWN])


def _words(outcome: str, effect: Effect) -> str:
    assert effect.trimmed is not None
    count = effect.paired.count
    rest = outcome_change(outcome, replace(effect, paired=effect.trimmed))
    share = f"{100 * effect.top:.0f}%"
    start = f"{CARRY} of {count} seeds carry {share} of all that changes in {subject(outcome)}"
    return f"{start}: without the farthest fifth at either end it is {rest.mean} {rest.interval}".rstrip() + "."
