"""A tactic spreading through four planted communities and fading, with the same accounts and ties every time."""

from __future__ import annotations

import numpy as np

from sim.studies.picture.spread import Spread


def planted(each: int = 40, days: int = 60, seed: int = 1) -> Spread:
    """Return a spread: found in the first community, carried on from day 10, half as many by the end."""
    dice = np.random.default_rng(seed)
    count = 4 * each
    group = np.repeat(np.arange(4), each)
    chance = np.where(group[:, None] == group[None, :], 8 / each, 0.4 / each)
    ties = np.argwhere(np.triu(dice.random((count, count)) < chance, 1))
    starts = 10 + 8 * group + dice.exponential(6, count)
    stops = starts + 12 + dice.exponential(10, count)
    day = np.arange(days)[:, None]
    here = (day >= np.where(dice.random(count) < 0.1, 20, 0)) & (day < np.where(dice.random(count) < 0.1, 45, days))
    users = (day >= starts) & (day < stops) & (dice.random(count) < 0.6) & here
    caught = (day >= starts + 10) & (day < starts + 30) & (dice.random(count) < 0.3)
    return Spread(
        "whatif", "new_exploit", seed, ("us", "vn"), np.arange(days), np.arange(count), group % 2,
        np.exp(dice.normal(3, 1.3, count)), ties, here, users, caught, ((10, "appears"), (30, "rule in force")),
    )
