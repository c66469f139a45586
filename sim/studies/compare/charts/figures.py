"""All figures of a study: drawn once, side by side, written as PNG, and handed on with the words that a page needs."""

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
from sim.show.parts import Parts
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
from sim.studies.compare.tiers import tier_rows

REGIONAL = ("quality", "violation_view_rate", "gmv_net", "creator_retention_90d")


Section = Literal["effects", "time", "regions", "tiers"]


@dataclass(frozen=True)
class Picture:
    """A figure on disk: where it belongs on a page, what it finds, and what it shows for those who cannot see it."""

    path: Path
    section: Section
    title: str
    alt: str
    width: int
    height: int
    moved: bool = True


@dataclass(frozen=True)
class Order:
    """A figure to be drawn: ``draw(analysis, *given)``."""

    section: Section
    name: str
    draw: Callable[..., Figure]
    given: tuple[Any, ...]
    title: str
    alt: str
    moved: bool = True


def draw_figures(
    analysis: Analysis, tiers: Sequence[GroupRow], folder: Path, processes: int = 1, parts: Parts | None = None
) -> list[Picture]:
    """Draw and write every figure of a study into ``folder``.

    Parameters
    ----------
    parts
        Takes note of figures that cannot be drawn, which are left out; without it, trouble is raised.
    processes
        How many draw side by side; 1 draws here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    orders = list(_orders(analysis, tiers))
    paths = [folder / f"{one.name}.png" for one in orders]
    if processes == 1:
        drawn = [partial(lambda one, path: save(one.draw(analysis, *one.given), path), one, path)
                 for one, path in zip(orders, paths, strict=True)]
        return list(_pictures(orders, paths, drawn, parts))
    with ProcessPoolExecutor(processes, worker_context(), _take, (analysis,)) as pool:
        with quiet_start():
            begun = [pool.submit(_draw, one.draw, one.given, path) for one, path in zip(orders, paths, strict=True)]
        return list(_pictures(orders, paths, [one.result for one in begun], parts))


def _pictures(
    orders: Sequence[Order], paths: Sequence[Path], drawn: Sequence[Callable[[], tuple[int, int]]], parts: Parts | None
) -> Iterator[Picture]:
    """Yield pictures once each is drawn, those aside that cannot be."""
    for one, path, draw in zip(orders, paths, drawn, strict=True):
        with parts.part(f"figure {one.name}") if parts else nullcontext():
            width, height = draw()
            yield Picture(path, one.section, one.title, f"{one.title}. {one.alt}", width, height, one.moved)


_at_hand: dict[str, Analysis] = {}


def _take(analysis: Analysis) -> None:
    """Keep the analysis in a process that draws."""
    _at_hand["analysis"] = analysis


def _draw(draw: Callable[..., Figure], given: tuple[Any, ...], path: Path) -> tuple[int, int]:
    return save(draw(_at_hand["analysis"], *given), path)


def _draw_tiers(analysis: Analysis) -> Figure:
    return draw_tiers(analysis, tier_rows(analysis))  # read anew: formulas do not travel between processes


def _orders(analysis: Analysis, tiers: Sequence[GroupRow]) -> Iterator[Order]:
    if analysis.baseline:
        yield Order(
            "effects", "effects", draw_effects, (), effects_headline(analysis),
            "Forest plot of relative effects with 95% intervals, one row a headline outcome; numbers are in the table.",
        )
    for name in HEADLINE:
        yield Order(
            "time", f"time-{name}", draw_outcome, (name,), outcome_headline(analysis, name),
            f"Line chart over {analysis.plan.days} days. {_spoken(analysis, name)} {_spoken_levers(analysis)}",
            moved=not analysis.baseline
            or any(analysis.effects[one.name][name].noticeable for one in analysis.compared),
        )
    if retention_days(analysis):
        yield Order(
            "time", "retention", draw_retention, (), retention_headline(analysis),
            "Retention curve of new creators, a line a scenario; numbers are in the table of outcomes.",
        )
    for name in REGIONAL:
        yield Order(
            "regions", f"regions-{name}", draw_regions, (name,), region_headline(analysis, name),
            f"Line charts of {OUTCOMES[name].label}, a panel a region: {', '.join(analysis.regions)}.",
        )
    yield Order(
        "tiers", "tiers", _draw_tiers, (), tier_headline(tiers, [one.name for one in analysis.compared]),
        "Bars of income per creator and of creators leaving, by tier; numbers are in the table.",
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
