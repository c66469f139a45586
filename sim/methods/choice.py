"""From what may be said of each outcome to what to do: rules over sides, which know nothing of markets.

An outcome of an option stands on one *side* of the status quo: a *gain* or a *loss* large enough to matter, *small*
(certain, and too small to matter), the *same* (shown to be no material change), or *undecided*; and what is undecided
*may* still turn out a gain or a loss. Nobody weighs a gain of one kind against a loss of another kind here: that is a
trade, and said to be one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal

import numpy as np

Side = Literal["gain", "loss", "small", "same", "undecided"]
Course = Literal["adopt", "try", "trade", "reject", "keep", "undecided"]
COURSES: tuple[Course, ...] = ("adopt", "try", "trade", "undecided", "keep", "reject")
"""What may come of an option, the most welcome first."""


def course(sides: Collection[Side], may_gain: bool, may_lose: bool) -> Course:
    """Return what to do about an option.

    - *adopt*: a gain, no loss, and nothing that decides may still be one;
    - *try*: a gain, no loss seen, and something that decides may still turn out a loss;
    - *trade*: a gain and a loss;
    - *reject*: a loss and no gain;
    - *keep* the status quo: neither, and nothing that decides is open;
    - *undecided*: neither, and something that decides may be either.

    Parameters
    ----------
    sides
        Of every outcome that the option is judged by.
    may_gain, may_lose
        Whether an undecided outcome, of those that have to be settled before somebody acts, may be a gain, or a loss.
    """
    gain, loss = "gain" in sides, "loss" in sides
    if gain and loss:
        return "trade"
    if gain:
        return "try" if may_lose else "adopt"
    if loss:
        return "reject"
    return "undecided" if may_gain or may_lose else "keep"


def beats(sides: Mapping[str, Side]) -> bool:
    """Return whether an option with these sides against a rival is preferred: some gain and no loss."""
    found = set(sides.values())
    return "gain" in found and "loss" not in found


def unbeaten(options: Sequence[str], beat: Callable[[str, str], bool]) -> list[str]:
    """Return the options that no other one is preferred to, in their order.

    Parameters
    ----------
    beat
        Whether the first of two is preferred to the second.
    """
    return [one for one in options if not any(beat(other, one) for other in options if other != one)]


def welcome(courses: Mapping[str, Course]) -> list[str]:
    """Return the options that could be taken: those to adopt or, if there are none, those to try."""
    for wanted in ("adopt", "try"):
        found = [name for name, one in courses.items() if one == wanted]
        if found:
            return found
    return []


def frontier(scores: Mapping[str, Sequence[float]]) -> list[str]:
    """Return the options that no other one beats on average: as good on every score, and better on one.

    Parameters
    ----------
    scores
        Option → scores, higher being better; those that differ by less than matters have to be equal already.
    """
    names = list(scores)
    table = np.array([scores[name] for name in names], float).reshape(len(names), -1)
    as_good = (table[:, None] >= table[None]).all(axis=2)
    better = (table[:, None] > table[None]).any(axis=2)
    beaten = np.asarray((as_good & better).any(axis=0)).tolist()
    return [name for name, gone in zip(names, beaten, strict=True) if not gone]
