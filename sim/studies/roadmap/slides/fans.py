"""The course of a target's outcome: spread of the plan's runs, medians, the target's bound, phases and gates."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.runs.plan import STATUS_QUO
from sim.show.deck.charts import axis_format, scale
from sim.show.deck.curves import Curve, Mark, add_curves, bands
from sim.show.deck.look import BODY, Box
from sim.show.deck.slide import Words
from sim.show.numbers import held
from sim.show.style import FAINT, INK, display
from sim.show.words import capital, chance_words, date_words, value_words
from sim.studies.roadmap.charts import curve_of
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import TargetResult
from sim.studies.roadmap.slides.story import Story
from sim.studies.roadmap.titles import fan_title
from sim.studies.roadmap.words import bound_words, reached_words

MOST = 2
_MOST_LINES = 4
_DASHES = ("", "dash", "dashDot", "sysDot")
_EDGES = ("p10", "p25", "p75", "p90")
_BANDS = ("plan, 10th percentile of runs", "plan, 10th to 25th", "plan, 25th to 75th", "plan, 75th to 90th")
_SHARES = (0.17, 0.36, 0.17)


def fan_slides(story: Story) -> None:
    """Add a slide for each of the first targets that have a curve, two at most."""
    shown = 0
    for target in story.results.targets:
        curves = {
            arm: curve_of(story.results.series, arm, target.outcome, target.region or "all")
            for arm in story.results.arms
        }
        if shown < MOST and _known(curves[PLAN]):
            _fan(story, target, curves)
            shown += 1


def _known(curve: pd.DataFrame) -> list[str]:
    """Return the dates on which every quantile is defined."""
    return [str(one) for one in curve.dropna(subset=["p10", "p25", "p50", "p75", "p90"]).date]


def _fan(story: Story, target: TargetResult, curves: dict[str, pd.DataFrame]) -> None:
    slide = story.slide("The course of a target", fan_title(target))
    dates = _known(curves[PLAN])
    asks = f"{bound_words(target)} by {date_words(target.by)}"
    edges = [[float(one) for one in curves[PLAN].set_index("date").loc[dates, name]] for name in _EDGES]
    drawn = [
        *_spread(edges, story.look[PLAN].colour),
        *_medians(story, curves, dates),
        Curve("target", [target.bound] * len(dates), INK, dash="sysDash", width=1.25, label="target", ink=INK),
        _point("due", target.by, target.bound, dates),
        *_gates(story, target, dates),
    ]
    slide.text(
        Box(BODY.left, BODY.top - 0.1, BODY.width, 0.5),
        f"{capital(asks)}. Mean over {story.results.about.window} days. {_spread_words(edges)} of the plan's "
        "runs; lines: medians; diamonds: the target's day and gates on the same reading.",
        Words((12.0, 11.0, 10.0), colour=FAINT),
    )
    marks = [Mark(phase.start, display(phase.name)) for phase in story.plan.phases]
    lines = [one for curve in drawn if not curve.area for one in curve.values if one is not None]
    form = axis_format(target.unit, scale([*edges[0], *edges[-1], *lines])[2])
    words = f"Fan chart: {asks}; met in {chance_words(target.by_arm[PLAN].chance)}."
    add_curves(slide, BODY.below(0.45), dates, drawn, marks, form=form, words=words)
    story.evidence(slide, _evidence(story, target, asks), "Series")


def _spread(edges: list[list[float]], colour: str) -> list[Curve]:
    """Return the spread of the plan's runs as bands, or as lines where areas could not be stacked across zero."""
    if min(edges[0]) >= 0:
        return bands(_BANDS, edges, colour, _SHARES)
    return [
        Curve(f"plan, {name[1:]}th percentile of runs", edge, colour, dash="sysDot", width=1.0)
        for name, edge in zip(_EDGES, edges, strict=True)
    ]


def _spread_words(edges: list[list[float]]) -> str:
    return "Bands: half and 80%" if min(edges[0]) >= 0 else "Dotted lines: bounds of half and 80%"


def _medians(story: Story, curves: dict[str, pd.DataFrame], dates: Sequence[str]) -> list[Curve]:
    """Return the arms' medians, the plan's on top; of many alternatives none."""
    arms = story.results.arms if len(story.ways) < _MOST_LINES else [STATUS_QUO, PLAN]
    drawn = []
    for arm in sorted(arms, key=lambda one: one == PLAN):
        look = story.look[arm]
        place = story.ways.index(arm) if arm in story.ways else 0
        values = list(curves[arm].set_index("date").p50.reindex(dates))
        drawn.append(
            Curve(
                f"{display(arm)}, median",
                values,
                look.colour,
                dash=_DASHES[place % len(_DASHES)],
                width=2.75 if arm == PLAN else 1.75,
                label=display(arm),
                ink=look.ink,
            )
        )
    return drawn


def _evidence(story: Story, target: TargetResult, asks: str) -> list[str]:
    return [
        f"{capital(asks)}, over {target.window} days.",
        *(
            f"{display(arm)}: {chance_words(became.chance)}; reading on the day "
            f"{value_words(target.unit, held(target.outcome, became.value))}; met for good from "
            f"{reached_words(became.reached, story.results.about.start)}."
            for arm, became in target.by_arm.items()
        ),
    ]


def _gates(story: Story, target: TargetResult, dates: Sequence[str]) -> list[Curve]:
    found = []
    for phase in story.plan.phases:
        gate = phase.gate
        if gate and gate.outcome == target.outcome and gate.region == target.region:
            found.append(_point(f"gate of {display(phase.name)}", gate.date, gate.bound, dates))
    return found


def _point(name: str, date: str, value: float, dates: Sequence[str]) -> Curve:
    return Curve(name, [value if one == date else None for one in dates], INK, marker="diamond")
