"""Each day of small random markets, with the books as they stood before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import example, given, seed, settings

from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y
from sim.model.state.schema import ACTIVE
from sim.model.state.state import State
from tests.guarantees.random_markets import FIXED, Market, markets, open_market

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Day:
    """One day: the state before and after it, its tallies and all tallies so far, and the lottery that it drew."""

    clock: int
    before: State
    after: State
    tally: Array
    total: Array
    world: Any
    lottery: Any
    model: Ecosystem

    def flow(self, column: int) -> list[int]:
        """Return a tally of this day by region."""
        return self.tally[:, column].tolist()  # type: ignore[no-any-return]

    def sum(self, *columns: int) -> Array:
        """Return tallies summed over all days so far and over the columns, by region."""
        return self.total[:, list(columns)].sum(axis=1)  # type: ignore[no-any-return]

    def sum_today(self, *columns: int) -> Array:
        """Return tallies of this day summed over the columns, by region."""
        return self.tally[:, list(columns)].sum(axis=1)  # type: ignore[no-any-return]

    def by_region(self, regions: Array, amounts: Array | None = None) -> Array:
        """Return how many rows (or how much) stand in each region."""
        count = len(self.tally)
        if amounts is None:
            return np.bincount(regions, minlength=count)
        out = np.zeros(count, np.int64)
        np.add.at(out, regions, amounts.astype(np.int64))
        return out

    @property
    def morning(self) -> int:
        """Return how many creator accounts there were in the morning."""
        return len(self.before.creators)

    @property
    def here_in_the_morning(self) -> Any:
        """Return which of the morning's accounts are neither removed nor gone."""
        return self.before.creators.status <= ACTIVE

    @property
    def here(self) -> Any:
        """Return which of the evening's accounts are neither removed nor gone."""
        return self.after.creators.status <= ACTIVE


def days_of(market: Market) -> Iterator[Day]:
    """Run a market and hand out its days."""
    model = open_market(market)
    total = np.zeros((len(model.regions), y.COUNT), np.int64)
    for _ in range(market.days):
        before, lottery, clock = model.state.copy(), model.engine.lottery, model.clock
        model.step()
        total = total + model.engine.tally
        yield Day(clock, before, model.state, model.engine.tally.copy(), total, model.book.today, lottery, model)


def audit(check: Callable[[Day], None], number: int, examples: int = 24) -> Counter[str]:
    """Check every day of random markets; return how often each kind of event was met.

    Parameters
    ----------
    number
        Seed of the markets, so that each audit looks at its own.
    """
    met: Counter[str] = Counter()

    @seed(number)
    @settings(max_examples=examples)
    @given(markets())
    def every_market(market: Market) -> None:
        last = None
        for last in days_of(market):
            check(last)
        if last is not None:
            met.update({name: int(count) for name, count in zip(y.NAMES, last.total.sum(axis=0), strict=True) if count})

    for market in FIXED:
        every_market = example(market)(every_market)
    every_market()
    return met
