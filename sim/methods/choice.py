"""From what may be said of each outcome to what to do: rules over sides, which know nothing of markets.

An outcome of an option stands on one *side* of the status quo: a *gain* or a *loss* large enough to matter, *small*
(certain, and too small to matter), the *same* (shown to be no material change), or *undecided*. Nobody weighs a gain
of one kind against a loss of another kind here: that is a trade, and said to be one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

Side = Literal["gain", "loss", "small", "same", "undecided"]
Course = Literal["adopt", "try", "trade", "reject", "keep", "undecided"]
COURSES: tuple[Course, ...] = ("adopt", "try", "trade", "undecided", "keep", "reject")
"""What may come of an option, the most welcome first."""


def course(sides: Mapping[str, Side], deciding: Sequence[str]) -> Course:
    """Return what to do about an option.

    - *adopt*: a gain, no loss, and every deciding outcome settled;
    - *try*: a gain, no loss seen, and a deciding outcome that may still turn out a loss;
    - *trade*: a gain and a loss;
    - *reject*: a loss and no gain;
    - *keep* the status quo: neither, and every deciding outcome settled;
    - *undecided*: neither, and a deciding outcome is open.

    Parameters
    ----------
    sides
        Outcome → its side.
    deciding
        The outcomes that have to be settled before somebody acts; those without a side are left out.
    """
    found = set(sides.values())
    is_open = any(sides.get(name) == "undecided" for name in deciding)
    if "gain" in found and "loss" in found:
        return "trade"
    if "gain" in found:
        return "try" if is_open else "adopt"
    if "loss" in found:
        return "reject"
    return "undecided" if is_open else "keep"


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
