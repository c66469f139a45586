"""Where an effect on what viewers see sits: in what creators show, in who gets the views, or in both at once.

What viewers see is a mean over groups of creators (tiers within regions), weighted by their views. Between two worlds

    change = Σ old share × change of content  +  Σ change of share × old content  +  Σ change × change

and the three parts add up: content at the views that groups had, views that moved between groups, and both at once. A
group that improves much and has few views counts for little, as it does for viewers: the plain mean over offers, taken
for what creators do, would call the rest of its change traffic. What moves *within* a group, and why creators show
something else, only counterfactual runs tell (``sim explain``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.methods.intervals import Effect, FloatArray, paired_effect
from sim.model.outcomes.breakdowns import TIERS
from sim.runs.replication import Arrays
from sim.studies.compare.analysis import Analysis

SEEN = {"quality": ("quality_viewed_micro", 1e-6), "violation_view_rate": ("violating_views", 1.0)}
"""Outcome weighted by views → the tally of what is seen of it, and its scale."""

BEHAVIOUR = ("effort", "awareness", "cheating_share", "creator_exit_rate")
"""Outcomes that tell how creators answered."""

OFFERED = ("quality_offered", "violation_offer_rate")
"""What each offer is, whoever sees it."""


@dataclass(frozen=True)
class Split:
    """An effect in three parts that add up to it.

    Attributes
    ----------
    content
        What it would be had every group kept its share of the views.
    views
        What it would be had every group kept its content.
    both
        What is left: groups that change and gain or lose views at once.
    """

    outcome: str
    total: Effect
    content: Effect
    views: Effect
    both: Effect


def split(analysis: Analysis, scenario: str, outcome: str) -> Split | None:
    """Return the parts of an effect, or ``None`` for an outcome that has no such reading."""
    if outcome not in SEEN or analysis.baseline is None:
        return None
    tally, scale = SEEN[outcome]
    regions = len(analysis.regions)
    parts = []
    for one in analysis.replications:
        before, after = (_groups(one.tiers[name], tally, scale, regions) for name in (analysis.baseline, scenario))
        parts.append(_three(before, after))
    content, views, both = np.array(parts, float).reshape(-1, 3).T
    level = analysis.values[analysis.baseline][outcome]
    made = [paired_effect(level + part, level) for part in (content, views, both)]
    return Split(outcome, analysis.effects[scenario][outcome], *made)


def _groups(columns: Arrays, tally: str, scale: float, regions: int) -> tuple[FloatArray, FloatArray]:
    """Return each group's share of the views and what is seen of it; NaN where it has none."""
    inside = columns["day"] >= 0
    place = (columns["tier"] * regions + columns["region"])[inside]
    size = len(TIERS) * regions
    views = np.bincount(place, columns["views"][inside], size)
    seen = scale * np.bincount(place, columns[tally][inside], size)
    content = np.divide(seen, views, out=np.full(size, np.nan), where=views > 0)
    return views / max(float(views.sum()), 1.0), content


def _three(before: tuple[FloatArray, FloatArray], after: tuple[FloatArray, FloatArray]) -> tuple[float, float, float]:
    """Return content, views and both; a group that one world lacks shows there what it shows in the other."""
    (share, old), (later, new) = before, after
    old, new = np.where(np.isnan(old), new, old), np.where(np.isnan(new), old, new)
    old, new = np.nan_to_num(old), np.nan_to_num(new)
    moved, changed = later - share, new - old
    return float((share * changed).sum()), float((moved * old).sum()), float((moved * changed).sum())
