"""By which channel an effect seems to work: what creators publish, or who gets the traffic.

What viewers see is a view-weighted mean over offers. The same mean with each offer counting once is what creators put
up, which only their behaviour, and who stays, can change. The rest is allocation: ranking, traffic cuts, stopped
LIVEs. Both parts are paired differences, and they add up to the effect.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.methods.intervals import Effect, paired_effect
from sim.studies.compare.analysis import Analysis

OFFERED = {"quality": "quality_offered", "violation_view_rate": "violation_offer_rate"}
"""Outcome weighted by views → the same one with each offer counting once."""

BEHAVIOUR = ("effort", "awareness", "cheating_share", "creator_exit_rate")
"""Outcomes that tell how creators answered."""


@dataclass(frozen=True)
class Split:
    """An effect in two parts that add up to it."""

    outcome: str
    total: Effect
    supply: Effect
    traffic: Effect


def split(analysis: Analysis, scenario: str, outcome: str) -> Split | None:
    """Return the parts of an effect, or ``None`` for an outcome that has no such reading."""
    if outcome not in OFFERED or analysis.baseline is None:
        return None
    seen, offered = analysis.values[scenario], analysis.values[analysis.baseline]
    part = OFFERED[outcome]
    traffic = paired_effect(seen[outcome] - seen[part], offered[outcome] - offered[part])
    return Split(outcome, analysis.effects[scenario][outcome], analysis.effects[scenario][part], traffic)
