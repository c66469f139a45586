"""The ledger as a region's enforcement keeps it: penalties, giving back, expiry, the ladder, removal.

In columns: `sim.day.penalties` and `sim.day.ladder`.
"""

from __future__ import annotations

from typing import Any

from sim.agents.cell import Cell
from sim.agents.creator import Creator
from sim.agents.notifying import NoticeGiver
from sim.agents.offer import Case
from sim.agents.schema import AUTO, CLEARED, EXPIRED, PENALISED, REMOVED, UPHELD
from sim.day.ladder import BAN_DRAW
from sim.draws import fork, key, uniform
from sim.outcomes import tallies as y
from sim.parameters import creators as c
from sim.parameters import enforcement as e
from sim.rules import careers, deterrence
from sim.rules import enforcement as rules


class LedgerKeeper(NoticeGiver):
    """Keeps the accounts' ledgers of one region.

    Attributes
    ----------
    cases
        Cases of this region that are not closed, oldest first; those ``QUEUED`` wait for human review.
    """

    def __init__(self, model: Any, cell: Cell, record: dict[str, Any]) -> None:
        super().__init__(model, cell, record)
        self.cases: list[Case] = []

    def penalise(self, case: Case, day: int) -> None:
        """Impose a penalty or a warning, with or without notice; the creator may appeal."""
        cell, creator, guilty = self.cell, case.creator, case.guilty == 1
        values, tally = cell.values, cell.tally
        case.state, case.decided = PENALISED, day
        tally[y.PENALTIES] += 1
        tally[y.PENALTIES_GUILTY] += guilty
        if creator.last_penalty > day - 30:
            tally[y.REPEAT_PENALTIES] += 1
        creator.last_penalty = day
        creator.note_penalty(case.day, day)
        tally[y.PROACTIVE] += case.source == AUTO
        warned = creator.offences < values[e.WARNINGS]
        creator.offences += 1
        if warned:
            tally[y.WARNED] += 1
            creator.awareness = deterrence.taught(creator.awareness, values[e.WARNING_LESSON])
        else:
            self.deduct(case, guilty)
        self.notify(case, day)

    def deduct(self, case: Case, guilty: bool) -> None:
        """Take a violation's points off an account."""
        creator = case.creator
        case.points = points = rules.points_for(self.cell.p, self.cell.tactics[case.policy])
        case.counted = 1
        creator.deducted += points
        creator.breaches[case.policy] += 1
        if not guilty:
            creator.wrong_points += points
        self.cell.tally[y.POINTS_DEDUCTED] += points

    def give_back(self, case: Case) -> None:
        """Take one case off its account's ledger."""
        creator = case.creator
        creator.deducted -= case.points
        creator.offences -= 1
        creator.breaches[case.policy] -= case.counted
        if case.guilty == 0:
            creator.wrong_points -= case.points

    def expire(self, day: int) -> None:
        """Give back what has aged out of the window and drop closed cases."""
        tally, window = self.cell.tally, self.cell.values[e.EXPIRY_DAYS]
        for case in self.cases:
            if case.state in (PENALISED, UPHELD) and day - case.decided >= window:
                case.state = EXPIRED
                tally[y.POINTS_EXPIRED] += case.points
                tally[y.CLOSED] += 1
                self.give_back(case)
        self.cases = [case for case in self.cases if case.state < CLEARED]

    def climb_ladder(self, creator: Creator, day: int, seed: int) -> None:
        """Credit earned points, read the account's rating, and apply the milestone it stands at."""
        cell = self.cell
        p, ladder, tally = cell.p, cell.ladder, cell.tally
        if day % 7 == 0:
            creator.earned_week = 0
        creator.completed += creator.compliant_today
        points = rules.earned_points(p, creator.completed, creator.earned_week, creator.earned)
        creator.completed %= int(cell.values[e.EARN_ORDERS])
        creator.earned += points
        creator.earned_week += points
        tally[y.POINTS_EARNED] += points
        creator.rating = rules.rating(p, creator.earned, creator.deducted)
        before, reached = creator.milestone, rules.milestone_of(ladder, creator.rating)
        creator.milestone = reached
        if rules.removes(ladder, reached) or max(creator.breaches[1:], default=-1) >= cell.values[e.REPEAT_LIMIT]:
            self.remove_account(creator, day, seed)
        elif rules.suspension_at(ladder, before, reached) > 0:
            creator.suspended_until = day + 1 + int(rules.suspension_at(ladder, before, reached))
            tally[y.SUSPENSIONS] += 1
        if reached >= 0:
            deserved = rules.rating(p, creator.earned, creator.deducted - creator.wrong_points)
            if rules.milestone_of(ladder, deserved) < reached:
                tally[y.WRONGLY_HIT] += int(creator.gmv_usual)

    def remove_account(self, creator: Creator, day: int, seed: int) -> None:
        """End an account; its owner may come back on a new one some days later."""
        values = self.cell.values
        creator.status, creator.ended, creator.return_day = REMOVED, day, -1
        self.cell.tally[y.REMOVALS] += 1
        mine = fork(key(seed, BAN_DRAW, 0), creator.id)
        if uniform(mine, 0) < values[c.BAN_RETURN]:
            creator.return_day = day + careers.delay_days(uniform(mine, 1), values[c.BAN_RETURN_DAYS])
