"""What repeated offences bring, and how accounts end: escalations, removals, linked accounts.

In columns: `sim.model.day.escalations`, `sim.model.day.ladder` (removals) and `sim.model.day.linked`.
"""

from __future__ import annotations

from sim.model.agents.account import Account
from sim.model.agents.case import Case
from sim.model.agents.cell import Cell
from sim.model.day.linked import LINKED, MISTAKEN
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import LinkedAccount, LinkedAction
from sim.model.draws.people import BanReturn
from sim.model.outcomes import tallies as y
from sim.model.parameters import creators as c
from sim.model.parameters import enforcement as e
from sim.model.parameters import ledger as g
from sim.model.rules import careers, decisions, orders
from sim.model.rules import ledger as rules
from sim.model.state.schema import ACTIVE, APPEALED, PENALISED, REMOVED, UPHELD


class Sanctions:
    """Applies a region's escalations, and ends accounts."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell

    def escalate(self, cases: list[Case], day: int) -> None:
        """Apply the escalations that today's counted offences set off; of each kind of action the hardest holds."""
        for case in cases:
            creator = case.creator
            if case.decided != day or not case.counted or creator.status > ACTIVE:
                continue
            if case.state in (PENALISED, APPEALED, UPHELD):
                offences = creator.level_offences
                self.impose(
                    creator, case.level, creator.breaches[case.policy], offences[case.level], sum(offences), day
                )

    def impose(
        self, creator: Account, level: int, same_policy: int, same_level: int, every: int, day: int
    ) -> None:
        """Suspend, freeze, limit or sentence an account, from tomorrow on."""
        rows, counts = creator.cell.escalations, (level, same_policy, same_level, every)
        if rules.most_of(rows, g.ESCALATION_REMOVAL, *counts) > 0.5:
            creator.sentenced = 1
        suspended = int(rules.most_of(rows, g.ESCALATION_SUSPENSION, *counts))
        if suspended > 0:
            creator.suspended_until = max(creator.suspended_until, day + 1 + suspended)
            self.cell.tally[y.SUSPENSIONS] += 1
        frozen = int(rules.most_of(rows, g.ESCALATION_FREEZE, *counts))
        if frozen > 0:
            creator.frozen_until = max(creator.frozen_until, day + 1 + frozen)
        limited = rules.limited_days(rows, *counts)
        if limited > 0:
            cut, posts = rules.most_of(rows, g.ESCALATION_CUT, *counts), rules.limit_of(rows, *counts)
            if creator.limited_until > day + 1:
                cut, posts = max(cut, creator.limit_cut), min(posts, creator.limit_posts)
            creator.limit_cut, creator.limit_posts = cut, posts
            creator.limited_until = max(creator.limited_until, day + 1 + limited)

    def remove(self, creator: Account, day: int, seed: int) -> None:
        """End an account; part of what is frozen is lost, and its owner may come back on a new one some days later."""
        values, tally = creator.cell.values, self.cell.tally
        creator.status, creator.ended, creator.return_day, creator.sentenced = REMOVED, day, -1, 0
        tally[y.REMOVALS] += 1
        lost = orders.share_of(creator.held, orders.basis_points(values[e.FORFEIT]))
        creator.held -= lost
        tally[y.COMMISSION_FORFEITED] += lost
        mine = fork(key(seed, Decision.RETURN_FROM_BAN, 0), creator.id)
        weekly = decisions.usual_income(creator.income, creator.outside)
        if careers.comes_back(creator.cell.p, uniform(mine, BanReturn.COMES_BACK), weekly, creator.ring >= 0):
            creator.return_day = day + careers.delay_days(uniform(mine, BanReturn.DELAY), values[c.BAN_RETURN_DAYS])

    def act_on_linked(self, day: int, seed: int) -> None:
        """Remove recognised accounts of today's removed owners, and now and then an unrelated one."""
        stream, creators, tally = key(seed, Decision.LINKED_ACTION, day), self.cell.creators, self.cell.tally
        for removed in creators:
            if removed.status == REMOVED and removed.ended == day:
                self.pick_linked(removed, fork(stream, removed.id))
        for creator in creators:
            if not creator.sentenced or creator.status > ACTIVE:
                continue
            tally[y.LINKED_REMOVALS] += 1
            if creator.sentenced == MISTAKEN:
                tally[y.LINKED_WRONG] += 1
                tally[y.WRONGLY_HIT] += int(creator.gmv_usual)
            self.remove(creator, day, seed)

    def pick_linked(self, removed: Account, mine: int) -> None:
        """Mark the accounts that go with a removed one."""
        values = removed.cell.values
        mistaken, lowest = None, 1.0
        for other in self.cell.creators:
            if other.status > ACTIVE:
                continue
            theirs = fork(mine, other.id)
            if other.owner == removed.owner:
                recognised = uniform(theirs, LinkedAccount.RECOGNISED) < values[e.LINKED_RECALL]
                if recognised and uniform(theirs, LinkedAccount.REMOVED) < values[g.LINKED_ACTION]:
                    other.sentenced = LINKED
            elif removed.agency < 0 or other.agency == removed.agency:
                drawn = uniform(theirs, LinkedAccount.MISTAKEN)
                if drawn < lowest:
                    mistaken, lowest = other, drawn
        errs = uniform(mine, LinkedAction.MISTAKEN) < values[g.LINKED_FALSE]
        if mistaken is not None and errs and not mistaken.sentenced:
            mistaken.sentenced = MISTAKEN
