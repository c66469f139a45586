"""What may go wrong with a roadmap, as sentences and rows of tables: misses, early signs, assumptions."""

from __future__ import annotations

from dataclasses import dataclass

from sim.config.numbers import show
from sim.show.numbers import NOT_DEFINED, level, subject
from sim.show.words import date_words, within
from sim.studies.roadmap.outlook import EarlySign, FailingBox, TargetSign
from sim.studies.roadmap.results import Results


@dataclass(frozen=True, slots=True)
class SignRow:
    """A target, how often the plan misses it, and the earliest sign of that."""

    target: str
    missed: str
    sign: str
    date: str
    right: str


@dataclass(frozen=True, slots=True)
class AssumptionRow:
    """An assumption with its value, range and weight."""

    name: str
    unit: str
    base: str
    span: str
    weight: str


def risk_lines(results: Results) -> list[str]:
    """Return what would have to be true for each target to be missed, and what shows it first."""
    return failing_lines(results) + [_first_shown(one) for one in results.signs]


def failing_lines(results: Results) -> list[str]:
    """Return what would have to be true for each target to be missed."""
    lines = []
    for one in results.failing:
        head = f"{one.target}: missed in {one.missed} of {one.futures} futures"
        if one.boxes:
            lines += [f"{head}; dense where {_box(box)} ({box.failing} of the {box.inside} futures there, "
                      f"{100 * box.coverage:.0f}% of all misses, p {box.p:.3f})" for box in one.boxes]
        else:
            mixed = 0 < one.missed < one.futures
            lines.append(f"{head}; no rule that each half of the seeds bears out says in which" if mixed else head)
    if not results.failing:
        lines.append("In these runs assumptions are as configured and runs differ by chance alone, so nothing can be "
                     "said about which of them would have to be wrong: --futures 32 asks that")
    return lines


def _box(box: FailingBox) -> str:
    limits = []
    for one in box.limits:
        low, high = (None if end is None else show(float(f"{end:.2g}")) for end in (one.low, one.high))
        limits.append(f"{one.name} < {high}" if low is None else f"{one.name} > {low}" if high is None
                      else f"{one.name} is between {low} and {high}")
    return " and ".join(limits)


def sign_rows(results: Results) -> list[SignRow]:
    """Return for each target how often the plan misses it, and the earliest sign of that."""
    rows = []
    for one in results.signs:
        said = ("none", "", "")
        if one.sign is not None:
            said = (_beyond(one.sign), f"{date_words(one.sign.date)}, {one.sign.lead} days ahead",
                    f"{100 * one.sign.right:.0f}%")
        rows.append(SignRow(one.target, f"{one.missed} of {one.runs} runs", *said))
    return rows


def _beyond(sign: EarlySign) -> str:
    side = "above" if sign.above else "below"
    return f"{subject(sign.outcome)}{within(sign.region)} {side} {level(sign.unit, sign.bound)}"


def _first_shown(one: TargetSign) -> str:
    sign = one.sign
    if sign is None:
        return (f"{one.target}: missed in {one.missed} of {one.runs} runs; no early sign beyond chance, or "
                "too few runs on one side to look for one")
    return (f"{one.target}: first shown by {_beyond(sign)} on {date_words(sign.date)}, {sign.lead} days ahead (area "
            f"under the ROC curve {sign.area:.2f} in these runs, p {sign.p:.3f}; right in "
            f"{100 * sign.right:.0f}% of runs left out of the search, 50% being a guess)")


def assumption_rows(results: Results) -> list[AssumptionRow]:
    """Return each assumption with its value, its range and its weight."""
    rows = []
    for one in results.assumptions:
        span = "" if one.low is None or one.high is None else f"{show(one.low)} to {show(one.high)}"
        weight = "not varied"
        if one.weight is not None:
            clear = one.p is not None and one.p <= 0.05
            weight = f"{one.weight:+.2f} on {one.target}" if clear else "within noise"
        base = NOT_DEFINED if one.base is None else show(one.base)
        rows.append(AssumptionRow(one.name, one.unit, base, span, weight))
    return rows
