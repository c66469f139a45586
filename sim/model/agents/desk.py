"""Human decisions: review of queued cases; appeals, at once, inside or by a body outside; second looks unasked.

In columns: `sim.model.day.triage`, `sim.model.day.enforcement` (review) and `sim.model.day.appeals`.
"""

from __future__ import annotations

import numpy as np

from sim.model.agents.account import Offer
from sim.model.agents.case import Case
from sim.model.agents.cell import Cell
from sim.model.agents.detectors import Detectors
from sim.model.agents.ledger import Ledger
from sim.model.agents.remedies import Remedies
from sim.model.agents.team import ReviewTeam
from sim.model.compilation import Row
from sim.model.draws import fork, uniform
from sim.model.draws.enforcement import Appeal, AtOnce, Audit, CaseKey, Outside, Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import appeals as a
from sim.model.parameters import review as r
from sim.model.parameters import tactics as t
from sim.model.rules import appeals as rules
from sim.model.rules import detection, deterrence
from sim.model.rules import review as reviews
from sim.model.state.schema import (
    ACTIVE,
    APPEALED,
    AUTO,
    CLEARED,
    LOOKED,
    OVERTURNED,
    PENALISED,
    QUEUED,
    SEVERITY_SLOTS,
    STOPPED,
    UNSEEN,
    UPHELD,
)


class ReviewDesk:
    """Who decides cases: reviewers, on what was flagged or reported, and on appeals.

    A won appeal gives points and standing back; lost traffic stays lost.

    Parameters
    ----------
    cell
        The region as it stands today.
    team
        The reviewers.
    detectors, ledger, remedies
        Who learns from decisions, who takes and gives points, and who ends what offences brought.
    """

    def __init__(self, cell: Cell, team: ReviewTeam, detectors: Detectors, ledger: Ledger, remedies: Remedies) -> None:
        self.cell, self.team = cell, team
        self.detectors, self.ledger, self.remedies = detectors, ledger, remedies

    @property
    def load(self) -> float:
        """Days of queue that the next case for review meets."""
        return self.team.load

    def triage(self, stream: int, day: int) -> None:
        """Man the desk, and look at what was flagged today as far as its turn comes."""
        cell = self.cell
        waiting, left = np.zeros(SEVERITY_SLOTS), np.zeros(SEVERITY_SLOTS)
        for case in self.ledger.cases:
            drawn, waited = uniform(case.id, Review.TAKEN_UP), day - case.day
            if case.state == QUEUED and reviews.taken_up(cell.p, drawn, waited):
                level = int(cell.lines[case.policy][t.SEVERITY])
                waiting[level] += 1.0
                left[level] += reviews.taken_up(cell.p, drawn, waited - 1)
        self.team.man(day)
        turns: list[tuple[float, Offer]] = []
        for creator in cell.creators:
            for offer in creator.offers:
                if not (offer.active and offer.to_review):
                    continue
                days = reviews.hand_over(cell.p, uniform(fork(fork(stream, creator.id), offer.kind), Review.TAKEN_UP))
                offer.available = reviews.minutes_up(cell.p, offer.scheduled, offer.flag, offer.scheduled, False)
                if days < 1.0:
                    to_come = creator.views_28d * max(0.0, 1.0 - offer.flag / offer.scheduled)
                    severity = cell.lines[offer.accused][t.SEVERITY]
                    turns.append((reviews.turn(cell.p, severity, to_come, offer.flag + reviews.DAY * days), offer))
        turns.sort(key=lambda one: one[0])
        for place, (_, offer) in enumerate(turns):
            self.look(offer, place, waiting, left, fork(fork(stream, offer.creator.id), offer.kind))

    def look(self, offer: Offer, place: int, waiting: Row, left: Row, draws: int) -> None:
        """Look at one offer, if its turn comes today; stop it there if it is confirmed before its end.

        ``waiting`` are the cases of earlier days that can be decided today, ``left`` those that could yesterday, by
        severity.
        """
        p, tally, team = self.cell.p, self.cell.tally, self.team
        severity = self.cell.lines[offer.accused][t.SEVERITY]
        if reviews.ahead(p, waiting, severity) + place + 1.0 > team.room:
            return
        ready = offer.flag + reviews.DAY * reviews.hand_over(p, uniform(draws, Review.TAKEN_UP))
        line = reviews.minutes_in_line(p, team.pressure, uniform(draws, Review.IN_LINE))
        seen = reviews.minute_of_look(ready, reviews.ahead(p, left, severity), team.room, line)
        confirmed = team.confirms(draws, offer.violation > 0)
        offer.looked = LOOKED
        offer.available = reviews.minutes_up(p, offer.scheduled, offer.flag, seen, confirmed)
        tally[y.REVIEW_WAITED] += int(seen - offer.flag)
        tally[y.REVIEW_IN_QUEUE] += int(seen - ready)
        tally[y.SEEN_LATE] += seen >= offer.scheduled
        if confirmed and seen < offer.scheduled:
            offer.looked = STOPPED
            tally[y.STOPPED] += 1
            tally[y.MINUTES_TO_ACT] += int(seen)
            tally[y.STOPS + detection.bucket(int(seen))] += 1

    def review(self, day: int) -> None:
        """Decide what was looked at today, then queued cases as far as the day lasts; close what waited too long."""
        p, tally, team = self.cell.p, self.cell.tally, self.team
        queued = [case for case in self.ledger.cases if case.state == QUEUED]
        seen = [case for case in queued if case.looked != UNSEEN]
        rest = [case for case in queued if case.looked == UNSEEN]
        queue = [c for c in rest if reviews.taken_up(p, uniform(c.id, Review.TAKEN_UP), day - c.day)]
        for case in seen:
            self.decide(case, day)
        lines = self.cell.lines
        turns = [reviews.turn_of_left(p, lines[c.policy][t.SEVERITY], c.exposure) for c in queue]
        queue = [queue[at] for at in sorted(range(len(queue)), key=turns.__getitem__)]
        late = min(len(queue), max(0, int(team.room) - len(seen)))
        for case in queue[:late]:
            self.decide(case, day)
            waited = day - case.day
            tally[y.SEEN_LATE] += case.source == AUTO
            tally[y.REVIEW_WAITED] += 1440 * waited
            tally[y.REVIEW_IN_QUEUE] += int(reviews.minutes_since(p, uniform(case.id, Review.TAKEN_UP), waited))
        lapsed = 0
        for case in queue[late:]:
            if day - case.day >= self.cell.values[r.REVIEW_SLA]:
                case.state, case.decided = CLEARED, day
                lapsed += 1
        done, left = len(seen) + late, len(queue) - late - lapsed
        team.count_load(left, done, day)
        tally[y.LAPSED] += lapsed
        tally[y.REVIEWED] += done
        tally[y.BACKLOG] += left + len(rest) - len(queue)

    def decide(self, case: Case, day: int) -> None:
        """Let a reviewer decide one case; what is confirmed becomes an example for the detector."""
        tally, guilty = self.cell.tally, case.guilty == 1
        confirmed = self.team.confirms(case.id, guilty)
        tally[y.REVIEWED_VIEWS] += case.exposure
        tally[y.REVIEW_GUILTY] += guilty
        tally[y.REVIEW_WRONG_GUILTY] += guilty and not confirmed
        tally[y.REVIEW_WRONG_INNOCENT] += confirmed and not guilty
        if confirmed and case.creator.status <= ACTIVE:
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
        tally = self.cell.tally
        for case in self.ledger.cases:
            if case.state != PENALISED or case.decided != day - 1:
                continue
            p, mine = case.creator.cell.p, fork(case.id, CaseKey.AUDIT)
            if uniform(mine, Audit.SAMPLED) >= p[r.REVIEW_AUDIT]:
                continue
            tally[y.AUDITED] += 1
            tally[y.REVIEW_COST] += int(p[r.REVIEW_MINUTES] * p[r.REVIEWER_WAGE])
            if reviews.taken_back(p, uniform(mine, Audit.TAKEN_BACK), case.guilty == 1):
                tally[y.AUDITS_RESTORED] += 1
                self.restore(case, day)

    def grants_at_once(self, case: Case, day: int) -> bool:
        """Grant an appeal without a look, if the detector was not sure; return whether so."""
        p, draws = case.creator.cell.p, fork(case.id, CaseKey.AT_ONCE)
        sure = detection.confidence(p, uniform(draws, AtOnce.CONFIDENCE), case.guilty == 1)
        if case.source != AUTO or not rules.reinstated_at_once(p, uniform(draws, AtOnce.GRANTED), sure):
            return False
        self.cell.tally[y.APPEALS_AT_ONCE] += 1
        self.count_decision(case, True, day)
        self.restore(case, day)
        return True

    def decide_appeal(self, case: Case, day: int) -> None:
        """Decide a due appeal; a lost one may go outside."""
        cell, guilty = case.creator.cell, case.guilty == 1
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
        cell = case.creator.cell
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
        case.creator.fairness = deterrence.restored_fairness(case.creator.cell.p, case.creator.fairness)
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
