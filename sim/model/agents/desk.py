"""Human decisions: review of queued cases; appeals, at once, inside or by a body outside; second looks unasked.

In columns: `sim.model.day.enforcement` (review) and `sim.model.day.appeals`.
"""

from __future__ import annotations

from sim.model.agents.case import Case
from sim.model.agents.cell import Cell
from sim.model.agents.detectors import Detectors
from sim.model.agents.ledger import Ledger
from sim.model.agents.remedies import Remedies
from sim.model.draws import fork, uniform
from sim.model.draws.enforcement import Appeal, AtOnce, Audit, CaseKey, Outside, Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import appeals as a
from sim.model.parameters import review as r
from sim.model.rules import appeals as rules
from sim.model.rules import detection, deterrence
from sim.model.rules import review as reviews
from sim.model.state.schema import ACTIVE, APPEALED, AUTO, CLEARED, OVERTURNED, PENALISED, QUEUED, UPHELD


class ReviewDesk:
    """Who decides cases: reviewers, on what was flagged or reported, and on appeals.

    A won appeal gives points and standing back; lost traffic stays lost.

    Parameters
    ----------
    cell
        The region as it stands today.
    load
        Days of queue that the next case for review meets; an attribute of the same name.
    detectors, ledger, remedies
        Who learns from decisions, who takes and gives points, and who ends what offences brought.
    """

    def __init__(self, cell: Cell, load: float, detectors: Detectors, ledger: Ledger, remedies: Remedies) -> None:
        self.cell, self.load = cell, load
        self.detectors, self.ledger, self.remedies = detectors, ledger, remedies

    def review(self, day: int) -> None:
        """Decide queued cases up to today's capacity; tired reviewers err more; close what waited too long."""
        cell = self.cell
        values, tally = cell.values, cell.tally
        queued = [case for case in self.ledger.cases if case.state == QUEUED]
        queue = [c for c in queued if reviews.taken_up(cell.p, uniform(c.id, Review.TAKEN_UP), day - c.day)]
        if values[r.BY_EXPOSURE] >= 0.5:
            queue.sort(key=lambda case: -case.exposure)
        can = reviews.review_capacity(cell.p, cell.creators_base)
        accuracy = reviews.review_accuracy(cell.p, len(queue), can)
        done = min(len(queue), max(0, can))
        for case in queue[:done]:
            self.decide(case, accuracy, day)
        lapsed = 0
        for case in queue[done:]:
            if day - case.day >= values[r.REVIEW_SLA]:
                case.state, case.decided = CLEARED, day
                lapsed += 1
        self.load = (len(queue) - done) / max(1, can)  # days of queue that the next case meets
        tally[y.LAPSED] += lapsed
        tally[y.REVIEWED] += done
        tally[y.BACKLOG] += len(queued) - done - lapsed
        tally[y.REVIEW_COST] += int(done * values[r.REVIEW_MINUTES] * values[r.REVIEWER_WAGE])

    def decide(self, case: Case, accuracy: float, day: int) -> None:
        """Let a reviewer decide one case; what is confirmed becomes an example for the detector."""
        tally = self.cell.tally
        tally[y.REVIEWED_VIEWS] += case.exposure
        right = uniform(case.id, Review.RIGHT) < accuracy
        if (case.guilty == 1) == right and case.creator.status <= ACTIVE:
            self.ledger.penalise(case, day)
            self.detectors.confirm(case.policy)
        else:
            case.state, case.decided = CLEARED, day
            tally[y.CLEARED] += 1

    def decide_appeals(self, day: int) -> None:
        """File what is filed today and decide what is due."""
        for case in self.ledger.cases:
            if case.state != APPEALED:
                continue
            if case.outside:
                if case.due <= day:
                    self.decide_outside(case, day)
                continue
            if case.filed == day:
                self.cell.tally[y.APPEALS_FILED] += 1
                if self.grants_at_once(case, day):
                    continue
            if case.due <= day:
                self.decide_appeal(case, day)

    def audit(self, day: int) -> None:
        """Check a sample of yesterday's penalties that nobody appealed; take back what a second look finds wrong."""
        p, tally = self.cell.p, self.cell.tally
        for case in self.ledger.cases:
            if case.state != PENALISED or case.decided != day - 1:
                continue
            mine = fork(case.id, CaseKey.AUDIT)
            if uniform(mine, Audit.SAMPLED) >= p[r.REVIEW_AUDIT]:
                continue
            tally[y.AUDITED] += 1
            tally[y.REVIEW_COST] += int(p[r.REVIEW_MINUTES] * p[r.REVIEWER_WAGE])
            if reviews.taken_back(p, uniform(mine, Audit.TAKEN_BACK), case.guilty == 1):
                tally[y.AUDITS_RESTORED] += 1
                self.restore(case, day)

    def grants_at_once(self, case: Case, day: int) -> bool:
        """Grant an appeal without a look, if the detector was not sure; return whether so."""
        p, draws = self.cell.p, fork(case.id, CaseKey.AT_ONCE)
        sure = detection.confidence(p, uniform(draws, AtOnce.CONFIDENCE), case.guilty == 1)
        if case.source != AUTO or not rules.reinstated_at_once(p, uniform(draws, AtOnce.GRANTED), sure):
            return False
        self.cell.tally[y.APPEALS_AT_ONCE] += 1
        self.count_decision(case, True, day)
        self.restore(case, day)
        return True

    def decide_appeal(self, case: Case, day: int) -> None:
        """Decide a due appeal; a lost one may go outside."""
        cell, guilty = self.cell, case.guilty == 1
        cell.tally[y.APPEALS_COST] += int(cell.values[a.APPEAL_COST])
        won = rules.overturned(cell.p, uniform(fork(case.id, CaseKey.APPEAL), Appeal.OVERTURNED), guilty)
        self.count_decision(case, won, day)
        if won:
            self.restore(case, day)
        elif rules.goes_outside(cell.p, uniform(fork(case.id, CaseKey.OUTSIDE), Outside.FILED), guilty):
            case.outside, case.due = 1, day + int(cell.values[a.EXTERNAL_DAYS])
            cell.tally[y.EXTERNAL_FILED] += 1
        else:
            self.uphold(case)

    def count_decision(self, case: Case, won: bool, day: int) -> None:
        """Count a decision of the platform on an appeal."""
        tally, guilty = self.cell.tally, case.guilty == 1
        tally[y.APPEALS_DECIDED] += 1
        tally[y.APPEAL_DAYS_SUM] += day - case.filed
        tally[y.APPEALS_INNOCENT] += not guilty
        tally[y.APPEALS_OVERTURNED] += won
        tally[y.APPEALS_INNOCENT_OVERTURNED] += won and not guilty

    def decide_outside(self, case: Case, day: int) -> None:
        """Let the certified body decide a case; the platform pays either way."""
        cell = self.cell
        cell.tally[y.EXTERNAL_DECIDED] += 1
        cell.tally[y.APPEALS_COST] += int(cell.values[a.EXTERNAL_COST])
        drawn = uniform(fork(case.id, CaseKey.OUTSIDE), Outside.OVERTURNED)
        if rules.overturned_outside(cell.p, drawn, case.guilty == 1):
            cell.tally[y.EXTERNAL_OVERTURNED] += 1
            self.restore(case, day)
        else:
            self.uphold(case)

    def restore(self, case: Case, day: int) -> None:
        """Undo a sanction on the ledger and in the creator's eyes."""
        case.state = OVERTURNED
        case.creator.fairness = deterrence.restored_fairness(self.cell.p, case.creator.fairness)
        if case.demoted:
            self.cell.tally[y.DEMOTIONS_RESTORED] += 1
        else:
            self.cell.tally[y.POINTS_RESTORED] += case.points
            self.ledger.give_back(case)
            self.remedies.reinstate(case.creator, day)

    def uphold(self, case: Case) -> None:
        """Let a sanction stand: a confirmed case for the detector; one without points is closed."""
        self.detectors.confirm(case.policy)
        if case.demoted:
            case.state = CLEARED
            self.cell.tally[y.CLEARED] += 1
        else:
            case.state = UPHELD
