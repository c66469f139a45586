"""Numbers and records as JSON holds them, and back: undefined and endless numbers are ``null``, NumPy's are Python's.

A record is a dataclass. Each of its fields is written under its name (`class_` under ``class``) or the ``key`` of its
metadata; those that are marked `APART` are kept elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import numpy as np

from sim.methods.intervals import Interval

Record = TypeVar("Record")
APART = {"apart": True}
"""Metadata of a field that a record's JSON leaves out."""


def number(value: Any) -> float | None:
    """Return a number, or ``None`` where it is undefined or has no end."""
    found = float(value)
    return found if math.isfinite(found) else None


def plain(content: Any) -> Any:
    """Return content with every number and record as JSON holds it; an interval with what may be said of it."""
    if isinstance(content, Interval):
        return {"mean": number(content.mean), "low": number(content.low), "high": number(content.high),
                "verdict": content.verdict, "count": content.count}
    if is_dataclass(content):
        kind: Any = type(content)
        return {_key(one): plain(getattr(content, one.name)) for one in _written(kind)}
    if isinstance(content, Mapping):
        return {str(key): plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [plain(value) for value in content]
    if isinstance(content, np.generic):
        content = content.item()
    return number(content) if isinstance(content, float) else content


def read(kind: type[Record], content: Mapping[str, Any], **others: Any) -> Record:
    """Return the record that `plain` gave, undefined numbers as NaN where the field may not be ``None``.

    A field that has a default may be missing.

    Parameters
    ----------
    others
        The fields that are kept apart.
    """
    record: Any = kind
    types = _types(record)
    found = {one.name: _value(types[one.name], content[_key(one)]) for one in _written(record)
             if _key(one) in content or one.default is MISSING}
    return kind(**found, **others)


def _value(kind: Any, content: Any) -> Any:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if content is None else _value(next(one for one in parts if one is not NoneType), content)
    if origin is tuple:
        return tuple(_value(parts[0], one) for one in content)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {name: _value(parts[1], one) for name, one in content.items()}
    if is_dataclass(kind):
        return read(cast("type[Any]", kind), content)
    return math.nan if kind is float and content is None else content


@cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _written(kind: Any) -> tuple[Field[Any], ...]:
    return tuple(one for one in fields(kind) if "apart" not in one.metadata)


def _key(one: Field[Any]) -> str:
    return str(one.metadata.get("key", one.name.removesuffix("_")))
