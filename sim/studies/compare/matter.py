"""Which outcomes and which scenarios the first screen shows, and what is said of the rest in a line."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.methods.verdicts import VERDICTS, FourVerdict
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import subject
from sim.show.recommendation.evidence import DECIDING
from sim.show.recommendation.recommendation import Recommendation
from sim.show.words import capital, listed
from sim.studies.compare.analysis import Analysis

MOST_OUTCOMES, MOST_SCENARIOS = 6, 4
_FORECAST = (
    "gmv_net", "platform_net_value", "daily_active_viewers", "quality", "violation_view_rate", "viewer_retention_30d",
    "creator_retention_90d",
)
_WORDS: dict[FourVerdict, str] = {
    "matters": "matters in some scenario",
    "certain but small": "certain but too small to matter",
    "no material change": "no material change",
    "undecided": "undecided",
}

_TELLING: tuple[FourVerdict, ...] = ("matters", "undecided", "certain but small", "no material change")
"""In which order a verdict on one scenario decides what is said of several."""


def shown_scenarios(analysis: Analysis, recommendation: Recommendation | None) -> list[str]:
    """Return the scenarios of the first screen: all if there is room, else the most welcome ones, in their order."""
    names = [one.name for one in analysis.compared]
    if recommendation is None or len(names) <= MOST_SCENARIOS:
        return names[:MOST_SCENARIOS]
    best = [one.option for one in recommendation.options][:MOST_SCENARIOS]
    return [name for name in names if name in best]


def outcomes_that_matter(analysis: Analysis, scenarios: Sequence[str]) -> list[str]:
    """Return the headline outcomes of the first screen in their usual order: what matters, else what decides."""
    if analysis.baseline is None:
        return [name for name in _FORECAST if name in HEADLINE]

    def order(name: str) -> tuple[bool, bool, tuple[int, int, float, float]]:
        rank = best_rank(analysis, name, scenarios)
        return rank[0] > 0, name not in DECIDING, rank  # what matters, then what decides, then what is certain

    ranked = sorted(HEADLINE, key=order)
    chosen = ranked[:MOST_OUTCOMES]
    return [name for name in HEADLINE if name in chosen]


def best_rank(analysis: Analysis, outcome: str, scenarios: Sequence[str]) -> tuple[int, int, float, float]:
    """Return the rank of an outcome's most telling effect; the lowest is told first."""
    return min(analysis.judgements[one][outcome].rank for one in scenarios)


def leading(analysis: Analysis, outcome: str, scenarios: Sequence[str]) -> str:
    """Return the scenario whose effect on an outcome tells most."""
    return min(scenarios, key=lambda one: analysis.judgements[one][outcome].rank)


def moved(analysis: Analysis, outcome: str) -> bool:
    """Return whether some scenario certainly moves an outcome by enough to be worth a picture."""
    return any(
        analysis.judgements[one.name][outcome].certain and analysis.effects[one.name][outcome].noticeable
        for one in analysis.compared
    )


def moved_somewhere(analysis: Analysis, outcome: str) -> bool:
    """Return whether some scenario certainly moves an outcome in some region."""
    return any(
        analysis.regional_judgements[region][one.name][outcome].certain
        and analysis.regional_effects[region][one.name][outcome].noticeable
        for region in analysis.regions for one in analysis.compared
    )


def defined(analysis: Analysis, outcome: str, region: str = "") -> bool:
    """Return whether an outcome has a level in some scenario, in the whole market or in a region."""
    values = analysis.regional_values[region] if region else analysis.values
    return any(np.isfinite(values[one.name][outcome]).any() for one in analysis.scenarios)


def rest_in_words(analysis: Analysis, scenarios: Sequence[str], shown: Sequence[str]) -> list[str]:
    """Return a sentence a verdict on the headline outcomes that the first screen leaves out."""
    by_verdict: dict[FourVerdict, list[str]] = {}
    for name in HEADLINE:
        if name not in shown and analysis.baseline is not None:
            by_verdict.setdefault(said_of_all(analysis, name, scenarios), []).append(subject(name))
    words = _WORDS | ({"undecided": "undecided under one scenario or more"} if len(scenarios) > 1 else {})
    return [capital(f"{words[one]}: {listed(by_verdict[one])}.") for one in VERDICTS if one in by_verdict]


def said_of_all(analysis: Analysis, outcome: str, scenarios: Sequence[str]) -> FourVerdict:
    """Return what may be said of an outcome under several scenarios at once: no change only where none is undecided."""
    found = {analysis.judgements[one][outcome].verdict for one in scenarios}
    return next(one for one in _TELLING if one in found)


def still_in_words(analysis: Analysis) -> str:
    """Return a line on the headline outcomes of which no picture is shown: none that scenarios certainly move."""
    if analysis.baseline is None:
        names = [subject(name) for name in HEADLINE if not defined(analysis, name)]
        return f"Not drawn, since {analysis.plan.days} days are too few to tell: {listed(names)}." if names else ""
    names = [subject(name) for name in HEADLINE if not moved(analysis, name)]
    if not names:
        return ""
    whose = "no scenario" if len(analysis.compared) > 1 else "the scenario"
    return f"Not drawn, since {whose} certainly moves them: {listed(names)}."
