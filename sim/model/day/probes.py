"""Who may look into a day between two of its phases: to record what a path was, or to hold it to a recorded one.

A day that nobody watches pays one comparison a point. What is recorded and held is `explain.counterfactual`' business.
"""

from __future__ import annotations

from typing import Any, Literal, Protocol

Point = Literal["decided", "ranked", "sentenced", "judged", "moved", "closing"]
"""Where a day can be looked into, in order: after weekly decisions, before offers are published; after ranking, before
the lotteries; after the ladder's removals and after those of linked accounts; after creators left or took up again;
and after everybody has arrived, before anything is counted."""

Matter = Literal["traffic", "entry"]
"""What values of levers are for: serving impressions (after ranking), or letting creators stay, go and come in."""


class Probe(Protocol):
    """Something that looks into a day; it may write columns, but adds and moves no row."""

    def at(self, point: Point, day: int, state: Any, world: Any, tally: Any) -> None:
        """Look at, or change, the market at a point of a day; ``tally`` is int64 (regions, tallies), today's."""

    def world(self, matter: Matter, day: int, world: Any) -> Any:
        """Return the lever values that a matter goes by: ``world``, or others of the same shapes."""
