"""What softens a regime: exemptions, points bought back, won appeals, the end of freezes.

In columns: `sim.model.day.remedies`.
"""

from __future__ import annotations

import numpy as np

from sim.model.agents.account import Account
from sim.model.agents.case import Case
from sim.model.agents.cell import Cell
from sim.model.day.remedies import MONTH
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import Quiz
from sim.model.outcomes import tallies as y
from sim.model.parameters import ledger as g
from sim.model.rules import deterrence, ledger, orders
from sim.model.state.schema import ACTIVE, APPEALED, PENALISED, UPHELD


class Remedies:
    """Exempts, redeems, reinstates and pays out in one region."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell

    def exempt_best_sellers(self, day: int) -> None:
        """Once a week, exempt the region's creators with most sales in 28 days."""
        if day % 7 != 0:
            return
        creators = self.cell.creators
        sales = np.sort(np.array([creator.gmv_28d for creator in creators if creator.status <= ACTIVE], float))
        enough = ledger.exempt_sales(self.cell.p, sales)
        for creator in creators:
            creator.exempt = int(creator.gmv_28d > 0.0 and creator.gmv_28d >= enough)

    def redeem(self, cases: list[Case], day: int, seed: int) -> None:
        """Let clean LIVEs and quizzes buy points back, off the oldest cases first; points of severe ones stay."""
        credit: dict[int, int] = {}
        for creator in self.cell.creators:
            if creator.status <= ACTIVE:
                points = self.credit_of(creator, day, seed)
                if points > 0:
                    credit[creator.row] = points
        for case in cases if credit else []:
            creator = case.creator
            if credit.get(creator.row, 0) == 0 or case.state not in (PENALISED, APPEALED, UPHELD):
                continue
            points = ledger.redeemable(case.level, case.points, credit[creator.row])
            credit[creator.row] -= points
            case.points -= points
            creator.deducted -= points
            if case.guilty == 0:
                creator.wrong_points -= points
            self.cell.tally[y.POINTS_REDEEMED] += points

    def credit_of(self, creator: Account, day: int, seed: int) -> int:
        """Return the points that an account may buy back today; a passed quiz teaches too."""
        p, values, credit = creator.cell.p, creator.cell.values, 0
        if ledger.clean_enough(p, creator.clean_lives) and creator.deducted > 0:
            credit += int(values[g.REDEEMED])
            creator.clean_lives = -1
        if day % MONTH == MONTH - 1:
            creator.clean_lives = 0
            drawn = uniform(fork(key(seed, Decision.QUIZ, day), creator.id), Quiz.PASSED)
            if creator.notified_on > day - MONTH and ledger.passes_quiz(p, drawn):
                credit += int(values[g.QUIZ_POINTS])
                creator.awareness = deterrence.taught(creator.awareness, values[g.QUIZ_LESSON])
        return credit

    def reinstate(self, creator: Account, day: int) -> None:
        """End what offences brought once an appeal has left none of them standing; frozen commission is paid."""
        if sum(creator.level_offences) > 0:
            return
        creator.suspended_until = min(creator.suspended_until, day + 1)
        creator.limited_until = min(creator.limited_until, day + 1)
        creator.frozen_until = min(creator.frozen_until, day + 1)
        self.cell.tally[y.COMMISSION_PAID] += creator.held
        creator.settled_today += creator.held
        creator.held = 0

    def release_held(self, day: int) -> None:
        """Pay what freezes that end today have held, less the share that is then lost; tally what stays held."""
        tally = self.cell.tally
        for creator in self.cell.creators:
            if creator.held and creator.frozen_until <= day + 1:
                lost = orders.share_of(creator.held, orders.basis_points(creator.cell.values[g.FREEZE_FORFEIT]))
                tally[y.COMMISSION_FORFEITED] += lost
                tally[y.COMMISSION_PAID] += creator.held - lost
                creator.settled_today += creator.held - lost
                creator.held = 0
            tally[y.COMMISSION_HELD] += creator.held
