"""Stand-in worlds whose closed forms are known: a market in which creators take exposures from each other.

Exposures go by weight w·exp(delta·arm) within a category, each brings rate·exp(gamma·arm), and demand for them grows
by the elastic share eps of what boosts add. What a creator-side test shows is then exp(delta + gamma) − 1 at any share,
and what a launch brings exp(gamma + eps·delta) − 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.random import Generator, default_rng

from sim.methods.experiments.assignment import Arms, Side, arms, counted_arms, draws
from sim.methods.experiments.frames import Metric

GMV = Metric("gmv", "gmv")


@dataclass(frozen=True)
class Market:
    """A linear marketplace with a known ranker."""

    delta: float = 0.0
    gamma: float = 0.0
    eps: float = 0.0
    creators: int = 600
    categories: int = 20
    noise: float = 0.2

    @property
    def naive(self) -> float:
        """What a creator-side difference in means shows, relative to its control."""
        return float(np.expm1(self.delta + self.gamma))

    @property
    def truth(self) -> float:
        """What a launch brings, relative to none."""
        return float(np.expm1(self.gamma + self.eps * self.delta))

    def test(self, seed: int, share: float = 0.5, arm: Arms | None = None) -> pd.DataFrame:
        """Return the exposure table of a creator-side test."""
        rng = default_rng(seed)
        market = np.arange(self.creators) % self.categories
        weight = rng.lognormal(0.0, 0.8, self.creators)
        rate = 0.05 * rng.lognormal(0.0, 0.3, self.creators)
        if arm is None:
            arm = arms(draws(seed, "creators", Side.CREATOR, np.arange(self.creators)), share)
        demand = 200_000.0 * (1 + rng.random(self.categories))
        columns = {
            "unit": np.arange(self.creators),
            "arm": arm,
            "market": market,
            "weight": weight,
            "boost": np.full(self.creators, self.delta),
        }
        for when, z in (("pre_", np.zeros(self.creators)), ("", np.asarray(arm, float))):
            shown = self._shown(weight, market, demand, z, rng)
            bought = shown * rate * np.exp(self.gamma * z)
            columns |= {f"{when}views": shown, f"{when}gmv": bought * rng.lognormal(0, self.noise, self.creators)}
        return pd.DataFrame(columns)

    def _shown(
        self, weight: np.ndarray, market: np.ndarray, demand: np.ndarray, z: np.ndarray, rng: Generator
    ) -> np.ndarray:
        pull = weight * np.exp(self.delta * z)
        total, plain = (np.bincount(market, one) for one in (pull, weight))
        elastic = demand * (total / plain) ** self.eps
        return rng.poisson(elastic[market] * pull / total[market]).astype(float)


def plain_units(seed: int, units: int = 400, effect: float = 0.0, share: float = 0.5) -> pd.DataFrame:
    """Return units that do not touch each other, with what they did before."""
    rng = default_rng(seed)
    arm = arms(draws(seed, "plain", Side.VIEWER, np.arange(units)), share)
    level = 10 + 2 * rng.standard_normal(units)
    return pd.DataFrame(
        {
            "unit": np.arange(units),
            "arm": arm,
            "cluster": np.arange(units) % 40,
            "market": np.arange(units) % 40,
            "weight": 1 + rng.random(units),
            "boost": 0.0,
            "pre_gmv": level + rng.standard_normal(units),
            "pre_views": 50 + 3 * level + rng.standard_normal(units),
            "gmv": level + rng.standard_normal(units) + effect * arm,
            "views": 50 + 3 * level + rng.standard_normal(units),
        }
    )


def clustered_units(seed: int, clusters: int = 20, size: int = 12, effect: float = 0.0) -> pd.DataFrame:
    """Return units of clusters that were assigned as wholes and share their luck; sizes differ."""
    rng = default_rng(seed)
    arm = counted_arms(draws(seed, "clusters", Side.CLUSTER, np.arange(clusters)), 0.5)
    cluster = np.repeat(np.arange(clusters), size + np.arange(clusters) % 5)
    own = rng.standard_normal(clusters)[cluster]
    level = 10 + own + rng.standard_normal(cluster.size)
    return pd.DataFrame(
        {
            "unit": np.arange(cluster.size),
            "arm": arm[cluster],
            "cluster": cluster,
            "pre_gmv": level + 0.5 * rng.standard_normal(cluster.size),
            "pre_views": 1.0,
            "gmv": level
            + 0.5 * rng.standard_normal(cluster.size)
            + 0.5 * rng.standard_normal(clusters)[cluster]
            + effect * arm[cluster],
            "views": 20 + rng.random(cluster.size),
        }
    )


def panel(
    seed: int, arm: np.ndarray, before: int = 20, effect: float = 0.0, noise: float = 0.3, carry: float = 0.0
) -> pd.DataFrame:
    """Return clusters × days with levels and days of their own; an effect fades in with carry a day.

    Parameters
    ----------
    arm
        Clusters × days of the test.
    """
    rng = default_rng(seed)
    clusters = len(arm)
    z = np.concatenate([np.zeros((clusters, before)), arm], axis=1)
    state = np.zeros_like(z)
    for day in range(z.shape[1]):
        state[:, day] = carry * (state[:, day - 1] if day else 0) + (1 - carry) * z[:, day]
    level = 10 + 2 * rng.standard_normal((clusters, 1)) + 0.5 * np.sin(np.arange(z.shape[1]) / 3)
    y = level + effect * state + noise * rng.standard_normal(z.shape)
    units = 100 + 10 * np.arange(clusters)[:, None] + np.zeros_like(z)
    habit = np.concatenate([np.zeros((clusters, 1)), state[:, :-1]], axis=1)
    cluster, day = np.indices(z.shape)
    return pd.DataFrame(
        {
            "cluster": cluster.ravel(),
            "day": day.ravel() - before,
            "arm": z.ravel().astype(int),
            "units": units.ravel(),
            "gmv": (y * units).ravel(),
            "views": (2 * units).ravel(),
            "habit": habit.ravel(),
        }
    )


def cells(
    seed: int,
    *,
    delta: float = 0.0,
    gamma: float = 0.0,
    share_v: float = 0.5,
    share_c: float = 0.5,
    noise: float = 0.02,
    effect_of_pair: float = 0.0,
) -> pd.DataFrame:
    """Return viewer × creator buckets: treated viewers meet treated creators more, and others less for it.

    A pair's total is 1 for untreated viewers; for treated ones it goes by exp(delta) among all that they meet.
    """
    rng = default_rng(seed)
    count = 10
    own = {side: 1 + noise * rng.standard_normal((2, count)) for side in ("v", "c")}
    total = 1 + share_c * np.expm1(delta)
    rows = []
    for v in (0, 1):
        for c in (0, 1):
            pull = (np.exp((delta + gamma) * c) if v else total) / total * (1 + effect_of_pair * v * c)
            viewers, creators = 1000 * (share_v if v else 1 - share_v), 100 * (share_c if c else 1 - share_c)
            for a in range(count):
                for b in range(count):
                    size = viewers / count * creators / count
                    level = pull * own["v"][v, a] * own["c"][c, b] * (1 + noise * rng.standard_normal())
                    rows.append((v, a, c, b, viewers / count, creators / count, size * level))
    return pd.DataFrame(
        rows, columns=["viewer_arm", "viewer_bucket", "creator_arm", "creator_bucket", "viewers", "creators", "gmv"]
    )
