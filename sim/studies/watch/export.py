"""Thresholds for a platform's own monitoring: as YAML, and as a query over a table of its daily figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from sim.methods.detection.baseline import LEAST_DAYS, WINDOW
from sim.methods.detection.rules import ALLOWANCE, QUIET, RULES, WEIGHT, M
from sim.runs.rows import WHOLE_MARKET
from sim.studies.watch.detecting import ANY
from sim.studies.watch.indicators import INDICATORS
from sim.studies.watch.results import Results

FORMAT = 1
RATIO = 1.5
"""Rise of counts that the negative-binomial CUSUM is made to find."""

_QUERY = Path(__file__).with_name("query.sql")
_HEAD = """\
# Thresholds of an early-warning desk (sim watch). Each keeps the budget of false alarms a month by itself, on a day's
# score against its own past: the same kind of day (weekend or not) in the four weeks that ended a week before.
# `rule` is the one to take for an indicator; `together` has thresholds for watching all indicators at once, which keep
# the budget for all of them. sim watch --figures FILE.csv --thresholds THIS_FILE applies them.
"""


def as_yaml(results: Results) -> str:
    """Return thresholds as YAML, with what they were made from."""
    content = {
        "format": FORMAT,
        "made_from": _made_from(results),
        "baseline": {"days": WINDOW.days, "guard_days": WINDOW.guard, "least_days": LEAST_DAYS, "quiet_days": QUIET},
        "rules": {name: rule.says for name, rule in RULES.items()},
        "indicators": {name: {"label": one.label, "scale": one.scale, "unit": one.unit, "rule": rule}
                       for name, one, rule in _with_rules(results)},
        "thresholds": _by_place(results),
        "together": {one.rule: _finite(one.parts) for one in results.thresholds
                     if one.indicator == ANY and _finite(one.parts)},
    }
    written: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120)
    return _HEAD + written


def as_sql(results: Results) -> str:
    """Return a query that finds the alarms of each indicator's rule in a table of daily figures."""
    rules = {name: rule for name, _, rule in _with_rules(results)}
    rows = [(one.place, one.indicator, one.scale, one.rule, one.threshold) for one in results.thresholds
            if one.indicator != ANY and rules.get(one.indicator) == one.rule and math.isfinite(one.threshold)]
    about = results.about
    return query_of(rows, f"False alarms a month that each rule may ring: {about.budget:g}. Market of "
                          f"{about.viewers:,} viewers and {about.creators:,} creators, {about.seeds} seeds, study "
                          f"{about.key}.")


def query_of(rows: Sequence[tuple[str, str, str, str, float]], about: str) -> str:
    """Return the query for some thresholds: place, indicator, scale, rule, threshold."""
    listed = (", ".join([*(f"'{_escaped(word)}'" for word in row[:4]), f"{row[4]:.6f}"]) for row in rows)
    values = {
        "about": about, "rows": ",\n".join(f"  ({row})" for row in listed), "oldest": WINDOW.first,
        "newest": WINDOW.guard + 1, "least_days": LEAST_DAYS, "ratio": RATIO, "weight": WEIGHT,
        "ewma_spread": repr(float(np.sqrt(WEIGHT / (2 - WEIGHT)))), "allowance": ALLOWANCE, "m": M, "quiet": QUIET,
    }
    text = _QUERY.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _escaped(word: object) -> str:
    return str(word).replace("'", "''")


def _made_from(results: Results) -> dict[str, Any]:
    about = results.about
    return {"budget": about.budget, "viewers": about.viewers, "creators": about.creators, "days": about.days,
            "seeds": about.seeds, "key": about.key, "code": str(about.environment["code"])}


def _with_rules(results: Results) -> Iterator[tuple[str, Any, str]]:
    """Yield each indicator that has a threshold with its rule: the one that does best over all events."""
    leading = {one.indicator: one.rule for one in results.leads}
    whole = [one for one in results.thresholds if one.place == WHOLE_MARKET and math.isfinite(one.threshold)]
    for name, indicator in INDICATORS.items():
        own = [one.rule for one in whole if one.indicator == name]
        if own:
            rule = leading.get(name)
            yield name, indicator, rule if rule in own else own[0]


def _by_place(results: Results) -> dict[str, dict[str, dict[str, float]]]:
    found: dict[str, dict[str, dict[str, float]]] = {}
    for one in results.thresholds:
        if one.indicator != ANY and math.isfinite(one.threshold):
            found.setdefault(one.place, {}).setdefault(one.indicator, {})[one.rule] = round(one.threshold, 6)
    return found


def _finite(parts: Any) -> dict[str, float]:
    return {name: round(value, 6) for name, value in parts.items() if math.isfinite(value)}
