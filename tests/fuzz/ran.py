"""A tiny market run under what was accepted, so that its headline outcomes can be looked at."""

from __future__ import annotations

import math
from copy import deepcopy
from functools import cache
from typing import Any

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.measure import period
from tests.fuzz.documents import TINY, tiny

DAYS = 20
"""Long enough for orders, returns and penalties to happen."""

SMALL = {"viewers": 400, "creators": 40}


def without_number(read: Any) -> list[str]:
    """Return headline outcomes that a tiny run under what was read gives no number, though there is one to give.

    A share of nothing is undefined, and so is what takes longer to be seen than the run lasts. Endless is never right.
    """
    if isinstance(read, dict):
        config, scenario = deepcopy(read), None
        config["population"] |= SMALL
        config["warmup_days"], config["days"] = 3, DAYS
        if config["network"]["kind"] != "generated":
            config["network"] = compose(TINY)["network"]
    else:
        config, scenario = deepcopy(dict(tiny())), read[0]
    found, totals = _ran(config, scenario)
    return [
        name
        for name in HEADLINE
        if math.isinf(found[name])
        or (
            math.isnan(found[name])
            and name not in _undefined()
            and (not OUTCOMES[name].denominator or any(totals.get(one, 0) for one in OUTCOMES[name].denominator))
        )
    ]


def _ran(config: dict[str, Any], scenario: Any) -> tuple[dict[str, float], dict[str, int]]:
    tallies = Ecosystem(config, seed=1, scenario=scenario).run(config["warmup_days"] + DAYS).tallies()
    inside = tallies["day"] >= 0
    return dict(period(tallies, 0, DAYS - 1)), {name: int(column[inside].sum()) for name, column in tallies.items()}


@cache
def _undefined() -> frozenset[str]:
    """Return headline outcomes that so short a run never has."""
    found, _ = _ran(deepcopy(dict(tiny())), None)
    return frozenset(name for name in HEADLINE if math.isnan(found[name]))
