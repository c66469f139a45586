"""A creator's career: graduate, leave, take up again after a break, or come back after removal.

In columns: `sim.model.day.lifecycle` and `sim.model.day.returns`.
"""

from __future__ import annotations

from sim.model.agents.deciding import DecidingAccount
from sim.model.day.lifecycle import NANO
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.people import Comeback, Exit, Reapplication
from sim.model.outcomes import tallies as y
from sim.model.parameters import enforcement as e
from sim.model.rules import belonging, careers, enforcement, entry
from sim.model.state.schema import ACTIVE, LEFT, PILOT, REMOVED

# What somebody who comes back after removal brings along.
INHERITED = (
    "owner", "agency", "ring", "skill", "intrinsic", "moral", "caution", "outside", "drive", "persuasion", "attraction",
    "hobby", "hosts", "income_quality", "income_supply",
    "tactic", "shown_tactic", "intensity", "craft", "shown_craft", "awareness", "foresight", "prone", "norm",
    "chastened",
)
INHERITED_BY_POLICY = ("perceived", "sanctions", "escapes", "slips")


class CareerAccount(DecidingAccount):
    """A creator account that graduates, ends and begins again."""

    def career_step(self, stream: int, day: int, seed: int, returning: list[CareerAccount]) -> None:
        """Graduate, leave, take up again, or (after removal) join those ``returning`` on a new account today."""
        cell = self.cell
        due = y.CREATORS_DUE_NEW if day - self.joined < entry.YOUNG else y.CREATORS_DUE_OLD
        if self.status > ACTIVE:
            if self.status == REMOVED and self.ended == day:
                cell.tally[due] += NANO
            if self.return_day == day and self.status == REMOVED:
                self.try_again(seed, returning)
            elif self.return_day == day:
                self.reopen(day)
            return
        if self.status == PILOT and enforcement.graduates(
            cell.p, day - self.joined, self.rating, self.followers, cell.viewers_base
        ):
            self.status = ACTIVE
        hazard = careers.exit_hazard(
            cell.p, self.exposure, self.aspiration, self.work_worth, self.fairness
        )
        hazard *= careers.trial(cell.p, self.intrinsic, day - self.joined)
        holds = careers.embedded(cell.p, self.followers, cell.viewers_base / max(1, cell.creators_base))
        hazard = careers.with_events(cell.p, hazard * holds, holds)
        cell.tally[due] += int(hazard * NANO)
        if uniform(fork(stream, self.id), Exit.LEAVES) < hazard:
            self.leave(day, seed)

    def leave(self, day: int, seed: int) -> None:
        """Close the account for good or for a break."""
        self.status, self.ended = LEFT, day
        mine = fork(key(seed, Decision.COMEBACK, day), self.id)
        away = careers.break_days(self.cell.p, uniform(mine, Comeback.BREAK), uniform(mine, Comeback.DAYS))
        self.return_day = day + away if away > 0 else -1
        self.cell.tally[y.CREATORS_LEFT] += 1

    def reopen(self, day: int) -> None:
        """Take the account up again after a break, with the hopes of before and whoever still follows."""
        self.status, self.ended, self.last_offer = PILOT, -1, day
        self.exposure, self.income, self.resting = self.aspiration, 0.0, 0
        self.cell.tally[y.CREATORS_RETURNED] += 1

    def try_again(self, seed: int, returning: list[CareerAccount]) -> None:
        """Apply for another account after removal."""
        cell = self.cell
        cell.tally[y.RETURN_ATTEMPTS] += 1
        cell.tally[y.APPLICATIONS] += 1
        mine = fork(key(seed, Decision.LINKED, 0), self.id)
        linked = uniform(mine, Reapplication.RECOGNISED) < cell.values[e.LINKED_RECALL]
        checked, drawn = uniform(mine, Reapplication.CHECKED), uniform(mine, Reapplication.REFUSED)
        if linked or belonging.refused(cell.p, checked, drawn, True):
            cell.tally[y.REFUSED] += 1
        else:
            cell.tally[y.RETURN_UNDETECTED] += 1
            returning.append(self)

    def inherit(self, old: CareerAccount) -> None:
        """Take over the person behind a removed account: talents, motives, habits, beliefs, craft and company."""
        for trait in INHERITED:
            setattr(self, trait, getattr(old, trait))
        for field in INHERITED_BY_POLICY:
            setattr(self, field, list(getattr(old, field)))
        self.income_before = 0.0
