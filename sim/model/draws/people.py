"""Who comes, what they are like, and who goes: numbers of the draws of births, arrivals and careers."""

from __future__ import annotations

from typing import ClassVar

from sim.model.draws.decision import GAMMA, NORMAL, Numbers


class ViewerBirth(Numbers):
    """A viewer's traits; a normal deviate for the taste in each of at most 50 categories."""

    TASTE = 0
    AFFINITY = 102
    FICKLE = 104
    NEVER_BUYS = 105
    LEANING = 106
    SENSITIVITY = 108
    BUYING_OVER = 110
    APPETITE = 112
    widths: ClassVar = {
        "TASTE": 50 * NORMAL, "APPETITE": GAMMA, **dict.fromkeys(("AFFINITY", "LEANING", "SENSITIVITY"), NORMAL),
    }


class ViewerKey(Numbers):
    """Forks of a viewer's birth: traits that take keys of their own."""

    BUYING_ENDS = 1


class Veteran(Numbers):
    """A viewer of the first day, who has stayed so far: tries at how fickle such a one is."""

    FICKLE = 0
    STAYED = 1000
    widths: ClassVar = {"FICKLE": 1000, "STAYED": 1000}


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
    HOBBY = 18
    HOSTS = 20
    RESTS = 21
    FORESIGHT = 30
    CHRONIC = 31
    PRONE = 32
    LIVE_APPEAL = 57
    widths: ClassVar = {"PRONE": GAMMA} | dict.fromkeys(
        ("SKILL", "CAUTION", "OUTSIDE", "DRIVE", "AMBITION", "PERSUASION", "ATTRACTION", "HOBBY", "LIVE_APPEAL"), NORMAL
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


class Assignment(Numbers):
    """Of a unit of a test: which arm it is in; a re-assignment of the same test takes the next number."""

    ARM = 0
    widths = {"ARM": 1 << 20}  # noqa: RUF012
