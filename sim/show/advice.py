"""From evidence to advice in words: what to do, its worth, what it buys, who pays, how sure, what would change it.

A sentence claims a gain or a loss only where the evidence has one; what is undecided is called that, with its interval.
"""

from __future__ import annotations

from collections.abc import Sequence

from sim.methods.intervals import Effect, Interval
from sim.show.evidence import NET, Evidence, Reading
from sim.show.net_value import gained_or_lost, net_value_words, net_words, paid_for, size_words
from sim.show.numbers import outcome_change, range_words, subject
from sim.show.places import in_place
from sim.show.recommendation import Advice
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
            open_ = [one for one in evidence.open if one.may_lose]
            return (f"Try {label} before adopting it: {_things(gains)}, and no loss is seen; {_names(open_)} "
                    f"{'is' if len(open_) == 1 else 'are'} not settled{_proviso(evidence)}.")
        case "trade":
            return _trade(evidence, gains, losses)
        case "reject":
            return _reject(evidence, losses)
        case "undecided":
            return f"No clear answer on {label}: {_open_words(evidence.open)}."
    return f"Keep the status quo: {label} changes nothing that matters."


def short(reading: Reading) -> str:
    """Return an outcome with its effect, short: ``content quality +0.009``, ``the platform loses $231 a day``."""
    if reading.outcome == NET:
        return gained_or_lost(reading.effect.paired)
    return f"{subject(reading.outcome)} {outcome_change(reading.outcome, reading.effect).mean}"


def _trade(evidence: Evidence, gains: Sequence[Reading], losses: Sequence[Reading]) -> str:
    """Return what is bought at what price; where only the platform's money is lost, as a price to agree to."""
    label = evidence.label
    if [one.outcome for one in losses] == [NET]:
        paid = paid_for(evidence)
        verb = "is" if len(gains) == 1 else "are"
        price = size_words(losses[0].effect.paired)
        return (f"Adopt {label} only if {_things(gains)} {verb} worth {price} a day to the platform"
                f"{f': {paid}' if paid else ''}.")
    if [one.outcome for one in gains] == [NET]:
        saved = size_words(gains[0].effect.paired)
        return f"Adopt {label} only if {saved} a day is worth {_things(losses)}."
    return f"{capital(label)} is a trade: it buys {_things(gains)}, and costs {_things(losses)}."


def _open_words(readings: Sequence[Reading]) -> str:
    """Return how each open outcome may turn out."""
    ways = {
        "may still go either way": [one for one in readings if one.may_gain and one.may_lose],
        "may get better by enough to matter, or not": [one for one in readings if one.may_gain and not one.may_lose],
        "may get worse by enough to matter, or not": [one for one in readings if one.may_lose and not one.may_gain],
    }
    return "; ".join(f"{_names(which)} {how}" for how, which in ways.items() if which)


def _reject(evidence: Evidence, losses: Sequence[Reading]) -> str:
    hoped = [one for one in evidence.open if one.may_gain]
    if hoped:
        return (f"Do not adopt {evidence.label} as things stand: {_things(losses)}, and whether {_names(hoped)} "
                f"{'gets' if len(hoped) == 1 else 'get'} better by enough to matter is not settled.")
    return f"Do not adopt {evidence.label}: {_things(losses)}, and nothing that matters gets better."


def _proviso(evidence: Evidence) -> str:
    """Return that what it needs has no price in the model, with what it may cost where money clearly comes in."""
    if not evidence.unpriced:
        return ""
    net = evidence.reading(NET)
    if net is not None and net.side == "gain" and net.ends[0] > 0:
        most = net_words(_at(net.ends[0])).lstrip("+")
        return f", as long as {listed(evidence.unpriced)} cost less than {most} a day"
    return f". It is not free: the model has no price for {listed(evidence.unpriced)}"


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
        told = f"{size_words(one.effect.paired)} a day" if one.outcome == NET else short(one)
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
    told = f"{counted(evidence.seeds, 'seed')}; {settled} of {asked} outcomes settled"
    if not evidence.open:
        return f"{told}, all that decide among them."
    return f"{told}; of those that decide, open: {listed([_range(one) for one in evidence.open])}."


def _would_change(evidence: Evidence) -> str:
    """Return what would turn the advice, the most telling first."""
    told: list[str] = []
    if evidence.course == "trade" and [one.outcome for one in evidence.on("loss")] == [NET]:
        told.append("a smaller dose that buys nearly as much (sim surface, sim optimise)")
    if evidence.unpriced:
        told.append(f"the price of {listed(evidence.unpriced)}, which the model does not have")
    if evidence.course in ("adopt", "try"):
        told += [f"{subject(one.outcome)} turning out at {_worst(one)}"
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
        told.append(f"no number of seeds that can be afforded would settle {_names(hopeless)}")
    if evidence.unpriced:
        told.append(f"what {listed(evidence.unpriced)} cost")
    return f"{capital('; '.join(told))}." if told else ""


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
        return f"{subject(NET)} ({low} to {high} a day)"
    return f"{subject(reading.outcome)} ({range_words(outcome_change(reading.outcome, reading.effect))})"


def _worst(reading: Reading) -> str:
    """Return the worse end of an interval."""
    end = _at(reading.ends[0])
    if reading.outcome == NET:
        return f"{net_words(end)} a day"
    return outcome_change(reading.outcome, Effect(end, end, reading.effect.baseline)).mean


def _is_better(reading: Reading) -> bool:
    return (reading.effect.paired.mean > 0) == reading.rise_is_better


def _at(value: float) -> Interval:
    return Interval(value, float("nan"), float("nan"), 1)


def _names(readings: Sequence[Reading]) -> str:
    return listed([subject(one.outcome) for one in readings])
