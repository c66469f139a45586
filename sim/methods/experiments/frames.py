"""The tables of a test, checked: which columns each has, and what may stand in them (see the package's docstring)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.errors import UserError, quoted, some_of, suggest
from sim.methods.estimators import FloatArray

PRE = "pre_"
"""What the name of a sum over the days before the test begins with."""


@dataclass(frozen=True)
class Metric:
    """What is judged: the mean over units of a sum, or a ratio of two sums.

    Attributes
    ----------
    top, bottom
        Columns of the numerator and, for a ratio of means (never a mean of ratios), of the denominator.
    """

    name: str
    top: str
    bottom: str | None = None

    @property
    def sums(self) -> tuple[str, ...]:
        """Columns that it is made of."""
        return (self.top,) if self.bottom is None else (self.top, self.bottom)

    @classmethod
    def parse(cls, text: str) -> Metric:
        """Return the metric that is written as ``gmv`` or ``gmv/views``."""
        top, stroke, bottom = (part.strip() for part in text.partition("/"))
        if not top or (stroke and not bottom) or "/" in bottom:
            raise UserError(f"a metric is a column or two with a stroke, as gmv or gmv/views, not {quoted(text)}")
        return cls(text, top, bottom or None)


@dataclass(frozen=True)
class Kind:
    """A kind of table: its key, arms, and other columns that it must have."""

    name: str
    key: tuple[str, ...]
    arms: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


UNITS = Kind("units", ("unit",), ("arm",))
CELLS = Kind(
    "cells",
    ("viewer_arm", "viewer_bucket", "creator_arm", "creator_bucket"),
    ("viewer_arm", "creator_arm"),
    ("viewers", "creators"),
)
PANEL = Kind("panel", ("cluster", "day"), ("arm",), ("units",))
EXPOSURE = Kind("exposure", ("unit",), ("arm",), ("weight", "boost"), ("market",))
KINDS = {kind.name: kind for kind in (UNITS, CELLS, PANEL, EXPOSURE)}

_NOT_NEGATIVE = ("weight", "units", "viewers", "creators")


def checked(frame: pd.DataFrame, kind: Kind, sums: Sequence[str] = (), path: Path | None = None) -> pd.DataFrame:
    """Return a table of a kind if it is one.

    Parameters
    ----------
    sums
        Further columns of numbers that whoever asks needs.
    path
        File that it was read from; the first row stands in line 2.

    Raises
    ------
    UserError
        Naming the column, the row and the value that is wrong.
    """
    wanted = (*kind.key, *kind.arms, *kind.names, *kind.numbers, *sums)
    for name in wanted:
        if name not in frame.columns:
            have = some_of([str(one) for one in frame.columns])
            raise UserError(
                f"a table of {kind.name} needs a column {quoted(name)}; there are {have}."
                f"{suggest(name, [str(one) for one in frame.columns])}",
                path=path,
            )
    if frame.empty:
        raise UserError(f"a table of {kind.name} without rows says nothing", path=path)
    for name in (*kind.key, *kind.names):
        _stop_at(frame[name].isna().to_numpy(), frame[name], f"{name} is missing", path)
    before = [PRE + name for name in sums if PRE + name in frame.columns]
    for name in (*kind.arms, *kind.numbers, *sums, *before):
        _numbers(frame[name], name, path)
    for name in kind.arms:
        _stop_at(~frame[name].isin((0, 1)).to_numpy(), frame[name], f"{name} is 0 (control) or 1 (treated)", path)
    for name in set(kind.numbers) & set(_NOT_NEGATIVE):
        _stop_at((frame[name] < 0).to_numpy(), frame[name], f"{name} cannot be negative", path)
    if "day" in kind.key:
        _numbers(frame["day"], "day", path)
        _stop_at((frame["day"] % 1 != 0).to_numpy(), frame["day"], "day is a whole number", path)
    if frame.columns.has_duplicates:
        raise UserError(f"two columns of the table of {kind.name} have the same name", path=path)
    twice = frame.duplicated(list(kind.key)).to_numpy()
    _stop_at(twice, frame[kind.key[0]], f"each {' and '.join(kind.key)} has one row, this one a second", path)
    return frame


def values(frame: pd.DataFrame, name: str) -> FloatArray:
    """Return a column as numbers."""
    return np.asarray(frame[name], float)


def arms_of(frame: pd.DataFrame) -> FloatArray:
    """Return the arm of each row, and stop where one arm is empty."""
    arm = values(frame, "arm")
    for one, name in ((0, "control"), (1, "treatment")):
        if not (arm == one).any():
            raise UserError(f"nobody is in the {name} arm: an effect is a difference between two")
    return arm


def _numbers(column: pd.Series, name: str, path: Path | None) -> None:
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(float)
    _stop_at(~np.isfinite(numbers), column, f"{name} is a finite number", path)
    if not pd.api.types.is_numeric_dtype(column):
        _stop_at(np.ones(len(column), bool), column, f"{name} is a number, not text", path)


def _stop_at(wrong: np.ndarray, column: pd.Series, rule: str, path: Path | None) -> None:
    """Stop at the first row that breaks a rule."""
    if wrong.any():
        row = int(np.argmax(wrong))
        value = quoted(column.iloc[row])
        line = row + 2 if path is not None else None
        where = "" if path is not None else f" (row {row + 1})"
        raise UserError(
            f"{rule}, not {value}{where}" if "second" not in rule else f"{rule}: {value}{where}", path=path, line=line
        )
