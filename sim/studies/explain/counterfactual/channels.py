"""What each channel consists of: which columns are held, and at which points of a day.

*Deterrence* is what a creator decides to do and how careful it is, *selection* who has an account and whether it is
open, *allocation* how the ranking treats each account, *learning* how well a creator knows the rules, *norms* what it
has come to see as usual among its peers. What is in none of them (sanctions and
payments themselves, offers that are stopped, what viewers make of it all) acts directly.
"""

from __future__ import annotations

from typing import Literal

from sim.model.day.probes import Point
from sim.model.outcomes import tallies as y
from sim.model.parameters import distribution as d

Channel = Literal["deterrence", "selection", "allocation", "learning", "norms"]
CHANNELS: tuple[Channel, ...] = ("deterrence", "selection", "allocation", "learning", "norms")

HABITS = ("effort", "supply", "tactic", "intensity", "craft", "care", "recognition", "habituation_gap")
"""Deterrence: what creators do, how well they hide it, how careful they are, and what moves how much they publish."""

KNOWLEDGE = ("awareness",)
"""Learning."""

NORM = ("norm",)
"""Norms: the share of peers seen using tactics unpunished, which erodes moral cost from the next decision on."""

STANDING = ("status", "ended", "return_day")
"""Selection: whether an account is open, since when not, and when its owner comes back."""

TREATMENT = ("weight", "reach")
"""Allocation: columns of offers, kept with the room that an offer takes up."""

CREATOR_COLUMNS: dict[Point, dict[Channel, tuple[str, ...]]] = {
    "decided": {"deterrence": HABITS, "learning": KNOWLEDGE, "norms": NORM},
    "sentenced": {"selection": STANDING},
    "judged": {"selection": STANDING},
    "moved": {"selection": STANDING},
    "closing": {"deterrence": HABITS, "selection": STANDING, "learning": KNOWLEDGE, "norms": NORM},
}
"""Point of a day → channel → columns of creators that are recorded and held there."""

COUNTED = (
    y.REMOVALS, y.LINKED_REMOVALS, y.LINKED_WRONG, y.CREATORS_LEFT, y.CREATORS_RETURNED, y.CREATORS_JOINED,
    y.APPLICATIONS, y.REFUSED, y.RETURN_ATTEMPTS, y.RETURN_UNDETECTED,
)
"""Selection: the day's counts of who went and came, which are held with the accounts themselves."""

RANKING = (d.EXPLORATION, d.FOLLOW_SHARE)
"""Allocation: levers that serve impressions after offers are ranked."""
