"""The small languages of a threat's file: what is watched, how soon a plan reacts, how likely something is."""

from __future__ import annotations

import re

from sim.config.change_context import ChangeContext
from sim.config.documents import Entry
from sim.config.grammar import NUMBER, span_of
from sim.config.units import is_fraction, unit_matches
from sim.errors import quoted, suggest
from sim.model.outcomes.dictionary import OUTCOMES, Outcome
from sim.studies.stress.threat import After, Likelihood, Watch

_TAIL = rf"(?P<number>{NUMBER})\s*(?P<unit>.*?)(?:\s+in\s+(?P<region>[\w.-]+))?(?:\s+over\s+(?P<span>.+))?"
_SIGNAL = re.compile(r"(?P<outcome>\w+)\s+(?P<way>up|down)\s+by\s+" + _TAIL)
_BAND = re.compile(r"(?P<outcome>\w+)\s+within\s+" + _TAIL)
_REACTION = re.compile(r"(?P<span>[-+]?\d+(?:\s*(?:days?|weeks?))?)\s+after\s+(?P<after>detection|(?:the\s+)?start)")
_SOURCE = re.compile(r"\bS\d{1,3}\b|\bsections?\s+\d|\bassumption\b", re.IGNORECASE)


def read_signal(entry: Entry, context: ChangeContext) -> Watch:
    """Read a signal: ``violation_view_rate up by 10% in vn over 7 days``.

    Raises
    ------
    UserError
        If it cannot be read, or names an outcome, unit or region that there is none of.
    """
    found = _matched(entry, "signal", _SIGNAL, "violation_view_rate up by 10% over 7 days")
    outcome = known_outcome(entry, found["outcome"])
    return _watch(entry, "signal", found, outcome, found["way"] == "up", context)


def read_band(entry: Entry, signal: Watch, context: ChangeContext) -> Watch:
    """Read the band of recovery: ``gmv_net within 3%``; only the harmful side of the counterfactual counts."""
    found = _matched(entry, "recovery", _BAND, "violation_view_rate within 10% over 7 days")
    outcome = known_outcome(entry, found["outcome"])
    if outcome.name == signal.outcome:
        rises = signal.rises
    elif outcome.better == "neither":
        raise entry.error(f"{outcome.name} is neither better up nor down, so it cannot be told when it has recovered")
    else:
        rises = outcome.better == "down"
    return _watch(entry, "recovery", found, outcome, rises, context)


def read_reaction(entry: Entry) -> tuple[int, After]:
    """Read how soon a plan takes effect: ``3 days after detection``, ``5 days after start``."""
    text = " ".join(entry.text("react").split())
    found = _REACTION.fullmatch(text)
    if found is None:
        raise entry.error(f"cannot read react: {quoted(text)}; write it as 3 days after detection, or 5 days after "
                          "start")
    after: After = "detection" if found["after"] == "detection" else "start"
    if found["span"].startswith("-"):
        raise entry.error(f"react is {quoted(text)}: nobody reacts before the {after}")
    days = span_of(found["span"].lstrip("+"))
    if days is None:
        raise entry.error(f"react is {quoted(text)}, not a number of days such as 3 days after detection")
    return days, after


def read_likelihood(entry: Entry) -> Likelihood:
    """Read a chance a year as a range with its basis."""
    keys = entry.mapping("likelihood", ["low", "high", "basis"])
    for needed in ("low", "high", "basis"):
        if needed not in keys:
            raise entry.error(f"likelihood needs {needed}, as in {{low: 20%, high: 60%, basis: assumption}}")
    low, high = (_chance(keys[side], side) for side in ("low", "high"))
    if low > high:
        raise keys["low"].error(f"likelihood: low ({low:g}) is above high ({high:g})")
    basis = keys["basis"].text("basis")
    if not _SOURCE.search(basis):
        raise keys["basis"].error("basis names no source of the dossier (S24, section 5), nor says assumption")
    return Likelihood(low, high, " ".join(basis.split()))


def known_outcome(entry: Entry, name: str) -> Outcome:
    """Return an outcome by its name."""
    if name not in OUTCOMES:
        raise entry.error(f"no outcome {quoted(name)}.{suggest(name, OUTCOMES)} (sim outcomes lists them)")
    return OUTCOMES[name]


def _matched(entry: Entry, what: str, form: re.Pattern[str], example: str) -> re.Match[str]:
    text = " ".join(entry.text(what).split())
    found = form.fullmatch(text)
    if found is None:
        raise entry.error(f"cannot read {what}: {quoted(text)}; write it as {example}")
    return found


def _watch(
    entry: Entry, what: str, found: re.Match[str], outcome: Outcome, rises: bool, context: ChangeContext
) -> Watch:
    number, unit, region = float(found["number"].replace("_", "")), found["unit"].strip(), found["region"] or ""
    if number <= 0:
        raise entry.error(f"{what} by {found['number']}: the distance from the counterfactual is above zero")
    if unit == "pp" and not is_fraction(outcome.unit):
        raise entry.error(f"{outcome.name} is in {outcome.unit}, not in pp; 10% is a tenth of the counterfactual's "
                          "value")
    if unit and unit not in ("%", "pp") and not unit_matches(unit, outcome.unit):
        raise entry.error(f"{outcome.name} is in {outcome.unit}, not in {quoted(unit)}")
    if region and context.regions is not None and region not in context.regions:
        raise entry.error(f"no region {quoted(region)}.{suggest(region, context.regions)} (the market has "
                          f"{', '.join(context.regions)})")
    over = span_of(found["span"]) if found["span"] else 7
    if not over:
        raise entry.error(f"cannot read over {quoted(found['span'])} in {what}: write it as over 7 days")
    return Watch(outcome.name, rises, number / 100 if unit in ("%", "pp") else number, unit == "%", over, region)


def _chance(entry: Entry, side: str) -> float:
    text = entry.text(side)
    number = re.fullmatch(rf"({NUMBER})\s*(%?)", text)
    value = float(number[1].replace("_", "")) / (100 if number[2] else 1) if number else -1.0
    if not 0 <= value <= 1:
        raise entry.error(f"likelihood {side} is {quoted(text)}, not a chance a year between 0 and 1")
    return value
