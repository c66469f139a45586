"""Enforcement as a Mesa agent, one a region: cases and their review (in columns: `sim.model.day.enforcement`).

What it is made of stands in files of its own: detectors (`detecting`), notices (`notifying`), the ledger
(`ledger_keeping`), appeals (`appealing`).
"""

from __future__ import annotations

from typing import Any

from sim.model.agents.appealing import AppealsDesk
from sim.model.agents.cell import Cell
from sim.model.agents.offer import Case, Offer
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import CaseKey, Notice, ReportRing, Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import detection as d
from sim.model.parameters import review as r
from sim.model.rules import appeals, detection
from sim.model.rules import review as rules
from sim.model.state.schema import ACTIVE, APPEALED, AUTO, CLEARED, QUEUED, REPORT


class EnforcementPolicy(AppealsDesk):
    """The rules' keeper of one region.

    Attributes
    ----------
    load
        Days of queue that the next case for review meets.
    """

    def __init__(self, model: Any, cell: Cell, record: dict[str, Any]) -> None:
        super().__init__(model, cell, record)
        self.load: float = record["load"]

    def to_row(self) -> dict[str, Any]:
        """Return the policy as a row of the policy table."""
        cell = self.cell
        return {
            "last_retrain": self.last_retrain, "load": self.load, "viewers_base": cell.viewers_base,
            "creators_base": cell.creators_base, "horizon": self.horizon, "knowledge": self.knowledge,
            "labels": self.labels,
        }

    def enforce(self, stream: int, day: int, seed: int) -> None:
        """Act on today's flags and reports: open cases, review, decide appeals, forgive, climb the ladder."""
        self.exempt_best_sellers(day)
        self.open_cases(stream, key(seed, Decision.REPORT_RING, day), day)
        self.review(day)
        self.decide_appeals(day)
        self.audit(day)
        self.expire(day)
        self.redeem(day, seed)
        self.escalate(day)
        for creator in self.cell.creators:
            if creator.status <= ACTIVE:
                self.apply_milestones(creator, day, seed)
        self.act_on_linked(day, seed)
        self.release_held(day)

    def open_cases(self, stream: int, rings: int, day: int) -> None:
        """Open a case for every flagged or sufficiently reported offer."""
        if self.cell.policies < 2:
            return
        for creator in self.cell.creators:
            for offer in creator.offers:
                if not offer.active:
                    continue
                mine = fork(fork(stream, creator.id), offer.kind)
                if offer.flag < 0:
                    if not self.reported(offer, fork(fork(rings, creator.id), offer.kind), day):
                        continue
                    offer.accused = offer.violation or detection.accused(
                        self.cell.p, self.cell.table, uniform(mine, Review.ACCUSED), day - self.horizon
                    )
                    if offer.accused == 0:
                        continue
                case = Case(
                    id=mine, creator=creator, day=day, policy=offer.accused, guilty=int(offer.violation > 0),
                    source=AUTO if offer.flag >= 0 else REPORT, state=QUEUED, exposure=offer.views,
                    demoted=offer.demoted,
                )
                self.take_up(case, offer, day)

    def take_up(self, case: Case, offer: Offer, day: int) -> None:
        """Act on a fresh case at once, or send it to review."""
        tally, flagged = self.cell.tally, offer.flag >= 0
        if offer.demoted:
            self.demote(case, day)
            return
        self.cases.append(case)
        tally[y.CASES_OPENED] += 1
        if flagged and not offer.to_review:
            self.act_at_once(case, offer, day)
            return
        tally[y.REVIEW_QUEUED] += 1
        if not flagged:
            tally[y.REPORT_CASES] += 1
            tally[y.FALSE_REPORT_CASES] += case.guilty == 0

    def reported(self, offer: Offer, ring: int, day: int) -> bool:
        """Return whether reports, weighed by who files them, open a case; rings of rivals strike clean offers."""
        cell, creator, violation = self.cell, offer.creator, offer.violation
        struck = 0
        if violation > 0:
            if not detection.forbidden(cell.p, cell.tactics[violation], day - self.horizon):
                return False
        elif rules.ring_strikes(
            cell.p, uniform(ring, ReportRing.STRIKES), creator.views_28d, cell.viewers_base, cell.creators_base
        ):
            struck = int(cell.values[r.RING_SIZE])
            cell.tally[y.RING_REPORTS] += struck
        return rules.weighed_reports(cell.p, offer.reports, struck, violation > 0) >= cell.values[r.REPORT_THRESHOLD]

    def act_at_once(self, case: Case, offer: Offer, day: int) -> None:
        """Penalise what the detector stopped by itself."""
        tally = self.cell.tally
        self.penalise(case, day)
        tally[y.PENALTIES_AUTOMATED] += case.state != CLEARED  # unless the creator is exempt
        if case.guilty == 0:
            tally[y.WRONGLY_HIT] += int(case.creator.gmv_usual)
        elif offer.available < offer.scheduled:
            tally[y.STOPPED_VIOLATING] += 1
            tally[y.VIEWS_BEFORE_STOP] += case.exposure

    def demote(self, case: Case, day: int) -> None:
        """Notify of a demotion, perhaps, always with the reason; only an appeal makes it a case."""
        mine = fork(case.id, CaseKey.NOTICE)
        if uniform(mine, Notice.DEMOTION_DISCLOSED) >= self.cell.values[d.DEMOTION_DISCLOSED]:
            return
        self.give_notice(case.creator, case.policy, case.guilty == 1, appeals.REASON, day)
        case.decided = day
        self.file_appeal(case, mine, day)
        if case.state == APPEALED:
            self.cases.append(case)
            self.cell.tally[y.CASES_OPENED] += 1

    def review(self, day: int) -> None:
        """Decide queued cases up to today's capacity; tired reviewers err more; close what waited too long."""
        cell = self.cell
        values, tally = cell.values, cell.tally
        queued = [case for case in self.cases if case.state == QUEUED]
        queue = [c for c in queued if rules.taken_up(cell.p, uniform(c.id, Review.TAKEN_UP), day - c.day)]
        if values[r.BY_EXPOSURE] >= 0.5:
            queue.sort(key=lambda case: -case.exposure)
        can = rules.review_capacity(cell.p, cell.creators_base)
        accuracy = rules.review_accuracy(cell.p, len(queue), can)
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
            self.penalise(case, day)
            self.labels[case.policy] += 1.0
        else:
            case.state, case.decided = CLEARED, day
            tally[y.CLEARED] += 1
