"""A page to play with in words: what it was made of, and how far its formulas may be trusted."""

from __future__ import annotations

from sim.methods.intervals import Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.numbers import outcome_change, subject
from sim.show.words import counted, effect_of, listed
from sim.studies.explore.read import TRUST, UNTOLD, Answer, StoredExploration

_MOST_NAMED = 3


def heading(study: StoredExploration) -> str:
    """Return the size of what it was made of: levers, runs, market, days."""
    counts, config = study.counts, study.config
    return (f"{counted(len(study.factors), 'lever')} · formulas fitted to {counts['finished']:,} runs "
            f"({counted(counts['points'], 'point')} × {counted(counts['seeds'], 'seed')}) · "
            f"{int(config['population']['viewers']):,} viewers · {int(config['days'])} days")


def question(study: StoredExploration) -> str:
    """Return the question that the page answers."""
    return f"What if {counted(len(study.factors), 'lever')} stood elsewhere than today?"


def trust_sentences(study: StoredExploration) -> list[str]:
    """Return a sentence a class of trust: which outcomes are in it."""
    told = [one for one in study.answers.values() if one.region == study.places[0]]
    sentences = []
    for word in (*(word for _, word in TRUST), UNTOLD):
        names = [subject(one.outcome) for one in told if one.trust == word]
        if names:
            sentences.append(f"{_TOLD[word]}: {listed(names)}")
    return sentences


def error_words(answer: Answer) -> str:
    """Return how far off fresh runs at another point the formula is, as a change is told: ``0.3 pp``."""
    size = answer.moves.fresh_error
    known = Interval(size, size, size, 2)
    return outcome_change(answer.outcome, effect_of(known, answer.today)).size


def kept_words(answer: Answer) -> str:
    """Return what share of the differences between points the formula tells: ``93%``, ``nothing``."""
    share = max(0.0, answer.moves.r2)
    return f"{100 * share:.0f}%" if share >= 0.005 else "nothing"


def better_words(outcome: str) -> str:
    """Return which way of an outcome is better: ``up is better``; empty where neither is."""
    way = OUTCOMES[outcome].better
    return f"{way} is better" if way in ("up", "down") else ""


def moved_by(study: StoredExploration, answer: Answer) -> list[str]:
    """Return the levers in an outcome's formula, the strongest first: by what they do from end to end alone."""
    reach: dict[str, float] = {}
    for place, factor in enumerate(study.factors):
        ends = []
        for end in (-1.0, 1.0):
            there = study.today.copy()
            there[place] = end
            ends.append(answer.moves.change(study.today, there).mean)
        reach[factor.name] = max(*ends, 0.0) - min(*ends, 0.0)
    told = [name for name in sorted(reach, key=lambda name: -reach[name]) if reach[name] > 0.0]
    return told[:_MOST_NAMED]


_TOLD = {
    "close": "Close (four fifths of all differences and more)", "fair": "Fair (half and more)",
    "rough": "Rough (a third and more)", UNTOLD: "Not told, since these levers move it less than luck does",
}
