"""Who is tied to whom: numbers of the draws of the creators' network and of first follows."""

from __future__ import annotations

from typing import ClassVar, Final

from sim.model.draws.decision import NORMAL, Numbers

FOLLOW_STRIDE: Final = 3  # numbers from one slot of first follows to the next


class RegionGraph(Numbers):
    """Forks of a region's key: its accounts' scores, its ties."""

    SCORES = 1
    TIES = 2


class Node(Numbers):
    """An account of the generated graph: normal scores of degree, reach, tenure and partner status; its place."""

    SCORE = 0
    PLACE = 8
    widths: ClassVar = {"SCORE": 4 * NORMAL}


class Pair(Numbers):
    """A pair of accounts that may be tied."""

    CLOSE = 0
    FIRST = 1
    SECOND = 2
    SIDE = 3


class LoneNode(Numbers):
    """An account that no pair has tied."""

    TARGET = 0


class NewcomersTies(Numbers):
    """A newcomer's ties: up to ten tries each for at most nine of them, and up to 100 to members of its group."""

    TARGET = 0
    THROUGH_FIRST = 100
    PEER_OF_FIRST = 200
    MEMBER = 300
    widths: ClassVar = {"TARGET": 90, "THROUGH_FIRST": 9, "PEER_OF_FIRST": 9, "MEMBER": 100}


class LostTie(Numbers):
    """A tie that went with the account at its other end: whether it is made up for, and two candidates for that."""

    MADE_UP = 0
    ONE = 1
    OTHER = 9
    widths: ClassVar = {"ONE": 8, "OTHER": 8}


class FollowGraph(Numbers):
    """Streams that stand where a day does, since the follow graph is drawn before the first."""

    FOLLOWS = 0
    ACTIVITY = 1


class FirstFollow(Numbers):
    """A viewer's first follow in each slot; the next slot's numbers begin ``FOLLOW_STRIDE`` later."""

    FOLLOWS = 0
    CATEGORY = 1
    CREATOR = 2


class FirstActivity(Numbers):
    """Whether a viewer was active before the first day, or whose state of a settled market it starts with."""

    ACTIVE = 0
    SETTLED = 1
