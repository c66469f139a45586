"""Where units do not touch each other, intervals cover, A/A tests stay quiet, and invariances hold."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UserError
from sim.methods.experiments import clustered
from sim.methods.experiments.assignment import Side, counted_arms, draws, stepped, switchback
from sim.methods.experiments.cuped import cuped, variance_left
from sim.methods.experiments.difference import difference_in_means
from sim.methods.experiments.difference_in_differences import group_time, two_way
from sim.methods.experiments.estimate import Estimate
from sim.methods.experiments.exposure_regression import regression_on_exposure
from sim.methods.experiments.frames import Metric
from sim.methods.experiments.ranker import known_ranker
from sim.methods.experiments.ratio import ratio_of_sums
from sim.methods.experiments.switchback import switchback_blocks, switchback_lags
from sim.methods.experiments.synthetic import synthetic_control
from sim.methods.experiments.two_sided import two_sided_corrected, two_sided_naive
from tests.methods.experiments import worlds
from tests.methods.experiments.worlds import GMV

EFFECT = 0.3
RATIO = Metric.parse("gmv/views")
UNITS: dict[str, Callable[[pd.DataFrame], Estimate]] = {
    "difference": lambda units: difference_in_means(units, GMV),
    "cuped": lambda units: cuped(units, GMV),
    "ratio": lambda units: ratio_of_sums(units, RATIO),
    "ratio_cuped": lambda units: ratio_of_sums(units, RATIO, before=True),
}
CLUSTERS: dict[str, Callable[[pd.DataFrame], Estimate]] = {
    "means": lambda units: clustered.cluster_means(units, GMV),
    "means_did": lambda units: clustered.cluster_means(units, GMV, before=True),
    "robust": lambda units: clustered.cluster_robust(units, GMV, before=True),
}


def slices(seed: int, effect: float) -> pd.DataFrame:
    return worlds.panel(seed, switchback(seed, "slices", 6, 56, 2), before=0, effect=effect)


def steps(seed: int, effect: float) -> pd.DataFrame:
    arm = stepped(draws(seed, "steps", Side.CLUSTER, np.arange(16)), 12, 3)
    return worlds.panel(seed, arm, before=6, effect=effect)


PANELS: dict[str, tuple[Callable[[int, float], pd.DataFrame], Callable[[pd.DataFrame], Estimate]]] = {
    "blocks": (slices, lambda frame: switchback_blocks(frame, GMV, block=2)),
    "lags": (slices, lambda frame: switchback_lags(frame, GMV, lags=1)),
    "two_way": (steps, lambda frame: two_way(frame, GMV)),
    "two_way_cr3": (steps, lambda frame: two_way(frame, GMV, jackknife=True)),
    "group_time": (steps, lambda frame: group_time(frame, GMV)),
}


def coverage(estimates: list[Estimate], truth: float) -> float:
    return float(np.mean([one.low <= truth <= one.high for one in estimates]))


@pytest.mark.parametrize("name", UNITS)
def test_estimators_of_units_cover_and_stay_quiet(name: str) -> None:
    """Two Monte-Carlo errors around 93 to 97%: the truth of the ratio is that of a very large test."""
    truth = EFFECT if name in ("difference", "cuped") else UNITS[name](worlds.plain_units(0, 400_000, EFFECT)).effect
    found = [UNITS[name](worlds.plain_units(seed, 300, EFFECT)) for seed in range(1, 601)]
    quiet = [UNITS[name](worlds.plain_units(seed, 300)) for seed in range(601, 1201)]
    assert 0.93 <= coverage(found, truth) <= 0.97
    assert 0.03 <= np.mean([one.significant for one in quiet]) <= 0.07


@pytest.mark.parametrize("name", CLUSTERS)
def test_estimators_of_clusters_cover(name: str) -> None:
    found = [CLUSTERS[name](worlds.clustered_units(seed, effect=EFFECT)) for seed in range(600)]
    assert 0.93 <= coverage(found, EFFECT) <= 0.975
    assert np.mean([one.effect for one in found]) == pytest.approx(EFFECT, abs=0.06)


def test_errors_by_row_cover_too_little_where_clusters_were_assigned() -> None:
    found = [difference_in_means(worlds.clustered_units(seed, effect=EFFECT), GMV) for seed in range(300)]
    assert coverage(found, EFFECT) < 0.75


@pytest.mark.parametrize("name", PANELS)
def test_estimators_over_time_cover(name: str) -> None:
    world, estimator = PANELS[name]
    found = [estimator(world(seed, EFFECT)) for seed in range(200)]
    assert (0.89 if name == "lags" else 0.91) <= coverage(found, EFFECT) <= 0.99
    assert np.mean([one.effect for one in found]) == pytest.approx(EFFECT, abs=0.02)


def test_two_sided_and_known_ranker_cover() -> None:
    quiet = [two_sided_naive(worlds.cells(seed, noise=0.1), GMV) for seed in range(300)]
    corrected = [two_sided_corrected(worlds.cells(seed, noise=0.1), GMV, balance=1.0) for seed in range(300)]
    assert 0.90 <= coverage(quiet, 0.0) <= 0.99 and 0.90 <= coverage(corrected, 0.0) <= 0.99
    market = worlds.Market(gamma=0.05)
    ranker = [known_ranker(market.test(seed), GMV, "views") for seed in range(300)]
    holds = [low <= market.truth <= high for low, high in (one.relative_interval for one in ranker)]
    assert 0.92 <= np.mean(holds) <= 0.98


def test_the_wild_bootstrap_rejects_five_in_a_hundred_with_few_clusters() -> None:
    quiet = [clustered.wild_bootstrap(worlds.clustered_units(seed, clusters=10), GMV, count=199) for seed in range(200)]
    assert 0.02 <= np.mean([one.p <= 0.05 for one in quiet]) <= 0.09
    assert 0.90 <= coverage(quiet, 0.0) <= 0.99


def test_all_weights_are_tried_where_they_are_few() -> None:
    every = clustered.weights(4)
    assert len(every) == 6**4 and np.abs(every.mean(axis=0)).max() < 1e-12 and (every**2).mean() == pytest.approx(1.0)
    assert set(np.unique(clustered.weights(20))) == {-1.0, 1.0} and clustered.weights(8).shape == (999, 8)


def test_cuped_leaves_one_less_the_squared_correlation() -> None:
    units = worlds.plain_units(5, 2000, EFFECT)
    left = variance_left(units.gmv.to_numpy(), units.pre_gmv.to_numpy())
    assert left == pytest.approx(1 - np.corrcoef(units.gmv, units.pre_gmv)[0, 1] ** 2)
    assert cuped(units, GMV).error < 0.75 * difference_in_means(units, GMV).error


def test_synthetic_control_finds_an_effect_and_its_placebos_find_none() -> None:
    def regions(seed: int, effect: float, count: int = 12) -> pd.DataFrame:
        arm = np.repeat(counted_arms(draws(seed, "r", Side.REGION, np.arange(count)), 1 / count)[:, None], 20, axis=1)
        return worlds.panel(seed, arm, before=40, effect=effect, noise=0.03)

    found = [synthetic_control(regions(seed, 1.5), GMV) for seed in range(12)]
    quiet = [synthetic_control(regions(seed, 0.0), GMV) for seed in range(40)]
    assert all(one.p == pytest.approx(1 / 12) and one.effect > 0.05 for one in found)
    assert np.mean([one.p <= 1 / 12 for one in quiet]) < 0.25 and coverage(quiet, 0.0) >= 0.85
    with pytest.raises(UserError, match="at least 6 regions, not 5"):
        synthetic_control(regions(1, 0.0, 5), GMV)
    noisy = regions(1, 0.0)
    noisy["gmv"] = noisy.gmv * np.random.default_rng(1).lognormal(0, 0.5, len(noisy))
    with pytest.raises(UserError, match="no mix of regions"):
        synthetic_control(noisy, GMV)


@given(st.integers(0, 50), st.floats(0.01, 1000), st.permutations(range(60)))
def test_relabelling_changes_nothing_and_scaling_only_the_scale(seed: int, factor: float, order: list[int]) -> None:
    units = worlds.plain_units(seed, 60, EFFECT)
    other = units.iloc[order].assign(
        unit=[f"u{one}" for one in order], gmv=lambda x: x.gmv * factor, pre_gmv=lambda x: x.pre_gmv * factor
    )
    for estimator in (
        *UNITS.values(),
        lambda x: regression_on_exposure(x, GMV, before=True),
        lambda x: known_ranker(x, GMV, "views"),
    ):
        one, two = estimator(units), estimator(other)
        assert two.effect == pytest.approx(one.effect * factor, rel=1e-7, abs=1e-9 * factor)
        assert two.error == pytest.approx(one.error * factor, rel=1e-7)
        assert (two.relative, two.p) == pytest.approx((one.relative, one.p), rel=1e-6, abs=1e-9)


@given(st.integers(0, 50))
def test_swapping_the_arms_turns_the_sign(seed: int) -> None:
    units = worlds.plain_units(seed, 80, EFFECT)
    for estimator in (UNITS["difference"], UNITS["cuped"], UNITS["ratio"]):
        one, two = estimator(units), estimator(units.assign(arm=1 - units.arm))
        assert two.effect == pytest.approx(-one.effect) and two.p == pytest.approx(one.p)


@pytest.mark.parametrize(
    ("units", "what"),
    [
        (worlds.plain_units(1), "units of both arms"),
        (worlds.clustered_units(1, clusters=4).query("cluster != 0"), "too few"),
        (worlds.clustered_units(1).drop(columns="cluster"), "needs a column cluster"),
    ],
)
def test_what_is_no_test_by_clusters_is_refused(units: pd.DataFrame, what: str) -> None:
    with pytest.raises(UserError, match=what):
        clustered.cluster_means(units, GMV)


def test_panels_with_holes_and_blocks_that_change_inside_are_refused() -> None:
    frame = slices(1, 0.0)
    with pytest.raises(UserError, match="cluster 0 has no row for day 3"):
        two_way(frame.drop(index=3), GMV)
    with pytest.raises(UserError, match="changes its arm inside block"):
        switchback_blocks(frame, GMV, block=7)
    with pytest.raises(UserError, match="leaves nothing of blocks"):
        switchback_blocks(frame, GMV, block=2, burn_in=2)
    with pytest.raises(UserError, match="here one stops"):
        group_time(worlds.panel(1, switchback(1, "slices", 6, 56, 2)), GMV)
