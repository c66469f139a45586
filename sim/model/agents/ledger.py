"""The ledger of a region's accounts: penalties, giving back, expiry, and the milestones that a rating reaches.

In columns: `sim.model.day.penalties` and `sim.model.day.ladder`.
"""

from __future__ import annotations

from sim.model.agents.account import Account
from sim.model.agents.case import Case
from sim.model.agents.cell import Cell
from sim.model.agents.notices import Notices
from sim.model.agents.sanctions import Sanctions
from sim.model.day.ladder import OUT_OF_REACH
from sim.model.outcomes import tallies as y
from sim.model.parameters import enforcement as e
from sim.model.parameters import ledger as g
from sim.model.parameters import tactics as t
from sim.model.rules import deterrence, ledger
from sim.model.state.schema import AUTO, CLEARED, EXPIRED, PENALISED, UPHELD


class Ledger:
    """The accounts' ledgers of one region.

    Parameters
    ----------
    cell
        The region as it stands today.
    notices, sanctions
        Who notifies creators of penalties, and who ends accounts.

    Attributes
    ----------
    cases
        Cases of this region that are not closed, oldest first; those ``QUEUED`` wait for human review.
    """

    def __init__(self, cell: Cell, notices: Notices, sanctions: Sanctions) -> None:
        self.cell, self.notices, self.sanctions = cell, notices, sanctions
        self.cases: list[Case] = []

    def penalise(self, case: Case, day: int) -> None:
        """Impose a penalty or a warning, with or without notice; the creator may appeal. Exempt ones get none of it."""
        creator, guilty = case.creator, case.guilty == 1
        values, tally = creator.cell.values, self.cell.tally
        if creator.exempt:
            case.state, case.decided = CLEARED, day
            tally[y.CLEARED] += 1
            tally[y.EXEMPTED] += 1
            return
        case.state, case.decided = PENALISED, day
        tally[y.PENALTIES] += 1
        tally[y.PENALTIES_GUILTY] += guilty
        if creator.last_penalty > day - 30:
            tally[y.REPEAT_PENALTIES] += 1
        creator.last_penalty = day
        creator.note_penalty(case.day, day)
        tally[y.PROACTIVE] += case.source == AUTO
        creator.clean_lives = min(0, creator.clean_lives)
        warned = creator.offences < values[e.WARNINGS]
        creator.offences += 1
        if warned:
            tally[y.WARNED] += 1
            creator.awareness = deterrence.taught(creator.awareness, values[e.WARNING_LESSON])
        else:
            self.deduct(case, guilty)
        self.notices.notify(case, day)

    def deduct(self, case: Case, guilty: bool) -> None:
        """Take a violation's points off an account."""
        creator = case.creator
        cell = creator.cell
        case.points = points = ledger.points_for(cell.p, cell.severities, cell.tactics[case.policy])
        case.level = int(cell.lines[case.policy][t.SEVERITY])
        case.counted = 1
        creator.deducted += points
        creator.breaches[case.policy] += 1
        creator.level_offences[case.level] += 1
        if not guilty:
            creator.wrong_points += points
        cell.tally[y.POINTS_DEDUCTED] += points

    def give_back(self, case: Case) -> None:
        """Take one case off its account's ledger."""
        creator = case.creator
        creator.deducted -= case.points
        creator.offences -= 1
        creator.breaches[case.policy] -= case.counted
        creator.level_offences[case.level] -= case.counted
        if case.guilty == 0:
            creator.wrong_points -= case.points

    def expire(self, day: int) -> None:
        """Give back what has aged out of the window and drop closed cases."""
        tally = self.cell.tally
        for case in self.cases:
            if case.state in (PENALISED, UPHELD) and day - case.decided >= case.creator.cell.values[e.EXPIRY_DAYS]:
                case.state = EXPIRED
                tally[y.POINTS_EXPIRED] += case.points
                tally[y.CLOSED] += 1
                self.give_back(case)
        self.cases = [case for case in self.cases if case.state < CLEARED]

    def apply_milestones(self, creator: Account, day: int, seed: int) -> None:
        """Credit earned points, read the account's rating, and apply the milestones it stands under."""
        cell = creator.cell
        p, ladder, tally = cell.p, cell.ladder, cell.tally
        self.credit_orders(creator, day)
        creator.rating = ledger.rating(p, creator.earned, creator.deducted)
        standing = OUT_OF_REACH if creator.exempt else creator.rating
        before, creator.milestone = creator.milestone, ledger.milestone_of(ladder, standing)
        frozen = int(ledger.on_reaching(ladder, g.MILESTONE_FREEZE, before, standing))
        if frozen > 0:
            creator.frozen_until = max(creator.frozen_until, day + 1 + frozen)
        suspended = int(ledger.on_reaching(ladder, g.MILESTONE_SUSPENSION, before, standing))
        if creator.sentenced or ledger.most_at(ladder, g.MILESTONE_REMOVAL, standing) > 0.5:
            self.sanctions.remove(creator, day, seed)
        elif suspended > 0:
            creator.suspended_until = max(creator.suspended_until, day + 1 + suspended)
            tally[y.SUSPENSIONS] += 1
        self.restrict(creator, standing, day)
        deserved = ledger.rating(p, creator.earned, creator.deducted - creator.wrong_points)
        if ledger.harder(ladder, creator.milestone, ledger.milestone_of(ladder, deserved)):
            tally[y.WRONGLY_HIT] += int(creator.gmv_usual)

    def credit_orders(self, creator: Account, day: int) -> None:
        """Credit points for the day's settled orders of compliant offers."""
        if day % 7 == 0:
            creator.earned_week = 0
        creator.completed += creator.compliant_today
        points = ledger.earned_points(creator.cell.p, creator.completed, creator.earned_week, creator.earned)
        creator.completed %= int(creator.cell.values[e.EARN_ORDERS])
        creator.earned += points
        creator.earned_week += points
        self.cell.tally[y.POINTS_EARNED] += points

    def restrict(self, creator: Account, standing: int, day: int) -> None:
        """Read off what is withheld from tomorrow on: by the milestones reached and by limits that still run."""
        ladder = creator.cell.ladder
        cut, posts = ledger.most_at(ladder, g.MILESTONE_CUT, standing), ledger.limit_at(ladder, standing)
        if creator.limited_until > day + 1:
            cut, posts = max(cut, creator.limit_cut), min(posts, creator.limit_posts)
        hidden = ledger.most_at(ladder, g.MILESTONE_LINKS, standing) > 0.5
        blocked = ledger.most_at(ladder, g.MILESTONE_CAMPAIGN, standing) > 0.5
        creator.traffic_cut, creator.posting_limit = cut, posts
        creator.links_hidden, creator.campaign_blocked = int(hidden), int(blocked)
        creator.restricted = int(cut > 0.0 or posts < g.NO_LIMIT or hidden or blocked)
