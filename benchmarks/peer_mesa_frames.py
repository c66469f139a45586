"""A viewing day in mesa-frames, written as its documentation writes models: one Polars frame, column expressions.

Written for mesa-frames 0.1.0a0, whose classes later versions rename, and run under an interpreter of its own (see
benchmarks/README.md): ``python peer_mesa_frames.py VIEWERS OFFERS WARM DAYS`` prints one JSON. The day is the viewing
phase of our market and nothing else, so it is less work than one of ours: every viewer decides to open the app; those
who do are served a geometric number of impressions (10 on average), each an offer drawn by weight, entered or not,
watched, perhaps ordered from; satisfaction and habit are updated, and counts are kept by offer. There are no creators
that react, no orders after the click, no enforcement, no follow lists, no common random numbers.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from importlib.metadata import version

import numpy as np
import polars as pl
from mesa_frames import AgentSetPolars, ModelDF

SCROLL_ON = 0.9
ENTRY, ORDER, OPEN = 0.36, 0.03, 0.0


class Viewers(AgentSetPolars):
    """All viewers, a row each."""

    def __init__(self, model: Market, n: int) -> None:
        super().__init__(model)
        draw = model.random
        self += pl.DataFrame({
            "unique_id": np.arange(n), "affinity": draw.normal(0.0, 0.8, n),
            "habit": np.full(n, 0.5), "satisfaction": np.full(n, 0.6),
            "trust": np.full(n, 0.6),
        })

    def step(self) -> None:
        """Open, be served impressions, watch, order, remember."""
        market, draw = self.model, self.model.random
        n = len(self.agents)
        odds = (pl.lit(OPEN) + pl.col("affinity") + pl.col("habit") - 0.5 + pl.col("satisfaction") - 0.6).exp()
        opened = self.agents.select(pl.Series("u", draw.random(n)) * (1.0 + odds) < odds).to_series()
        rows = np.flatnonzero(opened.to_numpy())
        feed = pl.DataFrame({"viewer": np.repeat(rows, draw.geometric(1.0 - SCROLL_ON, len(rows)))})
        size = len(feed)
        market.impressions += size
        feed = feed.with_columns(
            offer=pl.Series(np.searchsorted(market.cumulative, draw.random(size), side="right")),
            u=pl.Series(draw.random(size)), minutes=pl.Series(draw.exponential(1.0, size)),
            v=pl.Series(draw.random(size)),
        )
        feed = feed.with_columns(
            value=market.offers["value"].gather(feed["offer"]), mean=market.offers["minutes"].gather(feed["offer"])
        )
        feed = feed.with_columns(viewed=pl.col("u") < ENTRY * 2.0 * pl.col("value")).with_columns(
            watched=pl.when("viewed").then(pl.col("minutes") * pl.col("mean")).otherwise(0.0),
            ordered=pl.col("viewed") & (pl.col("v") < ORDER),
        )
        market.tally = feed.group_by("offer").agg(
            pl.len(), pl.col("viewed").sum(), pl.col("watched").sum(), pl.col("ordered").sum()
        )
        seen = feed.filter("viewed").group_by("viewer").agg(pl.col("value").mean())
        delivered = np.full(n, np.nan)
        delivered[seen["viewer"].to_numpy()] = seen["value"].to_numpy()
        told = pl.Series("told", delivered, nan_to_null=True)
        self["satisfaction"] = self.agents.select(
            pl.col("satisfaction") + 0.1 * (told - pl.col("satisfaction")).fill_null(0.0)
        ).to_series()
        self["habit"] = self.agents.select(0.9 * pl.col("habit") + 0.1 * opened.cast(pl.Float64)).to_series()
        self["trust"] = self.agents.select(pl.col("trust") + 0.02 * (0.6 - pl.col("trust"))).to_series()


class Market(ModelDF):
    """Viewers and a table of offers whose weights are as skewed as those of the market."""

    def __init__(self, viewers: int, offers: int, seed: int = 1) -> None:
        super().__init__(seed)
        draw = self.random
        weight = draw.lognormal(0.0, 2.0, offers)
        self.cumulative = np.cumsum(weight / weight.sum())
        self.cumulative[-1] = 1.0
        self.offers = pl.DataFrame({"value": draw.beta(4.0, 4.0, offers), "minutes": draw.uniform(0.5, 6.0, offers)})
        self.impressions = 0
        self.tally = pl.DataFrame()
        self.agents += Viewers(self, viewers)

    def step(self) -> None:
        """Run one day."""
        self.agents.do("step")


def main() -> None:
    """Time whole days after a few warm ones."""
    viewers, offers, warm, days = (int(word) for word in sys.argv[1:5])
    market = Market(viewers, offers)
    for _ in range(warm):
        market.step()
    market.impressions = 0
    started, cpu = time.perf_counter(), time.process_time()
    for _ in range(days):
        market.step()
    wall, cpu = time.perf_counter() - started, time.process_time() - cpu
    print(json.dumps({
        "agents": viewers, "days": days, "wall_s": wall, "cpu_s": cpu, "agent_steps_per_s": viewers * days / wall,
        "impressions_per_s": market.impressions / wall, "python": platform.python_version(),
        "versions": {name: version(name) for name in ("mesa-frames", "polars", "numpy")},
    }))


if __name__ == "__main__":
    main()
