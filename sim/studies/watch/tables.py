"""A desk's ``thresholds.yaml`` read back, whoever passed it on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UserError, quoted, suggest
from sim.methods.detection.baseline import LEAST_DAYS, WINDOW
from sim.methods.detection.rules import QUIET, RULES
from sim.runs.rows import WHOLE_MARKET
from sim.studies.watch.export import FORMAT
from sim.studies.watch.indicators import INDICATORS

SHIPPED = Path(__file__).with_name("thresholds.yaml")
"""Thresholds of the desk that is told of in docs/concepts/early-warning.md."""

_BASELINE = {"days": WINDOW.days, "guard_days": WINDOW.guard, "least_days": LEAST_DAYS, "quiet_days": QUIET}


@dataclass(frozen=True)
class ThresholdTable:
    """Thresholds by place, indicator and rule.

    Attributes
    ----------
    budget
        False alarms a month that each keeps.
    rules
        The rule to take for each indicator.
    """

    path: Path
    budget: float
    rules: Mapping[str, str]
    places: Mapping[str, Mapping[str, Mapping[str, float]]]

    def of(self, place: str, indicator: str) -> tuple[str, float, str] | None:
        """Return rule, threshold and the place that it was found in: a place's own, else the whole market's."""
        rule = self.rules.get(indicator, "")
        for where in (place, WHOLE_MARKET):
            found = self.places.get(where, {}).get(indicator, {})
            if rule in found:
                return rule, found[rule], where
        return None


def read_thresholds(path: Path) -> ThresholdTable:
    """Read thresholds.

    Raises
    ------
    UserError
        On anything wrong, naming the entry.
    """
    try:
        content = yaml.safe_load(path.read_bytes())
    except OSError as error:
        raise UserError(f"cannot be read: {error.strerror or error}", path=path) from None
    except (yaml.YAMLError, UnicodeDecodeError):
        raise UserError("is no YAML: give thresholds.yaml of a desk (sim watch writes it)", path=path) from None
    if not isinstance(content, Mapping) or content.get("format") != FORMAT:
        raise UserError(f"is no thresholds.yaml of a desk (format: {FORMAT}; sim watch writes it)", path=path)
    if content.get("baseline") != _BASELINE:
        raise UserError(f"baseline differs from what this version does ({_BASELINE})", path=path)
    budget = _number(_mapping(content, "made_from", path).get("budget"), "made_from.budget", path)
    rules, places = {}, {}
    for name, row in _mapping(content, "indicators", path).items():
        _known(name, INDICATORS, "indicator", path)
        rules[name] = _known(row.get("rule") if isinstance(row, Mapping) else None, RULES, "rule", path)
    for place, own in _mapping(content, "thresholds", path).items():
        places[str(place)] = {
            _known(name, INDICATORS, "indicator", path): {
                _known(rule, RULES, "rule", path): _number(value, f"thresholds.{place}.{name}.{rule}", path)
                for rule, value in _mapping(own, name, path).items()}
            for name in (own if isinstance(own, Mapping) else _mapping(content["thresholds"], place, path))}
    return ThresholdTable(path, budget, rules, places)


def _mapping(content: Any, key: Any, path: Path) -> Mapping[Any, Any]:
    found = content.get(key)
    if not isinstance(found, Mapping):
        raise UserError(f"{key} is missing, or holds no entries", path=path)
    return found


def _known(name: Any, known: Mapping[str, object], what: str, path: Path) -> str:
    if not isinstance(name, str) or name not in known:
        raise UserError(f"no {what} {quoted(str(name))}.{suggest(str(name), known)}", path=path)
    return name


def _number(value: Any, where: str, path: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        raise UserError(f"{where} is {quoted(str(value))}, not a number above 0", path=path)
    return float(value)
