"""Factors from what somebody wrote: which parameters vary, between which bounds or over which values.

Written forms: ``range`` (the parameter's own range, or a share of it), ``[0, 1, 2]`` (these values), ``{low: 0.2, high:
0.8}`` (between these). A name may end in ``.*`` and then stands for every parameter below it. Every bound is checked
against the parameter's own range before anything runs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.config.names import parameters_of, value_at
from sim.config.numbers import check, show, show_range
from sim.config.settings import SETTINGS
from sim.errors import UserError, quoted, suggest
from sim.model.parameters import Parameter
from sim.runs.blueprint import Factor, FactorKind, Value
from sim.runs.plan import Config

OWN_RANGE = "range"
_NOT_FACTORS = {
    "seed": "every point runs the same seeds: replications=20 says how many",
    "replications": "it says how many seeds every point runs",
    "engine.threads": "it never changes a result",
}


def read_factors(written: Mapping[str, Any], config: Config, width: float = 1.0) -> list[Factor]:
    """Return the factors of a study, in the order written.

    Parameters
    ----------
    written
        Name → what is written for it.
    config
        The configuration that points start from.
    width
        Share of its own range that a factor given as ``range`` takes.

    Raises
    ------
    UserError
        On an unknown name, an empty range, or a value outside the parameter's range.
    """
    every = parameters_of(config)
    found: dict[str, Factor] = {}
    for name, form in written.items():
        for one in _named(str(name), every):
            found[one] = _factor(one, form, every, config, width)
    if not found:
        raise UserError("nothing varies: name a parameter and its values, as in enforcement.auto.recall=0.3,0.5,0.7")
    return list(found.values())


def choice(group: str, options: Sequence[str]) -> Factor:
    """Return the factor of several options of a config group."""
    return Factor(group, "choice", "option", levels=tuple(options), base=options[0])


def with_levels(factor: Factor, count: int) -> Factor:
    """Return a factor with values of its own; a range is cut into ``count`` equal steps."""
    if factor.levels:
        return factor
    step = (factor.high - factor.low) / (count - 1)
    values = [_typed(factor.low + step * place, factor) for place in range(count)]
    return Factor(**{**factor.__dict__, "levels": tuple(dict.fromkeys(values))})


def at(factor: Factor, share: float) -> Value:
    """Return the value at a share (0 to 1) of a factor's span; factors with values of their own take the nearest."""
    if factor.levels:
        return factor.levels[min(int(share * len(factor.levels)), len(factor.levels) - 1)]
    return _typed(factor.low + share * (factor.high - factor.low), factor)


def _typed(value: float, factor: Factor) -> float | int:
    return round(value) if factor.integer else min(max(float(value), factor.low), factor.high)


def _named(name: str, every: Mapping[str, Parameter]) -> list[str]:
    if name in _NOT_FACTORS:
        raise UserError(f"{name} cannot vary: {_NOT_FACTORS[name]}")
    if name in every or name in SETTINGS:
        return [name]
    if name.endswith("*"):
        below = [one for one in every if one.startswith(name[:-1])]
        if below:
            return below
    known = [*every, *SETTINGS]
    raise UserError(f"no parameter {quoted(name)} to vary.{suggest(name, known)} (sim levers --all lists them)")


def _factor(name: str, form: Any, every: Mapping[str, Parameter], config: Config, width: float) -> Factor:
    parameter = every.get(name) or SETTINGS[name]
    kind: FactorKind = "setting" if name in SETTINGS else parameter.kind
    base = value_at(config, name)
    about: dict[str, Any] = {"name": name, "kind": kind, "unit": parameter.unit, "integer": parameter.integer,
                             "base": int(base) if parameter.integer else base}
    if isinstance(form, Mapping):
        if set(form) != {"low", "high"}:
            raise UserError(f"{name}: write low and high, as in {{low: {show(parameter.low)}, "
                            f"high: {show(parameter.high)}}}")
        low, high = (check(name, form[end], parameter) for end in ("low", "high"))
        return Factor(**about, **_span(name, low, high))
    if isinstance(form, str):
        if form != OWN_RANGE:
            raise UserError(f"{name} is {quoted(form)}: write range, a list of values, or low and high")
        return Factor(**about, **_span(name, *_own(parameter, base, width)))
    values = [check(name, value, parameter) for value in (form if isinstance(form, list | tuple) else [form])]
    if not values:
        raise UserError(f"{name} has no values: write some in {show_range(parameter)}")
    twice = [value for value in values if values.count(value) > 1]
    if twice:
        raise UserError(f"{name} has {show(twice[0])} twice")
    return Factor(**about, low=min(values), high=max(values), levels=tuple(values))


def _span(name: str, low: float, high: float) -> dict[str, Any]:
    if not low < high:
        raise UserError(f"the range of {name} is empty: low {show(low)} is not below high {show(high)}")
    return {"low": low, "high": high}


def _own(parameter: Parameter, base: float, width: float) -> tuple[float, float]:
    """Return a share of a parameter's range, half of it on either side of its value as far as there is room."""
    reach = width * (parameter.high - parameter.low)
    low = max(parameter.low, min(base - reach / 2, parameter.high - reach))
    high = min(parameter.high, low + reach)
    return (round(low), max(round(high), round(low) + 1)) if parameter.integer else (low, high)
