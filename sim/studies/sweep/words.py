"""A sweep in words: what moves an outcome most, from which value to which, and by how much."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from sim.methods.intervals import Effect, Interval
from sim.methods.power import AFFORDABLE
from sim.methods.two_way import FEWEST_SEEDS
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.blueprint import Factor
from sim.runs.plan import STATUS_QUO
from sim.show.factors import short, value
from sim.show.numbers import Change, change, subject
from sim.show.verdicts import verdict_words
from sim.show.words import counted
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.effects import MainEffect
from sim.studies.sweep.judging import judged_effects_of


@dataclass(frozen=True)
class FactorFinding:
    """A factor's main effect on an outcome in words, with the numbers behind it and what may be said of it."""

    effect: MainEffect
    change: Change
    span: str
    judgement: Judgement

    @property
    def verdict(self) -> str:
        """One of the four verdicts, in words."""
        return verdict_words(self.judgement)

    @property
    def matters(self) -> bool:
        """Whether the factor moves the outcome by enough to matter."""
        return self.judgement.matters


def span(factor: Factor, ends: tuple[Any, Any]) -> str:
    """Return the way from one end to the other: ``0.3 → 0.8``."""
    return f"{value(ends[0])} → {value(ends[1])}"


def told_effects(study: StoredStudy, outcome: str, scenario: str = STATUS_QUO) -> list[FactorFinding]:
    """Return the main effect of every factor on an outcome: what matters first, and what is surer before what is not.

    All effects of the study are judged together.
    """
    names = None if outcome in study.shown else [*study.shown, outcome]
    found = [told(study, effect, judgement) for effect, judgement in judged_effects_of(study, names)
             if effect.outcome == outcome and effect.scenario == scenario and not math.isnan(effect.interval.mean)]
    return sorted(found, key=lambda one: one.judgement.rank)


def told(study: StoredStudy, effect: MainEffect, judgement: Judgement) -> FactorFinding:
    """Return a main effect in words."""
    levels = study.values(effect.outcome)
    base = float(levels[levels == levels].mean()) if (levels == levels).any() else math.nan
    as_effect = Effect(effect.interval, effect.interval, base, None)
    return FactorFinding(effect, change(OUTCOMES[effect.outcome].unit, as_effect), span(effect.factor, effect.ends),
                         judgement)


def finding(study: StoredStudy, outcome: str, scenario: str = STATUS_QUO) -> str:
    """Return the sentence that a chart of an outcome carries."""
    effects = told_effects(study, outcome, scenario)
    what = subject(outcome) if scenario == STATUS_QUO else f"the effect of {scenario.replace('_', ' ')} on " + subject(
        outcome)
    if not effects or not effects[0].matters:
        return capital(_nothing_told(study, effects, what))
    first = effects[0]
    verb = "rises" if first.judgement.direction == "up" else "falls"
    probably = ", probably enough to matter," if first.judgement.size == "likely" else ""
    start, end = map(value, first.effect.ends)
    factor = short(first.effect.factor, study.factors)
    return capital(f"{what} {verb} by {first.change.size}{probably} as {factor} goes from {start} to {end}")


def moves(sentence: str) -> bool:
    """Return whether a finding tells that something moves its outcome."""
    return not any(one in sentence.lower() for one in (_UNTOLD, _AS_MATTERS, _UNDEFINED))


def index_finding(outcome: str, rows: list[dict[str, Any]], lead: str, factors: tuple[Factor, ...]) -> str:
    """Return the sentence that a chart of indices carries."""
    ranked = [row for row in rows if row["outcome"] == outcome and not _undefined(row[lead])]
    what = subject(outcome)
    if not ranked:
        return capital(f"{what} is undefined at too many points")
    names = {one.name: short(one, factors) for one in factors}
    first = ranked[0]
    if not first["told"]:
        return capital(_cannot_tell(int(first["seeds"]), _needed(first["seeds_to_tell"]), what))
    if lead == "total":
        return capital(f"{names[first['factor']]} is behind {100 * min(first['total'], 1.0):.0f}% of what varies in "
                       f"{what} beyond luck")
    unit = OUTCOMES[outcome].unit
    size = change(unit, _alone(Interval(first["mu_star"], math.nan, math.nan, 2))).size
    return capital(f"{names[first['factor']]} moves {what} most: by {size} on average over its whole range")


_UNTOLD, _AS_MATTERS = " cannot tell what moves ", "nothing that was varied moves "
_UNDEFINED = " is undefined at too many points"


def _nothing_told(study: StoredStudy, effects: list[FactorFinding], what: str) -> str:
    """Return that nothing is told: because nothing moves the outcome by as much as matters, or because of few seeds."""
    seeds = study.counts["seeds"]
    if not effects:
        return f"{what} is undefined at too many points"
    if all(one.judgement.decided for one in effects):
        return f"{_AS_MATTERS}{what} by as much as matters"
    needed = [one.judgement.needed for one in effects if one.judgement.needed is not None]
    if seeds < FEWEST_SEEDS:
        return _cannot_tell(seeds, max(min(needed, default=0), FEWEST_SEEDS), what)
    return _cannot_tell(seeds, min(needed, default=None), what)


def _cannot_tell(seeds: int, needed: int | None, what: str) -> str:
    """Return ``2 seeds cannot tell what moves quality; 10 more would``, and so much that more would not."""
    start = f"{seeds} seed{'s' if seeds != 1 else ''}{_UNTOLD}{what}"
    if needed is None:
        return f"{start}, and no affordable number would if effects are what they look like"
    return f"{start}; {max(needed - seeds, 1)} more would"


def _needed(seeds: Any) -> int | None:
    """Return seeds as a number, two where one seed says nothing, none where no affordable number would do."""
    if _undefined(seeds):
        return FEWEST_SEEDS
    return int(seeds) if seeds <= AFFORDABLE else None


def _alone(interval: Interval) -> Effect:
    return Effect(interval, interval, math.nan, None)


def capital(sentence: str) -> str:
    """Return a sentence that begins with a capital."""
    return sentence[:1].upper() + sentence[1:]


def interval_text(interval: Interval, digits: int = 2) -> str:
    """Return ``0.41 [0.35, 0.47]``."""
    if not interval.bounded:
        return f"{interval.mean:.{digits}f}"
    return f"{interval.mean:.{digits}f} [{interval.low:.{digits}f}, {interval.high:.{digits}f}]"


def heading(study: StoredStudy) -> str:
    """Return the line that says what was run."""
    counts, base = study.counts, next(iter(study.blueprint.bases.values()))
    design = study.settings.design.replace("_", " ")
    arms = "" if len(study.scenarios) == 1 else f" · {len(study.scenarios)} scenarios"
    missing = counts["runs"] - counts["finished"] - counts["failed"]
    left = (f" · {counts['failed']:,} failed" if counts["failed"] else "") + (
        f" · {missing:,} not run" if missing else "")
    population = base["population"]
    return (
        f"{design} of {counted(len(study.factors), 'factor')} · {counted(counts['points'], 'point')}{arms} · "
        f"{counted(counts['seeds'], 'seed')} · {counted(counts['finished'], 'run')}{left} · "
        f"{population['viewers']:,} viewers · {counted(int(base['days']), 'day')}"
    )


def _undefined(number: Any) -> bool:
    return number is None or (isinstance(number, float) and math.isnan(number))
