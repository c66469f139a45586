"""The study as JSON for machines (``summary.json``) and as tables for analysts (effects, daily, tiers and slices)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.methods.as_json import plain
from sim.methods.intervals import Effect, Interval
from sim.model.outcomes.breakdowns import FORMATS, SLICE_FIELDS, TIER_FIELDS, TIERS
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.measure import daily_sums
from sim.show.recommendation.recommendation import Recommendation
from sim.studies.compare.analysis import WHOLE_MARKET, Analysis
from sim.studies.compare.course import course_numbers
from sim.studies.compare.outlook import outlook
from sim.studies.compare.slices import categories
from sim.studies.experiment.judging import JUDGED, judged_column, judgement_numbers


def summary(
    analysis: Analysis, impressions: int, wall_s: float, recommendation: Recommendation | None = None
) -> dict[str, Any]:
    """Return the content of ``summary.json``; undefined numbers are ``None``."""
    scenarios: dict[str, Any] = {}
    for scenario in analysis.scenarios:
        effects, judged = analysis.effects.get(scenario.name, {}), analysis.judgements.get(scenario.name, {})
        scenarios[scenario.name] = {
            "outcomes": {
                name: _numbers(interval) | {"unit": OUTCOMES[name].unit}
                for name, interval in analysis.outcomes[scenario.name].items()
            },
            "effects": {
                name: {
                    **_numbers(effect.paired), "unit": OUTCOMES[name].unit, **judgement_numbers(judged[name]),
                    **_beside(effect),
                }
                for name, effect in effects.items()
            },
        }
        if effects:
            scenarios[scenario.name]["course"] = _course(analysis, scenario.name)
    return {
        "study": analysis.plan.study,
        "baseline": analysis.baseline,
        "replications": analysis.count,
        **({"stands_for": analysis.plan.stands_for} if analysis.plan.stands_for else {}),
        "recommendation": plain(recommendation),
        "outlook": [] if analysis.baseline else outlook(analysis),
        "scenarios": scenarios,
        "engine": {"impressions": impressions, "wall_s": round(wall_s, 3)},
    }


def effects_table(analysis: Analysis) -> dict[str, Any]:
    """Return the columns of ``effects.parquet``: what each scenario does to each outcome, market and regions.

    Columns are scenario, outcome, region, mean, low, high, unit, the baseline's mean, and what may be said of it
    (`sim.studies.experiment.judging.JUDGED`).
    """
    places = {WHOLE_MARKET: (analysis.effects, analysis.judgements)} | {
        region: (effects, analysis.regional_judgements[region]) for region, effects in analysis.regional_effects.items()
    }
    rows = [
        (scenario, name, region, *_bounds(effect.paired), OUTCOMES[name].unit, effect.baseline,
         *judgement_numbers(judged[scenario][name]).values())
        for region, (effects, judged) in places.items()
        for scenario, by_outcome in effects.items()
        for name, effect in by_outcome.items()
    ]
    columns = ("scenario", "outcome", "region", "mean", "low", "high", "unit", "baseline", *JUDGED)
    table = dict(zip(columns, map(list, zip(*rows, strict=True)), strict=True))
    return {name: judged_column(name, values) if name in JUDGED else values for name, values in table.items()}


def daily_table(analysis: Analysis) -> dict[str, Any]:
    """Return the columns of ``daily.parquet``: scenario, replication, day, region, and one column an outcome.

    Outcomes that are ratios have two more, their sum and count (`sim.model.outcomes.measure.daily_sums`).
    """
    places = [WHOLE_MARKET, *analysis.regions]
    rows_each = analysis.plan.days * len(places)
    columns: dict[str, list[Any]] = {"scenario": [], "replication": [], "day": [], "region": []}
    outcomes: dict[str, list[Any]] = {name: [] for name in OUTCOMES}
    for scenario in analysis.scenarios:
        grids = analysis.all_daily(scenario.name)
        for row, one in enumerate(analysis.replications):
            columns["scenario"].append(np.full(rows_each, scenario.name))
            columns["replication"].append(np.full(rows_each, one.index, dtype=np.int32))
            columns["day"].append(np.repeat(analysis.days.astype(np.int32), len(places)))
            columns["region"].append(np.tile(places, analysis.plan.days))
            for name in OUTCOMES:
                outcomes[name].append(grids[name][row].ravel())
            for name, values in daily_sums(one.tallies[scenario.name]).items():
                outcomes.setdefault(name, []).append(values)
    return {name: np.concatenate(parts) for name, parts in (columns | outcomes).items()}


def tiers_table(analysis: Analysis) -> dict[str, Any]:
    """Return the columns of ``tiers.parquet``: what each tier got each day, money in dollars."""
    return _stacked(analysis, "tiers", {"tier": TIERS}, TIER_FIELDS, ("gmv", "income"))


def slices_table(analysis: Analysis) -> dict[str, Any]:
    """Return the columns of ``slices.parquet``: each day by product category and format, money in dollars."""
    names = {"category": categories(analysis), "format": FORMATS}
    return _stacked(analysis, "slices", names, SLICE_FIELDS, ("gmv_placed", "gmv_voided", "gmv_returned"))


def _stacked(
    analysis: Analysis, kind: str, names: Mapping[str, Sequence[str]], fields: Sequence[str], money: Sequence[str]
) -> dict[str, Any]:
    """Stack what every replication counted in groups, places written as names."""
    parts: dict[str, list[Any]] = {}
    for scenario in analysis.scenarios:
        for one in analysis.replications:
            counts = getattr(one, kind)[scenario.name]
            size = counts["day"].size
            row: dict[str, Any] = {
                "scenario": np.full(size, scenario.name),
                "replication": np.full(size, one.index, dtype=np.int32),
                "day": counts["day"].astype(np.int32),
                "region": np.array(analysis.regions)[counts["region"]],
            }
            row |= {by: np.array(words)[counts[by]] for by, words in names.items()}
            row |= {name: counts[name] * 0.01 if name in money else counts[name] for name in fields}
            for name, values in row.items():
                parts.setdefault(name, []).append(values)
    return {name: np.concatenate(values) for name, values in parts.items()}


def _bounds(interval: Interval) -> tuple[float, float, float]:
    return interval.mean, interval.low, interval.high


def _course(analysis: Analysis, scenario: str) -> dict[str, Any]:
    """Return what headline effects come to in the last quarter and on cohorts born after the change."""
    found = course_numbers(analysis, scenario, HEADLINE)
    return {
        name: {key: _numbers(one) if isinstance(one, Interval) else one for key, one in of.items()}
        for name, of in found.items()
    }


def _beside(effect: Effect) -> dict[str, Any]:
    """Return what is told beside an effect that few seeds carry; nothing of any other."""
    found: dict[str, Any] = {} if effect.average is None else {"told_by": "median", "average": _numbers(effect.average)}
    if effect.trimmed is not None:
        found |= {"top_three": effect.top, "trimmed": _numbers(effect.trimmed)}
    if effect.doubt is not None:
        flips = effect.doubt.flips
        found["doubt"] = {"luck": _numbers(effect.doubt.luck), "draws": effect.doubt.draws,
                          "flips": None if math.isnan(flips) else flips}
    return found


def _numbers(interval: Interval) -> dict[str, float | None]:
    return {
        name: None if math.isnan(value) else value
        for name, value in (("mean", interval.mean), ("low", interval.low), ("high", interval.high))
    }
