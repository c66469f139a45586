"""What something costs: a sum at once, a rate a day, or both."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sim.config.documents import Entry
from sim.config.grammar import NUMBER
from sim.config.typed import decimal_comma
from sim.errors import quoted


@dataclass(frozen=True)
class Cost:
    """What a phase costs, in USD: on the day it begins, and on each day until it is over."""

    once: float = 0.0
    a_day: float = 0.0


FREE = Cost()

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_MONEY = re.compile(rf"\$?\s*(?P<number>{NUMBER})\s*(?:USD)?")


def read_cost(entry: Entry) -> Cost:
    """Read what something costs: an amount at once, or ``{once: 500, a_day: 10}``."""
    if entry.is_scalar:
        return Cost(once=money(entry, "cost"))
    keys = entry.mapping("cost", ["once", "a_day"])
    return Cost(**{name: money(value, name) for name, value in keys.items()})


def money(entry: Entry, what: str) -> float:
    """Read an amount in USD."""
    text = entry.text(what)
    if (comma := decimal_comma(text.strip("$USD "))) and not _THOUSANDS.search(text):
        raise entry.error(f"{what} is {quoted(text)}, not an amount in USD: {comma}")
    found = _MONEY.fullmatch(_THOUSANDS.sub("", text))
    amount = float(found["number"].replace("_", "")) if found else -1.0
    if not 0 <= amount < math.inf:
        raise entry.error(f"{what} is {quoted(text)}, not an amount in USD such as 25_000")
    return amount
