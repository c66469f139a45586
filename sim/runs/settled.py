"""Make the settled market that runs start from: ``python -m sim.runs.settled [years]``.

Nobody's state is given: a default market starts with newcomers (``population.settled=0``) and lives under the status
quo, its arrivals making up for who leaves, on a few seeds; and for another year from what it was like then, since the
start has a network that no market has lived to. What its open accounts and its viewers are like at the end is kept in
`sim/model/ecosystem/settled.npz`: the accounts of each region on all seeds in order of their views, every k-th of them;
viewers as they stand, every k-th. Run it again whenever a default or a mechanism changes. Same code, same file.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from sim.config import compose
from sim.model.ecosystem import settling
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y
from sim.model.state.schema import ACTIVE, ACTIVE_VIEWER

SEEDS = (101, 102, 103)
YEARS = 6
AGAIN = 1  # years lived once more from the file of the first, with the network of the start
ACCOUNTS, VIEWERS = 300, 600  # rows kept of each kind of region
LOOK = 180  # days over which losses of newcomers are read


def live(years: float, seed: int, settled: int) -> Ecosystem:
    """Return a default market that has lived for some years under the status quo, from newcomers or the file on."""
    days = int(365 * years)
    config = compose([f"warmup_days={days}", "days=1", f"population.settled={settled}"])
    return Ecosystem(config, seed=seed).run(days)


def gather(markets: list[Ecosystem]) -> dict[str, Any]:
    """Return the arrays of the file, of regions of the same kind of all markets together."""
    regions = range(len(markets[0].regions))
    saved: dict[str, Any] = {"prices": np.array([settling.mean_price(markets[0].book.today, r) for r in regions])}
    for table, field, sample in (("account", "views_28d", ACCOUNTS), ("viewer", "", VIEWERS)):
        kinds = [_together([_rows(market, table, region) for market in markets]) for region in regions]
        for name in kinds[0]:
            chosen = [kind[name][_spread(kind, field, sample)] for kind in kinds]
            exact = name == "activity"
            saved[f"{table}.{name}"] = np.stack(chosen).astype(np.int64 if exact else np.float32)
    saved["entry"] = np.array([
        _entry(markets, "viewers", y.VIEWERS_JOINED, y.VIEWERS_DUE_NEW),
        _entry(markets, "creators", y.CREATORS_JOINED, y.CREATORS_DUE_NEW),
    ])
    return saved


def _rows(market: Ecosystem, table: str, region: int) -> dict[str, Any]:
    state, p, clock = market.write_back(), market.book.today.values[region], market.clock
    if table == "viewer":
        viewers = state.viewers
        here = np.flatnonzero((viewers.region == region) & (viewers.status == ACTIVE_VIEWER))
        return settling.kept_viewers(viewers, here, p, clock)
    creators = state.creators
    here = np.flatnonzero((creators.region == region) & (creators.status <= ACTIVE) & (creators.ring < 0))
    per_creator = float(state.policy.viewers_base[region] / state.policy.creators_base[region])
    price = settling.mean_price(market.book.today, region)
    return settling.kept_accounts(creators, here, p, price, per_creator, clock)


def _together(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _spread(rows: dict[str, Any], field: str, sample: int) -> Any:
    """Return a sample of rows, every k-th in order of a field (of none: as they stand), ascending."""
    count = len(next(iter(rows.values())))
    order = np.argsort(rows[field], kind="stable") if field else np.arange(count)
    return order[((np.arange(sample) + 0.5) / sample * count).astype(np.int64)]


def _entry(markets: list[Ecosystem], stock: str, joined: int, due: int) -> tuple[float, float]:
    """Return arrivals a day per head, and the share of them who are gone within a month."""
    tallies = [market.tallies(LOOK) for market in markets]
    came, soon_lost, there = (
        sum(int(tally[name].sum()) for tally in tallies) for name in (y.NAMES[joined], y.NAMES[due], stock)
    )
    return came / there, soon_lost / 1e9 / max(1, came)


def main() -> None:
    """Live the markets and write the file."""
    years = float(sys.argv[1]) if len(sys.argv) > 1 else YEARS
    for settled, lived in ((0, years), (1, AGAIN)):
        np.savez_compressed(settling.FILE, **gather([live(lived, seed, settled) for seed in SEEDS]))
        settling.read.cache_clear()
    (viewers, creators), size = settling.read().entry, settling.FILE.stat().st_size
    # What `population.viewer.arrivals` and `population.creator.arrivals` should be; a warm-up corrects them anyhow.
    print(f"arrivals a day per viewer {viewers[0]:.5f}, of whom {viewers[1]:.2f} are gone within a month")
    print(f"arrivals a day per creator {creators[0]:.5f}, of whom {creators[1]:.2f} are gone within a month")
    print(f"wrote {settling.FILE.name}, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
