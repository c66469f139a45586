"""How the ranker weighs each account by the levers of either arm: known to a platform, and read off day by day."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.model.day import distribution


class Ranks:
    """Sums up how the ranker weighs each account by the levers of either arm, day by day; changes nothing."""

    def __init__(self, treated: bool) -> None:
        self.treated = treated
        self.untreated_sum, self.treated_sum = np.zeros(0), np.zeros(0)

    def at(self, point: str, day: int, state: Any, world: Any, _tally: Any) -> None:
        """Look at today's weights, once they are there."""
        if point != "ranked":
            return
        n, region = state.creators.n, state.creators.columns["region"]
        scopes = (region, region + np.int16(state.sizes[0]) if self.treated else region)
        sums = []
        for scope in scopes:
            weight = np.zeros(2 * n)
            distribution.rank_again(
                state.creators.view(), n, state.offers.view(), scope, world, state.policy.view(), self.seed, day, weight
            )
            sums.append(weight.reshape(n, 2).sum(axis=1))
        self.untreated_sum, self.treated_sum = (
            now + np.pad(held, (0, n - len(held)))
            for now, held in zip(sums, (self.untreated_sum, self.treated_sum), strict=True)
        )

    def world(self, _matter: str, _day: int, world: Any) -> Any:
        """Return the levers as they are."""
        return world

    seed = 0
