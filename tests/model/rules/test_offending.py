"""Who offends: proneness of mean 1, habits that repeat in kind, care where much is at stake, and norms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.draws import fork, gamma, uniform
from sim.model.draws.people import CreatorBirth
from sim.model.parameters import offending as o
from sim.model.parameters import tactics as t
from sim.model.rules import offending

KEYS = [fork(7, one) for one in range(20_000)]


@pytest.mark.parametrize("shape", [0.4, 1.0, 2.5])
def test_gamma_numbers_have_mean_and_variance_of_their_shape(shape: float) -> None:
    drawn = np.array([gamma(mine, CreatorBirth.PRONE, shape) for mine in KEYS])
    assert drawn.mean() == pytest.approx(shape, rel=0.03) and drawn.var() == pytest.approx(shape, rel=0.08)
    assert (drawn > 0.0).all()


def test_proneness_has_mean_1_and_a_small_class_bears_a_published_share(p: Any) -> None:
    drawn = np.array([gamma(mine, CreatorBirth.PRONE, p[o.PRONE_SHAPE]) for mine in KEYS])
    chronic = np.array([uniform(mine, CreatorBirth.CHRONIC) for mine in KEYS])
    prone = np.array([offending.proneness(p, u, g) for u, g in zip(chronic.tolist(), drawn.tolist(), strict=True)])
    assert prone.mean() == pytest.approx(1.0, abs=0.06)
    share = prone[chronic < p[o.CHRONIC_SHARE]].sum() / prone.sum()
    assert 0.25 < share < 0.50  # League of Legends 13%, UK tax over 40%


@pytest.fixture
def lines(tactic: Callable[..., Any]) -> Any:
    """Return three tactics: two that are broken unknowingly, one of them in LIVEs alone, and one that is not."""
    clean = tactic({})
    rows = [clean, tactic({t.UNKNOWING: 3.0}), tactic({t.UNKNOWING: 1.0, t.FORMAT: 1.0}), tactic({})]
    return np.stack(rows)


def test_slips_repeat_in_kind(p: Any, lines: Any) -> None:
    fresh, habitual = np.zeros(4, np.int32), np.array([0, 0, 4, 0], np.int32)
    grid = ((np.arange(400) + 0.5) / 400).tolist()
    second = [
        np.mean([offending.slipped(p, lines, slips, 1, 0, u) == 2 for u in grid]) for slips in (fresh, habitual)
    ]
    assert second[0] == pytest.approx(0.25, abs=0.01)
    c = p[o.CONCENTRATION]
    assert second[1] == pytest.approx((0.25 * c + 4.0) / (c + 4.0), abs=0.01)
    assert all(offending.slipped(p, lines, habitual, 2, 0, u) == 1 for u in grid)  # no LIVE, no second tactic
    assert offending.usual_slip(p, lines, fresh, 0) == 1 and offending.usual_slip(p, lines, habitual, 0) == 2
    none = lines[[0, 3]]
    assert offending.slipped(p, none, fresh, 0, 0, 0.5) == offending.usual_slip(p, none, fresh, 0) == 0


def test_felt_risk_is_that_of_what_one_breaks(p: Any, lines: Any) -> None:
    believed = np.array([0.0, 0.2, 0.8, 0.9])
    fresh, habitual = np.zeros(4, np.int32), np.array([0, 0, 40, 0], np.int32)
    assert offending.risk_felt(p, lines, fresh, believed, 0) == pytest.approx(0.75 * 0.2 + 0.25 * 0.8)
    assert offending.risk_felt(p, lines, habitual, believed, 0) > 0.7


def test_care_rises_with_risk_and_loss_and_looms_at_a_cut(p: Any) -> None:
    assert 0.0 < offending.care(p, 1.0, 0.3, 0.0) < offending.care(p, 1.0, 0.3, 3.0) < offending.care(p, 1.0, 0.6, 3.0)
    assert offending.care(p, 1.0, 0.0, 9.0) == 0.0
    assert offending.looming(p, 3.0, 0, True) == p[o.LOSS_AVERSION] * 3.0 > offending.looming(p, 3.0, 0, False) == 3.0
    assert offending.looming(p, 3.0, 2, True) < offending.looming(p, 3.0, 1, True) < 3.0
    assert offending.effort_left(p, 0.5, 1.0) < 0.5


def test_norms_rise_faster_than_they_fall_and_leave_less_of_morals(p: Any) -> None:
    assert offending.seen_norm(p, 3, 0, 6) == 0.5 and offending.seen_norm(p, 1, 2, 6) == 0.0
    up, down = offending.next_norm(p, 0.4, 0.8) - 0.4, 0.4 - offending.next_norm(p, 0.4, 0.0)
    assert up > down > 0.0
    assert offending.moral_left(p, 0.5, 0.0) == 0.5 > offending.moral_left(p, 0.5, 0.8) > 0.0
    heard = [offending.comes_up(p, 0.09, users) for users in range(7)]
    assert heard == sorted(heard) and heard[0] is False and heard[-1] is True


def test_who_was_told_of_a_penalty_lies_low_to_the_next_decision(p: Any) -> None:
    low = [offending.lies_low(4, 10, 4, 2, day) for day in range(11, 20)]  # decides on days 2, 9, 16
    assert low == [True] * 5 + [False] * 4
    assert not offending.lies_low(3, 10, 4, 2, 11)
    assert offending.use_today(p, 0.5, True) < offending.use_today(p, 0.5, False) == 0.5
