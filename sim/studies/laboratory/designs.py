"""The designs of a test: who is treated, what is recorded of it, and what it is called in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sim.errors import UserError, quoted, suggest
from sim.methods.experiments.synthetic import FEWEST_REGIONS
from sim.model.levers.schedule import Scenario
from sim.model.levers.sides import stop_unless_by
from sim.model.levers.trial import Groups, Side, Trial

Table = Literal["creators", "viewers", "cells", "panel"]


@dataclass(frozen=True)
class Design:
    """A design of a test.

    Attributes
    ----------
    label, split
        What it is called, and who is split, in words that need no statistics.
    tables
        What an analyst would have of it.
    """

    name: str
    label: str
    split: str
    side: Side
    tables: tuple[Table, ...]
    groups: Groups = ""

    def trial(self, share: float, days: int, start: int, block: int) -> Trial:
        """Return its assignment.

        Parameters
        ----------
        share
            Share of each side to treat.
        days, start, block
            Length and first day of the test; days of a switchback's blocks.
        """
        if self.name == "switchback":
            return Trial(self.name, "region", 0.5, start=start, block=block, paired=True)
        if self.name == "stepped":
            return Trial(self.name, "region", share, start=start, steps=4, days=days)
        return Trial(self.name, self.side, share, viewers=share, groups=self.groups, start=start)


DESIGNS: Final = {
    one.name: one
    for one in (
        Design("creator", "by creator", "creators are split, one by one", "creator", ("creators",)),
        Design("viewer", "by viewer", "viewers are split, one by one", "viewer", ("viewers",)),
        Design("two_sided", "by pair", "viewers and creators are split, and a pair is treated if both are", "both",
               ("cells", "viewers")),
        Design("cluster", "by community", "groups of creators who know each other are split", "creator",
               ("creators", "panel"), "community"),
        Design("agency", "by agency", "agencies are split, with all their creators", "creator", ("creators", "panel"),
               "agency"),
        Design("category", "by category", "product categories are split, with all their creators", "creator",
               ("creators", "panel"), "category"),
        Design("switchback", "on and off", "the whole market is switched on and off, block by block", "region",
               ("panel",)),
        Design("region", "by region", "some regions get it and others do not", "region", ("panel",)),
        Design("stepped", "step by step", "one region after another gets it", "region", ("panel",)),
    )
}


def design_of(name: str) -> Design:
    """Return a design by its name, the nearest one being told where there is none."""
    if name not in DESIGNS:
        raise UserError(f"no design {quoted(name)}.{suggest(name, DESIGNS)} (there are {', '.join(DESIGNS)})")
    return DESIGNS[name]


def stop_unless_possible(design: Design, scenario: Scenario, regions: int) -> None:
    """Stop where a design cannot test a scenario in a market.

    Raises
    ------
    UserError
        With the reason: a lever that cannot differ between its units, or too few regions.
    """
    for change in scenario.changes:
        if not change.is_mark:
            stop_unless_by(design.side, change.name)
        if change.when or change.after or change.needs or change.stops:
            raise UserError(f"{scenario.name} hangs on outcomes ({change.name}), which a test would move in both arms "
                            "at once: test a scenario of dated changes")
        if change.regions and design.side == "region":
            raise UserError(f"{scenario.name} names regions itself ({', '.join(change.regions)}): a design by region "
                            "or in blocks of time chooses them")
    if design.name in ("region", "stepped") and regions < FEWEST_REGIONS:
        raise UserError(f"a test {design.label} takes at least {FEWEST_REGIONS} regions, and this market has "
                        f"{regions}: take market=global, or another design")


def possible(scenario: Scenario, regions: int) -> list[str]:
    """Return the designs that can test a scenario in a market."""
    found = []
    for design in DESIGNS.values():
        try:
            stop_unless_possible(design, scenario, regions)
        except UserError:
            continue
        found.append(design.name)
    return found
