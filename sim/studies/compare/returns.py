"""What only pairs of runs can tell: what was bought by what was spent.

A ratio of two differences, so it exists where the lower one is certain to move, by enough to matter, and nowhere else:
a ratio of little is any number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.config.names import value_at
from sim.methods.intervals import FloatArray, Interval, ratio_interval
from sim.methods.verdicts import Judgement
from sim.studies.compare.analysis import Analysis


@dataclass(frozen=True)
class Return:
    """One ratio of paired effects.

    Attributes
    ----------
    interval
        By Fieller; undefined (NaN) where the denominator is not certain to move, or moves by too little.
    why_not
        Why it is undefined; empty where it is not.
    """

    name: str
    label: str
    unit: str
    formula: str
    interval: Interval
    why_not: str


def returns(analysis: Analysis, scenario: str) -> list[Return]:
    """Return what a scenario's spending bought, against the baseline."""
    judged = analysis.judgements[scenario]
    incentives = _difference(analysis, scenario, "incentive_cost")
    governance = _difference(analysis, scenario, "governance_cost") + _difference(analysis, scenario, "wrongly_hit_gmv")
    avoided = -_difference(analysis, scenario, "violating_offers")
    hours = _difference(analysis, scenario, "quality_live_hours")
    earned = _platform_income(analysis, scenario)
    return [
        _ratio("incentive_roi", "return on incentives", "fraction of what was spent",
               "(change of net GMV × take rate − change of incentive cost) / change of incentive cost",
               earned - incentives, incentives, judged["incentive_cost"], "up", "incentive cost", "rise"),
        _ratio("quality_hour_cost", "cost of one more quality LIVE hour", "USD per quality LIVE hour",
               "change of incentive cost / change of hours of quality LIVE",
               incentives, hours, judged["quality_live_hours"], "up", "the number of hours of quality LIVE", "rise"),
        _ratio("violation_avoided_cost", "governance cost per 1,000 violations avoided", "USD per 1,000 violations",
               "1,000 × (change of governance cost + change of wrongly hit GMV) / violating offers avoided",
               1000.0 * governance, avoided, judged["violating_offers"], "down", "the number of violating offers",
               "fall"),
    ]


def _ratio(
    name: str, label: str, unit: str, formula: str, top: FloatArray, bottom: FloatArray, base: Judgement, needed: str,
    what: str, verb: str,
) -> Return:
    """Return a ratio whose lower part is certain to move the way that is needed, and by enough to divide by."""
    interval = ratio_interval(top, bottom)
    if base.direction != needed or math.isnan(interval.mean):
        why_not = f"cannot be told: {what} is not shown to {verb}"
    elif not base.matters:
        why_not = f"not told: {what} {verb}s by too little to divide by"
    else:
        return Return(name, label, unit, formula, interval, "")
    return Return(name, label, unit, formula, Interval(math.nan, math.nan, math.nan, interval.count), why_not)


def returns_table(analysis: Analysis) -> dict[str, Any]:
    """Return the columns of ``returns.parquet``: each scenario's ratios, or why there is none."""
    found = [(one.name, ratio) for one in analysis.compared for ratio in returns(analysis, one.name)]
    return {
        "scenario": [name for name, _ in found], "ratio": [one.name for _, one in found],
        **{bound: [getattr(one.interval, bound) for _, one in found] for bound in ("mean", "low", "high")},
        "unit": [one.unit for _, one in found], "formula": [one.formula for _, one in found],
        "why_not": [one.why_not for _, one in found],
    }


def _difference(analysis: Analysis, scenario: str, outcome: str) -> FloatArray:
    difference: FloatArray = analysis.values[scenario][outcome] - analysis.values[str(analysis.baseline)][outcome]
    return difference


def _platform_income(analysis: Analysis, scenario: str) -> FloatArray:
    """Return by replication the change of net GMV times each region's take rate."""
    total = np.zeros(analysis.count)
    for region, values in analysis.regional_values.items():
        gained = values[scenario]["gmv_net"] - values[str(analysis.baseline)]["gmv_net"]
        total += value_at(analysis.plan.config, "market.take_rate", region) * gained
    return total
