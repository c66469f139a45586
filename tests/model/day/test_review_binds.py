"""Review binds: what capacity, turns and what waiting does to an offer change, on matched seeds of a small market."""

from __future__ import annotations

from functools import cache

import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period

DAYS, SEEDS = 60, (1, 2)
SMALL = (
    "population.viewers=1500", "population.creators=400", "warmup_days=30", f"days={DAYS}",
    "enforcement.review.share=0.6", "population.awareness.ignorance=0.12",  # enough cases to see something
    "enforcement.review.delay_days=0.2",
)


@cache
def warm(seed: int) -> Ecosystem:
    """Return the market on day 0."""
    return Ecosystem(compose(list(SMALL)), seed=seed).run(30)


@cache
def outcome(name: str, *changes: tuple[str, float]) -> float:
    """Return an outcome after day 20, over seeds, under some levers of review."""
    values = []
    for seed in SEEDS:
        changed = tuple(Change(f"enforcement.review.{lever}", value) for lever, value in changes)
        table = warm(seed).branch(Scenario("other", changes=changed)).run(DAYS).tallies()
        values.append(period(table, 20, DAYS - 1)[name])
    return sum(values) / len(values)


def test_the_team_is_near_its_load() -> None:
    assert 0.65 < outcome("review_utilisation") < 1.0


def test_half_a_team_waits_long_errs_towards_leaving_up_and_closes_unseen() -> None:
    half = (("staff", 0.5),)
    assert outcome("review_queue_hours", *half) > 2 * outcome("review_queue_hours")
    assert 0.03 < outcome("review_missed", *half) - outcome("review_missed") < 0.25
    assert outcome("closed_unseen", *half) > outcome("closed_unseen") + 0.1
    assert outcome("waiting_views", *half) > outcome("waiting_views")
    assert outcome("enforcement_recall", *half) < outcome("enforcement_recall")


def test_half_a_team_is_there_at_once_and_twice_a_team_after_months() -> None:
    there, asked = outcome("reviewers"), outcome("reviewers_asked")
    assert outcome("reviewers", ("staff", 0.5)) == pytest.approx(0.5 * there, rel=0.02)
    assert there == pytest.approx(asked, rel=0.01)
    assert 1.1 * there < outcome("reviewers", ("staff", 2.0)) < 1.8 * there


def test_contractors_clear_the_queue_and_cost() -> None:
    bought = (("staff", 0.5), ("contractors", 20.0))
    assert outcome("review_queue_hours", *bought) < 0.5 * outcome("review_queue_hours", ("staff", 0.5))
    assert outcome("review_cost", *bought) > outcome("review_cost", ("staff", 0.5))


def test_views_to_come_first_spare_views_when_hands_are_short() -> None:
    short = (("staff", 0.5),)
    assert outcome("waiting_views", *short, ("priority", 2)) < outcome("waiting_views", *short)
    assert outcome("seen_too_late", *short, ("priority", 2)) < outcome("seen_too_late", *short)


def test_what_is_held_is_not_seen_and_innocents_pay() -> None:
    held = (("waiting", 0.0),)
    assert outcome("waiting_views", *held) < 0.6 * outcome("waiting_views")
    assert outcome("waiting_views", *held) < outcome("waiting_views", ("waiting", 0.4)) < outcome("waiting_views")
    assert outcome("held_clean_minutes", *held) > outcome("held_clean_minutes")


def test_review_of_everything_queues() -> None:
    everything = (("share", 1.0), ("staff", 0.6))
    assert outcome("review_utilisation", *everything) > 1.3
    assert outcome("violation_view_rate", *everything) > outcome("violation_view_rate", ("share", 0.0))
