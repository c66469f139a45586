"""From evidence to advice in words: what to do, its worth, what it buys, who pays, how sure, what would change it.

A sentence claims a gain or a loss only where the evidence has one; what is undecided is called that, with its interval.
"""

from __future__ import annotations

from sim.methods.intervals import Effect, Interval
from sim.show.numbers import outcome_change, range_words, subject
from sim.show.places import in_place
from sim.show.recommendation.evidence import NET, Evidence, Reading
from sim.show.recommendation.net_value import net_value_words, net_words, size_words
from sim.show.recommendation.recommendation import Advice
from sim.show.recommendation.what_to_do import at, names_of, short, what_to_do
from sim.show.words import capital, counted, listed

_MOST = 2
_LISTED = 4
_PAYERS = {
    NET: "the platform",
    "wrongly_hit_gmv": "creators who did nothing wrong",
    "enforcement_precision": "creators who did nothing wrong",
    "appeal_overturn_rate": "creators who are penalised",
    "creator_retention_30d": "new creators",
    "creator_retention_90d": "new creators",
    "viewer_retention_30d": "viewers",
    "daily_active_viewers": "viewers",
    "violation_view_rate": "viewers",
    "quality": "viewers",
    "return_rate": "buyers",
    "gmv_net": "sellers",
    "cheating_premium": "honest creators",
}
"""Who bears it when an outcome gets worse."""


def advise(evidence: Evidence) -> Advice:
    """Return the advice on one option."""
    net = evidence.reading(NET)
    return Advice(
        option=evidence.option, label=evidence.label, course=evidence.course, what_to_do=what_to_do(evidence),
        net=net.effect.paired if net else Interval(*(float("nan"),) * 3, 0), per=evidence.per,
        net_value=net_value_words(evidence), buys=_buys(evidence), pays=_pays(evidence), sure=_sure(evidence),
        would_change=_would_change(evidence), needed=_needed(evidence),
    )


def _buys(evidence: Evidence) -> str:
    gains = [one for one in evidence.on("gain") if one.outcome != NET]
    if gains:
        return f"{capital(listed([_full(one) for one in gains]))}."
    better = [one for one in evidence.on("small") if one.outcome != NET and _is_better(one)]
    if better:
        small = [short(one) for one in better[:_LISTED]]
        return f"Nothing that matters; certain but small: {listed(small)}."
    return "Nothing that can be seen." if evidence.seeds > 1 else ""


def _pays(evidence: Evidence) -> str:
    """Return who bears what gets worse, each with the outcomes that say so."""
    bearing: dict[str, list[str]] = {}
    for one in evidence.on("loss"):
        told = f"{size_words(one.effect.paired)} {evidence.per}" if one.outcome == NET else short(one)
        bearing.setdefault(_PAYERS.get(one.outcome, "others"), []).append(told)
    words = [f"{who} ({', '.join(what)})" for who, what in bearing.items()]
    words += [f"{group}, by their income" for group in evidence.payers]
    words += [f"{in_place(place)}, where {subject(outcome)} goes the other way "
              f"({outcome_change(outcome, effect).mean})" for place, outcome, effect in evidence.elsewhere]
    if words:
        return f"{capital('; '.join(words))}."
    return "Nobody, as far as these runs can tell." if evidence.seeds > 1 else ""


def _sure(evidence: Evidence) -> str:
    if evidence.seeds < 2:
        return "Not at all: one seed has no interval."
    settled, asked = len(evidence.readings) - len(evidence.on("undecided")), len(evidence.readings)
    told = f"{evidence.over or counted(evidence.seeds, 'seed')}; {settled} of {asked} outcomes settled"
    if not evidence.open:
        return f"{told}, all that decide among them."
    return f"{told}; of those that decide, open: {listed([_range(one, evidence.per) for one in evidence.open])}."


def _would_change(evidence: Evidence) -> str:
    """Return what would turn the advice, the most telling first."""
    told = list(evidence.turns)
    if evidence.course == "trade" and [one.outcome for one in evidence.on("loss")] == [NET]:
        told.append("a smaller dose that buys nearly as much (sim surface, sim optimise)")
    if evidence.unpriced:
        told.append(f"the price of {listed(evidence.unpriced)}, which the model does not have")
    if evidence.course in ("adopt", "try"):
        told += [f"{subject(one.outcome)} turning out at {_worst(one, evidence.per)}"
                 for one in evidence.open if one.may_lose][:_MOST]
    told += [f"leaving out {in_place(place)}" for place, _, _ in evidence.elsewhere[:1]]
    if evidence.course in ("keep", "reject") and not evidence.nothing:
        told.append("a larger dose, or another lever (sim surface shows what each one does)")
    told.append("assumptions that are far off (sim robust says which)")
    return f"{capital(', or '.join(told))}."


def _needed(evidence: Evidence) -> str:
    if evidence.seeds < 2:
        return "At least 4 seeds; 12 for most questions."
    told = []
    known = {one.outcome: one.seeds for one in evidence.open if one.seeds}
    if known:
        most = max(known.values())
        told.append(f"about {counted(most, 'seed')} in all to settle {listed([subject(name) for name in known])}")
    hopeless = [one for one in evidence.open if not one.seeds]
    if hopeless:
        told.append(f"no number of seeds that can be afforded would settle {names_of(hopeless)}")
    if evidence.unpriced:
        told.append(f"what {listed(evidence.unpriced)} cost")
    return f"{capital('; '.join(told))}." if told else ""


def _full(reading: Reading) -> str:
    told = outcome_change(reading.outcome, reading.effect)
    return f"{subject(reading.outcome)} {told.mean}{f' {told.interval}' if told.interval else ''}"


def _range(reading: Reading, per: str) -> str:
    if reading.outcome == NET:
        low, high = (net_words(at(end)) for end in (reading.effect.paired.low, reading.effect.paired.high))
        return f"{subject(NET)} ({low} to {high} {per})"
    return f"{subject(reading.outcome)} ({range_words(outcome_change(reading.outcome, reading.effect))})"


def _worst(reading: Reading, per: str) -> str:
    """Return the worse end of an interval."""
    end = at(reading.ends[0])
    if reading.outcome == NET:
        return f"{net_words(end)} {per}"
    return outcome_change(reading.outcome, Effect(end, end, reading.effect.baseline)).mean


def _is_better(reading: Reading) -> bool:
    return (reading.effect.paired.mean > 0) == reading.rise_is_better
