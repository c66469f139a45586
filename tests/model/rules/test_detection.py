"""What machines catch of a tactic, how they learn it and lose it again, and the check before publication."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.outcomes import tallies as y
from sim.model.parameters import SCALARS, TABLES
from sim.model.parameters import detection as d
from sim.model.parameters import tactics as t
from sim.model.rules import detection as rules

U = np.linspace(0.0, 0.9999, 101).tolist()
P = np.array([parameter.default for parameter in SCALARS.values()], float)
LINE = np.array([parameter.default for parameter in TABLES["tactics"].values()], float)


def test_recall_drifts_down_between_retrains(p: Any, tactic: Callable[..., Any]) -> None:
    line = tactic({t.AUTO_DETECT: 1.0, t.EVASION: 0.02})
    assert rules.recall(p, line, 1.0, 0) == pytest.approx(p[d.RECALL])
    assert rules.recall(p, line, 1.0, 30) == pytest.approx(p[d.RECALL] * math.exp(-0.6))
    assert rules.recall(p, line, 0.5, 0) == pytest.approx(0.5 * p[d.RECALL])
    assert rules.recall(p, tactic({t.AUTO_DETECT: 1.5}), 1.0, 0) == 1.0


def test_a_language_that_is_half_covered_halves_recall(cell: Callable[..., Any], tactic: Callable[..., Any]) -> None:
    line = tactic({t.AUTO_DETECT: 1.0})
    assert rules.recall(cell({d.LANGUAGE: 0.5}), line, 1.0, 0) == pytest.approx(0.5 * P[d.RECALL])


def test_minutes_to_act_have_the_stated_median(cell: Callable[..., Any], tactic: Callable[..., Any]) -> None:
    p, line = cell({d.AUTO_MINUTES: 12.0}), tactic({t.MINUTES: 1.0})
    assert rules.minutes_to_act(p, line, 0.5 + 1e-9) == 12
    assert rules.minutes_to_act(p, tactic({t.MINUTES: 3.0}), 0.5 + 1e-9) == 36
    minutes = [rules.minutes_to_act(p, line, u) for u in U]
    assert minutes[0] == 0 and minutes == sorted(minutes)
    assert {rules.minutes_to_act(cell({d.AUTO_MINUTES: 0.0}), line, u) for u in U} == {0}


@given(st.integers(0, 2047))
def test_a_bucket_holds_a_doubling_of_minutes(minutes: int) -> None:
    at = rules.bucket(minutes)
    assert (2 ** (at - 1) if at else 0) <= minutes < 2**at


def test_the_last_bucket_holds_all_that_took_longer_and_each_has_its_tally() -> None:
    assert [rules.bucket(minutes) for minutes in (1023, 1024, 2048, 10**6)] == [10, 11, 11, 11]
    tallies = [name for name in y.NAMES if name.startswith("stops_under_")]
    assert y.NAMES[y.STOPS : y.STOPS + rules.BUCKETS] == tallies


def test_what_does_not_exist_or_is_not_yet_forbidden_is_never_flagged(cell: Callable[..., Any]) -> None:
    p, line = cell({d.RULE_DAYS: 20.0}), LINE.copy()
    line[t.APPEARS] = 10.0
    assert not rules.appeared(line, 9) and rules.appeared(line, 10)
    chances = [rules.flag_chance(p, line, True, 1.0, 0, day) for day in (9, 10, 29, 30, 31)]
    assert chances[:3] == [0.0, 0.0, 0.0] and chances[3] == chances[4] == pytest.approx(p[d.RECALL])
    assert rules.flag_chance(p, line, False, 1.0, 0, 9) == p[d.FALSE_POSITIVE]


def test_a_false_accusation_names_a_policy_in_force_by_weight() -> None:
    table = np.array([LINE, LINE, LINE, LINE])
    table[1:, t.FALSE_WEIGHT] = (1.0, 0.0, 3.0)
    named = [rules.accused(P, table, u, 0) for u in U]
    assert set(named) == {1, 3} and named.count(1) == pytest.approx(25, abs=1)
    table[3, t.APPEARS] = 0.0  # forbidden only some days later
    assert {rules.accused(P, table, u, 0) for u in U} == {1}
    assert rules.accused(P, table[:1], 0.5, 0) == 0


@given(st.floats(0.0, 1.0), st.floats(0.0, 1000.0), st.floats(0.0, 1000.0), st.integers(0, 365))
def test_more_labels_never_teach_less_and_knowledge_stays_a_share(
    known: float, labels: float, more: float, age: int
) -> None:
    less_taught = rules.relearned(P, LINE, known, labels, age, 500)
    taught = rules.relearned(P, LINE, known, labels + more, age, 500)
    assert 0.0 <= less_taught <= taught <= 1.0
    alone = np.where(np.arange(len(P)) == d.LABELS_ELSEWHERE, 0.0, P)
    assert rules.relearned(alone, LINE, known, 0.0, age, 500) == pytest.approx(known * rules.drift(LINE, age))


def test_cases_from_elsewhere_teach_what_is_known_there(cell: Callable[..., Any], tactic: Callable[..., Any]) -> None:
    p = cell({d.LABELS_ELSEWHERE: 1.0, d.LABELS_HALF: 0.25})
    for people in (100, 10_000):  # whatever the market's size
        assert rules.relearned(p, tactic({t.KNOWN: 1.0}), 0.0, 0.0, 30, people) == pytest.approx(0.8)
        assert rules.relearned(p, tactic({t.KNOWN: 0.0}), 0.0, 0.0, 30, people) == 0.0


def test_half_of_what_is_missing_is_learnt_from_half_the_labels(cell: Callable[..., Any]) -> None:
    p = cell({d.LABELS_ELSEWHERE: 0.0})
    half = p[d.LABELS_HALF] * 0.5
    assert rules.relearned(p, LINE, 0.0, half, 30, 500) == pytest.approx(0.5)
    assert rules.relearned(p, LINE, 0.0, 2 * half, 30, 1000) == pytest.approx(0.5)  # a market twice the size
    assert rules.aged_labels(p, 8.0, int(p[d.LABEL_HALF_LIFE])) == pytest.approx(4.0)


def test_mutation_needs_users_and_something_to_evade(p: Any) -> None:
    assert not rules.mutates(p, 0.0, 0.0, 1.0) and not rules.mutates(p, 0.0, 1.0, 0.0)
    often = [sum(rules.mutates(p, u, adoption, known) for u in U)
             for adoption, known in ((0.1, 0.5), (0.1, 1.0), (0.5, 1.0), (1.0, 1.0))]
    assert often == sorted(often) and often[0] < often[-1]
    assert rules.outmoded(p, 0.8) == pytest.approx(0.8 * (1.0 - p[d.MUTATION_LOSS]))


def test_a_prompt_is_followed_as_often_as_in_the_trial(p: Any) -> None:
    """S113: of 100 prompts 9 posts were cancelled and 22 revised."""
    fine = np.linspace(0.0, 0.999, 1000)
    done = [rules.after_prompt(p, u, False, True) for u in fine]
    assert done.count(rules.CANCELLED) == pytest.approx(90, abs=1)
    assert done.count(rules.REVISED) == pytest.approx(220, abs=2)
    innocent = [rules.after_prompt(p, u, False, False) for u in fine]
    assert rules.REVISED not in innocent and innocent.count(rules.CANCELLED) == done.count(rules.CANCELLED)
    meant = [rules.after_prompt(p, u, True, True) for u in fine]
    assert meant.count(rules.POSTED) > done.count(rules.POSTED)


def test_confidence_tells_the_guilty_from_the_innocent(cell: Callable[..., Any]) -> None:
    p = cell()
    guilty = np.mean([rules.confidence(p, u, True) for u in U])
    innocent = np.mean([rules.confidence(p, u, False) for u in U])
    assert guilty == pytest.approx(0.75, abs=0.02) and innocent == pytest.approx(0.25, abs=0.02)
    blind = cell({d.CONFIDENCE: 0.0})
    assert {round(rules.confidence(blind, u, True) + rules.confidence(blind, u, False), 9) for u in U} == {1.0}
