"""Phase 3, before triage: who is there to review today; at the day's end: how much there was to do."""

from __future__ import annotations

from sim.model.compilation import inner_loop
from sim.model.outcomes import tallies as y
from sim.model.parameters import review as r
from sim.model.parameters import staffing as s
from sim.model.rules import review
from sim.model.rules import staffing as rules
from sim.model.rules.measures import micro

LOAD_HALF_LIFE, PLAN_HALF_LIFE = 7.0, 28.0  # days


@inner_loop
def man(policy, region, p, day, tally):
    """Let reviewers leave, be hired and learn; read off what the team can decide today, and what weighs on it.

    Before day 0 the team is what its plan asks for; so it is on the first morning of a market without a warm-up.
    """
    creators = policy.creators_base[region]
    asked = rules.asked_for(p, policy.review_plan[region], creators)
    if day < policy.horizon[region] or policy.reviewers[region] < 0.0:
        policy.reviewers[region] = asked
        policy.trainees[region] = rules.in_training(p, asked)
        policy.novelty[region] = rules.settled_novelty(p)
    else:
        move(policy, region, p, asked)
    reviewers, own = policy.reviewers[region], rules.own_cases(p, policy.reviewers[region])
    bought = rules.bought_cases(p, creators)
    policy.able[region] = own + bought
    policy.room[region] = policy.room[region] + own + bought if own + bought > 0.0 else 0.0
    policy.blend[region] = rules.blended_novelty(policy.novelty[region], own, bought)
    policy.pressure[region] = rules.pressure(policy.review_load[region], policy.load[region], own + bought)
    people = reviewers + policy.trainees[region]
    tally[region, y.REVIEW_COST] += int(rules.staff_cost(p, people, bought))
    tally[region, y.POLICY_STAFF_COST] += int(p[s.POLICY_STAFF] * creators)
    tally[region, y.REVIEWERS] += micro(reviewers)
    tally[region, y.REVIEWERS_IN_TRAINING] += micro(policy.trainees[region])
    tally[region, y.REVIEWERS_ASKED] += micro(asked)
    tally[region, y.REVIEWERS_NEEDED] += micro(rules.needed(p, policy.review_load[region]))
    tally[region, y.REVIEW_ABLE] += micro(own + bought)


@inner_loop
def move(policy, region, p, asked):
    """Let a day pass for the team: whom nobody asks for goes at once, who is missing comes after hire and training."""
    reviewers = min(policy.reviewers[region], asked)
    trainees = min(policy.trainees[region], rules.in_training(p, asked) + asked - reviewers)
    staying, fresh = reviewers - rules.leaving(p, reviewers), trainees / p[s.TRAINING_DAYS]
    policy.trainees[region] = trainees - fresh + rules.hired(p, reviewers, trainees, asked)
    policy.reviewers[region] = staying + fresh
    policy.novelty[region] = rules.next_novelty(p, policy.novelty[region], staying, fresh)


@inner_loop
def count_load(policy, region, p, day, left, done, tally):
    """Note today's load, as expected of its flags and reports, and what is left over of the day."""
    today = p[r.REVIEW_SHARE] * tally[region, y.FLAGGED] + tally[region, y.REPORT_CASES]
    policy.review_load[region] = rules.next_load(policy.review_load[region], today, day, LOAD_HALF_LIFE)
    if day < policy.horizon[region]:
        policy.review_plan[region] = rules.next_load(policy.review_plan[region], today, day, PLAN_HALF_LIFE)
    policy.room[region] = min(policy.room[region] - done, p[s.POOL])
    policy.load[region] = review.days_of_queue(left, policy.able[region])
