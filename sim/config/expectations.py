"""What a scenario's author expected, read and judged: the grammar of ``expect:``.

``up`` · ``down`` · ``within noise`` · ``up|down by less than|more than|at least X [pp|%|unit]`` ·
``higher|lower than VARIANT``; several joined by ``and``

An effect is scenario minus baseline with its interval. ``X pp`` is percentage points of a fraction, ``X %`` is
relative to the baseline, a bare number or one with the outcome's unit is in that unit. Verdicts read the whole
interval:

- ``up`` is MET when the interval lies above zero, NOT MET when below, else UNDECIDED.
- ``within noise`` is MET when the interval lies within ± the smallest change that matters (equivalence, which few seeds
  cannot show), NOT MET when none of it does, else UNDECIDED.
- ``down by more than X`` (``at least`` alike) is MET when the whole interval is beyond -X, NOT MET when none of it
  is, else UNDECIDED.
- ``down by less than X`` caps a change that is feared: MET when the whole interval stays short of -X (no change counts
  as met; so does a clear rise, which is better than feared), NOT MET when all of it is beyond -X, else UNDECIDED. Where
  a fall is what is hoped for, a clear rise is NOT MET.
- ``lower than VARIANT`` reads the paired difference to another variant of the same file in place of the effect: MET
  when its interval lies below zero, NOT MET when above, else UNDECIDED.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from sim.config.numbers import written_number
from sim.config.units import is_fraction, unit_matches
from sim.errors import UserError, quoted
from sim.model.outcomes.dictionary import OUTCOMES, Outcome

Verdict = Literal["MET", "NOT MET", "UNDECIDED"]
_PHRASE = re.compile(
    r"(?P<way>up|down)(?:\s+by\s+(?P<bound>less than|more than|at least)\s+"
    r"(?P<size>\d+(?:\.\d*)?|\.\d+)\s*(?P<unit>.*))?"
)
_THAN = re.compile(r"(?P<way>higher|lower)\s+than\s+(?P<variant>[\w-]+)")
_GRAMMAR = (
    "up, down, within noise, up/down by less than|more than|at least X (pp, % or the outcome's unit), "
    "or higher/lower than VARIANT"
)


@dataclass(frozen=True)
class Expectation:
    """One expectation, read.

    Attributes
    ----------
    way
        ``"up"``, ``"down"`` or ``"noise"``.
    bound
        ``"less"``, ``"more"`` or, without a size, ``None``; *at least* is ``"more"``.
    size
        In the outcome's unit, or a share of the baseline if ``relative``.
    than
        The variant that it is compared with; empty for the baseline.
    """

    way: Literal["up", "down", "noise"]
    bound: Literal["less", "more"] | None = None
    size: float = 0.0
    relative: bool = False
    than: str = ""


def parse_expectations(words: str, outcome: str, *, path: object = None, line: int | None = None) -> list[Expectation]:
    """Read what is expected of an outcome: one expectation, or several joined by ``and``."""
    return [parse_expectation(part, outcome, path=path, line=line) for part in parts(words)]


def parts(words: str) -> list[str]:
    """Split expectations joined by ``and``."""
    return re.split(r"\s+and\s+", " ".join(words.split()))


def parse_expectation(words: str, outcome: str, *, path: object = None, line: int | None = None) -> Expectation:
    """Read one expectation about an outcome.

    Raises
    ------
    UserError
        If the words follow no known form or their unit is not the outcome's.
    """
    text = " ".join(words.split())
    if text == "within noise":
        return Expectation("noise")
    versus = _THAN.fullmatch(text)
    if versus is not None:
        return Expectation("up" if versus["way"] == "higher" else "down", than=versus["variant"])
    found = _PHRASE.fullmatch(text)
    if found is None:
        raise UserError(
            f"cannot read the expectation {quoted(words)} of {outcome}: write {_GRAMMAR}", path=path, line=line)
    way: Literal["up", "down"] = "up" if found["way"] == "up" else "down"
    if found["bound"] is None:
        return Expectation(way)
    number = written_number(found["size"], found["unit"], lambda said: UserError(
        f"the expectation {quoted(words)} of {outcome}: {said}", path=path, line=line))
    size, relative = _size(number, found["unit"].strip(), OUTCOMES[outcome], words, path, line)
    return Expectation(way, "less" if found["bound"] == "less than" else "more", size, relative)


def _size(
    size: float, unit: str, outcome: Outcome, words: str, path: object, line: int | None
) -> tuple[float, bool]:
    if unit == "%":
        return size / 100.0, True
    if unit == "pp":
        if is_fraction(outcome.unit):
            return size / 100.0, False
    elif not unit or unit_matches(unit, outcome.unit):
        return size, False
    raise UserError(
        f"{quoted(unit)} in the expectation {quoted(words)} does not fit {outcome.name}, which is in {outcome.unit}",
        path=path, line=line)


def judge(
    expectation: Expectation, mean: float, low: float, high: float, baseline: float, smallest: float = math.nan,
    better: str = "neither",
) -> Verdict:
    """Say whether an effect met an expectation.

    Parameters
    ----------
    mean, low, high
        Effect (scenario minus baseline) and its interval, in the outcome's unit.
    baseline
        The outcome's value under the baseline, for relative sizes.
    smallest
        The smallest change that matters, for ``within noise``.
    better
        Which way the outcome is better: ``"up"``, ``"down"`` or ``"neither"``.
    """
    if not all(math.isfinite(value) for value in (mean, low, high)):
        return "UNDECIDED"
    if expectation.way == "noise":
        if low == high == 0.0 or max(abs(low), abs(high)) < smallest:
            return "MET"
        return "NOT MET" if min(abs(low), abs(high)) >= smallest and low * high > 0 else "UNDECIDED"
    if expectation.way == "down":
        low, high = -high, -low
    size = expectation.size * abs(baseline) if expectation.relative else expectation.size
    if not math.isfinite(size):
        return "UNDECIDED"
    if expectation.bound == "less":
        if low >= size or (high < 0.0 and better == expectation.way):
            return "NOT MET"
        return "MET" if high < size and low <= size else "UNDECIDED"
    if expectation.bound == "more":
        if low >= size:
            return "MET"
        return "NOT MET" if high < size else "UNDECIDED"
    if low > 0.0:
        return "MET"
    return "NOT MET" if high < 0.0 else "UNDECIDED"


def better_than_feared(expectation: Expectation, low: float, high: float, better: str) -> bool:
    """Return whether a change that was capped has clearly gone the other way, which is no harm."""
    opposite = high < 0.0 if expectation.way == "up" else low > 0.0
    return expectation.bound == "less" and opposite and better != expectation.way
