"""Who comes, what they are like, and who goes: numbers of the draws of births, arrivals and careers."""

from __future__ import annotations

from typing import ClassVar

from sim.model.draws.decision import NORMAL, Numbers


class ViewerBirth(Numbers):
    """A viewer's traits; a normal deviate for the taste in each of at most 50 categories."""

    TASTE = 0
    PRICE_SENSITIVITY = 100
    AFFINITY = 102
    widths: ClassVar = {"TASTE": 50 * NORMAL, "PRICE_SENSITIVITY": NORMAL, "AFFINITY": NORMAL}


class CreatorBirth(Numbers):
    """A creator's lasting traits."""

    CATEGORY = 0
    WEEKDAY = 1
    SKILL = 2
    INTRINSIC = 4
    MORAL = 5
    CAUTION = 6
    OUTSIDE = 8
    DRIVE = 10
    AMBITION = 12
    PERSUASION = 14
    ATTRACTION = 16
    widths: ClassVar = dict.fromkeys(
        ("SKILL", "CAUTION", "OUTSIDE", "DRIVE", "AMBITION", "PERSUASION", "ATTRACTION"), NORMAL
    )


class NewcomersRanks(Numbers):
    """Where the ranks of a region's newcomers begin, once a run."""

    DRIVE = 0
    PERSUASION = 1
    ATTRACTION = 2


class Membership(Numbers):
    """Which agency or ring an account is born into."""

    IN_AGENCY = 0
    AGENCY = 1
    IN_RING = 2
    RING = 3
    RING_TACTIC = 4


class Application(Numbers):
    """An applicant's check."""

    CHECKED = 0
    REFUSED = 1


class Arrival(Numbers):
    """A region's arrivals of a day."""

    VIEWERS = 0
    APPLICATIONS = 1


class Churn(Numbers):
    """A viewer's leaving."""

    LEAVES = 0


class Exit(Numbers):
    """A creator's leaving."""

    LEAVES = 0


class Comeback(Numbers):
    """Whether a creator who leaves takes a break, and how long."""

    BREAK = 0
    DAYS = 1


class BanReturn(Numbers):
    """A removed owner's way back."""

    COMES_BACK = 0
    DELAY = 1


class Reapplication(Numbers):
    """A removed owner's application for another account."""

    RECOGNISED = 0
    CHECKED = 1
    REFUSED = 2
