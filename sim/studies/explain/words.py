"""What an effect comes through, in words: no share of an effect that is not certain, no part that may be none."""

from __future__ import annotations

from collections.abc import Sequence

from sim.methods.intervals import Effect, Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.findings import Finding, Findings
from sim.show.numbers import Change, change, outcome_change, outcome_level, subject
from sim.show.places import places_words
from sim.show.words import counted
from sim.studies.compare.words import CORE
from sim.studies.explain.division import DIRECT, Division, Part
from sim.studies.explain.read import Explanation
from sim.studies.sweep.words import capital

PHRASES = {
    "deterrence": "creators behaving otherwise (deterrence)",
    "selection": "who stays and enters (selection)",
    "allocation": "who gets the traffic (allocation)",
    "learning": "creators knowing the rules (learning)",
    "norms": "what creators see among their peers (norms)",
    DIRECT: "the change itself, with every channel held (direct)",
}
"""How a sentence names each part."""

HELD = {
    "deterrence": "what creators do: effort, supply, tactic and its intensity, craft of hiding, care, and how eager "
                  "they are to publish their usual supply",
    "selection": "which accounts exist, whether they are pilots, open, left or removed, and who comes back",
    "allocation": "the ranking weight of each account's offers for the room they take, their reach, and the levers of "
                  "exploration and of the following feed",
    "learning": "how well each creator knows the rules",
    "norms": "the share of peers that each creator has come to see using tactics unpunished",
    DIRECT: "everything else: stopped offers, suspensions and limits, points and payments, what reviewers and "
            "detectors do, how viewers answer",
}
"""What is held of each channel; of ``direct``, what is left."""

_FRACTIONS = (
    (0.10, "a tenth"), (0.20, "a fifth"), (0.25, "a quarter"), (1 / 3, "a third"), (0.50, "half"),
    (2 / 3, "two thirds"), (0.75, "three quarters"), (0.80, "four fifths"), (0.90, "nine tenths"),
)
_NEAR = 0.03
_WIDE = 0.25
_TOLD = 6


def heading(study: Explanation) -> str:
    """Return the line that says what was run."""
    population = study.plan.config["population"]
    return " · ".join((
        study.scenario.name, f"{counted(study.count, 'seed')}, each with 33 runs",
        f"{population['viewers']:,} viewers, {population['creators']:,} creators, "
        + places_words(study.replications[0].regions),
        counted(study.plan.days, "day"),
    ))


def certainty(study: Explanation) -> str:
    """Return what the intervals are, and what is to be expected of so many."""
    if study.count < 2:
        return "One replication: there are no intervals, so nothing here can be told from noise."
    return ("Parts are Shapley values: the mean over all orders in which the channels can be let go. 95% intervals "
            f"over {study.count} replications, paired by seed. Effects are judged as sim compare judges them, "
            "all parts together as a list (Benjamini-Hochberg).")


def findings(study: Explanation) -> list[str]:
    """Return the sentences: what effects that matter come through, what cancels out, what is small, same or open."""
    if study.count < 2:
        return ["One replication gives no interval, so nothing can be told from noise. Ask for replications=12."]
    shown = [study.divisions[name] for name in study.shown]
    matter = sorted((one for one in shown if one.judgement is not None and one.judgement.matters), key=_order)
    sentences = [division_words(one) for one in matter[:_TOLD]]
    hidden = [one for one in shown if one.cancelling]
    sentences += [_hidden(one) for one in hidden[: max(0, _TOLD - len(sentences))]]
    rest = Findings.of(
        Finding(subject(one.outcome), outcome_change(one.outcome, one.total).mean, OUTCOMES[one.outcome].better,
                one.judgement)
        for one in shown if one not in matter and one not in hidden and one.judgement is not None)
    return [*sentences, *(f"{capital(part)}." for part in rest.rest())]


def division_words(division: Division) -> str:
    """Return what one certain effect comes through, as a few sentences."""
    effect = division.total
    text = outcome_change(division.outcome, effect)
    way = "rises" if effect.paired.mean > 0 else "falls"
    noun = "rise" if effect.paired.mean > 0 else "fall"
    start = f"{capital(subject(division.outcome))} {way} by {text.size} ({text.span}) from "
    probably = division.judgement is not None and division.judgement.size == "likely"
    start += f"{outcome_level(division.outcome, effect.baseline)}{', probably enough to matter' if probably else ''}."
    up = effect.paired.mean > 0
    with_it = [one for one in division.clear_parts if (one.effect.paired.mean > 0) == up]
    against = [one for one in division.clear_parts if (one.effect.paired.mean > 0) != up]
    sentences = [start]
    if with_it:
        told = [_share_words(with_it[0], f" of the {noun}", " comes"), *map(_share_words, with_it[1:])]
        sentences.append(capital(f"{_listed(told)}."))
    else:
        sentences.append("Of no channel's part in it is it certain which way it goes.")
    if against:
        parts = [f"{PHRASES[one.name]} ({outcome_change(division.outcome, one.effect).mean})" for one in against]
        sentences.append(f"Working the other way: {_listed(parts)}.")
    return " ".join(sentences)


def share_text(part: Part) -> tuple[str, str]:
    """Return a part's share and its margin, ``76%`` and ``±16``; both empty where no share is told."""
    share = part.share
    if share is None or share.mean != share.mean:
        return "", ""
    return f"{100 * share.mean:.0f}%", f"±{100 * share.half_width:.0f}" if share.bounded else ""


def pair_words(division: Division) -> str:
    """Tell of the largest clear interaction; empty if there is none."""
    strongest = division.strongest_pair
    if strongest is None:
        return ""
    (one, other), interval = strongest
    text = difference(division, interval)
    return f"{one} × {other}: {text.mean} {text.interval}"


def difference(division: Division, interval: Interval) -> Change:
    """Return a difference in an outcome as its effects are told."""
    return change(OUTCOMES[division.outcome].unit, Effect(interval, interval, division.total.baseline))


def _share_words(part: Part, of: str = "", comes: str = "") -> str:
    """Return "about three quarters (76%, 60 to 92) from who gets the traffic", with what it is of, and a verb."""
    share = part.share
    assert share is not None  # only parts of certain effects are told so
    fraction, percent = _fraction(share), f"{100 * share.mean:.0f}%"
    span = f"{100 * share.low:.0f} to {100 * share.high:.0f}" if share.bounded else ""
    told = f"{fraction}{of} ({', '.join(filter(None, (percent, span)))})" if fraction else f"{percent}{of} ({span})"
    return f"{told}{comes} from {PHRASES[part.name]}"


def _fraction(share: Interval) -> str:
    """Return a share in words, empty where no word is near."""
    if share.bounded and share.half_width > _WIDE:
        return "most" if share.mean > 0.5 else "a part"
    if share.mean >= 1.0 + _NEAR:
        return "more than all"
    if share.mean >= 1.0 - _NEAR:
        return "nearly all"
    if share.mean <= 0.07:
        return "a little"
    nearest = min(_FRACTIONS, key=lambda one: abs(one[0] - share.mean))
    return f"about {nearest[1]}" if abs(nearest[0] - share.mean) <= _NEAR else ""


def _hidden(division: Division) -> str:
    """Tell of parts that cancel out in an effect that is not certain."""
    parts = [
        f"{outcome_change(division.outcome, one.effect).mean} through {PHRASES[one.name]}"
        for one in division.cancelling
    ]
    whole = outcome_change(division.outcome, division.total)
    return (f"{capital(subject(division.outcome))} is not known to change ({whole.mean} {whole.interval}), and yet: "
            f"{_listed(parts)}.")


def _order(division: Division) -> tuple[bool, tuple[int, int, float, float]]:
    assert division.judgement is not None  # only what has been judged is told
    return division.outcome not in CORE, division.judgement.rank


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
