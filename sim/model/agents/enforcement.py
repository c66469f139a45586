"""Enforcement as a Mesa agent, one a region: it opens cases, and has its parts act in their order.

Its parts stand in files of their own: `detectors`, `notices`, `ledger`, `sanctions`, `remedies`, `team` and `desk`
(in columns: `sim.model.day.enforcement`). A regime that works otherwise is a subclass that names other parts, or
overrides what this one does (docs/howto/subclass-a-regime.md).
"""

from __future__ import annotations

from typing import Any, ClassVar

from sim.model.agents.account import Account, Offer
from sim.model.agents.case import Case
from sim.model.agents.cell import Cell
from sim.model.agents.desk import ReviewDesk
from sim.model.agents.detectors import Detectors
from sim.model.agents.ledger import Ledger
from sim.model.agents.market_agent import MarketAgent
from sim.model.agents.notices import Notices
from sim.model.agents.publicity import Publicity
from sim.model.agents.remedies import Remedies
from sim.model.agents.sanctions import Sanctions
from sim.model.agents.team import ReviewTeam
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import CaseKey, Notice, ReportRing, Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import detection as d
from sim.model.parameters import review as r
from sim.model.rules import appeals, detection, trust
from sim.model.rules import review as rules
from sim.model.state.schema import ACTIVE, APPEALED, AUTO, CLEARED, QUEUED, REPORT, STOPPED, UNSEEN


class EnforcementPolicy(MarketAgent):
    """The rules' keeper of one region.

    Parameters
    ----------
    model
        The market.
    cell
        The region as it stands today.
    record
        Its row of the policy table.

    Attributes
    ----------
    detectors, notices, ledger, sanctions, remedies, team, desk, publicity
        Its parts, each of the class that the attribute ``<part>_class`` names.
    """

    cell: Cell
    detectors_class: ClassVar[type[Detectors]] = Detectors
    notices_class: ClassVar[type[Notices]] = Notices
    sanctions_class: ClassVar[type[Sanctions]] = Sanctions
    ledger_class: ClassVar[type[Ledger]] = Ledger
    remedies_class: ClassVar[type[Remedies]] = Remedies
    team_class: ClassVar[type[ReviewTeam]] = ReviewTeam
    desk_class: ClassVar[type[ReviewDesk]] = ReviewDesk
    publicity_class: ClassVar[type[Publicity]] = Publicity

    def __init__(self, model: Any, cell: Cell, record: dict[str, Any]) -> None:
        super().__init__(model, cell)
        self.detectors = self.detectors_class(cell, record)
        self.notices = self.notices_class(cell)
        self.sanctions = self.sanctions_class(cell)
        self.ledger = self.ledger_class(cell, self.notices, self.sanctions)
        self.remedies = self.remedies_class(cell)
        self.team = self.team_class(cell, record)
        self.desk = self.desk_class(cell, self.team, self.detectors, self.ledger, self.remedies)
        self.publicity = self.publicity_class(cell, record)

    def to_row(self) -> dict[str, Any]:
        """Return the policy as fields of the policy table."""
        cell = self.cell
        return {
            **self.detectors.to_row(), **self.team.to_row(), **self.publicity.to_row(),
            "viewers_base": cell.viewers_base, "creators_base": cell.creators_base, "usual": cell.usual,
            "answered": cell.answered,
        }

    @property
    def load(self) -> float:
        """Days of queue that the next case for review meets."""
        return self.desk.load

    @property
    def horizon(self) -> int:
        """Day 0 of the horizon on the clock, from which tactics' days of appearance count."""
        return self.detectors.horizon

    @property
    def last_retrain(self) -> int:
        """Day on which detectors were last retrained."""
        return self.detectors.last_retrain

    @property
    def cases(self) -> list[Case]:
        """Cases that are not closed, oldest first."""
        return self.ledger.cases

    # what it does, in the order of the day

    def learn(self, day: int, seed: int) -> None:
        """Let detectors learn, if their time has come."""
        self.detectors.learn(day, seed)

    def precheck(self, creator: Account, kind: int, violation: int, deliberate: bool, seed: int, day: int) -> int:
        """Check an offer beforehand, perhaps; return what its creator makes of it."""
        return self.detectors.precheck(creator, kind, violation, deliberate, seed, day)

    def screen(self, stream: int, day: int) -> None:
        """Scan today's offers."""
        self.detectors.screen(stream, day)

    def triage(self, stream: int, day: int) -> None:
        """Look at what was flagged today and waits for a human, as far as its turn comes."""
        self.desk.triage(stream, day)

    def enforce(self, stream: int, day: int, seed: int) -> None:
        """Act on today's flags and reports: open cases, review, decide appeals, forgive, apply milestones."""
        self.remedies.exempt_best_sellers(day)
        self.open_cases(stream, key(seed, Decision.REPORT_RING, day), day)
        self.desk.review(day)
        self.desk.decide_appeals(day)
        self.desk.audit(day)
        self.ledger.expire(day)
        self.remedies.redeem(self.cases, day, seed)
        self.sanctions.escalate(self.cases, day)
        for creator in self.cell.creators:
            if creator.status <= ACTIVE:
                self.ledger.apply_milestones(creator, day, seed)
        self.sanctions.act_on_linked(day, seed)
        self.remedies.release_held(day)
        self.publicity.make_known(day)
        self.answer_reports()

    def answer_reports(self) -> None:
        """Take today's reports of violations into what share of them is acted on: stopped, or made a case."""
        cell = self.cell
        reports = answered = 0
        for creator in cell.creators:
            for offer in creator.offers:
                if offer.active and offer.violation > 0:
                    reports += offer.reports
                    if offer.flag >= 0 or offer.reports >= cell.values[r.REPORT_THRESHOLD]:
                        answered += offer.reports
        cell.answered = trust.next_answered(cell.answered, answered, reports)

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
                        creator.cell.p, creator.cell.table, uniform(mine, Review.ACCUSED), day - self.horizon
                    )
                    if offer.accused == 0:
                        continue
                case = Case(
                    id=mine, creator=creator, day=day, policy=offer.accused, guilty=int(offer.violation > 0),
                    source=AUTO if offer.flag >= 0 else REPORT, state=QUEUED, exposure=offer.views,
                    demoted=offer.demoted, looked=offer.looked if offer.flag >= 0 else UNSEEN,
                )
                if offer.to_review:
                    self.count_waiting(offer)
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
        creator, violation = offer.creator, offer.violation
        cell, struck = creator.cell, 0
        if violation > 0:
            if not detection.forbidden(cell.p, cell.tactics[violation], day - self.horizon):
                return False
        elif rules.ring_strikes(
            cell.p, uniform(ring, ReportRing.STRIKES), creator.views_28d, cell.viewers_base, cell.creators_base
        ):
            struck = int(cell.values[r.RING_SIZE])
            cell.tally[y.RING_REPORTS] += struck
        return rules.weighed_reports(cell.p, offer.reports, struck, violation > 0) >= cell.values[r.REPORT_THRESHOLD]

    def count_waiting(self, offer: Offer) -> None:
        """Count what waiting for a reviewer has cost: views of a breach, or minutes of a clean offer that was held."""
        tally = self.cell.tally
        if offer.violation > 0:
            tally[y.WAITING_VIEWS] += offer.views
            if offer.looked == STOPPED:
                tally[y.STOPPED_VIOLATING] += 1
                tally[y.VIEWS_BEFORE_STOP] += offer.views
        else:
            tally[y.HELD_CLEAN] += int(offer.scheduled - offer.available)
            if offer.looked == STOPPED:
                tally[y.WRONGLY_HIT] += int(offer.creator.gmv_usual)

    def act_at_once(self, case: Case, offer: Offer, day: int) -> None:
        """Penalise what the detector stopped by itself."""
        tally = self.cell.tally
        self.ledger.penalise(case, day)
        tally[y.PENALTIES_AUTOMATED] += case.state != CLEARED  # unless the creator is exempt
        if case.guilty == 0:
            tally[y.WRONGLY_HIT] += int(case.creator.gmv_usual)
        elif offer.available < offer.scheduled:
            tally[y.STOPPED_VIOLATING] += 1
            tally[y.VIEWS_BEFORE_STOP] += case.exposure

    def demote(self, case: Case, day: int) -> None:
        """Notify of a demotion, perhaps, always with the reason; only an appeal makes it a case."""
        mine = fork(case.id, CaseKey.NOTICE)
        if uniform(mine, Notice.DEMOTION_DISCLOSED) >= case.creator.cell.values[d.DEMOTION_DISCLOSED]:
            return
        self.notices.give_notice(case.creator, case.policy, case.guilty == 1, appeals.REASON, day)
        case.decided = day
        self.notices.file_appeal(case, mine, day)
        if case.state == APPEALED:
            self.cases.append(case)
            self.cell.tally[y.CASES_OPENED] += 1
