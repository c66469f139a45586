"""Enforcement as a Mesa agent, one a region (in columns: `sim.day.enforcement` and `sim.day.ladder`)."""

from __future__ import annotations

from typing import Any

from sim.agents.cell import Cell, MarketAgent
from sim.agents.creator import Creator
from sim.agents.offer import Case
from sim.agents.schema import (
    ACTIVE,
    APPEALED,
    AUTO,
    CLEARED,
    EXPIRED,
    OVERTURNED,
    PENALISED,
    QUEUED,
    REMOVED,
    REPORT,
    UPHELD,
)
from sim.day.ladder import BAN_DRAW
from sim.draws import fork, key, uniform
from sim.outcomes import tallies as y
from sim.parameters import creators as c
from sim.parameters import enforcement as e
from sim.rules import careers, deterrence
from sim.rules import enforcement as rules


class EnforcementPolicy(MarketAgent):
    """The rules' keeper of one region.

    Attributes
    ----------
    cases
        Cases of this region that are not closed, oldest first; those ``QUEUED`` wait for human review.
    last_retrain
        Day on which the detectors were last retrained; they decay from there.
    """

    def __init__(self, model: Any, cell: Cell, record: dict[str, Any]) -> None:
        super().__init__(model, cell)
        self.last_retrain: int = record["last_retrain"]
        self.load: float = record["load"]
        self.cases: list[Case] = []

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

    def penalise(self, case: Case, day: int) -> None:
        """Impose a penalty or a warning, with or without notice; the creator may appeal."""
        cell, creator, guilty = self.cell, case.creator, case.guilty == 1
        values, tally = cell.values, cell.tally
        mine = fork(case.id, 1)
        case.state, case.decided = PENALISED, day
        tally[y.PENALTIES] += 1
        tally[y.PENALTIES_GUILTY] += guilty
        if creator.last_penalty > day - 30:
            tally[y.REPEAT_PENALTIES] += 1
        creator.last_penalty = day
        warned = creator.offences < values[e.WARNINGS]
        creator.offences += 1
        if warned:
            tally[y.WARNED] += 1
            creator.awareness = deterrence.taught(creator.awareness, values[e.WARNING_LESSON])
        else:
            self.deduct(case, guilty)
        if uniform(mine, 0) >= values[e.NOTICE_SHARE]:
            return
        explained = uniform(mine, 1) < values[e.EXPLAIN]
        creator.told_penalty, creator.told_policy = day, case.policy
        creator.fairness = deterrence.next_fairness(self.cell.p, creator.fairness, guilty, explained)
        if explained:
            creator.awareness = deterrence.taught(creator.awareness, values[e.EXPLAIN_LESSON])
        if rules.appeals(cell.p, uniform(mine, 2), guilty):
            case.state, case.filed = APPEALED, day
            case.due = day + int(values[e.APPEAL_DAYS])
            tally[y.APPEALS_FILED] += 1

    def deduct(self, case: Case, guilty: bool) -> None:
        """Take a violation's points off an account."""
        creator = case.creator
        case.points = points = rules.points_for(self.cell.p, self.cell.tactics[case.policy])
        case.counted = 1
        creator.deducted += points
        creator.breaches[case.policy] += 1
        if not guilty:
            creator.wrong_points += points
        self.cell.tally[y.POINTS_DEDUCTED] += points

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

    def give_back(self, case: Case) -> None:
        """Take one case off its account's ledger."""
        creator = case.creator
        creator.deducted -= case.points
        creator.offences -= 1
        creator.breaches[case.policy] -= case.counted
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

    def climb_ladder(self, creator: Creator, day: int, seed: int) -> None:
        """Credit earned points, read the account's rating, and apply the milestone it stands at."""
        cell = self.cell
        p, ladder, tally = cell.p, cell.ladder, cell.tally
        if day % 7 == 0:
            creator.earned_week = 0
        creator.completed += creator.compliant_today
        points = rules.earned_points(p, creator.completed, creator.earned_week, creator.earned)
        creator.completed %= int(cell.values[e.EARN_ORDERS])
        creator.earned += points
        creator.earned_week += points
        tally[y.POINTS_EARNED] += points
        creator.rating = rules.rating(p, creator.earned, creator.deducted)
        before, reached = creator.milestone, rules.milestone_of(ladder, creator.rating)
        creator.milestone = reached
        if rules.removes(ladder, reached) or max(creator.breaches[1:], default=-1) >= cell.values[e.REPEAT_LIMIT]:
            self.remove_account(creator, day, seed)
        elif rules.suspension_at(ladder, before, reached) > 0:
            creator.suspended_until = day + 1 + int(rules.suspension_at(ladder, before, reached))
            tally[y.SUSPENSIONS] += 1
        if reached >= 0:
            deserved = rules.rating(p, creator.earned, creator.deducted - creator.wrong_points)
            if rules.milestone_of(ladder, deserved) < reached:
                tally[y.WRONGLY_HIT] += int(creator.gmv_usual)

    def remove_account(self, creator: Creator, day: int, seed: int) -> None:
        """End an account; its owner may come back on a new one some days later."""
        values = self.cell.values
        creator.status, creator.ended, creator.return_day = REMOVED, day, -1
        self.cell.tally[y.REMOVALS] += 1
        mine = fork(key(seed, BAN_DRAW, 0), creator.id)
        if uniform(mine, 0) < values[c.BAN_RETURN]:
            creator.return_day = day + careers.delay_days(uniform(mine, 1), values[c.BAN_RETURN_DAYS])
