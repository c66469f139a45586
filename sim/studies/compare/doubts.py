"""What draws of assumptions add to luck, in words and rows: of studies with ``--posterior``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.methods.doubt import Doubt
from sim.methods.intervals import Effect
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import outcome_change, range_words, subject, title
from sim.show.words import capital
from sim.studies.compare.analysis import Analysis
from sim.studies.experiment.posterior import draws_words

_TOLD = 2
_RARELY = 0.005


@dataclass(frozen=True)
class DoubtRow:
    """A scenario's effect on one outcome as texts: what it is, with luck alone, with assumptions, and who disagrees."""

    scenario: str
    outcome: str
    mean: str
    luck: str
    whole: str
    flips: str


def draws_in_words(analysis: Analysis) -> str:
    """Return what the assumptions of a study are; empty where they are what its configuration says."""
    first = int(analysis.plan.config["seed"])
    return draws_words(analysis.plan.config, [first + one.index for one in analysis.replications])


def doubt_rows(analysis: Analysis) -> list[DoubtRow]:
    """Return a row a scenario and headline outcome that has an effect at all; none without draws."""
    return [
        _row(scenario.name, name, effect, effect.doubt)
        for scenario in analysis.compared
        for name in HEADLINE
        for effect in [analysis.effects[scenario.name][name]]
        if effect.doubt is not None and effect.moved
    ]


def doubt_words(effects: Mapping[str, Effect], judged: Mapping[str, Judgement]) -> str:
    """Return which headline effects luck leaves clear and assumptions open; empty if there is none."""
    found = []
    for name in HEADLINE:
        effect, open_to = effects[name], effects[name].doubt
        if open_to is None or judged[name].certain or not _clear(open_to) or abs(effect.paired.mean) < _least(
                judged[name]):
            continue
        luck, whole = (range_words(outcome_change(name, replace(effect, paired=one)))
                       for one in (open_to.luck, effect.paired))
        found.append(f"{subject(name)} ({luck} by luck alone, {whole} over all assumptions that fit)")
    if not found:
        return ""
    more = f" and {len(found) - _TOLD} more" if len(found) > _TOLD else ""
    return capital(f"open only because the figures do not tell the assumptions: {', '.join(found[:_TOLD])}{more}.")


def _least(judgement: Judgement) -> float:
    return 0.0 if math.isnan(judgement.smallest) else judgement.smallest


def _clear(open_to: Doubt) -> bool:
    return open_to.luck.bounded and (open_to.luck.low > 0 or open_to.luck.high < 0)


def _row(scenario: str, outcome: str, effect: Effect, open_to: Doubt) -> DoubtRow:
    told = outcome_change(outcome, effect)
    luck = outcome_change(outcome, replace(effect, paired=open_to.luck))
    return DoubtRow(scenario, title(outcome), told.mean, luck.interval or "cannot be told",
                    told.interval or "cannot be told", _flips(open_to.flips))


def _flips(share: float) -> str:
    if math.isnan(share):
        return "cannot be told"
    return f"{100 * share:.0f}%" if share >= _RARELY else "in next to none"
