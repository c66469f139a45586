"""What creators decide and publish, what viewers do, what becomes of orders, and what programmes give."""

from __future__ import annotations

from typing import ClassVar

from sim.model.draws.decision import NORMAL, Numbers

MAX_IMPRESSIONS = 64
"""Of one session: each has a number of its own."""


class Weekly(Numbers):
    """A creator's weekly decisions; of peers looked at and of tactics heard of, one number each."""

    IMITATES_EFFORT = 0
    IMITATES_TACTIC = 1
    TRIES_OUT = 2
    SWITCHES = 3
    RING_TACTIC = 5
    PEER = 10
    HEARSAY = 20
    RESTS = 36
    OPPORTUNITY = 40
    FAME = 41
    widths: ClassVar = {"PEER": 6, "HEARSAY": 16, "FAME": NORMAL}


class Publication(Numbers):
    """What a creator publishes today."""

    LIVE = 0
    VIDEOS = 1


class Content(Numbers):
    """One offer."""

    QUALITY = 0
    USES_TACTIC = 2
    BREAKS_UNKNOWINGLY = 3
    UNKNOWING_TACTIC = 4
    PRICE = 5
    widths: ClassVar = {"QUALITY": NORMAL, "PRICE": NORMAL}


class Staged(Numbers):
    """Orders staged on an offer."""

    ORDERS = 0
    RETURNED = 1


class AppOpening(Numbers):
    """Whether a viewer opens the app."""

    OPENS = 0


class Session(Numbers):
    """Forks of a viewer's session."""

    IMPRESSION = 0
    DARK = 100
    widths: ClassVar = {"IMPRESSION": MAX_IMPRESSIONS + 1}


class DarkFollow(Numbers):
    """Whether a followed creator who has gone dark is forgotten today; one number a slot."""

    FORGOTTEN = 0
    widths: ClassVar = {"FORGOTTEN": 8}


class Impression(Numbers):
    """What an impression shows and what the viewer makes of it; what comes in pairs shares the 64 bits of one hash."""

    MINUTES = 5
    CLICKS = 6
    ORDERS = 7
    FOLLOWS = 8
    NOT_INTERESTED = 9
    REPORTS = 10
    DROPPED = 11
    SCROLLS_ON = 12
    REACHED = 13
    AD_AND_FOLLOWED = 15
    CATEGORY_AND_SERVED = 16
    ARRIVAL_AND_ENTERS = 17


class Delivery(Numbers):
    """An order from placing to return."""

    LAG = 0
    CANCELLED = 1
    LUCK = 2
    RETURNED = 3
    COMPLAINT = 20
    SETTLED_AMICABLY = 21
    LAST_ORDER = 22


class Training(Numbers):
    """A creator's lessons, award and given boost; an agency's lesson under the key of the agency."""

    DIRECT = 0
    REMINDER = 1
    AWARD = 2
    BOOST_CREDIT = 3
