"""The ledger as a region's enforcement keeps it: penalties, giving back, expiry (in columns: `day.penalties`)."""

from __future__ import annotations

from typing import Any

from sim.model.agents.cell import Cell
from sim.model.agents.notifying import NoticeGiver
from sim.model.agents.offer import Case
from sim.model.agents.remedying import Remedies
from sim.model.agents.sanctioning import Sanctions
from sim.model.outcomes import tallies as y
from sim.model.parameters import enforcement as e
from sim.model.parameters import tactics as t
from sim.model.rules import deterrence, ledger
from sim.model.state.schema import AUTO, CLEARED, EXPIRED, PENALISED, UPHELD


class LedgerKeeper(NoticeGiver, Sanctions, Remedies):
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
        """Impose a penalty or a warning, with or without notice; the creator may appeal. Exempt ones get none of it."""
        cell, creator, guilty = self.cell, case.creator, case.guilty == 1
        values, tally = cell.values, cell.tally
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
        self.notify(case, day)

    def deduct(self, case: Case, guilty: bool) -> None:
        """Take a violation's points off an account."""
        cell, creator = self.cell, case.creator
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
        tally, window = self.cell.tally, self.cell.values[e.EXPIRY_DAYS]
        for case in self.cases:
            if case.state in (PENALISED, UPHELD) and day - case.decided >= window:
                case.state = EXPIRED
                tally[y.POINTS_EXPIRED] += case.points
                tally[y.CLOSED] += 1
                self.give_back(case)
        self.cases = [case for case in self.cases if case.state < CLEARED]
