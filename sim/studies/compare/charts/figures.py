"""All figures of a study: drawn once, written as PNG, and handed on with the words that a page needs for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from matplotlib.figure import Figure

from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.show.levers import describe
from sim.show.numbers import outcome_change, outcome_level
from sim.show.style import display, save
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.charts.effects import draw_effects, draw_tiers
from sim.studies.compare.charts.retention import draw_retention, retention_days
from sim.studies.compare.charts.timeseries import draw_outcome, draw_regions
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.headlines import (
    effects_headline,
    outcome_headline,
    region_headline,
    retention_headline,
    tier_headline,
)

REGIONAL = ("quality", "violation_view_rate", "gmv_net", "creator_retention_90d")


@dataclass(frozen=True)
class Picture:
    """A figure on disk: where it belongs on a page, what it finds, and what it shows for those who cannot see it."""

    path: Path
    section: Literal["effects", "time", "regions", "tiers"]
    title: str
    alt: str
    width: int
    height: int
    moved: bool = True


def draw_figures(analysis: Analysis, tiers: Sequence[GroupRow], folder: Path) -> list[Picture]:
    """Draw and write every figure of a study into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures: list[Picture] = []

    def keep(
        section: Literal["effects", "time", "regions", "tiers"],
        name: str,
        draw: Callable[[], Figure],
        title: str,
        alt: str,
        moved: bool = True,
    ) -> None:
        path = folder / f"{name}.png"
        width, height = save(draw(), path)
        pictures.append(Picture(path, section, title, f"{title}. {alt}", width, height, moved))

    if analysis.baseline:
        keep(
            "effects",
            "effects",
            partial(draw_effects, analysis),
            effects_headline(analysis),
            "Forest plot of relative effects with 95% intervals, one row a headline outcome; numbers are in the table.",
        )
    for name in HEADLINE:
        keep(
            "time",
            f"time-{name}",
            partial(draw_outcome, analysis, name),
            outcome_headline(analysis, name),
            f"Line chart over {analysis.plan.days} days. {_spoken(analysis, name)} {_spoken_levers(analysis)}",
            moved=not analysis.baseline
            or any(analysis.effects[one.name][name].noticeable for one in analysis.compared),
        )
    if retention_days(analysis):
        keep(
            "time",
            "retention",
            partial(draw_retention, analysis),
            retention_headline(analysis),
            "Retention curve of new creators, a line a scenario; numbers are in the table of outcomes.",
        )
    for name in REGIONAL:
        keep(
            "regions",
            f"regions-{name}",
            partial(draw_regions, analysis, name),
            region_headline(analysis, name),
            f"Line charts of {OUTCOMES[name].label}, a panel a region: {', '.join(analysis.regions)}.",
        )
    compared = [one.name for one in analysis.compared]
    keep(
        "tiers",
        "tiers",
        partial(draw_tiers, analysis, tiers),
        tier_headline(tiers, compared),
        "Bars of income per creator and of creators leaving, by tier; numbers are in the table.",
    )
    return pictures


def _spoken(analysis: Analysis, outcome: str) -> str:
    if analysis.baseline is None:
        return ""
    level = outcome_level(outcome, analysis.outcomes[analysis.baseline][outcome].mean)
    told = [
        f"{display(one.name)} {outcome_change(outcome, analysis.effects[one.name][outcome])}"
        for one in analysis.compared
    ]
    return f"Status quo {level}; {'; '.join(told)}."


def _spoken_levers(analysis: Analysis) -> str:
    told = [f"{display(one.name)}: {describe(change)}" for one in analysis.scenarios for change in one.changes]
    return f"Levers: {'; '.join(told)}." if told else ""
