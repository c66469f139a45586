"""What every draw is for: the one place where draws have their numbers, which both engines use by name.

`Decision` says which stream; under it, the key of whoever draws (an agent, an offer, a case) has numbers of its own, a
class here for each kind of key::

    impression = fork(session, Session.IMPRESSION + k)
    enters = uniform(impression, Impression.ENTERS) < odds

Numbers are part of what a saved run means: add, never renumber. A name takes one number unless ``widths`` says more: a
normal deviate takes two, a range begins at its name. Forks by an identity (an agent, a region, a format) need no
number; where a key is forked by purpose as well as drawn from, its forks are numbered apart (``CaseKey``).
"""

from __future__ import annotations

from typing import ClassVar, Final

from sim.model.compilation import read_by_name

NORMAL: Final = 2  # numbers behind a normal deviate
GAMMA: Final = 25  # and behind a gamma deviate: one, and three for each of eight tries


class _Namespace(type):
    """Classes whose whole numbers compiled code may read by name, as it reads a module's."""

    def numbers(cls) -> dict[str, range]:
        """Return the numbers that each name takes."""
        named = {name: value for name, value in vars(cls).items() if name.isupper()}
        widths: dict[str, int] = cls.__dict__.get("widths", {})
        return {name: range(first, first + widths.get(name, 1)) for name, first in named.items()}


read_by_name(_Namespace)


class Numbers(metaclass=_Namespace):
    """Numbers of the draws, or of the forks, of one kind of key."""

    widths: ClassVar[dict[str, int]] = {}


class Decision(Numbers):
    """Which stream a draw belongs to."""

    VIEWER_BIRTH = 1
    CREATOR_BIRTH = 2
    OPEN_APP = 3
    SESSION = 4
    OFFER = 5
    WEEKLY = 6
    SCREEN = 7
    REVIEW = 8
    PENALTY = 9
    APPEAL = 10
    ORDER = 11
    CHURN = 12
    EXIT = 13
    ARRIVAL = 14
    RETURN_FROM_BAN = 15
    TRAINING = 16
    NETWORK = 17
    FOLLOW_GRAPH = 18
    LINKED = 19
    MUTATION = 30
    PRECHECK = 31
    REPORT_RING = 32
    QUIZ = 40
    LINKED_ACTION = 41
    MEMBERSHIP = 50
    APPLICATION = 51
    COMEBACK = 52
    STAGED = 53
    NEWCOMERS = 54
    VETERAN = 60
    COMPANY = 61
    ASSIGN = 70
