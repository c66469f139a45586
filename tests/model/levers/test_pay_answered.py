"""Pay has a level: money acts by what it is worth, whichever way it comes, and accounts rest.

Matched seeds, a few months of a small market, wide bands: the sizes are for `sim validate` and `sim surface`.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period
from sim.model.state.schema import ACTIVE

SEEDS = (1, 2, 3, 4)
DAYS = 90
COMMISSION = "incentives.commission.extra"
HOURS = "incentives.volume_bonus.per_hour"


@cache
def warmed(seed: int) -> Ecosystem:
    """Return a small market on day 0; not to be run on."""
    small = ("population.viewers=3000", "population.creators=120", "warmup_days=60", f"days={DAYS}")
    return Ecosystem(compose([*small, "incentives.commission.friction_days=0"]), seed=seed).run(60)


@cache
def outcomes(seed: int, name: str = "", to: float = 0.0) -> dict[str, float]:
    """Return the outcomes of the last two months under a lever moved on day 0."""
    changes = (Change(name, to, start=0),) if name else ()
    tallies = warmed(seed).branch(Scenario("asked", changes=changes)).run(DAYS).tallies()
    return period(tallies, 30, DAYS - 1)


def mean(outcome: str, name: str = "", to: float = 0.0) -> float:
    """Return an outcome, mean over seeds."""
    return float(np.mean([outcomes(seed, name, to)[outcome] for seed in SEEDS]))


def effect(outcome: str, name: str, to: float) -> float:
    """Return the relative effect of a lever on an outcome, of means over seeds."""
    return mean(outcome, name, to) / mean(outcome) - 1.0


def test_a_cut_of_commission_lowers_hours_and_taking_part_and_a_rise_raises_them() -> None:
    cut, rise = effect("live_hours", COMMISSION, -0.1), effect("live_hours", COMMISSION, 0.1)
    assert -0.45 < cut < -0.06
    assert 0.02 < rise < 0.3
    assert mean("dormant_share", COMMISSION, -0.1) > mean("dormant_share") + 0.01
    assert mean("dormant_share", COMMISSION, 0.1) < mean("dormant_share")


def test_twenty_cents_an_hour_are_little_and_two_dollars_much() -> None:
    assert -0.02 < effect("live_hours", HOURS, 20.0) < 0.2
    assert effect("live_hours", HOURS, 200.0) > 0.3


def test_money_acts_much_alike_by_commission_and_by_a_bonus_on_sales() -> None:
    """Equal rates on sales: the bonus is paid on what is placed, so it costs somewhat more than it adds to pay."""
    commission, bonus = (effect("live_hours", name, 0.1) for name in (COMMISSION, "incentives.gmv_bonus.share"))
    assert 1 / 3 < bonus / commission < 3


def test_accounts_rest_and_many_publish_videos_only() -> None:
    assert 0.25 < mean("dormant_share") < 0.65
    assert 0.1 < mean("active_rate") < 0.4
    creators = warmed(1).state.creators
    here, hosts = creators.status <= ACTIVE, creators.hosts == 1
    assert 0.2 < hosts[here].mean() < 0.6
    assert (creators.lives_week[~hosts] == 0).all() and creators.lives_week[hosts].max() > 0
    idle = warmed(1).state.offers.active.reshape(-1, 2).sum(axis=1) == 0
    assert idle[creators.resting == 1].all()


def test_the_better_paid_rest_less() -> None:
    creators = warmed(2).state.creators
    here = creators.status <= ACTIVE
    richer = creators.work_worth > np.median(creators.work_worth[here])
    assert creators.resting[here & richer].mean() < creators.resting[here & ~richer].mean() - 0.15


@pytest.mark.parametrize(("forfeit", "low", "high"), [(0.0, -0.25, -0.01), (1.0, -0.8, -0.08)])
def test_frozen_commission_acts_by_what_it_is_worth(forfeit: float, low: float, high: float) -> None:
    """All are frozen for ten weeks: paid out in the end it is worth somewhat less, forfeited it is worth nothing."""
    change = (Change("enforcement.freeze.forfeit_share", forfeit, start=0),)
    hours = []
    for frozen in (0, 70):
        total = 0.0
        for seed in SEEDS[:2]:
            market = warmed(seed).branch(Scenario("asked", changes=change))
            market.state.creators.frozen_until[:] = market.clock + frozen
            total += period(market.run(60).tallies(), 20, 59)["live_hours"]
        hours.append(total)
    assert low < hours[1] / hours[0] - 1.0 < high


def test_creators_learn_from_their_weeks_and_do_not_all_believe_the_same() -> None:
    creators = warmed(3).state.creators
    old = (creators.status <= ACTIVE) & (creators.joined < 0)
    for belief, most in ((creators.income_quality, 3.0), (creators.income_supply, 1.5)):
        assert belief[old].std() > 0.05 and belief.min() >= 0.0 and belief.max() <= most
        assert ((belief[old] > 0.0) & (belief[old] < most)).mean() > 0.9  # few stand at a bound
