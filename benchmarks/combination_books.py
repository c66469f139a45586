"""One combination of policies in one market, lived at a tiny size: do its books balance, are its outcomes numbers?

The audits are those of tests/guarantees, evening by evening: orders and money, cases and points, people, traffic, and
what is counted. An outcome may be undefined only where there was nothing to divide by (no appeal, no penalty).
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

import numpy as np

from sim.config import compose
from sim.config.validation import validate
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.measure import period
from tests.guarantees.books import Day
from tests.guarantees.test_books_balance import check_the_ledger
from tests.guarantees.test_measures_add_up import check_measures
from tests.guarantees.test_people_balance import check_people
from tests.guarantees.test_points_balance import check_enforcement
from tests.guarantees.test_traffic_balances import check_traffic

Config = dict[str, Any]
GROUPS = ("market", "enforcement", "incentives", "distribution", "tactics")
BOOKS: dict[str, Callable[[Day], None]] = {
    "orders and money": check_the_ledger, "cases and points": check_enforcement, "people": check_people,
    "traffic": check_traffic, "counts": check_measures,
}
EVENTFUL = (
    "warmup_days=0", "engine.threads=1", "population.awareness.ignorance=0.4",
    "population.creator.participation_base=2", "population.viewer.report_base=0.3", "market.funnel.click=0.8",
    "market.funnel.order_live=0.5", "market.funnel.order_video=0.5",
)
"""So few people would leave most events of a market unmet: here they break rules, are reported, and buy."""

_Leaf = tuple[str, ...]
_GONE = object()


def lived(combination: tuple[str, ...], size: Mapping[str, int], seed: int, *, composed: bool) -> Config:
    """Return what came of one combination: seconds, what was met, what was undefined, and what went wrong.

    Parameters
    ----------
    combination
        An option of each of `GROUPS`.
    size
        Viewers, creators and days.
    composed
        Whether the configuration is also composed by Hydra as a whole, and held against the one put together.
    """
    began = time.perf_counter()
    words = (f"population.viewers={size['viewers']}", f"population.creators={size['creators']}", f"days={size['days']}")
    found: Config = {"combination": list(combination), "failed": [], "undefined": [], "met": {}}
    try:
        config = put_together(combination, words)
        if composed and config != _composed((*_options(combination), *words)):
            found["failed"].append({"book": "configuration", "day": None, "what": "not what Hydra composes"})
        found |= _books(config, size["days"], seed, found["failed"])
    except Exception as error:  # whatever is raised is what this is here to find
        found["failed"].append({"book": "run", "day": None, "what": _what(error)})
    return found | {"seconds": round(time.perf_counter() - began, 4)}


def _books(config: Config, days: int, seed: int, failed: list[Config]) -> Config:
    model = Ecosystem(config, seed=seed)
    total = np.zeros((len(model.regions), y.COUNT), np.int64)
    open_books = dict(BOOKS)
    for _ in range(days):
        before, lottery, clock = model.state.copy(), model.engine.lottery, model.clock
        model.step()
        total = total + model.engine.tally
        day = Day(clock, before, model.state, model.engine.tally.copy(), total, model.book.today, lottery, model)
        for name, check in list(open_books.items()):
            try:
                check(day)
            except AssertionError as error:  # told once; later days would only repeat it
                del open_books[name]
                failed.append({"book": name, "day": clock, "what": _what(error)})
    values, tallies = period(model.tallies(), 0, days - 1), model.tallies()
    undefined = [name for name in HEADLINE if not np.isfinite(values[name])]
    failed += [
        {"book": "headline outcomes", "day": None, "what": f"{name} is {values[name]}"}
        for name in undefined if np.isinf(values[name]) or not nothing_to_divide_by(name, tallies)
    ]
    met = {name: int(count) for name, count in zip(y.NAMES, total.sum(axis=0), strict=True) if count}
    return {"undefined": undefined, "met": met}


def nothing_to_divide_by(name: str, tallies: Mapping[str, Any]) -> bool:
    """Return whether an outcome is a ratio to something of which there was none."""
    outcome = OUTCOMES[name]
    sums = [-tallies[one[1:]].sum() if one.startswith("-") else tallies[one].sum() for one in outcome.denominator]
    return bool(sums) and (any(one == 0 for one in sums) if outcome.combine == "log_ratio" else sum(sums) == 0)


def put_together(combination: tuple[str, ...], words: tuple[str, ...]) -> Config:
    """Return a combination's configuration: its market's, with all in which each other group's option differs.

    Composing all of them by Hydra would take longer than running them.
    """
    market, *others = _options(combination)
    config = deepcopy(_composed((market, *words)))
    base = _flat(market, words)
    for option in others:
        own = _flat(market, words, option)
        for leaf in (*base, *(one for one in own if one not in base)):
            if own.get(leaf, _GONE) != base.get(leaf, _GONE):
                _lay(config, leaf, own.get(leaf, _GONE))
    return validate(config)


def _options(combination: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{group}={option}" for group, option in zip(GROUPS, combination, strict=True))


@cache
def _composed(words: tuple[str, ...]) -> Config:
    return compose([*words, *EVENTFUL])


@cache
def _flat(market: str, words: tuple[str, ...], *option: str) -> dict[_Leaf, Any]:
    return dict(_leaves(_composed((market, *option, *words))))


def _leaves(node: Any, place: _Leaf = ()) -> Iterator[tuple[_Leaf, Any]]:
    if isinstance(node, dict) and node:
        for key, value in node.items():
            yield from _leaves(value, (*place, key))
    else:
        yield place, node


def _lay(config: Config, leaf: _Leaf, value: Any) -> None:
    """Set a value, or take it away with the folders that it leaves empty."""
    *folders, last = leaf
    path = [config]
    for folder in folders:
        path.append(path[-1].setdefault(folder, {}))
    if value is not _GONE:
        path[-1][last] = value
        return
    path[-1].pop(last, None)
    for parent, folder in zip(reversed(path[:-1]), reversed(folders), strict=True):
        if parent[folder]:
            break
        del parent[folder]


def _what(error: BaseException) -> str:
    """Return an error and the line that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error).strip()[:200]} ({last.name}: {last.line})"
