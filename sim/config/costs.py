"""What something costs: a sum at once, a rate a day, or both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sim.config.documents import Entry
from sim.config.grammar import NUMBER
from sim.errors import quoted


@dataclass(frozen=True)
class Cost:
    """What a phase costs, in USD: on the day it begins, and on each day until it is over."""

    once: float = 0.0
    a_day: float = 0.0


FREE = Cost()

_MONEY = re.compile(rf"\$?\s*(?P<number>{NUMBER})\s*(?:USD)?")


def read_cost(entry: Entry) -> Cost:
    """Read what something costs: an amount at once, or ``{once: 500, a_day: 10}``."""
    if entry.is_scalar:
        return Cost(once=money(entry, "cost"))
    keys = entry.mapping("cost", ["once", "a_day"])
    return Cost(**{name: money(value, name) for name, value in keys.items()})


def money(entry: Entry, what: str) -> float:
    """Read an amount in USD."""
    found = _MONEY.fullmatch(entry.text(what).replace(",", ""))
    amount = float(found["number"].replace("_", "")) if found else -1.0
    if amount < 0:
        raise entry.error(f"{what} is {quoted(entry.text(what))}, not an amount in USD such as 25_000")
    return amount
