"""The sentence that says what to do about an option: adopt, try, weigh, leave, or wait for more.

It stands alone, on a page's first line or in a mail: what is gained or lost by enough to matter, and at what price.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.methods.intervals import Interval
from sim.show.numbers import outcome_change, subject
from sim.show.recommendation.evidence import NET, Evidence, Reading
from sim.show.recommendation.net_value import gained_or_lost, net_words, paid_for, size_words
from sim.show.words import capital, listed

_MOST = 2


def what_to_do(evidence: Evidence) -> str:
    """Return the sentence that says what to do; it stands alone."""
    label = evidence.name
    if evidence.nothing:
        return f"Keep the status quo: {label} changes nothing at all."
    if evidence.seeds < 2:
        return f"Do not decide on {label} yet: one seed tells no effect from luck."
    match evidence.course:
        case "adopt":
            return f"Adopt {label}: {_things(evidence, 'gain')}; nothing that matters gets worse{_proviso(evidence)}."
        case "try":
            return _try(evidence)
        case "trade":
            return _trade(evidence)
        case "reject":
            return _reject(evidence)
        case "undecided":
            return f"No clear answer on {label}: {_open_words(evidence.open)}."
    return f"Keep the status quo: {label} changes nothing that matters."


def short(reading: Reading, per: str = "a day") -> str:
    """Return an outcome with its effect, short: ``content quality +0.009``, ``the platform loses $231 a day``."""
    if reading.outcome == NET:
        return gained_or_lost(reading.effect.paired, per)
    return f"{subject(reading.outcome)} {outcome_change(reading.outcome, reading.effect).mean}"


def _bought(reading: Reading, per: str) -> str:
    """Return an outcome as something that is bought or paid: ``$231 a day of the platform's money``."""
    if reading.outcome != NET:
        return short(reading)
    whose = "for the platform" if reading.side == "gain" else "of the platform's money"
    return f"{size_words(reading.effect.paired)} {per} {whose}"


def names_of(readings: Sequence[Reading]) -> str:
    """Return outcomes as a sentence lists them."""
    return listed([subject(one.outcome) for one in readings])


def at(value: float) -> Interval:
    """Return a number as an interval that has no bounds."""
    return Interval(value, float("nan"), float("nan"), 1)


def _try(evidence: Evidence) -> str:
    open_ = [one for one in evidence.open if one.may_lose]
    verb = "is" if len(open_) == 1 else "are"
    return (f"Try {evidence.name} before adopting it: {_things(evidence, 'gain')}, and no loss is seen; "
            f"{_few(open_)} {verb} not settled{_proviso(evidence)}.")


def _trade(evidence: Evidence) -> str:
    """Return what is bought at what price; where only the platform's money is lost, as a price to agree to."""
    label, per = evidence.name, evidence.per
    gains, losses = evidence.on("gain"), evidence.on("loss")
    bought, lost = _things(evidence, "gain", _bought), _things(evidence, "loss", _bought)
    if [one.outcome for one in losses] == [NET]:
        paid = paid_for(evidence)
        verb = "is" if len(gains) == 1 else "are"
        price = size_words(losses[0].effect.paired)
        told = f": {paid}" if paid else ""
        return f"Adopt {label} only if {bought} {verb} worth {price} {per} to the platform{told}{_proviso(evidence)}."
    if [one.outcome for one in gains] == [NET]:
        return f"Adopt {label} only if {size_words(gains[0].effect.paired)} {per} is worth {lost}{_proviso(evidence)}."
    return f"{capital(label)} is a trade: it buys {bought}, and costs {lost}{_proviso(evidence)}."


def _reject(evidence: Evidence) -> str:
    lost, hoped = _things(evidence, "loss"), [one for one in evidence.open if one.may_gain]
    if hoped:
        verb = "gets" if len(hoped) == 1 else "get"
        return (f"Do not adopt {evidence.name} as things stand: {lost}, and whether {_few(hoped)} {verb} better "
                "by enough to matter is not settled.")
    return f"Do not adopt {evidence.name}: {lost}, and nothing that matters gets better."


def _few(readings: Sequence[Reading]) -> str:
    """Return outcomes as a sentence lists them, the first of them and a count of the rest."""
    told = [subject(one.outcome) for one in readings]
    rest = len(told) - _MOST
    return listed([*told[:_MOST], f"{rest} more"] if rest > 1 else told)


def _open_words(readings: Sequence[Reading]) -> str:
    """Return how each open outcome may turn out."""
    ways = {
        "may still go either way": [one for one in readings if one.may_gain and one.may_lose],
        "may get better by enough to matter, or not": [one for one in readings if one.may_gain and not one.may_lose],
        "may get worse by enough to matter, or not": [one for one in readings if one.may_lose and not one.may_gain],
    }
    return "; ".join(f"{_few(which)} {how}" for how, which in ways.items() if which)


def _proviso(evidence: Evidence) -> str:
    """Return that what it needs has no price in the model, with what it may cost where money clearly comes in."""
    if not evidence.unpriced:
        return ""
    net = evidence.reading(NET)
    if net is not None and net.side == "gain" and net.ends[0] > 0:
        most = net_words(at(net.ends[0])).lstrip("+")
        return f", as long as {listed(evidence.unpriced)} cost less than {most} {evidence.per}"
    return f". It is not free: the model has no price for {listed(evidence.unpriced)}"


def _things(evidence: Evidence, side: str, word: Callable[[Reading, str], str] = short) -> str:
    """Return gains or losses with their sizes, the first of them and a count of the rest."""
    found = [one for one in evidence.readings if one.side == side]
    told = [word(one, evidence.per) for one in found[:_MOST]]
    rest = len(found) - len(told)
    return listed([*told, f"{rest} more"] if rest else told)
