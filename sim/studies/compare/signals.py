"""What moves first: for each clear effect, the day from which it can be told from noise over the last four weeks."""

from __future__ import annotations

from dataclasses import dataclass

from sim.methods.intervals import Effect
from sim.methods.onset import Onset
from sim.model.outcomes.dictionary import HEADLINE
from sim.studies.compare.analysis import Analysis


@dataclass(frozen=True)
class Signal:
    """A clear effect and the first day from which its trailing effect stays clear of zero."""

    outcome: str
    onset: Onset
    effect: Effect


def signals(analysis: Analysis, scenario: str) -> list[Signal]:
    """Return the clear effects that have such a day, earliest first; of one day, headline and large ones first."""
    found = [
        Signal(name, effect.visible_from, effect)
        for name, effect in analysis.effects[scenario].items()
        if analysis.judgements[scenario][name].certain and effect.visible_from is not None
    ]
    return sorted(found, key=lambda one: (one.onset.day, one.outcome not in HEADLINE, -_size(one.effect)))


def _size(effect: Effect) -> float:
    relative = effect.relative
    return abs(relative.mean) if relative is not None else 0.0
