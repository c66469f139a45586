"""What moves first: for each clear effect, the day from which it can be told from noise over the last two weeks."""

from __future__ import annotations

from dataclasses import dataclass

from sim.methods.intervals import Effect
from sim.model.outcomes.dictionary import HEADLINE
from sim.studies.compare.analysis import Analysis

WINDOW = 14
"""Days of the trailing window that an early sign is looked for in."""


@dataclass(frozen=True)
class Signal:
    """A clear effect and the first day from which its 14-day effect stays clear of zero."""

    outcome: str
    day: int
    effect: Effect


def signals(analysis: Analysis, scenario: str) -> list[Signal]:
    """Return the clear effects that have such a day, earliest first; of one day, headline and large ones first."""
    found = []
    for name, effect in analysis.effects[scenario].items():
        if analysis.judgements[scenario][name].certain:
            day = analysis.first_visible_day(scenario, name, WINDOW)
            if day is not None:
                found.append(Signal(name, day, effect))
    return sorted(found, key=lambda one: (one.day, one.outcome not in HEADLINE, -_size(one.effect)))


def _size(effect: Effect) -> float:
    relative = effect.relative
    return abs(relative.mean) if relative is not None else 0.0
