"""Enforcement as a Mesa agent, one a region (in columns: `sim.day.distribution`, `sim.day.enforcement`)."""

from __future__ import annotations

from typing import Any

from sim.agents.cell import Cell
from sim.agents.ledger_keeping import LedgerKeeper
from sim.agents.offer import Case
from sim.agents.schema import (
    ACTIVE,
    APPEALED,
    AUTO,
    CLEARED,
    OVERTURNED,
    QUEUED,
    REPORT,
    UPHELD,
)
from sim.draws import fork, uniform
from sim.outcomes import tallies as y
from sim.parameters import enforcement as e
from sim.rules import deterrence
from sim.rules import enforcement as rules


class EnforcementPolicy(LedgerKeeper):
    """The rules' keeper of one region.

    Attributes
    ----------
    last_retrain
        Day on which the detectors were last retrained; they decay from there.
    """

    def __init__(self, model: Any, cell: Cell, record: dict[str, Any]) -> None:
        super().__init__(model, cell)
        self.last_retrain: int = record["last_retrain"]
        self.load: float = record["load"]

    def to_row(self) -> dict[str, Any]:
        """Return the policy as a row of the policy table."""
        cell = self.cell
        return {
            "last_retrain": self.last_retrain, "load": self.load, "viewers_base": cell.viewers_base,
            "creators_base": cell.creators_base,
        }

    def retrain(self, day: int) -> None:
        """Retrain the detectors if their time has come."""
        if day - self.last_retrain >= self.cell.values[e.RETRAIN_DAYS]:
            self.last_retrain = day

    def screen(self, stream: int, day: int) -> None:
        """Scan today's offers as they go up; fix the minute at which flagged ones stop."""
        cell = self.cell
        p, values, tally = cell.p, cell.values, cell.tally
        false_positive = values[e.FALSE_POSITIVE] if cell.policies > 1 else 0.0
        age = day - self.last_retrain
        for creator in cell.creators:
            for offer in creator.offers:
                if not offer.active:
                    continue
                mine = fork(fork(stream, creator.id), offer.kind)
                offer.flag, offer.to_review = -1, 0
                violation = offer.violation
                tally[y.OFFERS] += 1
                tally[y.GOVERNANCE_COST] += int(values[e.MODEL_COST])
                chance = false_positive
                if violation > 0:
                    tally[y.VIOLATING_OFFERS] += 1
                    tally[y.DELIBERATE_OFFERS] += offer.deliberate
                    chance = rules.recall(p, cell.tactics[violation], age)
                if uniform(mine, 0) >= chance:
                    continue
                tally[y.FLAGGED] += 1
                offer.accused = violation if violation > 0 else 1 + int(uniform(mine, 3) * (cell.policies - 1))
                offer.flag = rules.minutes_to_act(p, uniform(mine, 1))
                if uniform(mine, 2) < values[e.REVIEW_SHARE]:
                    offer.to_review = 1
                elif offer.flag < offer.scheduled:
                    offer.available = float(offer.flag)
                    tally[y.STOPPED] += 1
                    tally[y.MINUTES_TO_ACT] += offer.flag

    def enforce(self, stream: int, day: int, seed: int) -> None:
        """Act on today's flags and reports: open cases, review, decide appeals, forgive, climb the ladder."""
        self.open_cases(stream, day)
        self.review(day)
        for case in self.cases:
            if case.state == APPEALED and case.due <= day:
                self.decide_appeal(case, day)
        self.expire(day)
        for creator in self.cell.creators:
            if creator.status <= ACTIVE:
                self.climb_ladder(creator, day, seed)

    def open_cases(self, stream: int, day: int) -> None:
        """Open a case for every flagged or sufficiently reported offer."""
        cell = self.cell
        tally, threshold = cell.tally, cell.values[e.REPORT_THRESHOLD]
        if cell.policies < 2:
            return
        for creator in cell.creators:
            for offer in creator.offers:
                if not offer.active or (offer.flag < 0 and offer.reports < threshold):
                    continue
                flagged, violation = offer.flag >= 0, offer.violation
                mine = fork(fork(stream, creator.id), offer.kind)
                if not flagged:
                    offer.accused = violation if violation > 0 else 1 + int(uniform(mine, 0) * (cell.policies - 1))
                    tally[y.REPORT_CASES] += 1
                case = Case(
                    id=mine, creator=creator, day=day, policy=offer.accused, guilty=int(violation > 0),
                    source=AUTO if flagged else REPORT, state=QUEUED,
                )
                self.cases.append(case)
                tally[y.CASES_OPENED] += 1
                if flagged and not offer.to_review:
                    self.penalise(case, day)
                    if violation == 0:
                        tally[y.WRONGLY_HIT] += int(creator.gmv_usual)
                else:
                    tally[y.REVIEW_QUEUED] += 1

    def review(self, day: int) -> None:
        """Decide queued cases first in, first out, up to today's capacity; tired reviewers err more."""
        cell = self.cell
        values, tally = cell.values, cell.tally
        queue = [case for case in self.cases if case.state == QUEUED]
        can = rules.review_capacity(cell.p, cell.creators_base)
        accuracy = rules.review_accuracy(cell.p, len(queue), can)
        today = queue[:max(0, can)]
        for case in today:
            right = uniform(case.id, 1) < accuracy
            if (case.guilty == 1) == right and case.creator.status <= ACTIVE:
                self.penalise(case, day)
            else:
                case.state = CLEARED
                case.decided = day
                tally[y.CLEARED] += 1
        done = len(today)
        self.load = (len(queue) - done) / max(1, can)  # days of queue that the next case meets
        tally[y.REVIEWED] += done
        tally[y.BACKLOG] += len(queue) - done
        tally[y.GOVERNANCE_COST] += int(done * values[e.REVIEW_MINUTES] * values[e.REVIEWER_WAGE])

    def decide_appeal(self, case: Case, day: int) -> None:
        """Decide a due appeal; a won one gives points and standing back, lost traffic stays lost."""
        cell, guilty = self.cell, case.guilty == 1
        tally = cell.tally
        tally[y.APPEALS_DECIDED] += 1
        tally[y.APPEAL_DAYS_SUM] += day - case.filed
        tally[y.APPEALS_INNOCENT] += not guilty
        tally[y.GOVERNANCE_COST] += int(cell.values[e.APPEAL_COST])
        if rules.overturned(cell.p, uniform(fork(case.id, 2), 0), guilty):
            case.state = OVERTURNED
            tally[y.APPEALS_OVERTURNED] += 1
            tally[y.APPEALS_INNOCENT_OVERTURNED] += not guilty
            tally[y.POINTS_RESTORED] += case.points
            self.give_back(case)
            case.creator.fairness = deterrence.restored_fairness(cell.p, case.creator.fairness)
        else:
            case.state = UPHELD
