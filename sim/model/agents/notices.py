"""What a region's enforcement notifies creators of, and who appeals (in columns: `sim.model.day.notices`)."""

from __future__ import annotations

from sim.model.agents.account import Account
from sim.model.agents.case import Case
from sim.model.agents.cell import Cell
from sim.model.draws import fork, uniform
from sim.model.draws.enforcement import CaseKey, Notice
from sim.model.outcomes import tallies as y
from sim.model.parameters import appeals as a
from sim.model.rules import appeals as rules
from sim.model.rules import deterrence
from sim.model.state.schema import APPEALED


class Notices:
    """Notifies creators of penalties and demotions, as far as levers have it."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell

    def notify(self, case: Case, day: int) -> None:
        """Notify of a penalty, with or without explanation, or stay silent; who is notified may appeal."""
        cell, tally = case.creator.cell, self.cell.tally
        p, mine = cell.p, fork(case.id, CaseKey.NOTICE)
        if uniform(mine, Notice.GIVEN) >= cell.values[a.NOTICE_SHARE]:
            return
        explained = rules.explanation(p, uniform(mine, Notice.EXPLAINED), uniform(mine, Notice.CLIP))
        tally[y.EXPLAINED] += explained > 0
        self.give_notice(case.creator, case.policy, case.guilty == 1, explained, day)
        self.file_appeal(case, mine, day)

    def give_notice(self, creator: Account, policy: int, guilty: bool, explained: int, day: int) -> None:
        """Let a creator know of a sanction: it is remembered, felt as fair or not, and teaches if explained."""
        p = creator.cell.p
        creator.notified_on, creator.notified_policy, creator.notified_reason = day, policy, explained
        creator.notices += 1
        creator.fairness = deterrence.next_fairness(p, creator.fairness, guilty, explained)
        creator.awareness = deterrence.taught(creator.awareness, rules.lesson(p, explained))
        self.cell.tally[y.NOTICE_COST] += rules.explanation_cost(p, explained)

    def file_appeal(self, case: Case, mine: int, day: int) -> None:
        """Let a creator who was notified decide to appeal, some days from now; past the window it is too late."""
        p, values = case.creator.cell.p, case.creator.cell.values
        if rules.appeals(p, uniform(mine, Notice.APPEALS), case.guilty == 1):
            delay = rules.filing_delay(p, uniform(mine, Notice.FILING_DELAY))
            if delay <= values[a.APPEAL_WINDOW]:
                case.state, case.filed = APPEALED, day + delay
                case.due = day + delay + rules.decision_days(p, uniform(mine, Notice.DECISION_DAYS))
