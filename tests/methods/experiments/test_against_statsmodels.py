"""Where statsmodels has the same estimator, ours says the same to eight digits."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.random import default_rng
from scipy.stats import chisquare
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from sim.methods.experiments import clustered, planning
from sim.methods.experiments.assignment import Side, counted_arms, draws, stepped, switchback
from sim.methods.experiments.balance import quiet_test, sample_ratio
from sim.methods.experiments.cuped import cuped
from sim.methods.experiments.difference import difference_in_means
from sim.methods.experiments.difference_in_differences import two_way
from sim.methods.experiments.exposure import treated_rivals
from sim.methods.experiments.exposure_regression import regression_on_exposure
from sim.methods.experiments.frames import Metric
from sim.methods.experiments.least_squares import fit, numbered
from sim.methods.experiments.ratio import ratio_of_sums
from sim.methods.experiments.switchback import switchback_blocks, switchback_lags
from tests.methods.experiments import worlds

CLOSE = {"rel": 1e-8, "abs": 1e-10}


def test_difference_in_means_is_the_unequal_variance_t_test() -> None:
    units = worlds.plain_units(1, effect=0.4, share=0.3)
    ours = difference_in_means(units, worlds.GMV)
    one, two = (DescrStatsW(units.gmv[units.arm == arm]) for arm in (1, 0))
    theirs = CompareMeans(one, two)
    _, p, freedom = theirs.ttest_ind(usevar="unequal")
    low, high = theirs.tconfint_diff(usevar="unequal")
    assert (ours.low, ours.high, ours.p, ours.freedom) == pytest.approx((low, high, p, freedom), **CLOSE)


def test_cuped_is_the_t_test_of_what_a_regression_leaves() -> None:
    units = worlds.plain_units(2, effect=0.4)
    left = sm.OLS(units.gmv, sm.add_constant(units.pre_gmv)).fit().resid
    low, high = CompareMeans(*(DescrStatsW(left[units.arm == arm]) for arm in (1, 0))).tconfint_diff(usevar="unequal")
    ours = cuped(units, worlds.GMV)
    assert (ours.low, ours.high) == pytest.approx((low, high), **CLOSE)


def test_ratios_are_weighted_least_squares_with_robust_errors() -> None:
    units = worlds.plain_units(3, effect=0.4)
    ours = ratio_of_sums(units, Metric.parse("gmv/views"))
    fits = [
        sm.WLS(part.gmv / part.views, np.ones(len(part)), weights=part.views).fit(cov_type="HC1")
        for part in (units[units.arm == arm] for arm in (0, 1))
    ]
    control, treated = (float(one.params.iloc[0]) for one in fits)
    error = np.hypot(*(float(one.bse.iloc[0]) for one in fits))
    assert (ours.base, ours.effect, ours.error) == pytest.approx((control, treated - control, error), **CLOSE)


@pytest.mark.parametrize("kind", [0, 1, 2, 3])
def test_heteroskedastic_errors(kind: int) -> None:
    units = worlds.clustered_units(4)
    x = np.stack([np.ones(len(units)), units.arm, units.pre_gmv], axis=1)
    theirs = sm.OLS(units.gmv.to_numpy(), x).fit(cov_type=f"HC{kind}").cov_params()
    assert fit(x, units.gmv.to_numpy()).hc(kind) == pytest.approx(theirs, **CLOSE)


def test_weighted_clustered_and_serial_errors() -> None:
    units = worlds.clustered_units(5)
    x, y = np.stack([np.ones(len(units)), units.arm, units.pre_gmv], axis=1), units.gmv.to_numpy()
    codes, weight = numbered(units.cluster), units.views.to_numpy()
    theirs = sm.WLS(y, x, weights=weight).fit(cov_type="cluster", cov_kwds={"groups": codes})
    ours = fit(x, y, weight)
    assert ours.coefficients == pytest.approx(theirs.params, **CLOSE)
    assert ours.cr1(codes) == pytest.approx(theirs.cov_params(), **CLOSE)
    serial = sm.OLS(y, x).fit(cov_type="HAC", cov_kwds={"maxlags": 4}).cov_params()
    assert fit(x, y).hac(4) == pytest.approx(serial, **CLOSE)


def test_jackknife_by_cluster_is_that_of_regressions_without_each_cluster() -> None:
    units = worlds.clustered_units(6, clusters=8)
    x, y, codes = sm.add_constant(units[["arm"]].to_numpy(float)), units.gmv.to_numpy(), units.cluster.to_numpy()
    whole = sm.OLS(y, x).fit().params
    moved = np.array([sm.OLS(y[codes != one], x[codes != one]).fit().params - whole for one in range(8)])
    ours = clustered.cluster_robust(units, worlds.GMV)
    assert ours.error == pytest.approx(float(np.sqrt(7 / 8 * (moved.T @ moved)[1, 1])), **CLOSE)


def test_regression_on_exposure() -> None:
    units = worlds.plain_units(7, effect=0.4)
    rivals = treated_rivals(units.arm.to_numpy(float), numbered(units.market), units.weight.to_numpy())
    x = np.stack([np.ones(len(units)), units.arm, rivals, units.arm * rivals], axis=1)
    theirs = sm.OLS(units.gmv.to_numpy(), x).fit(cov_type="cluster", cov_kwds={"groups": units.market.to_numpy()})
    told = theirs.t_test([0, 1, 1, 1], use_t=True)
    ours = regression_on_exposure(units, worlds.GMV)
    assert (ours.effect, ours.error) == pytest.approx((float(told.effect[0]), float(told.sd.item())), **CLOSE)


def test_two_way_fixed_effects() -> None:
    frame = worlds.panel(8, stepped(draws(8, "steps", Side.CLUSTER, np.arange(12)), 15, 3), effect=0.8)
    y = frame.gmv / frame.units
    dummies = [
        np.asarray(frame[name].to_numpy()[:, None] == np.unique(frame[name]), float) for name in ("cluster", "day")
    ]
    x = np.concatenate([frame[["arm"]].to_numpy(float), dummies[0], dummies[1][:, 1:]], axis=1)
    theirs = sm.OLS(y.to_numpy(), x).fit(cov_type="cluster", cov_kwds={"groups": frame.cluster.to_numpy()})
    ours = two_way(frame, worlds.GMV)
    assert (ours.effect, ours.error) == pytest.approx((theirs.params[0], theirs.bse[0]), **CLOSE)
    logs = two_way(frame, worlds.GMV, logs=True)
    assert logs.effect == pytest.approx(np.expm1(sm.OLS(np.log(y.to_numpy()), x).fit().params[0]), **CLOSE)


def test_switchbacks() -> None:
    arm = switchback(9, "blocks", 4, 28, 2)
    frame = worlds.panel(9, arm, before=0, effect=0.5)
    y = (frame.gmv / frame.units).to_numpy().reshape(4, 28)
    regions, slices = np.repeat(np.eye(4), 14, axis=0), np.tile(np.eye(14)[:, 1:], (4, 1))
    x = np.concatenate([arm[:, ::2].reshape(-1, 1), regions, slices], axis=1)
    theirs = sm.OLS(y.reshape(4, 14, 2)[:, :, 1].ravel(), x).fit(cov_type="HC1")
    ours = switchback_blocks(frame, worlds.GMV, block=2, burn_in=1)
    assert (ours.effect, ours.error) == pytest.approx((theirs.params[0], theirs.bse[0]), **CLOSE)


def test_a_switchback_of_the_whole_market_with_lags() -> None:
    arm = switchback(9, "blocks", 1, 84, 2)
    frame = worlds.panel(9, arm, before=0, effect=0.5)
    y = (frame.gmv / frame.units).to_numpy()
    x = np.stack([np.ones(83), arm[0, 1:], arm[0, :-1]], axis=1)
    theirs = sm.OLS(y[1:], x).fit(cov_type="HAC", cov_kwds={"maxlags": 2, "use_correction": True})
    told = theirs.t_test([0, 1, 1])
    ours = switchback_lags(frame, worlds.GMV, lags=1)
    assert (ours.effect, ours.error) == pytest.approx((float(told.effect[0]), float(told.sd.item())), **CLOSE)


def test_power_and_units() -> None:
    power = TTestIndPower()
    assert planning.power_of(0.3 / planning.error_of_arms(1.0, 200), 198) == pytest.approx(
        power.power(0.3, 100, 0.05), rel=1e-8
    )
    wanted = 2 * power.solve_power(0.2, power=0.8, alpha=0.05)
    assert planning.units_needed(0.2, 1.0) == np.ceil(wanted)


def test_sample_ratio_and_quiet_tests() -> None:
    arm = default_rng(1).random(1000) < 0.45
    assert sample_ratio(arm.astype(float), 0.5).p == pytest.approx(chisquare([arm.sum(), 1000 - arm.sum()]).pvalue)
    told = quiet_test(default_rng(2).random(400))
    assert (told.low, told.high) == pytest.approx(proportion_confint(round(told.rate * 400), 400, method="wilson"))


def test_cluster_means_are_the_t_test_of_clusters() -> None:
    units = worlds.clustered_units(11, effect=1.0)
    means = units.groupby("cluster").agg(gmv=("gmv", "mean"), arm=("arm", "first"))
    low, high = CompareMeans(*(DescrStatsW(means.gmv[means.arm == arm]) for arm in (1, 0))).tconfint_diff(
        usevar="unequal"
    )
    ours = clustered.cluster_means(units, worlds.GMV)
    assert (ours.low, ours.high) == pytest.approx((low, high), **CLOSE)
    assert counted_arms(np.arange(4.0), 0.5).tolist() == [1, 1, 0, 0]
