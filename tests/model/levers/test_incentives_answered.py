"""How a small market answers to incentives: bonuses lift and let go, campaigns peak, ads tire, awards encourage.

Matched seeds, a few weeks, wide bands: the sizes are for `sim validate`; here the mechanisms have to be at work.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.measure import period

SEEDS = (1, 2, 3)
SMALL = ("population.viewers=3000", "population.creators=160", "warmup_days=20", "days=100")


@cache
def warmed(seed: int, *overrides: str) -> Ecosystem:
    """Return a small market on day 0; not to be run on."""
    return Ecosystem(compose([*SMALL, *overrides]), seed=seed).run(20)


@cache
def tallies(seed: int, days: int, changes: tuple[Change, ...] = (), *overrides: str) -> dict[str, Any]:
    """Return the tallies of a market under some changes."""
    return warmed(seed, *overrides).branch(Scenario("asked", changes=changes)).run(days).tallies()


def effect(outcome: str, changes: tuple[Change, ...], first: int, last: int, days: int) -> float:
    """Return the relative effect of changes on an outcome over some days, mean over seeds."""
    with_it, without = (
        [period(tallies(seed, days, chosen), first, last)[outcome] for seed in SEEDS] for chosen in (changes, ())
    )
    return float(np.mean(with_it) / np.mean(without) - 1.0)


def test_a_volume_bonus_lifts_volume_not_quality_and_is_missed_when_it_stops() -> None:
    """S118: +10-40% in the short run, quality unchanged, and back or below when pay stops."""
    bonus = (Change("incentives.volume_bonus.per_hour", 60.0, start=0, until=56),)  # cents are little now (7.2)
    assert 0.10 < effect("live_hours", bonus, 14, 55, 98) < 0.50
    assert abs(effect("quality_offered", bonus, 14, 55, 98)) < 0.03
    assert effect("live_hours", bonus, 63, 97, 98) < 0.06


def test_a_campaign_peaks_at_about_twice_an_ordinary_day_and_dips_after() -> None:
    sales = {}
    for start in ("2027-04-20", "2027-06-29"):  # both a Tuesday; the second has no campaign in its first nine weeks
        sales[start] = np.zeros(100)
        for seed in SEEDS:
            told = tallies(seed, 62, (), f"start_date={start}")
            np.add.at(sales[start], told["day"], told["gmv_placed"])
    june, plain = sales.values()
    assert 1.5 < june[47:49].mean() / june[29:43].mean() < 4.0  # 6 and 7 June
    assert june[49:56].mean() < plain[49:56].mean()  # on the same days of the same markets without a campaign


def test_ads_tire_viewers_in_proportion_and_more_with_time() -> None:
    """S129: linear in load, and worse in the long run."""
    double, triple = ((Change("incentives.ads.load", load),) for load in (0.16, 0.24))
    once, twice = (effect("satisfaction", change, 30, 89, 90) for change in (double, triple))
    assert once < 0.0 and 1.5 < twice / once < 2.5
    soon, later = (effect("daily_active_viewers", triple, first, first + 29, 90) for first in (0, 60))
    assert later < 1.5 * soon < 0.0


def test_an_award_encourages_to_put_something_up() -> None:
    """S120: +6.6% for whoever is recognised; here nearly all of the better half are, all the time."""
    awards = (Change("incentives.award.share", 0.5),)
    assert 0.005 < effect("live_hours", awards, 10, 40, 41) < 0.10


def test_clawback_and_pay_for_kept_sales_take_the_profit_out_of_exaggeration() -> None:
    kept = (Change("incentives.clawback.share", 1.0), Change("incentives.commission.returns_weight", 1.0))
    assert effect("cheating_share", kept, 30, 89, 90) < -0.1
