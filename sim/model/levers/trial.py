"""A test inside the market: whom it treats. What it treats them with are the changes that are ``tested``.

Everybody has one keyed uniform a test (decision ``ASSIGN``), so that a ramp only ever adds units, who is treated hangs
on nobody else, and no other draw moves. Clusters share one number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Side = Literal["viewer", "creator", "both", "region"]
Groups = Literal["", "agency", "category", "community"]


@dataclass(frozen=True)
class Trial:
    """A test's assignment.

    Attributes
    ----------
    name
        Of the experiment: another name, another assignment.
    side
        Who is randomised. In a test of ``"both"`` a pair of viewer and creator is treated if both are. In one of a
        ``"region"`` everybody there is, all the time, in blocks of days or from a day on, so any lever can be tested.
    share, viewers
        Share to treat, 0 to 1; in a test of both sides that of creators, and of viewers.
    groups
        What creators are randomised by, if not one by one: an agency (or alone, who has none), a product category, or a
        community of the peer network.
    start
        Day on which units are first assigned; until then everybody is untreated.
    ramp
        Days on which the share becomes another: ``((7, 0.1), (14, 0.5))``. Nobody leaves the treated arm as it grows.
    block, alternating, paired
        Days of a switchback's blocks (0: none): each region's arm is drawn anew for each, or for the first only and
        then alternates; in pairs, for every other one, and the next has the other arm.
    steps, days
        Steps of a stepped wedge (0: none) over so many days: all regions start untreated and all end treated.
    again
        Which assignment: 1, 2, ... are re-assignments of the same test.
    """

    name: str
    side: Side
    share: float
    viewers: float = 0.5
    groups: Groups = ""
    start: int = 0
    ramp: tuple[tuple[int, float], ...] = ()
    block: int = 0
    alternating: bool = False
    paired: bool = False
    steps: int = 0
    days: int = 0
    again: int = 0

    @property
    def by_account(self) -> bool:
        """Whether accounts of one region are in different arms."""
        return self.side != "region"

    def share_on(self, day: int) -> float:
        """Return the share that is treated on a day of the horizon."""
        if day < self.start:
            return 0.0
        return next((share for first, share in reversed(self.ramp) if day >= first), self.share)

    @classmethod
    def read(cls, content: Mapping[str, Any] | None) -> Trial | None:
        """Return a test from its JSON form, ``None`` from none."""
        if content is None:
            return None
        return cls(**{**content, "ramp": tuple((int(day), float(share)) for day, share in content["ramp"])})
