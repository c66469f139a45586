"""Many alternatives: a ranking with the frontier marked, and an analysis narrowed to those that are shown in full.

Nobody reads two hundred columns. Of more than `MOST` scenarios the first of the ranking are shown as always, and every
one has its line in the ranking; all effects are in ``effects.parquet``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.methods.choice import Course, frontier
from sim.show.numbers import subject
from sim.show.recommendation.evidence import DECIDING, NET, Evidence
from sim.show.recommendation.net_value import net_words
from sim.show.words import capital, counted, listed
from sim.studies.compare.analysis import Analysis

MOST = 8
"""Scenarios that a page and its figures show in full."""

LINES = 20
"""Lines of the ranking in a terminal."""

COURSE_WORDS: Mapping[Course, str] = {
    "adopt": "adopt", "try": "try first", "trade": "a trade", "undecided": "undecided", "keep": "no change",
    "reject": "do not adopt",
}


@dataclass(frozen=True)
class Rank:
    """One scenario's line.

    Attributes
    ----------
    net
        The platform's money a day, in words.
    better, worse, open
        Outcomes that get better or worse by enough to matter, and deciding ones that are open, in words.
    first
        Whether it stands on the frontier.
    """

    place: int
    option: str
    label: str
    course: str
    net: str
    better: str
    worse: str
    open: str
    first: bool


def ranking(evidence: Sequence[Evidence]) -> list[Rank]:
    """Return a line a scenario, in the order of the evidence."""
    front = set(frontier({one.option: _scores(one) for one in evidence}))
    rows = []
    for place, one in enumerate(evidence, 1):
        net = one.reading(NET)
        better, worse = ([subject(each.outcome) for each in one.on(side) if each.outcome != NET]
                         for side in ("gain", "loss"))
        rows.append(Rank(
            place, one.option, one.label, COURSE_WORDS[one.course], net_words(net.effect.paired) if net else "",
            ", ".join(better), ", ".join(worse), ", ".join(subject(each.outcome) for each in one.open),
            one.option in front,
        ))
    return rows


def frontier_words(rows: Sequence[Rank]) -> str:
    """Return who stands on the frontier of the deciding outcomes."""
    front = [one.label for one in rows if one.first]
    some = front[:5] + ([f"{len(front) - 5} more"] if len(front) > 5 else [])
    over = listed([subject(name) for name in DECIDING])
    return (f"{capital(listed(some))} {'stands' if len(front) == 1 else 'stand'} on the frontier over {over}: of "
            f"{counted(len(rows), 'scenario')} none is as good on all of them and better on one by enough to matter.")


def narrowed(analysis: Analysis, names: Sequence[str]) -> Analysis:
    """Return an analysis of some of the scenarios, each number and verdict being what it is among all of them."""
    chosen = tuple(one for one in analysis.scenarios if one.name in {*names, analysis.baseline})
    if len(chosen) == len(analysis.scenarios):
        return analysis
    made = replace(analysis, plan=replace(analysis.plan, scenarios=chosen))
    kept = {one.name for one in chosen}
    for name in ("values", "outcomes", "effects", "judgements"):
        vars(made)[name] = _only(getattr(analysis, name), kept)
    for name in ("regional_values", "regional_effects", "regional_judgements"):
        vars(made)[name] = {place: _only(one, kept) for place, one in getattr(analysis, name).items()}
    return made


def _only(by_scenario: Mapping[str, Any], kept: set[str]) -> dict[str, Any]:
    return {name: one for name, one in by_scenario.items() if name in kept}


def _scores(evidence: Evidence) -> list[float]:
    """Return each deciding outcome in steps of the smallest change that matters, higher being better."""
    found = []
    for name in DECIDING:
        one = evidence.reading(name)
        if one is None or not one.smallest > 0:
            found.append(0.0)
        else:
            found.append((1 if one.rise_is_better else -1) * float(round(one.effect.paired.mean / one.smallest)))
    return found
