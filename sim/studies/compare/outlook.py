"""Where the market goes: a forecast's answer, from the first weeks of the horizon to the last, seed by seed.

An outcome *rises* or *falls* where that is certain and large enough to matter (`sim.methods.verdicts`, all outcomes
judged together), *stands still* where the whole interval is too small to matter, and is *open* otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.methods.intervals import Effect, paired_effect
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import outcome_change, outcome_level, subject
from sim.show.words import capital, counted, listed
from sim.studies.compare.analysis import WINDOW, Analysis
from sim.studies.experiment.judging import judged_effects

TOLD = (
    "gmv_net", "daily_active_viewers", "quality", "violation_view_rate", "creator_retention_90d",
    "viewer_retention_30d", "platform_net_value",
)
"""What a forecast is asked for first."""

_MOST = 3


@dataclass(frozen=True)
class Course:
    """What becomes of one outcome between the first weeks and the last."""

    outcome: str
    first: float
    last: float
    effect: Effect
    judgement: Judgement


def courses(analysis: Analysis) -> list[Course]:
    """Return what becomes of the headline outcomes."""
    scenario, days = analysis.scenarios[0].name, analysis.plan.days
    window = window_of(analysis)
    found = {}
    for name in HEADLINE:
        each = analysis.daily(scenario, name, window=window)
        found[name] = (each[:, window - 1], each[:, days - 1])
    effects = {name: paired_effect(last, first) for name, (first, last) in found.items()}
    levels = {name: effect.baseline for name, effect in effects.items()}
    judged = judged_effects({scenario: effects}, levels)[scenario]
    return [Course(name, effects[name].baseline, effects[name].baseline + effects[name].paired.mean, effects[name],
                   judged[name]) for name in HEADLINE]


def window_of(analysis: Analysis) -> int:
    """Return how many days at either end are compared: four weeks, or half of a short horizon."""
    return max(1, min(WINDOW, analysis.plan.days // 2))


def outlook(analysis: Analysis) -> list[str]:
    """Return the sentences that say where the market goes: the first stands alone."""
    if analysis.count < 2:
        return ["Where the market goes cannot be told from one seed: ask for replications=12."]
    found = {one.outcome: one for one in courses(analysis)}
    moving = [found[name] for name in (*TOLD, *(name for name in HEADLINE if name not in TOLD))
              if found[name].judgement.matters]
    still = [subject(name) for name in TOLD if found[name].judgement.verdict in ("no material change",
                                                                                "certain but small")]
    open_ = [subject(name) for name in TOLD if found[name].judgement.verdict == "undecided"]
    head = _head(analysis, moving, still)
    told = [f"{head} (first against last {counted(window_of(analysis), 'day')})."]
    if moving[_MOST:]:
        told.append(f"{capital(listed([_moves(one) for one in moving[_MOST:]]))}.")
    told += [f"No material change: {listed(still)}."] if still else []
    told += [f"Not settled with {counted(analysis.count, 'seed')}: {listed(open_)}."] if open_ else []
    return told


def _head(analysis: Analysis, moving: list[Course], still: list[str]) -> str:
    if moving:
        return f"Where the market goes: {listed([_moves(one) for one in moving[:_MOST]])}"
    if still:
        return f"Over {counted(analysis.plan.days, 'day')} nothing moves by enough to matter that can be told"
    return f"Where the market goes is not settled with {counted(analysis.count, 'seed')}"


def _moves(one: Course) -> str:
    verb = "rises" if one.effect.paired.mean > 0 else "falls"
    change = outcome_change(one.outcome, one.effect).mean
    levels = (outcome_level(one.outcome, value) for value in (one.first, one.last))
    return "{} {} from {} to {} ({})".format(subject(one.outcome), verb, *levels, change)
