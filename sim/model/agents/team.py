"""A region's reviewers as a team: who is there today, how new, and how hard pressed.

In columns: `sim.model.day.staffing`.
"""

from __future__ import annotations

from typing import Any

from sim.model.agents.cell import Cell
from sim.model.day.staffing import LOAD_HALF_LIFE, PLAN_HALF_LIFE
from sim.model.draws import uniform
from sim.model.draws.enforcement import Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import review as r
from sim.model.parameters import staffing as s
from sim.model.rules import review
from sim.model.rules import staffing as rules
from sim.model.rules.measures import micro


class ReviewTeam:
    """The reviewers of one region.

    Parameters
    ----------
    cell
        The region as it stands today.
    record
        Its row of the policy table.

    Attributes
    ----------
    review_load, review_plan
        Cases a day, of the last week and as the team was planned for.
    reviewers, trainees, novelty
        Reviewers on the floor (whole days of work), in training, and how new the team is (1: all on their first day).
    able, room, pressure, blend
        Today: cases that can be decided, those with what was left of the days before, load felt, novelty with
        contractors.
    load
        Days of queue that the next case for review meets.
    """

    FIELDS = ("review_load", "review_plan", "reviewers", "trainees", "novelty", "able", "room", "pressure", "blend",
              "load")

    def __init__(self, cell: Cell, record: dict[str, Any]) -> None:
        self.cell = cell
        self.horizon: int = record["horizon"]
        self.review_load: float = record["review_load"]
        self.review_plan: float = record["review_plan"]
        self.reviewers: float = record["reviewers"]
        self.trainees: float = record["trainees"]
        self.novelty: float = record["novelty"]
        self.able: float = record["able"]
        self.room: float = record["room"]
        self.pressure: float = record["pressure"]
        self.blend: float = record["blend"]
        self.load: float = record["load"]

    def to_row(self) -> dict[str, Any]:
        """Return the team as fields of the policy table."""
        return {name: getattr(self, name) for name in self.FIELDS}

    def man(self, day: int) -> None:
        """Let reviewers leave, be hired and learn; read off what can be decided today, and what weighs on the team."""
        cell, p, tally = self.cell, self.cell.p, self.cell.tally
        asked = rules.asked_for(p, self.review_plan, cell.creators_base)
        if day < self.horizon or self.reviewers < 0.0:
            self.reviewers, self.trainees = asked, rules.in_training(p, asked)
            self.novelty = rules.settled_novelty(p)
        else:
            self.move(asked)
        own, bought = rules.own_cases(p, self.reviewers), rules.bought_cases(p, cell.creators_base)
        self.able = own + bought
        self.room = self.room + own + bought if own + bought > 0.0 else 0.0
        self.blend = rules.blended_novelty(self.novelty, own, bought)
        self.pressure = rules.pressure(self.review_load, self.load, own + bought)
        tally[y.REVIEW_COST] += int(rules.staff_cost(p, self.reviewers + self.trainees, bought))
        tally[y.POLICY_STAFF_COST] += int(cell.values[s.POLICY_STAFF] * cell.creators_base)
        tally[y.REVIEWERS] += micro(self.reviewers)
        tally[y.REVIEWERS_IN_TRAINING] += micro(self.trainees)
        tally[y.REVIEWERS_ASKED] += micro(asked)
        tally[y.REVIEWERS_NEEDED] += micro(rules.needed(p, self.review_load))
        tally[y.REVIEW_ABLE] += micro(own + bought)

    def move(self, asked: float) -> None:
        """Let a day pass: whom nobody asks for goes at once, who is missing comes after hire and training."""
        p = self.cell.p
        reviewers = min(self.reviewers, asked)
        trainees = min(self.trainees, rules.in_training(p, asked) + asked - reviewers)
        staying, fresh = reviewers - rules.leaving(p, reviewers), trainees / self.cell.values[s.TRAINING_DAYS]
        self.trainees = trainees - fresh + rules.hired(p, reviewers, trainees, asked)
        self.reviewers = staying + fresh
        self.novelty = rules.next_novelty(p, self.novelty, staying, fresh)

    def confirms(self, draws: int, guilty: bool) -> bool:
        """Return whether a reviewer of today's team confirms a case."""
        return review.confirms(
            self.cell.p, uniform(draws, Review.RIGHT), uniform(draws, Review.BY_DEFAULT), uniform(draws, Review.HOUR),
            self.pressure, self.blend, guilty,
        )

    def count_load(self, left: int, done: int, day: int) -> None:
        """Note today's load, as expected of its flags and reports, and what is left over of the day."""
        values, tally = self.cell.values, self.cell.tally
        today = values[r.REVIEW_SHARE] * tally[y.FLAGGED] + tally[y.REPORT_CASES]
        self.review_load = rules.next_load(self.review_load, today, day, LOAD_HALF_LIFE)
        if day < self.horizon:
            self.review_plan = rules.next_load(self.review_plan, today, day, PLAN_HALF_LIFE)
        self.room = min(self.room - done, values[s.POOL])
        self.load = review.days_of_queue(left, self.able)
