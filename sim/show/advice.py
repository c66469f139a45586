"""From evidence to advice in words: what to do, its worth, what it buys, who pays, how sure, what would change it.

A sentence claims a gain or a loss only where the evidence has one; what is undecided is called that, with its interval.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.methods.intervals import Effect, Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.evidence import NET, Evidence, Reading
from sim.show.net_value import net_value_words, net_words
from sim.show.numbers import outcome_change, subject
from sim.show.places import in_place
from sim.show.recommendation import Advice
from sim.show.words import capital, counted, listed

_MOST = 2
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
        net=net.effect.paired if net else Interval(*(float("nan"),) * 3, 0), net_unit=evidence.net_unit,
        net_value=net_value_words(evidence), buys=_buys(evidence), pays=_pays(evidence), sure=_sure(evidence),
        would_change=_would_change(evidence), needed=_needed(evidence),
    )


def what_to_do(evidence: Evidence) -> str:
    """Return the sentence that says what to do; it stands alone."""
    label, gains, losses = evidence.label, evidence.on("gain"), evidence.on("loss")
    if evidence.nothing:
        return f"Keep the status quo: {label} changes nothing at all."
    if evidence.seeds < 2:
        return f"Do not decide on {label} yet: one seed tells no effect from luck."
    match evidence.course:
        case "adopt":
            return f"Adopt {label}: {_things(gains)}; nothing that matters gets worse{_proviso(evidence)}."
        case "try":
            return (f"Try {label} before adopting it: {_things(gains)}, and no loss is seen; "
                    f"{_names(evidence.open)} {_are(evidence.open)} not settled{_proviso(evidence)}.")
        case "trade":
            return _trade(label, gains, losses)
        case "reject":
            return f"Do not adopt {label}: {_things(losses)}; nothing that matters gets better."
        case "undecided":
            return f"No clear answer on {label}: {_names(evidence.open)} may still go either way."
    return f"Keep the status quo: {label} changes nothing that matters."


def short(reading: Reading) -> str:
    """Return an outcome with its effect, short: ``content quality +0.009``."""
    if reading.outcome == NET:
        return f"the platform's net value {net_words(reading.effect.paired)} a day"
    return f"{subject(reading.outcome)} {outcome_change(reading.outcome, reading.effect).mean}"


def _trade(label: str, gains: Sequence[Reading], losses: Sequence[Reading]) -> str:
    """Return what is bought at what price; where only the platform's money is lost, as a price to agree to."""
    if [one.outcome for one in losses] == [NET]:
        price = net_words(losses[0].effect.paired).lstrip("-+")
        return f"Adopt {label} only if {_things(gains)} {_is(gains)} worth {price} a day to the platform."
    if [one.outcome for one in gains] == [NET]:
        saved = net_words(gains[0].effect.paired).lstrip("-+")
        return f"Adopt {label} only if saving {saved} a day is worth {_things(losses)}."
    return f"{capital(label)} is a trade: it buys {_things(gains)}, and costs {_things(losses)}."


def _proviso(evidence: Evidence) -> str:
    """Return that what it needs has no price in the model, with what it may cost where money clearly comes in."""
    if not evidence.unpriced:
        return ""
    net = evidence.reading(NET)
    low = net.effect.paired.low if net and net.effect.paired.bounded else float("nan")
    if net is not None and net.side == "gain" and low > 0:
        return f", as long as {listed(evidence.unpriced)} cost less than {net_words(_at(low)).lstrip('+')} a day"
    return f"; {listed(evidence.unpriced)} has no price in the model, so it is not free"


def _buys(evidence: Evidence) -> str:
    gains = [one for one in evidence.on("gain") if one.outcome != NET]
    if gains:
        return capital(listed([_full(one) for one in gains])) + "."
    small = evidence.on("small")
    better = [one for one in small if one.outcome != NET and _better(one)]
    if better:
        return f"Nothing that matters; certain but small: {listed([short(one) for one in better[:3]])}."
    return "Nothing that can be seen." if evidence.seeds > 1 else ""


def _pays(evidence: Evidence) -> str:
    """Return who bears what gets worse, each with the outcomes that say so."""
    bearing: dict[str, list[str]] = {}
    for one in evidence.on("loss"):
        bearing.setdefault(_PAYERS.get(one.outcome, "others"), []).append(short(one))
    told = [f"{who} ({'; '.join(what)})" for who, what in bearing.items()]
    told += [f"{group} in income" for group in evidence.payers]
    told += [f"{subject(outcome)} in {in_place(place)} ({outcome_change(outcome, effect).mean})"
             for place, outcome, effect in evidence.elsewhere]
    if told:
        return capital(listed(told)) + "."
    return "Nobody, as far as these runs can tell." if evidence.seeds > 1 else ""


def _sure(evidence: Evidence) -> str:
    if evidence.seeds < 2:
        return "Not at all: one seed has no interval."
    settled, asked = len(evidence.readings) - len(evidence.on("undecided")), len(evidence.readings)
    told = f"{counted(evidence.seeds, 'seed')}; {settled} of {asked} outcomes settled"
    if not evidence.open:
        return f"{told}, all that decide among them."
    return f"{told}; of those that decide, open: {listed([_range(one) for one in evidence.open])}."


def _would_change(evidence: Evidence) -> str:
    """Return what would turn the advice, the most telling first."""
    told: list[str] = []
    losses = [one.outcome for one in evidence.on("loss")]
    if evidence.course == "trade" and losses == [NET]:
        told.append("a smaller dose that buys nearly as much (sim surface, sim optimise)")
    if evidence.unpriced:
        told.append(f"the price of {listed(evidence.unpriced)}, which the model does not have")
    told += [f"{subject(one.outcome)} turning out at {_worst(one)}" for one in evidence.open[:_MOST]
             if evidence.course in ("adopt", "try")]
    told += [f"leaving out {in_place(place)}, where {subject(outcome)} goes the other way"
             for place, outcome, _ in evidence.elsewhere[:1]]
    if evidence.course in ("keep", "reject") and not evidence.nothing:
        told.append("a larger dose, or another lever (sim surface shows what each one does)")
    told.append("assumptions that are far off (sim robust says which)")
    return capital(listed(told)) + "."


def _needed(evidence: Evidence) -> str:
    told = []
    if evidence.seeds < 2:
        return "At least 4 seeds; 12 for most questions."
    known = {one.outcome: one.seeds for one in evidence.open if one.seeds}
    if known:
        most = max(known.values())
        told.append(f"about {counted(most, 'seed')} in all to settle {listed([subject(name) for name in known])}")
    hopeless = [one for one in evidence.open if not one.seeds]
    if hopeless:
        told.append(f"for {_names(hopeless)} no number of seeds that can be afforded would do")
    if evidence.unpriced:
        told.append(f"what {listed(evidence.unpriced)} cost")
    return capital("; ".join(told)) + "." if told else ""


def _things(readings: Sequence[Reading]) -> str:
    told = [short(one) for one in readings[:_MOST]]
    rest = len(readings) - len(told)
    return listed([*told, f"{rest} more"] if rest else told)


def _full(reading: Reading) -> str:
    told = outcome_change(reading.outcome, reading.effect)
    return f"{subject(reading.outcome)} {told.mean}{f' {told.interval}' if told.interval else ''}"


def _range(reading: Reading) -> str:
    if reading.outcome == NET:
        low, high = (net_words(_at(end)) for end in (reading.effect.paired.low, reading.effect.paired.high))
        return f"the platform's net value ({low} to {high} a day)"
    told = outcome_change(reading.outcome, reading.effect)
    return f"{subject(reading.outcome)} ({told.interval.strip('[]').replace(', ', ' to ')})"


def _worst(reading: Reading) -> str:
    """Return the end of an interval that is worse."""
    end = reading.effect.paired.high if _rises_badly(reading) else reading.effect.paired.low
    if reading.outcome == NET:
        return f"{net_words(_at(end))} a day"
    return outcome_change(reading.outcome, Effect(_at(end), _at(end), reading.effect.baseline)).mean


def _rises_badly(reading: Reading) -> bool:
    return OUTCOMES[reading.outcome].better == "down"


def _better(reading: Reading) -> bool:
    return (reading.effect.paired.mean < 0) == _rises_badly(reading)


def _at(value: float) -> Interval:
    return Interval(value, float("nan"), float("nan"), 1)


def _names(readings: Sequence[Reading]) -> str:
    return listed([subject(one.outcome) for one in readings])


def _is(readings: Sequence[Reading]) -> str:
    return "is" if len(readings) == 1 else "are"


def _are(readings: Sequence[Reading]) -> str:
    return _is(readings)
