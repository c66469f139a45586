"""What gets about of a region's penalties and breaches, and of its announcements (in columns: `day.publicity`)."""

from __future__ import annotations

from typing import Any

from sim.model.agents.cell import Cell
from sim.model.parameters import publicity as pb
from sim.model.rules import beliefs, detection


class Publicity:
    """Public knowledge of one region's enforcement.

    Parameters
    ----------
    cell
        The region as it stands today.
    record
        Its row of the policy table.

    Attributes
    ----------
    told, broken
        Announced penalties and breaches of late by tactic, as fading sums.
    rest, alarm
        What somebody without evidence believes of detection, by tactic; log-odds that announcements add for now.
    announcing, announced, shown_true, pending_since, rate_before, told_since, broken_since
        What is announced today; announcements so far that people could judge, and those that came true; since when one
        waits to be judged (-1: none does), by penalties per breach before it and by what has happened since.
    """

    FIELDS = (
        "told", "broken", "rest", "alarm", "announcing", "announced", "shown_true", "pending_since", "rate_before",
        "told_since", "broken_since",
    )
    told: list[float]
    broken: list[float]
    rest: list[float]
    alarm: float
    announcing: float
    announced: float
    shown_true: float
    pending_since: int
    rate_before: float
    told_since: float
    broken_since: float

    def __init__(self, cell: Cell, record: dict[str, Any]) -> None:
        self.cell = cell
        for field in self.FIELDS:
            setattr(self, field, record[field])

    def to_row(self) -> dict[str, Any]:
        """Return what is known, as fields of the policy table."""
        return {field: getattr(self, field) for field in self.FIELDS}

    def make_known(self, day: int) -> None:
        """Count the day's announced penalties and its breaches; read what newcomers believe; judge and announce."""
        cell = self.cell
        p, half_life = cell.p, cell.values[pb.PUBLIC_HALF_LIFE]
        self.told = [beliefs.faded_sum(value, half_life, 1.0) for value in self.told]
        self.broken = [beliefs.faded_sum(value, half_life, 1.0) for value in self.broken]
        for creator in cell.creators:
            if creator.notified_on == day:
                self.told[creator.notified_policy] += 1.0
                self.told_since += 1.0
            for offer in creator.offers:
                k = offer.violation if offer.active else 0
                if k > 0 and detection.forbidden(p, cell.tactics[k], cell.horizon_day):
                    self.broken[k] += 1.0
                    self.broken_since += 1.0
        told = broken = 0.0
        for k in range(1, cell.policies):
            told += self.told[k]
            broken += self.broken[k]
        for k in range(1, cell.policies):
            self.rest[k] = beliefs.rest(p, self.told[k], self.broken[k], told, broken, cell.creators_base)
        self.alarm = beliefs.faded_sum(self.alarm, cell.values[pb.ALARM_HALF_LIFE], 1.0)
        self.judge(day)
        self.announce(told, broken, day)

    def judge(self, day: int) -> None:
        """Settle whether the pending announcement came true, if people have seen enough."""
        p = self.cell.p
        if self.pending_since >= 0 and day - self.pending_since >= self.cell.values[pb.PROOF_DAYS]:
            self.announced += 1.0
            self.shown_true += beliefs.came_true(
                p, self.rate_before, self.told_since, self.broken_since
            )
            self.pending_since = -1

    def announce(self, told: float, broken: float, day: int) -> None:
        """Raise the alarm by what is announced beyond what was announced yesterday, as far as it is believed."""
        said = self.cell.values[pb.ANNOUNCED]
        if said > self.announcing:
            self.alarm += beliefs.credibility(self.shown_true, self.announced) * (said - self.announcing)
            if self.pending_since < 0:
                self.pending_since = day
                self.rate_before = told / broken if broken > 0.0 else 0.0
                self.told_since = self.broken_since = 0.0
        self.announcing = said
