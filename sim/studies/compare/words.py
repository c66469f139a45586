"""A few sentences a scenario, made by rules from numbers, and never claiming more than its verdict.

What got better by enough to matter and by which channel it seems to; what it costs and who pays; what is certain but
small; what is undecided, and what it would take; what is shown to be no material change. Within each, what is surer is
told first, whatever its size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.methods.intervals import Effect
from sim.methods.verdicts import Judgement
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.show.numbers import Change, change, outcome_change, outcome_level, subject
from sim.show.verdicts import Side, side, smallest_words, takes_words
from sim.studies.compare.analysis import WINDOW, Analysis
from sim.studies.compare.channels import split
from sim.studies.compare.course import course_words
from sim.studies.compare.doubts import doubt_words
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
_MOST_TOLD = 4


def findings(analysis: Analysis, scenario: str, tiers: Sequence[GroupRow]) -> list[str]:
    """Return the sentences about one scenario of a comparison: gain, price, what cannot be told."""
    if analysis.changes_nothing(scenario):
        return ["Changes nothing: every count of every replication equals the status quo's."]
    effects, judged = analysis.effects[scenario], analysis.judgements[scenario]
    if analysis.count < 2:
        seen = f"the largest difference seen is in {_largest(effects)}"
        return [
            f"One replication gives no interval, so nothing can be told from noise; {seen}. Ask for replications=12."
        ]
    sentences = [
        _gain(analysis, scenario), _price(scenario, effects, judged, tiers),
        course_words(analysis, scenario, HEADLINE), _small(effects, judged), _open(effects, judged),
        frail_words(effects, judged, HEADLINE), doubt_words(effects, judged), _reviewers(analysis, scenario),
    ]
    return [sentence for sentence in sentences if sentence]


def expectation(judged: Judged) -> str:
    """Return an expectation and its verdict as a sentence."""
    return f"Expected {subject(judged.outcome)} “{judged.words}”: {judged.told}."


def direction(outcome: str, judgement: Judgement) -> Side:
    """Return "better" or "worse" where a change is certain and large enough to matter, else "neither"."""
    return side(OUTCOMES[outcome].better, judgement)


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
    effects, judged = analysis.effects[scenario], analysis.judgements[scenario]
    gains = _ranked(judged, "better")
    if not gains:
        return "No headline outcome certainly gets better by enough to matter."
    first = gains[0]
    effect = effects[first]
    sentence = f"{_moves(first, effect)} from {outcome_level(first, effect.baseline)}{_likely(first, effect, judged)}"
    sentence += f", visible from {effect.visible_from}." if effect.visible_from is not None else "."
    others = [f"{subject(name)} ({outcome_change(name, effects[name]).mean})" for name in gains[1:4]]
    also = f"Also better: {_listed(others)}." if others else ""
    told = next((name for name in gains if split(analysis, scenario, name) is not None), None)
    how = channel(analysis, scenario, told) if told else ""
    if how and told != first:
        how = f"Of the change in {subject(str(told))}: {_lower(how)}"
    return " ".join(part for part in (sentence, how, also) if part)


def _price(
    scenario: str, effects: Mapping[str, Effect], judged: Mapping[str, Judgement], tiers: Sequence[GroupRow]
) -> str:
    losses = _ranked(judged, "worse")
    payers = [
        f"{_PEOPLE.get(row.group, row.group)} ({change(row.reading.unit, row.effects[scenario]).mean})"
        for row in tiers
        if row.reading.name == "income" and side(row.reading.better, row.judgements[scenario]) == "worse"
    ]
    if not losses:
        sentence = "No headline outcome certainly gets worse by enough to matter."
    else:
        first = losses[0]
        others = [f"{subject(name)} ({outcome_change(name, effects[name]).mean})" for name in losses[1:4]]
        sentence = f"The price: {_lower(_moves(first, effects[first]))}{_likely(first, effects[first], judged)}"
        sentence += f"; also worse: {_listed(others)}." if others else "."
    return f"{sentence} Income per creator falls for {_listed(payers)}." if payers else sentence


def _small(effects: Mapping[str, Effect], judged: Mapping[str, Judgement]) -> str:
    """Tell what is certain and too small to act on, the surest first."""
    names = [name for name in _by_rank(judged) if judged[name].verdict == "certain but small"]
    told = [f"{subject(name)} ({outcome_change(name, effects[name]).mean})" for name in names]
    return f"Certain but small: {_some(told)}." if told else ""


def _open(effects: Mapping[str, Effect], judged: Mapping[str, Judgement]) -> str:
    """Tell what is undecided, with what it would take, and what is shown to be no material change."""
    undecided = [name for name in sorted(_by_rank(judged), key=lambda name: name not in CORE)
                 if judged[name].verdict == "undecided" and effects[name].paired.bounded]
    told = []
    for name in undecided:
        takes = takes_words(judged[name])
        told.append(f"{subject(name)} ({_with_unit(outcome_change(name, effects[name]))}; {takes})")
    same = [subject(name) for name in HEADLINE if judged[name].verdict == "no material change"]
    sentences = [f"Undecided: {_some(told)}."] if told else []
    sentences += [f"No material change: {_some(same, 6)}."] if same else []
    return " ".join(sentences)


def _reviewers(analysis: Analysis, scenario: str) -> str:
    """Tell of reviewers that are missing."""
    needed, there, asked = (analysis.daily(scenario, name, window=WINDOW) for name in (NEEDED, THERE, ASKED))
    config = analysis.plan.config
    return shortfall(Reviewers(analysis.days, needed, there, asked), config, str(config["start_date"]))


def _ranked(judged: Mapping[str, Judgement], way: str) -> list[str]:
    """Return headline outcomes that went this way by enough to matter: core ones first, then as judgements rank."""
    chosen = [name for name in _by_rank(judged) if direction(name, judged[name]) == way]
    return sorted(chosen, key=lambda name: name not in CORE)


def _by_rank(judged: Mapping[str, Judgement]) -> list[str]:
    return sorted(HEADLINE, key=lambda name: judged[name].rank)


def _likely(outcome: str, effect: Effect, judged: Mapping[str, Judgement]) -> str:
    """Return that the size of a certain change is likely enough to matter, and not certain; empty where it is."""
    if judged[outcome].size != "likely":
        return ""
    smallest = smallest_words(OUTCOMES[outcome].unit, judged[outcome].smallest, effect.baseline)
    return f" (probably the {smallest} or more that matter)"


def _some(told: Sequence[str], most: int = _MOST_TOLD) -> str:
    """Return the first of some things, and how many more there are."""
    rest = len(told) - most
    return _listed([*told[:most], f"{rest} more"] if rest > 0 else told)


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
