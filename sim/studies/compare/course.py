"""Effects over time: the last quarter beside the mean over the horizon, cohorts born after the change, and the start.

A mean over the horizon blends the way there: an effect that grows is larger at its end than its mean tells, and
retention over 90 days counts newcomers for the most part who came before the change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.methods.intervals import Effect, FloatArray, paired_effect
from sim.methods.start import settled_from
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.measure import period
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.show.numbers import outcome_change, subject
from sim.studies.compare.analysis import Analysis
from sim.studies.experiment.judging import judged_alone

COHORTS = {"creator_retention_30d": 30, "creator_retention_90d": 90, "viewer_retention_30d": 30}
"""Outcome that follows cohorts → days over which it follows them."""

_FEWEST_DAYS, _WINDOW, _TOLD = 7, 7, 3
_START = ("quality", "violation_view_rate", "daily_active_viewers", "gmv_net", "viewer_retention_30d")


def last_quarter(analysis: Analysis, scenario: str, outcome: str) -> Effect:
    """Return an effect over the last quarter of the horizon."""
    days = analysis.plan.days
    return _between(analysis, scenario, outcome, 3 * days // 4, days - 1)


def still_growing(analysis: Analysis, scenario: str, outcome: str) -> bool:
    """Return whether an effect is clearly larger in the last quarter than in the one before, in its own direction."""
    days, whole = analysis.plan.days, analysis.effects[scenario][outcome]
    if days < 4 * _FEWEST_DAYS or not analysis.judgements[scenario][outcome].certain:
        return False
    late = _difference(analysis, scenario, outcome, 3 * days // 4, days - 1)
    before = _difference(analysis, scenario, outcome, days // 2, 3 * days // 4 - 1)
    return paired_effect(late, before, middle=OUTCOMES[outcome].few).verdict == whole.verdict


def exposed(analysis: Analysis, scenario: str, outcome: str) -> Effect | None:
    """Return the effect on cohorts born after the change began; ``None`` where the horizon is too short to follow them.

    A reading over so many days on day d is of those who came that long before.
    """
    if outcome not in COHORTS:
        return None
    asked = next(one for one in analysis.scenarios if one.name == scenario)
    begins = min((one.start for one in asked.changes), default=0)
    first, last = max(begins, 0) + COHORTS[outcome], analysis.plan.days - 1
    return None if last - first + 1 < _FEWEST_DAYS else _between(analysis, scenario, outcome, first, last)


def _matters(analysis: Analysis, outcome: str, effect: Effect) -> bool:
    """Return whether an effect that is judged by itself matters."""
    return judged_alone(effect, smallest_effect(outcome, analysis.levels)).matters


def course_words(analysis: Analysis, scenario: str, outcomes: Sequence[str]) -> str:
    """Return what effects that matter come to in the last quarter, which still grow, and what exposed cohorts show."""
    matter = [name for name in outcomes if analysis.judgements[scenario][name].matters]
    late = [_late(analysis, scenario, name) for name in matter if _worth(analysis, scenario, name)][:_TOLD]
    sentences = [f"In the last quarter of the {analysis.plan.days} days: {'; '.join(late)}."] if late else []
    for name in outcomes:
        found = exposed(analysis, scenario, name)
        if found is not None and name.startswith("creator") and _matters(analysis, name, found):
            whole = outcome_change(name, analysis.effects[scenario][name]).mean
            sentences.append(f"Of creators who came after the change, {subject(name)} moves by "
                             f"{outcome_change(name, found).mean} (all cohorts: {whole}).")
    return " ".join(sentences)


def start_words(analysis: Analysis) -> str:
    """Return which outcomes of the status quo the start still shows in; empty if in none (MSER-5)."""
    reference = analysis.baseline or analysis.scenarios[0].name
    late, drifting = [], []
    for name in _START:
        series = analysis.daily(reference, name, window=_WINDOW)
        mean = _mean_over_seeds(series)
        cut = settled_from(mean)
        if cut is None:
            half = mean.size // 2
            if half >= 4 * _FEWEST_DAYS and _moved(analysis, name, mean, half):
                drifting.append(subject(name))
        elif cut >= _FEWEST_DAYS and _moved(analysis, name, mean, cut):
            late.append(f"{subject(name)} until day {cut}")
    warmup = analysis.plan.config.get("warmup_days", 0)
    told = [f"With {warmup} days of warm-up the start still shows in {_listed(late)}: ask for a longer warmup_days"
            ] if late else []
    told += [f"Under the status quo {_listed(drifting)} drift{'s' if len(drifting) == 1 else ''} to the end of the "
             "horizon: read effects, which are paired, rather than levels"] if drifting else []
    return "".join(f"{one}. " for one in told).rstrip()


def course_numbers(analysis: Analysis, scenario: str, outcomes: Sequence[str]) -> dict[str, Any]:
    """Return outcome → effect in the last quarter, whether it still grows, and on exposed cohorts, for JSON."""
    found: dict[str, Any] = {}
    for name in outcomes:
        cohort = exposed(analysis, scenario, name)
        found[name] = {"last_quarter": last_quarter(analysis, scenario, name).paired,
                       "still_growing": still_growing(analysis, scenario, name),
                       "exposed": None if cohort is None else cohort.paired}
    return found


def _worth(analysis: Analysis, scenario: str, outcome: str) -> bool:
    """Whether the last quarter says something that the mean does not."""
    late, whole = last_quarter(analysis, scenario, outcome).paired, analysis.effects[scenario][outcome].paired
    return still_growing(analysis, scenario, outcome) or not whole.low <= late.mean <= whole.high


def _late(analysis: Analysis, scenario: str, outcome: str) -> str:
    text = outcome_change(outcome, last_quarter(analysis, scenario, outcome))
    grows = ", still growing" if still_growing(analysis, scenario, outcome) else ""
    whole = outcome_change(outcome, analysis.effects[scenario][outcome]).mean
    return f"{subject(outcome)} {text.mean}{grows} (mean {whole})"


def _between(analysis: Analysis, scenario: str, outcome: str, first: int, last: int) -> Effect:
    values, base = (_values(analysis, name, outcome, first, last) for name in (scenario, str(analysis.baseline)))
    return paired_effect(values, base, middle=OUTCOMES[outcome].few)


def _difference(analysis: Analysis, scenario: str, outcome: str, first: int, last: int) -> FloatArray:
    values, base = (_values(analysis, name, outcome, first, last) for name in (scenario, str(analysis.baseline)))
    return values - base


def _values(analysis: Analysis, scenario: str, outcome: str, first: int, last: int) -> FloatArray:
    rows = [period(one.tallies[scenario], first, last, names=[outcome]) for one in analysis.replications]
    return np.array([row[outcome] for row in rows], float)


def _mean_over_seeds(series: FloatArray) -> FloatArray:
    known = np.isfinite(series)
    counts = known.sum(axis=0)
    mean: FloatArray = np.divide(np.where(known, series, 0.0).sum(axis=0), counts,
                                 out=np.full(series.shape[1], np.nan), where=counts > 0)
    return mean


def _moved(analysis: Analysis, outcome: str, series: FloatArray, cut: int) -> bool:
    """Whether the level before a day and after it differ by as much as matters."""
    before, after = np.nanmean(series[:cut]), np.nanmean(series[cut:])
    return bool(abs(before - after) >= smallest_effect(outcome, analysis.levels))


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
