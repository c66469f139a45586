"""What each channel consists of: which columns are held, and at which points of a day.

*Deterrence* is what a creator decides to do, *selection* who has an account and whether it is open, *allocation* how
the ranking treats each account, *learning* how well a creator knows the rules. What is in none of them (sanctions and
payments themselves, offers that are stopped, what viewers make of it all) acts directly.
"""

from __future__ import annotations

from typing import Literal

from sim.model.day.probes import Point
from sim.model.outcomes import tallies as y
from sim.model.parameters import distribution as d

Channel = Literal["deterrence", "selection", "allocation", "learning"]
CHANNELS: tuple[Channel, ...] = ("deterrence", "selection", "allocation", "learning")

HABITS = ("effort", "supply", "tactic", "intensity", "craft", "recognition", "habituation_gap")
"""Deterrence: what creators do, how well they hide it, and what moves how much of their usual supply they publish."""

KNOWLEDGE = ("awareness",)
"""Learning."""

STANDING = ("status", "ended", "return_day")
"""Selection: whether an account is open, since when not, and when its owner comes back."""

TREATMENT = ("weight", "reach")
"""Allocation: columns of offers, kept with the room that an offer takes up."""

CREATOR_COLUMNS: dict[Point, dict[Channel, tuple[str, ...]]] = {
    "decided": {"deterrence": HABITS, "learning": KNOWLEDGE},
    "sentenced": {"selection": STANDING},
    "judged": {"selection": STANDING},
    "moved": {"selection": STANDING},
    "closing": {"deterrence": HABITS, "selection": STANDING, "learning": KNOWLEDGE},
}
"""Point of a day → channel → columns of creators that are recorded and held there."""

COUNTED = (
    y.REMOVALS, y.LINKED_REMOVALS, y.LINKED_WRONG, y.CREATORS_LEFT, y.CREATORS_RETURNED, y.CREATORS_JOINED,
    y.APPLICATIONS, y.REFUSED, y.RETURN_ATTEMPTS, y.RETURN_UNDETECTED,
)
"""Selection: the day's counts of who went and came, which are held with the accounts themselves."""

RANKING = (d.EXPLORATION, d.FOLLOW_SHARE)
"""Allocation: levers that serve impressions after offers are ranked."""
