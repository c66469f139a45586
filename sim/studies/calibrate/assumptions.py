"""Assumptions that can be fitted: what they are called, and which values are plausible before any figure is seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml

from sim.config.names import parameters_of, value_at
from sim.config.numbers import check, show, show_range
from sim.errors import UserError, quoted, suggest
from sim.methods.calibration.emulator import FloatArray
from sim.runs.blueprint import Factor
from sim.runs.plan import Config

DATA = Path(__file__).parent / "data" / "assumptions.yaml"
Scale = Literal["linear", "log", "logit"]
_KEYS = {"name", "low", "high", "scale", "first"}
MOST = 40


@dataclass(frozen=True)
class Assumption:
    """One assumption with its plausible range.

    Attributes
    ----------
    parameter
        Its dotted name.
    label
        What a leader calls it.
    low, high
        Ends of the plausible range, in the parameter's unit.
    scale
        The scale on which all values between them are equally likely beforehand.
    """

    parameter: str
    label: str
    low: float
    high: float
    scale: Scale
    unit: str = ""

    def value(self, place: float) -> float:
        """Return the value at a place between -1 (``low``) and 1 (``high``)."""
        ends = [_forth(one, self.scale) for one in (self.low, self.high)]
        return float(_back(ends[0] + (place + 1.0) / 2.0 * (ends[1] - ends[0]), self.scale))

    def place(self, value: float) -> float:
        """Return where a value lies between -1 and 1; beyond them outside the plausible range."""
        low, high = (_forth(one, self.scale) for one in (self.low, self.high))
        return 2.0 * (_forth(value, self.scale) - low) / (high - low) - 1.0

    def factor(self, base: float) -> Factor:
        """Return it as something that differs from run to run."""
        return Factor(self.parameter, "assumption", self.unit, self.low, self.high, base=base)


def values(assumptions: Sequence[Assumption], places: FloatArray) -> dict[str, float]:
    """Return a point's values from its places, as a plan keeps them: ten digits."""
    return {one.parameter: float(f"{one.value(float(place)):.10g}")
            for one, place in zip(assumptions, places, strict=True)}


def places(assumptions: Sequence[Assumption], points: Mapping[str, Sequence[float]]) -> FloatArray:
    """Return places (points × assumptions) of columns of values."""
    return np.column_stack([[one.place(float(value)) for value in points[one.parameter]] for one in assumptions])


def chosen(config: Config, words: str) -> tuple[Assumption, ...]:
    """Return the assumptions that are to be fitted.

    Parameters
    ----------
    words
        Names with commas, ``name=low..high`` for a range of one's own, ``all`` that the catalogue has; empty for those
        that figures of a status quo usually tell.

    Raises
    ------
    UserError
        On an unknown name, something that is no assumption, a range outside the legal one, or too many.
    """
    known = {name: row for name, row in catalogue().items() if name in parameters_of(config)}
    asked = [one.strip() for one in words.split(",") if one.strip()]
    if not asked:
        found = [_shipped(config, name, row) for name, row in known.items() if row.get("first")]
    elif asked == ["all"]:
        found = [_shipped(config, name, row) for name, row in known.items()]
    else:
        found = [_asked(config, one, known) for one in asked]
    names = [one.parameter for one in found]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise UserError(f"--assume names {twice} twice")
    if len(found) > MOST:
        raise UserError(f"--assume names {len(found)} assumptions: {MOST} at most can be told apart")
    return tuple(found)


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    """Return the shipped rows by parameter.

    Raises
    ------
    UserError
        If a row has a key that means nothing.
    """
    rows: dict[str, dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    for name, row in rows.items():
        if odd := set(row) - _KEYS:
            raise UserError(f"{name} has a key {quoted(sorted(odd)[0])} that means nothing", path=DATA)
    return rows


def _shipped(config: Config, name: str, row: Mapping[str, Any]) -> Assumption:
    parameter = parameters_of(config)[name]
    scale: Scale = row["scale"]
    return Assumption(name, str(row["name"]), float(row["low"]), float(row["high"]), scale, parameter.unit)


def _asked(config: Config, word: str, known: Mapping[str, Mapping[str, Any]]) -> Assumption:
    name, _, written = (part.strip() for part in word.partition("="))
    every = parameters_of(config)
    if name not in every:
        raise UserError(f"--assume: no assumption {quoted(name)}.{suggest(name, [*known, *every])}")
    if every[name].kind != "assumption":
        raise UserError(f"--assume: {name} is a lever, which the platform sets: give its value as an override")
    if not written and name not in known:
        raise UserError(f"--assume: no plausible range of {name} is known: give one, as in {name}=low..high "
                        f"(legal: {show_range(every[name])})")
    if not written:
        return _shipped(config, name, known[name])
    low, dots, high = written.partition("..")
    try:
        ends = [float(check(name, float(end), every[name])) for end in (low, high)]
    except ValueError:
        raise UserError(f"--assume: {quoted(word)} gives no range: write {name}=low..high") from None
    if not dots or ends[0] >= ends[1]:
        raise UserError(f"--assume: {quoted(word)} gives no range: write {name}=low..high, the lower end first")
    label = str(known[name]["name"]) if name in known else every[name].doc.rstrip(".")
    scale: Scale = "log" if ends[0] > 0.0 and ends[1] / ends[0] > 3.0 else "linear"
    return Assumption(name, label, ends[0], ends[1], scale, every[name].unit)


def base_value(config: Config, one: Assumption) -> float:
    """Return an assumption's value in a configuration: the mean over regions where they differ."""
    return float(np.mean([value_at(config, one.parameter, region) for region in config["market"]["regions"]]))


def range_words(one: Assumption) -> str:
    """Return the plausible range: ``0.0015 to 0.009 per day``."""
    return f"{show(one.low)} to {show(one.high)} {one.unit}".strip()


def _forth(value: float, scale: Scale) -> float:
    if scale == "log":
        return math.log(max(value, 1e-300))
    if scale == "logit":
        share = min(max(value, 1e-9), 1.0 - 1e-9)
        return math.log(share / (1.0 - share))
    return value


def _back(value: float, scale: Scale) -> float:
    if scale == "log":
        return math.exp(value)
    if scale == "logit":
        return 1.0 / (1.0 + math.exp(-value))
    return value
