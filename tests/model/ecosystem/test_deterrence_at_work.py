"""Deterrence on a small market, on matched seeds: beliefs follow enforcement, announcing, choice, habits, norms."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.state.schema import ACTIVE

SIZES = ("population.viewers=600", "population.creators=120", "warmup_days=60", "days=150")
SEEDS = (1, 2)
RECALL, ANNOUNCE = "enforcement.auto.recall", "enforcement.announcement.strength"


@cache
def warm(seed: int, *overrides: str) -> Ecosystem:
    """Return a market at the end of its warm-up."""
    return Ecosystem(compose([*SIZES, *overrides]), seed=seed).run(60)


@cache
def horizon(seed: int, changes: tuple[Change, ...], days: int, *overrides: str) -> Ecosystem:
    """Return a branch of it after some days of a scenario."""
    return warm(seed, *overrides).branch(Scenario("arm", changes=changes)).run(days)


def total(name: str, changes: tuple[Change, ...], days: int, last: int, *overrides: str) -> float:
    """Return a tally's sum over seeds and the last days."""
    return sum(float(horizon(s, changes, days, *overrides).tallies()[name][-last:].sum()) for s in SEEDS)


def believed(changes: tuple[Change, ...], days: int) -> float:
    """Return mean perceived detection of the last week."""
    return total("perceived_micro", changes, days, 7) / total("creators", changes, days, 7) / 1e6


OFF = (Change(RECALL, 0.0), Change("enforcement.reports.threshold", 1000.0))


def test_beliefs_and_breaches_follow_what_is_enforced() -> None:
    on, off = believed((), 90), believed(OFF, 90)
    assert off < 0.75 * on
    assert total("violating_offers", OFF, 90, 60) > 1.5 * total("violating_offers", (), 90, 60)


def test_beliefs_come_back_with_enforcement() -> None:
    interval = tuple(Change(change.name, change.to, 0, 60) for change in OFF)
    assert believed(OFF, 150) < believed(interval, 150) - 0.05


def test_announcing_alarms_for_weeks_and_then_no_longer() -> None:
    said = (Change(ANNOUNCE, 1.0),)
    assert believed(said, 14) > believed((), 14) + 0.05
    assert abs(believed(said, 150) - believed((), 150)) < 0.03


def test_announcing_what_is_not_done_wears_off_and_what_is_done_does_not() -> None:
    """Three announcements: credibility falls where nothing follows, and rises where recall does each time."""
    waves = [(0, 30), (40, 70), (80, 110)]
    bluff = tuple(Change(ANNOUNCE, 1.0, start, until) for start, until in waves)
    deeds = tuple(Change(RECALL, (0.3, 0.6, 1.0)[wave], start) for wave, (start, _) in enumerate(waves))
    weak = ("enforcement.auto.recall=0.1", "population.awareness.ignorance=0.3", "enforcement.auto.retrain_days=7")

    def policies(extra: tuple[Change, ...]) -> list[Any]:
        return [horizon(seed, bluff + extra, 140, *weak).state.policy for seed in SEEDS]

    assert all((one.announced == 3).all() for one in policies(()) + policies(deeds))
    empty, kept = (np.mean([one.shown_true for one in policies(extra)]) for extra in ((), deeds))
    assert kept > 2.0 > 1.0 > empty


def test_adoption_answers_to_what_a_tactic_pays() -> None:
    def users(gain: float) -> float:
        change = (Change("tactics.bait_price.order_gain", gain),)
        bait = 1 + list(warm(1).config["tactics"]).index("bait_price")
        return float(sum((horizon(s, change, 90).state.creators.tactic == bait).sum() for s in SEEDS))

    assert users(2.0) > 4.0 * max(1.0, users(0.3))


def test_breaches_repeat_in_kind_and_in_few() -> None:
    """Own slips concentrate on one policy against habits that weigh nothing, and on a class against a market of one."""

    def slips(*overrides: str) -> np.ndarray:
        return np.concatenate([horizon(s, (), 120, *overrides).state.creators.slips for s in SEEDS])

    # Of newcomers, since the settled rows bring a proneness of their own.
    often = ("population.awareness.ignorance=0.15", "population.care.vigilance=1", "population.settled=0")
    habit, common = slips(*often), slips(*often, "population.proneness.concentration=50")

    def in_kind(counts: np.ndarray) -> float:
        many = counts[counts.sum(axis=1) >= 3]
        return float((many.max(axis=1) / many.sum(axis=1)).mean())

    assert in_kind(habit) > in_kind(common) + 0.1
    alike = slips(*often, "population.proneness.chronic_share=0", "population.proneness.shape=10")

    def top(counts: np.ndarray) -> float:
        ranked = np.sort(counts.sum(axis=1))[::-1]
        return float(ranked[: len(ranked) // 10].sum() / ranked.sum())

    assert top(habit) > top(alike) + 0.1


def test_norms_tip_and_tip_back() -> None:
    """Where peers' use takes all moral cost, an outage of enforcement tips the market; certainty tips it back.

    Without norms the same outage does far less. The norm outlasts the use that made it.
    """
    outage = tuple(Change(change.name, change.to, 0, 70) for change in OFF)
    sure = (Change(RECALL, 1.0, 70),)
    strong = (
        "population.norms.weight=1", "population.norms.curve=3", "population.norms.up=0.4",
        "population.creator.moral_weight=1.5", "population.creator.experiment=0.3",
        "enforcement.auto.retrain_days=7", "enforcement.auto.labels_half=0.01", "enforcement.auto.mutation_rate=0",
    )
    loose = (*strong[1:], "population.norms.weight=0")

    def users(days: int, overrides: tuple[str, ...], changes: tuple[Change, ...] = outage + sure) -> float:
        return total("creators_cheating", changes, days, 7, *overrides)

    assert users(70, strong) > 1.5 * users(70, loose)
    left = users(150, strong) / users(70, strong)
    assert left < 0.6
    norm = {days: total("norm_micro", outage + sure, days, 7, *strong) for days in (70, 150)}
    assert norm[150] / norm[70] > left


def test_good_sales_lift_nobody_out_of_reach_unless_the_regime_says_so() -> None:
    easy = ("enforcement.earning.orders_per_point=1", "market.funnel.click=0.5")

    def best(cap: float) -> int:
        end = horizon(1, (Change("enforcement.earning.cap", cap),), 90, *easy).state.creators
        return int(end.rating[end.status <= ACTIVE].max())

    assert best(50.0) == 250 < best(800.0)
