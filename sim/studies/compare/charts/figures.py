"""All figures of a study: drawn once, side by side, written as PNG and SVG, and handed on as a page holds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from matplotlib.figure import Figure

from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.spawning import quiet_start, worker_context
from sim.show.levers import describe
from sim.show.numbers import outcome_change, outcome_level
from sim.show.page import Picture, draw
from sim.show.parts import Parts
from sim.show.places import place_words
from sim.show.style import display
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.charts.effects import draw_effects, draw_tiers
from sim.studies.compare.charts.first import draw_first, first_outcome
from sim.studies.compare.charts.retention import RETENTION, draw_retention, retention_days
from sim.studies.compare.charts.timeseries import draw_outcome, draw_regions
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.headlines import (
    effects_headline,
    outcome_headline,
    region_headline,
    retention_headline,
    tier_headline,
)
from sim.studies.compare.matter import MOST_SCENARIOS, defined, moved, moved_somewhere
from sim.studies.compare.tiers import tier_rows

REGIONAL = ("quality", "violation_view_rate", "gmv_net", "creator_retention_90d")


Section = Literal["first", "effects", "time", "regions", "tiers"]


@dataclass(frozen=True)
class Order:
    """A figure to be drawn: ``draw(analysis, *given)``, and what it shows for those who cannot see it."""

    section: Section
    name: str
    draw: Callable[..., Figure]
    given: tuple[Any, ...]
    alt: str


def draw_figures(
    analysis: Analysis, tiers: Sequence[GroupRow], folder: Path, processes: int = 1, scenarios: Sequence[str] = (),
    parts: Parts | None = None,
) -> list[Picture]:
    """Draw every figure that shows a change, write it into ``folder``, and return all as a page holds them.

    Parameters
    ----------
    parts
        Takes note of figures that cannot be drawn, which are left out; without it, trouble is raised.
    processes
        How many draw side by side; 1 draws here.
    scenarios
        Those that the first screen shows; by default all, as far as there is room.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shown = tuple(scenarios) or tuple(one.name for one in analysis.compared[:MOST_SCENARIOS])
    orders = list(_orders(analysis, tiers, shown))
    if processes == 1:
        drawn = [partial(_drawn_here, analysis, one, folder) for one in orders]
        return list(_pictures(orders, drawn, parts))
    with ProcessPoolExecutor(processes, worker_context(), _take, (analysis,)) as pool:
        with quiet_start():
            begun = [pool.submit(_draw, one, folder) for one in orders]
        return list(_pictures(orders, [one.result for one in begun], parts))


def _drawn_here(analysis: Analysis, one: Order, folder: Path) -> Picture:
    return draw(one.draw(analysis, *one.given), folder / one.name, one.alt, one.section)


def _pictures(
    orders: Sequence[Order], drawn: Sequence[Callable[[], Picture]], parts: Parts | None
) -> Iterator[Picture]:
    """Yield pictures once each is drawn, those aside that cannot be."""
    for one, picture in zip(orders, drawn, strict=True):
        with parts.part(f"figure {one.name}") if parts else nullcontext():
            yield picture()


_at_hand: dict[str, Analysis] = {}


def _take(analysis: Analysis) -> None:
    """Keep the analysis in a process that draws."""
    _at_hand["analysis"] = analysis


def _draw(order: Order, folder: Path) -> Picture:
    return draw(order.draw(_at_hand["analysis"], *order.given), folder / order.name, order.alt, order.section)


def _draw_tiers(analysis: Analysis) -> Figure:
    return draw_tiers(analysis, tier_rows(analysis))  # read anew: formulas do not travel between processes


def _orders(analysis: Analysis, tiers: Sequence[GroupRow], shown: tuple[str, ...]) -> Iterator[Order]:
    compared = analysis.baseline is not None
    outcome = first_outcome(analysis, shown)
    yield Order(
        "first", "first", draw_first, (shown,),
        f"{outcome_headline(analysis, outcome)}. Line chart over {analysis.plan.days} days. "
        f"{_spoken(analysis, outcome)}",
    )
    if compared:
        yield Order(
            "effects", "effects", draw_effects, (),
            f"{effects_headline(analysis)}. Forest plot of relative effects with 95% intervals, one row a headline "
            "outcome; numbers are in the table.",
        )
    for name in HEADLINE:
        if moved(analysis, name) if compared else defined(analysis, name):
            yield Order(
                "time", f"time-{name}", draw_outcome, (name,),
                f"{outcome_headline(analysis, name)}. Line chart over {analysis.plan.days} days. "
                f"{_spoken(analysis, name)} {_spoken_levers(analysis)}",
            )
    if retention_days(analysis) and (not compared or any(moved(analysis, name) for name in RETENTION.values())):
        yield Order(
            "time", "retention", draw_retention, (),
            f"{retention_headline(analysis)}. Retention curve of new creators, a line a scenario; numbers are in the "
            "table of outcomes.",
        )
    for name in REGIONAL:
        if moved_somewhere(analysis, name) if compared else defined(analysis, name):
            yield Order(
                "regions", f"regions-{name}", draw_regions, (name,),
                f"{region_headline(analysis, name)}. Line charts of {OUTCOMES[name].label}, a panel a region: "
                f"{', '.join(map(place_words, analysis.drawn_regions))}.",
            )
    if not compared or any(effect.noticeable for row in tiers for effect in row.effects.values()):
        yield Order(
            "tiers", "tiers", _draw_tiers, (),
            f"{tier_headline(tiers, [one.name for one in analysis.compared])}. Bars of income per creator and of "
            "creators leaving, by tier; numbers are in the table.",
        )


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
