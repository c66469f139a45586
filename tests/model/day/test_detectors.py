"""Detectors over time: what a new exploit meets, and what a check before publication and a demotion do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.model.day.compiled import CompiledDay
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y
from sim.model.state import schema as s

NEW = 3  # the tactic that appears in these tests: bait_price
SMALL = (
    "tactics=core", "population.ring.share=0", "population.viewers=60", "population.creators=150", "warmup_days=0",
    "population.settled=0", "population.creator.videos=20",
)
TREND = (
    "tactics.bait_price.appears=10", "tactics.bait_price.known=0", "enforcement.response.rule_days=20",
    "enforcement.auto.retrain_days=15", "enforcement.auto.mutation_rate=0", "population.creator.experiment=0",
    "enforcement.review.capacity=500", "enforcement.reports.threshold=2", "enforcement.penalty.scale=0",
    "enforcement.escalations.same_policy.count=1000000", "enforcement.escalations.frequency_limit.count=1000000",
)


def market(*overrides: str, seed: int = 3) -> CompiledDay:
    """Return the engine of a small market, on its first morning."""
    model = Ecosystem(compose([*SMALL, *overrides]), seed=seed)
    assert isinstance(model.engine, CompiledDay)
    return model.engine


def reported(engine: CompiledDay) -> None:
    """Let viewers report every offer that uses the new tactic."""
    offers = engine.state.offers
    offers.tally[(offers.active == 1) & (offers.violation == NEW), s.T_REPORTS] = 5


def days(engine: CompiledDay, until: int) -> Iterator[int]:
    """Live through days in which everybody uses the new tactic once it is there, and viewers report it."""
    for day in range(until):
        engine.state.creators.tactic[:] = NEW if day >= 10 else 0
        engine.state.creators.intensity[:] = 1.0 if day >= 10 else 0.0
        engine.supply(day)
        engine.distribution(day)
        reported(engine)
        engine.enforcement(day)
        yield day


def test_a_new_exploit_is_free_until_forbidden_unseen_until_learnt_and_seen_after_a_retrain() -> None:
    engine = market(*TREND)
    caught, cases, known = {}, {}, {}
    for day in days(engine, 60):
        offers, found = engine.state.offers, engine.state.cases
        mine = (offers.active == 1) & (offers.violation == NEW)
        caught[day] = float((offers.flag[mine] >= 0).mean()) if mine.any() else 0.0
        cases[day] = int(((found.policy == NEW) & (found.day == day) & (found.guilty == 1)).sum())
        known[day] = engine.state.policy.knowledge[:, NEW].copy()
        assert mine.any() == (day >= 10)
    assert not any(caught[day] or cases[day] for day in range(30))  # no rule: nobody is flagged, no report is a case
    assert all(cases[day] > 0 for day in range(30, 45))  # a rule: viewers' reports are acted on
    assert not any(caught[day] for day in range(30, 45)) and (known[44] == 0.0).all()  # but machines know nothing yet
    assert (known[45] > 0.9).all() and np.mean([caught[day] for day in range(46, 60)]) > 0.4
    established = engine.state.policy.knowledge[:, 1]
    assert (established > 0.0).all()


def test_a_retrain_without_confirmed_cases_restores_nothing() -> None:
    engine = market(
        "enforcement.auto.retrain_days=10", "enforcement.auto.mutation_rate=0", "enforcement.review.share=0",
        "enforcement.reports.threshold=1000", "enforcement.appeals.guilty=0", "enforcement.appeals.innocent=0",
        "tactics.bait_price.evasion=0.05", "enforcement.auto.labels_elsewhere=0",
    )
    for day in range(31):
        engine.supply(day)
        engine.distribution(day)
        engine.enforcement(day)
    assert engine.state.policy.knowledge[:, NEW] == pytest.approx(np.full(2, np.exp(-0.05 * 30)))
    assert not engine.state.policy.labels.any()


def test_a_common_and_well_known_tactic_mutates() -> None:
    engine = market("enforcement.auto.mutation_rate=20", "enforcement.auto.mutation_loss=0.75")
    engine.state.creators.tactic[:] = NEW
    engine.supply(0)
    knowledge = engine.state.policy.knowledge
    assert knowledge[:, NEW] == pytest.approx(np.full(2, 0.25))
    assert knowledge[:, 1] == pytest.approx(np.ones(2)) and engine.tally[:, y.MUTATIONS].tolist() == [1, 1]
    assert engine.tally[:, y.KNOWLEDGE].tolist() == [5_250_000, 5_250_000]


def offers_of(*overrides: str) -> tuple[Any, Any]:
    """Return a morning's offers and tallies, after screening."""
    engine = market("population.awareness.ignorance=0.5", "enforcement.auto.recall=0.8", *overrides)
    engine.supply(0)
    engine.distribution(0)
    return engine.state.offers, engine.tally


def test_a_check_takes_down_only_what_would_be_flagged_later() -> None:
    plain, _ = offers_of()
    checked, tally = offers_of(
        "enforcement.precheck.coverage=1", "enforcement.precheck.revised_ignorant=0.6",
        "enforcement.precheck.cancelled_ignorant=0.4", "enforcement.precheck.visible=1",
        "enforcement.precheck.lesson=0",
    )
    up, still = plain.active == 1, checked.active == 1
    assert not (still & ~up).any()
    flagged = plain.flag >= 0
    same = up & ~flagged
    assert np.array_equal(still[same], up[same]) and np.array_equal(checked.violation[same], plain.violation[same])
    assert not (checked.violation[flagged & still] > 0).any()  # everyone prompted revised or cancelled
    assert (checked.flag[still & (checked.violation > 0)] == -1).all()
    revised, cancelled = tally[:, y.PRECHECK_REVISED].sum(), tally[:, y.PRECHECK_CANCELLED].sum()
    assert cancelled == (up & ~still).sum() > 0
    assert revised == (flagged & still & (plain.violation > 0)).sum() > 0
    assert tally[:, y.PRECHECKED].sum() == up.sum()


def test_who_heeds_a_prompt_has_been_found_as_much_as_who_is_penalised() -> None:
    engine = market(
        "population.awareness.ignorance=0.5", "enforcement.auto.recall=0.8", "enforcement.precheck.coverage=1",
        "enforcement.precheck.revised_ignorant=1", "enforcement.precheck.cancelled_ignorant=0",
        "enforcement.auto.false_positive_rate=0",
    )
    engine.supply(0)
    creators = engine.state.creators
    assert creators.notices[:].sum() == engine.tally[:, y.PRECHECK_REVISED].sum() > 0
    assert (creators.notified_policy[creators.notices > 0] > 0).all()
    assert (creators.notified_on[:] < 0).all()  # peers see no penalty, since there was none


def test_a_demoted_offer_runs_on_with_less_reach_and_costs_no_points() -> None:
    engine = market(
        "population.awareness.ignorance=0.5", "enforcement.demotion.share=1", "enforcement.demotion.cut=0.6",
        "enforcement.review.share=0", "enforcement.demotion.disclosed=0", "enforcement.reports.threshold=1000",
        "population.creators=1500",  # a morning has few offers of each
    )
    engine.supply(0)
    before = engine.state.creators.awareness.copy()
    engine.distribution(0)
    engine.enforcement(0)
    offers = engine.state.offers
    up, demoted = offers.active == 1, (offers.active == 1) & (offers.demoted == 1)
    assert demoted.sum() > 10 and engine.tally[:, y.DEMOTED].sum() == demoted.sum()
    assert offers.reach[demoted] == pytest.approx(np.full(demoted.sum(), 0.4))
    assert (offers.reach[up & ~demoted] == 1.0).all()
    assert np.array_equal(offers.hot[up, s.AVAILABLE], offers.hot[up, s.SCHEDULED])
    assert engine.tally[:, y.PENALTIES].sum() == 0 and len(engine.state.cases) == 0
    assert np.array_equal(engine.state.creators.awareness, before)  # silent: nothing is learnt


def test_a_demotion_that_is_told_teaches() -> None:
    engine = market("population.awareness.ignorance=0.5", "enforcement.demotion.share=1",
                    "enforcement.review.share=0", "enforcement.demotion.disclosed=1", "enforcement.appeals.guilty=0")
    engine.supply(0)
    before = engine.state.creators.awareness.copy()
    engine.distribution(0)
    engine.enforcement(0)
    offers, creators = engine.state.offers, engine.state.creators
    hit = np.flatnonzero(((offers.active == 1) & (offers.demoted == 1)).reshape(-1, 2).any(axis=1))
    assert (creators.awareness[hit] > before[hit]).all() and (creators.notified_on[hit] == 0).all()
    assert (creators.deducted == 0).all() and (creators.offences == 0).all()


def test_more_is_known_of_a_language_that_is_covered() -> None:
    values = (0.0, 0.5, 1.0)
    flags = [int((offers_of(f"enforcement.auto.language_coverage={value}")[0].flag >= 0).sum()) for value in values]
    assert flags == sorted(flags) and flags[0] < flags[-1]
