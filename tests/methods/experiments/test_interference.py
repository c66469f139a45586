"""In a market of creators who take exposures from each other, estimators are off by what the closed forms say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from sim.errors import UserError
from sim.methods.experiments.assignment import Arms, Side, arms, draws, switchback
from sim.methods.experiments.cuped import cuped
from sim.methods.experiments.difference import difference_in_means
from sim.methods.experiments.differences_in_q import differences_in_q
from sim.methods.experiments.exposure import FEWEST, hajek, horvitz_thompson, probabilities
from sim.methods.experiments.exposure_regression import regression_on_exposure
from sim.methods.experiments.frames import Metric
from sim.methods.experiments.ranker import known_ranker
from sim.methods.experiments.switchback import seen_share, switchback_blocks, switchback_lags
from sim.methods.experiments.two_sided import shares_for, spill_over, two_sided_corrected, two_sided_naive
from tests.methods.experiments import worlds
from tests.methods.experiments.worlds import GMV, Market

BOOST, HARMFUL, TEACHING = Market(delta=0.4), Market(delta=0.4, gamma=-0.06), Market(gamma=0.05)
WORLDS = 60


def relative(market: Market, share: float = 0.5) -> pd.DataFrame:
    """What each estimator says in each of some worlds, as a share of the level without treatment."""
    told = []
    for seed in range(WORLDS):
        units = market.test(seed, share)
        told.append(
            {
                "difference": difference_in_means(units, GMV),
                "cuped": cuped(units, GMV),
                "ranker": known_ranker(units, GMV, "views"),
            }
        )
    return pd.DataFrame(
        [
            {name: one.relative for name, one in row.items()}
            | {
                f"{name}_holds": one.relative_interval[0] <= market.truth <= one.relative_interval[1]
                for name, one in row.items()
            }
            for row in told
        ]
    )


def near(values: pd.Series, wanted: float) -> bool:
    """Whether the mean over worlds is as wanted, within three Monte-Carlo errors and the curvature of a ratio."""
    error = float(values.std()) / len(values) ** 0.5
    return abs(float(values.mean()) - wanted) < 3 * error + float(values.var())


@pytest.mark.parametrize("share", [0.1, 0.5])
@pytest.mark.parametrize("market", [BOOST, HARMFUL, TEACHING], ids=["boost", "harmful", "teaching"])
def test_the_naive_creator_side_estimate_is_off_by_the_closed_form_at_any_share(market: Market, share: float) -> None:
    told = relative(market, share)
    assert near(told.difference, market.naive)
    assert told.cuped.mean() == pytest.approx(market.naive, abs=0.06)  # heavy creators saturate their category
    assert near(told.ranker, market.truth)


@pytest.mark.parametrize("market", [BOOST, HARMFUL], ids=["boost", "harmful"])
def test_on_boosts_the_known_ranker_errs_by_a_fifth_of_the_naive_at_most(market: Market) -> None:
    told = relative(market)
    off = {
        name: float(np.sqrt(((told[name] - market.truth) ** 2).mean())) for name in ("difference", "cuped", "ranker")
    }
    assert off["ranker"] <= 0.2 * min(off["difference"], off["cuped"])
    assert told.ranker_holds.mean() > 0.88 and told.cuped_holds.mean() == 0.0


def test_a_boost_that_harms_tests_positive_and_cuped_makes_it_certain() -> None:
    told = relative(HARMFUL)
    assert HARMFUL.truth < -0.05 and (told.cuped > 0.2).all() and (told.ranker < 0).mean() > 0.95
    assert told.cuped.std() < 0.5 * told.difference.std()


def test_demand_that_grows_with_boosts_is_not_seen_by_the_known_ranker() -> None:
    growing = Market(delta=0.4, gamma=-0.06, eps=0.3)
    assert near(relative(growing).ranker, float(np.expm1(growing.gamma))) and growing.truth > 0.05


def test_boosts_of_some_creators_move_exposures_in_the_answer() -> None:
    """A boost for those who sell more per view helps though nobody's views bring more: shares are recomputed."""
    units = Market(creators=400).test(1)
    rate = units.pre_gmv / units.pre_views
    units["boost"] = np.where(rate > rate.median(), 0.5, 0.0)
    pull = units.weight * np.exp(units.boost)
    share = [one / one.groupby(units.market).transform("sum") for one in (units.weight, pull)]
    demand = units.views.groupby(units.market).transform("sum")
    off, on = (float((demand * one * rate).sum()) for one in share)
    told = known_ranker(units, GMV, "views")
    assert told.relative == pytest.approx(on / off - 1, abs=2 * told.relative_error) and on / off > 1.03


def two_stage(seed: int, units: int, markets: int) -> Arms:
    """Markets at 10, 50 or 90%, then units within them."""
    shares = np.array([0.1, 0.5, 0.9])[np.random.default_rng(seed).permutation(markets) % 3]
    u = draws(seed, "two stage", Side.CREATOR, np.arange(units))
    return np.asarray(u < shares[np.arange(units) % markets], np.int8)


def test_designs_that_vary_the_share_of_rivals_come_near_the_truth() -> None:
    """Regression and weighing halve the bias at least; what is left is curvature, and rivals short of all or none."""
    market = Market(delta=0.4, creators=1200, categories=60, noise=0.1)
    told: dict[str, list[float]] = {"regression": [], "hajek": [], "ht": [], "naive": []}
    base = market.test(0)
    chances = probabilities(base, lambda again: two_stage(10_000 + again, 1200, 60), 300)
    for seed in range(12):
        units = market.test(0, arm=two_stage(seed, 1200, 60))
        told["naive"].append(difference_in_means(units, GMV).relative)
        told["regression"].append(regression_on_exposure(units, GMV, before=True).relative)
        told["hajek"].append(hajek(units, GMV, chances).relative)
        told["ht"].append(horvitz_thompson(units, GMV, chances).relative)
    mean = {name: float(np.mean(values)) for name, values in told.items()}
    assert abs(mean["regression"]) < 0.5 * mean["naive"] and abs(mean["hajek"]) < 0.6 * mean["naive"]
    assert np.std(told["regression"]) < np.std(told["ht"])


def test_an_exposure_that_hardly_anybody_has_is_refused() -> None:
    units = Market().test(1)
    chances = probabilities(units, lambda again: arms(draws(1, "x", Side.CREATOR, np.arange(600), again), 0.5), 50)
    with pytest.raises(UserError, match="too few for a mean"):
        hajek(units, GMV, chances)
    assert FEWEST == 5 and chances.sum(axis=1) == pytest.approx(np.ones(600))


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_two_sided_cells_follow_their_closed_forms(share: float) -> None:
    delta, gamma = 0.4, -0.06
    cells = worlds.cells(1, delta=delta, gamma=gamma, share_c=share, noise=0.0)
    total = 1 + share * np.expm1(delta)
    m11, m10 = np.exp(delta + gamma) / total, 1 / total
    spill = spill_over(cells, GMV)
    assert spill["direct"].effect == pytest.approx(m11 - 1) and spill["creators"].effect == pytest.approx(m10 - 1)
    assert spill["viewers"].effect == pytest.approx(0.0, abs=1e-12)
    others = (0.5 * (1 - share) * m10 + 0.5) / (1 - 0.5 * share)
    assert two_sided_naive(cells, GMV).effect == pytest.approx(m11 - others)
    for balance, k in ((0.0, 1.0), (1.0, 2.0), (50.0, 1.0)):
        beta = np.exp(-balance)
        wanted = beta * (m11 - 1) + (1 - beta) * (m11 - m10 - k * beta * (1 - m10))
        assert two_sided_corrected(cells, GMV, balance=balance, k=k).effect == pytest.approx(wanted)


def test_the_corrected_two_sided_test_is_right_where_its_design_leads() -> None:
    """With scarce viewers all creators are treated: cells by viewer then tell the truth, though creators compete."""
    viewers, creators = shares_for(0.001, 0.5, 0.5)
    assert viewers == pytest.approx(0.5, abs=1e-3) and creators == pytest.approx(1.0, abs=1e-3)
    assert shares_for(50.0, 0.5, 0.5) == pytest.approx((1.0, 0.5))
    told = two_sided_corrected(worlds.cells(2, delta=0.4, gamma=-0.06, share_c=creators, noise=0.0), GMV, balance=0.001)
    assert told.relative == pytest.approx(np.expm1(-0.06), abs=2e-3)
    assert two_sided_naive(worlds.cells(2, delta=0.4, gamma=-0.06, noise=0.0), GMV).effect > 0.1


@pytest.mark.parametrize(
    ("block", "burn_in", "random", "alternating"),
    [(1, 0, 0.15, 0.08), (7, 0, 0.45, 0.17), (7, 3, 0.58, 0.37), (14, 7, 0.82, 0.68)],
)
def test_switchbacks_see_the_share_that_the_note_derives(
    block: int, burn_in: int, random: float, alternating: float
) -> None:
    assert seen_share(0.85, block, burn_in) == pytest.approx(random, abs=0.006)
    assert seen_share(0.85, block, burn_in, alternating=True) == pytest.approx(alternating, abs=0.012)


def test_blocks_show_that_share_and_lags_the_whole() -> None:
    arm = switchback(3, "blocks", 200, 56, 7)
    frame = worlds.panel(3, arm, effect=2.0, carry=0.6, noise=0.1)
    blocks = switchback_blocks(frame, GMV, block=7, burn_in=2)
    assert blocks.effect == pytest.approx(2.0 * seen_share(0.6, 7, 2), abs=0.04)
    lags = switchback_lags(frame, GMV, lags=12)
    assert lags.effect == pytest.approx(2.0, abs=3 * lags.error + 2.0 * 0.6**13)
    alternating = switchback(3, "blocks", 200, 70, 7, alternating=True)
    late = worlds.panel(4, alternating, effect=2.0, carry=0.6, noise=0.05)
    late = late[late.day >= 14].assign(day=lambda one: one.day - 14)
    assert switchback_blocks(late, GMV, block=7).effect == pytest.approx(
        2.0 * seen_share(0.6, 7, alternating=True), abs=0.03
    )


def test_differences_in_q_count_what_the_state_pays_later() -> None:
    """Today's arm moves a habit that pays for weeks: rewards show a part of the effect, values all of it."""
    arm = switchback(5, "days", 40, 120, 1)
    frame = worlds.panel(5, arm, before=0, effect=2.0, carry=0.8, noise=0.1)
    naive = switchback_blocks(frame, GMV, block=1)
    told = differences_in_q(frame, GMV, ["habit"])
    assert naive.effect == pytest.approx(2.0 * 0.2, abs=0.1)
    assert told.effect == pytest.approx(2.0, abs=max(0.2, 3 * told.error))
    assert differences_in_q(frame, GMV, ["habit"], trace=0.5).effect == pytest.approx(2.0, abs=0.3)


def test_estimators_refuse_what_they_are_not_for() -> None:
    units, ratio = Market().test(1), Metric.parse("gmv/views")
    for estimator in (difference_in_means, cuped, regression_on_exposure):
        with pytest.raises(UserError, match="ratio"):
            estimator(units, ratio)
    with pytest.raises(UserError, match="nobody is in the treatment arm"):
        difference_in_means(units.assign(arm=0), GMV)
    with pytest.raises(UserError, match="from before the test"):
        known_ranker(units.assign(pre_gmv=0.0), GMV, "views")
