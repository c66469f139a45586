"""Judgements of made-up effects: what the product itself would say of each, judged alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from sim.methods.intervals import Interval
from sim.methods.significance import two_sided
from sim.methods.verdicts import Judgement, Question, judge


def judged(effect: Interval | Mapping[str, Any], smallest: float) -> Judgement:
    """Return what may be said of an effect, or of one as JSON holds it."""
    if not isinstance(effect, Interval):
        ends = (math.nan if effect[end] is None else effect[end] for end in ("mean", "low", "high"))
        effect = Interval(*ends, effect.get("count", 12))
    p = two_sided(effect)
    return judge(Question(effect, p, smallest), p)
