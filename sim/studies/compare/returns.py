"""What only pairs of runs can tell: what was bought by what was spent.

A ratio of two differences, so it exists where the lower one clearly moves and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.config.names import value_at
from sim.methods.intervals import FloatArray, Interval, mean_interval, ratio_interval
from sim.studies.compare.analysis import Analysis


@dataclass(frozen=True)
class Return:
    """One ratio of paired effects.

    Attributes
    ----------
    interval
        Undefined (NaN) where the denominator does not clearly move.
    """

    name: str
    label: str
    unit: str
    formula: str
    interval: Interval
    why_not: str


def returns(analysis: Analysis, scenario: str) -> list[Return]:
    """Return what a scenario's spending bought, against the baseline."""
    incentives = _difference(analysis, scenario, "incentive_cost")
    governance = _difference(analysis, scenario, "governance_cost") + _difference(analysis, scenario, "wrongly_hit_gmv")
    avoided = -_difference(analysis, scenario, "violating_offers")
    hours = _difference(analysis, scenario, "quality_live_hours")
    earned = _platform_income(analysis, scenario)
    return [
        _ratio("incentive_roi", "return on incentives", "fraction of what was spent",
               "(change of net GMV × take rate − change of incentive cost) / change of incentive cost",
               earned - incentives, incentives, "up", "incentive cost does not clearly rise"),
        _ratio("quality_hour_cost", "cost of one more quality LIVE hour", "USD per quality LIVE hour",
               "change of incentive cost / change of hours of quality LIVE",
               incentives, hours, "up", "hours of quality LIVE do not clearly rise"),
        _ratio("violation_avoided_cost", "governance cost per 1,000 violations avoided", "USD per 1,000 violations",
               "1,000 × (change of governance cost + change of wrongly hit GMV) / violating offers avoided",
               1000.0 * governance, avoided, "up", "violating offers do not clearly fall"),
    ]


def _ratio(
    name: str, label: str, unit: str, formula: str, top: FloatArray, bottom: FloatArray, needed: str, why_not: str
) -> Return:
    clear = mean_interval(bottom).verdict == needed
    interval = ratio_interval(top, bottom) if clear else Interval(np.nan, np.nan, np.nan, 0)
    return Return(name, label, unit, formula, interval, "" if clear else why_not)


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
