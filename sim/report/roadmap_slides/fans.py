"""The course of a target's outcome: spread of the plan's runs, medians, the target's bound, phases and gates."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.report.deck.charts import axis_format, scale
from sim.report.deck.curves import Curve, Mark, add_curves, bands
from sim.report.deck.look import BODY, Box
from sim.report.deck.slide import Words
from sim.report.roadmap_charts import curve_of
from sim.report.roadmap_slides.story import Story, Told
from sim.report.style import FAINT, INK, display
from sim.roadmap.titles import fan_title
from sim.roadmap.told import bound_words, chance_words, date_words, reached_words, value_words
from sim.roadmap.words import PLAN, capital
from sim.runs.plan import STATUS_QUO

MOST = 2
_MOST_LINES = 4
_DASHES = ("", "dash", "dashDot", "sysDot")
_EDGES = ("p10", "p25", "p75", "p90")
_BANDS = ("plan, 10th percentile of runs", "plan, 10th to 25th", "plan, 25th to 75th", "plan, 75th to 90th")
_SHARES = (0.17, 0.36, 0.17)


def fan_slides(story: Story) -> None:
    """Add a slide for each of the first targets that have a curve, two at most."""
    shown = 0
    for target in story.told["targets"]:
        curves = {
            arm: curve_of(story.results.series, arm, target["outcome"], target["region"] or "all")
            for arm in [STATUS_QUO, *story.ways]
        }
        if shown < MOST and _known(curves[PLAN]):
            _fan(story, target, curves)
            shown += 1


def _known(curve: pd.DataFrame) -> list[str]:
    """Return the dates on which every quantile is defined."""
    return [str(one) for one in curve.dropna(subset=["p10", "p25", "p50", "p75", "p90"])["date"]]


def _fan(story: Story, target: Told, curves: dict[str, pd.DataFrame]) -> None:
    told = story.told
    slide = story.slide("The course of a target", fan_title(target))
    dates = _known(curves[PLAN])
    plan = curves[PLAN].set_index("date").loc[dates]
    blue = story.look[PLAN].colour
    edges = [[float(one) for one in plan[name]] for name in _EDGES]
    drawn = (
        bands(_BANDS, edges, blue, _SHARES)
        if min(edges[0]) >= 0
        else [  # areas cannot be stacked across zero
            Curve(f"plan, {name[1:]}th percentile of runs", edge, blue, dash="sysDot", width=1.0)
            for name, edge in zip(_EDGES, edges, strict=True)
        ]
    )
    arms = [STATUS_QUO, *story.ways] if len(story.ways) < _MOST_LINES else [STATUS_QUO, PLAN]
    for arm in sorted(arms, key=lambda one: one == PLAN):
        look = story.look[arm]
        place = story.ways.index(arm) if arm in story.ways else 0
        drawn.append(
            Curve(
                f"{display(arm)}, median",
                list(curves[arm].set_index("date")["p50"].reindex(dates)),
                look.colour,
                dash=_DASHES[place % len(_DASHES)],
                width=2.75 if arm == PLAN else 1.75,
                label=display(arm),
                ink=look.ink,
            )
        )
    bound = [target["bound"]] * len(dates)
    drawn.append(Curve("target", bound, INK, dash="sysDash", width=1.25, label="target", ink=INK))
    drawn.append(_point("due", target["by"], target["bound"], dates))
    drawn += _gates(story, target, dates)
    slide.text(
        Box(BODY.left, BODY.top - 0.1, BODY.width, 0.5),
        f"{capital(bound_words(target))} by {date_words(target['by'])}. Mean over the last "
        f"{told['about']['window']} days. Bands: half and 80% of the plan's runs; lines: medians; diamonds: the "
        "target's day and gates on the same reading.",
        Words((12.0, 11.0, 10.0), colour=FAINT),
    )
    marks = [Mark(phase["start"], display(phase["name"])) for phase in story.plan["phases"]]
    values = [
        *edges[0],
        *edges[-1],
        *(one for curve in drawn if not curve.area for one in curve.values if one is not None),
    ]
    add_curves(
        slide,
        BODY.below(0.45),
        dates,
        drawn,
        marks,
        form=axis_format(target["unit"], scale(values)[2]),
        words=f"Fan chart: {bound_words(target)} by {date_words(target['by'])}; met in "
        f"{chance_words(target['by_arm'][PLAN]['chance'])}.",
    )
    lines = [f"{capital(bound_words(target))} by {date_words(target['by'])}, over {target['window']} days."]
    lines += [
        f"{display(arm)}: {chance_words(became['chance'])}; reading on the day "
        f"{value_words(target['unit'], became['value'])}; met for good from "
        f"{reached_words(became['reached'], told['about']['start'])}."
        for arm, became in target["by_arm"].items()
    ]
    story.evidence(slide, lines, "Series")


def _gates(story: Story, target: Told, dates: Sequence[str]) -> list[Curve]:
    found = []
    for phase in story.plan["phases"]:
        gate = phase["gate"]
        if gate and gate["outcome"] == target["outcome"] and gate["region"] == target["region"]:
            found.append(_point(f"gate of {display(phase['name'])}", gate["date"], gate["bound"], dates))
    return found


def _point(name: str, date: str, value: float, dates: Sequence[str]) -> Curve:
    return Curve(name, [value if one == date else None for one in dates], INK, marker="diamond")
