"""The language of triggers and guardrails: ``gmv_net < 95% of before in vn for 7 days``."""

from __future__ import annotations

import re

from sim.config.documents import Entry
from sim.config.grammar import NUMBER, span_of
from sim.config.numbers import written_number
from sim.config.units import is_fraction, unit_matches
from sim.errors import quoted, some_of, suggest
from sim.model.levers.schedule import Trigger
from sim.model.outcomes.dictionary import OUTCOMES, Outcome

EACH = "each"
"""Stands for a region in a trigger that every region of its change reads for itself."""

_TRIGGER = re.compile(
    rf"(?P<outcome>\w+)\s*(?P<side>>|<|above\b|below\b)\s*(?P<number>{NUMBER})(?P<unit>.*?)(?P<before>\s+of\s+before)?"
    r"(?:\s+in\s+(?P<region>[\w.-]+))?(?:\s+(?P<mode>for|over)\s+(?P<span>.+))?"
)
_EXAMPLES = {"when": "violation_view_rate > 0.012 for 7 days", "rollback": "gmv_net < 95% of before for 7 days"}


def is_trigger(entry: Entry) -> bool:
    """Whether a value is written as a trigger and not as a day."""
    return entry.is_scalar and re.search(r"[<>]|\b(above|below)\b", str(entry.node.value)) is not None


def read_trigger(entry: Entry, what: str, known: list[str] | None) -> Trigger:
    """Read a trigger or a guardrail.

    Parameters
    ----------
    what
        The key it stands under; only ``until`` and ``rollback`` have something *before* them.
    known
        Names of the regions, ``None`` where only a network's files know them.
    """
    text = " ".join(entry.text(what).split())
    example = _EXAMPLES.get(what, _EXAMPLES["rollback"])
    found = _TRIGGER.fullmatch(text)
    if found is None:
        raise entry.error(f"cannot read {what}: {quoted(text)}; write it as {example}")
    name, region = found["outcome"], found["region"] or ""
    outcome = OUTCOMES.get(name)
    if outcome is None:
        raise entry.error(f"no outcome {quoted(name)}.{suggest(name, OUTCOMES)} (sim outcomes lists them)")
    if region and region != EACH and known is not None and region not in known:
        raise entry.error(
            f"no region {quoted(region)}.{suggest(region, [*known, EACH])} "
            f"(the market has {some_of(known)}; or each)")
    relative = found["before"] is not None
    if relative and what == "when":
        raise entry.error("of before compares with the days before a change began: write it in rollback or until")
    days = 1 if found["span"] is None else span_of(found["span"])
    if not days:
        raise entry.error(f"cannot read {found['mode']} {quoted(found['span'])} in {what}: write it as for 7 days")
    number = written_number(found["number"], found["unit"], lambda said: entry.error(f"{what}: {said}"))
    return Trigger(
        outcome=name,
        above=found["side"] in (">", "above"),
        bound=_bound(entry, number, found["unit"].strip(), outcome, relative),
        days=days,
        region=region,
        pooled=found["mode"] == "over",
        relative=relative,
    )


def _bound(entry: Entry, bound: float, unit: str, outcome: Outcome, relative: bool) -> float:
    if unit == "%" and (relative or is_fraction(outcome.unit)):
        return bound / 100.0
    if relative and unit:
        raise entry.error(f"a share of before is written as 95% or 0.95, not in {quoted(unit)}")
    if unit and (unit == "%" or not unit_matches(unit, outcome.unit)):
        raise entry.error(f"{outcome.name} is in {outcome.unit}, not in {quoted(unit)}")
    return bound
