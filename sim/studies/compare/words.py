"""Two or three sentences a scenario, made by rules from numbers, and never claiming more than the interval allows.

What got clearly better and by which channel it seems to; what it costs and who pays; what cannot be told. An effect
whose interval holds zero is never called a gain or a loss.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.methods.intervals import Effect
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.show.numbers import Change, change, outcome_change, outcome_level, subject
from sim.studies.compare.analysis import WINDOW, Analysis
from sim.studies.compare.channels import split
from sim.studies.compare.course import course_words
from sim.studies.compare.expectations import Judged
from sim.studies.compare.frail import frail_words
from sim.studies.compare.groups import GroupRow
from sim.studies.experiment.reviewers import ASKED, NEEDED, THERE, Reviewers, shortfall

CORE = (
    "quality",
    "violation_view_rate",
    "creator_retention_30d",
    "creator_retention_90d",
    "viewer_retention_30d",
    "daily_active_viewers",
    "gmv_net",
    "return_rate",
    "cheating_premium",
)
_PEOPLE = {tier: f"{tier} creators" for tier in ("small", "middle", "top")}
_OPEN_QUESTIONS = ("gmv_net", "quality", "violation_view_rate", "viewer_retention_30d", "creator_retention_90d")


def findings(analysis: Analysis, scenario: str, tiers: Sequence[GroupRow]) -> list[str]:
    """Return the sentences about one scenario of a comparison: gain, price, what cannot be told."""
    if analysis.changes_nothing(scenario):
        return ["Changes nothing: every count of every replication equals the status quo's."]
    effects = analysis.effects[scenario]
    if analysis.count < 2:
        seen = f"the largest difference seen is in {_largest(effects)}"
        return [
            f"One replication gives no interval, so nothing can be told from noise; {seen}. Ask for replications=12."
        ]
    sentences = [
        _gain(analysis, scenario), _price(scenario, effects, tiers), course_words(analysis, scenario, HEADLINE),
        _open(effects), frail_words(effects, HEADLINE),
        _reviewers(analysis, scenario),
    ]
    return [sentence for sentence in sentences if sentence]


def expectation(judged: Judged) -> str:
    """Return an expectation and its verdict as a sentence."""
    return f"Expected {subject(judged.outcome)} “{judged.words}”: {judged.verdict}."


def direction(outcome: str, effect: Effect) -> str:
    """Return "better", "worse" or "neither": how a clear effect is to be read (noise is neither)."""
    better = OUTCOMES[outcome].better
    if effect.verdict == "within noise" or better == "neither":
        return "neither"
    return "better" if effect.verdict == better else "worse"


def channel(analysis: Analysis, scenario: str, outcome: str) -> str:
    """Say where an effect sits: in what creators show, or in who gets the views; empty if untold.

    Nothing is said of why creators show something else, or of traffic within a tier: only ``sim explain`` can tell.
    """
    parts = split(analysis, scenario, outcome)
    if parts is None or parts.total.verdict == "within noise":
        return ""
    content, views, both = (outcome_change(outcome, part).mean for part in (parts.content, parts.views, parts.both))
    way = parts.total.verdict
    held = f"had each tier of creators kept its share of the views, it would be {content}"
    if parts.content.verdict == way and parts.views.verdict == "within noise":
        return f"It sits in what is shown within tiers of creators: {held}."
    if parts.views.verdict == way and parts.content.verdict == "within noise":
        return f"It sits in views that moved between tiers of creators ({views})."
    if "within noise" not in (parts.content.verdict, parts.views.verdict):
        together = f", and {both} where both changed" if parts.both.verdict != "within noise" else ""
        return (f"{content} of it sits in what tiers of creators show, {views} in views that moved between "
                f"them{together}.")
    return "Whether tiers of creators show something else or views moved between them cannot be told."


def _gain(analysis: Analysis, scenario: str) -> str:
    effects = analysis.effects[scenario]
    gains = _ranked(effects, "better")
    if not gains:
        return "No headline outcome gets clearly better."
    first = gains[0]
    effect = effects[first]
    sentence = f"{_moves(first, effect)} from {outcome_level(first, effect.baseline)}"
    sentence += f", visible from {effect.visible_from}." if effect.visible_from is not None else "."
    others = [f"{subject(name)} ({outcome_change(name, effects[name]).mean})" for name in gains[1:4]]
    also = f"Also better: {_listed(others)}." if others else ""
    told = next((name for name in gains if split(analysis, scenario, name) is not None), None)
    how = channel(analysis, scenario, told) if told else ""
    if how and told != first:
        how = f"Of the change in {subject(str(told))}: {_lower(how)}"
    return " ".join(part for part in (sentence, how, also) if part)


def _price(scenario: str, effects: dict[str, Effect], tiers: Sequence[GroupRow]) -> str:
    losses = _ranked(effects, "worse")
    payers = [
        f"{_PEOPLE.get(row.group, row.group)} ({change(row.reading.unit, row.effects[scenario]).mean})"
        for row in tiers
        if row.reading.name == "income" and row.effects[scenario].verdict == "down" and row.effects[scenario].noticeable
    ]
    if not losses:
        sentence = "No headline outcome gets clearly worse."
    else:
        first = losses[0]
        others = [f"{subject(name)} ({outcome_change(name, effects[name]).mean})" for name in losses[1:4]]
        sentence = f"The price: {_lower(_moves(first, effects[first]))}"
        sentence += f"; also worse: {_listed(others)}." if others else "."
    return f"{sentence} Income per creator falls for {_listed(payers)}." if payers else sentence


def _open(effects: dict[str, Effect]) -> str:
    """Tell what noise hides, and what an interval pins down to nothing worth noticing."""
    noisy = [
        name for name in _OPEN_QUESTIONS if effects[name].verdict == "within noise" and effects[name].paired.bounded
    ]
    untold = [name for name in noisy if not effects[name].negligible][:2]
    same = [name for name in noisy if effects[name].negligible][:2]
    ranges = [f"{subject(name)} ({_with_unit(outcome_change(name, effects[name]))})" for name in untold]
    sentences = [f"Cannot be told from noise: {_listed(ranges)}."] if ranges else []
    sentences += [f"As good as unchanged: {_listed(list(map(subject, same)))}."] if same else []
    return " ".join(sentences)


def _reviewers(analysis: Analysis, scenario: str) -> str:
    """Tell of reviewers that are missing."""
    needed, there, asked = (analysis.daily(scenario, name, window=WINDOW) for name in (NEEDED, THERE, ASKED))
    config = analysis.plan.config
    return shortfall(Reviewers(analysis.days, needed, there, asked), config, str(config["start_date"]))


def _ranked(effects: dict[str, Effect], way: str) -> list[str]:
    """Return headline outcomes that clearly and noticeably went this way: core ones first, then by relative size."""

    def size(name: str) -> float:
        relative = effects[name].relative
        return abs(relative.mean) if relative is not None else float("inf")

    chosen = [name for name in HEADLINE if direction(name, effects[name]) == way and effects[name].noticeable]
    return sorted(chosen, key=lambda name: (name not in CORE, -size(name)))


def _moves(outcome: str, effect: Effect) -> str:
    text = outcome_change(outcome, effect)
    verb = "rises" if effect.paired.mean > 0 else "falls"
    return f"{_capital(subject(outcome))} {verb} by {text.size} ({text.span})"


def _largest(effects: dict[str, Effect]) -> str:
    def size(name: str) -> float:
        relative = effects[name].relative
        return abs(relative.mean) if relative is not None and relative.mean == relative.mean else 0.0

    name = max(HEADLINE, key=size)
    return f"{subject(name)} ({outcome_change(name, effects[name]).mean})"


def _with_unit(text: Change) -> str:
    unit = " pp" if text.mean.endswith(" pp") else "%" if text.mean.endswith("%") else ""
    return f"{text.span}{unit}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(sentence: str) -> str:
    return sentence if sentence[1].isupper() else sentence[0].lower() + sentence[1:]


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
