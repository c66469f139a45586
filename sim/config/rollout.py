"""Where an entry of ``changes`` applies, and in what order: everywhere, in some regions, or region by region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.config import grammar
from sim.config.documents import Entry
from sim.config.triggers import EACH
from sim.errors import quoted, some_of, suggest
from sim.model.levers.schedule import Trigger

if TYPE_CHECKING:
    from sim.config.change_context import ChangeContext

_ROLLOUT = ["order", "every"]


@dataclass(frozen=True)
class RolloutStep:
    """Regions that change together, and how many days after the first step; no regions means all."""

    regions: tuple[str, ...]
    offset: int = 0

    def read_in(self, trigger: Trigger) -> Trigger:
        """Return a trigger as this step reads it: ``in each`` is in its own region."""
        return replace(trigger, region=self.regions[0]) if trigger.region == EACH else trigger


def read_rollout(
    keys: Mapping[str, Entry], context: ChangeContext, start: int, triggers: Sequence[Trigger]
) -> list[RolloutStep]:
    """Read ``regions`` or ``rollout``; where a trigger is read in each region, every region is a step of its own."""
    if "rollout" in keys:
        if "regions" in keys:
            raise keys["regions"].error("rollout names the regions already: leave regions out")
        steps = _rollout(keys["rollout"], context, start)
    elif "regions" in keys:
        steps = _regions(keys, context, start)
    else:
        steps = [RolloutStep(())]
    if not any(trigger.region == EACH for trigger in triggers):
        return steps
    if steps == [RolloutStep(())]:
        if context.regions is None:
            raise keys["set"].error("in each needs regions here: only the network's files know which there are")
        steps = [RolloutStep(tuple(context.regions))]
    return [RolloutStep((region,), step.offset) for step in steps for region in step.regions]


def _regions(keys: Mapping[str, Entry], context: ChangeContext, start: int) -> list[RolloutStep]:
    entry = keys["regions"]
    if not entry.is_mapping:
        return [RolloutStep(tuple(_names([entry] if entry.is_scalar else entry.items("regions"), context, entry)))]
    if "from" in keys:
        raise keys["from"].error("regions gives each region its day already: leave from out")
    days = entry.mapping("regions")
    for region, value in days.items():
        _check(region, value, context)
    return sorted(
        (RolloutStep((region,), context.day(value, "from") - start) for region, value in days.items()),
        key=lambda step: step.offset,
    )


def _rollout(entry: Entry, context: ChangeContext, start: int) -> list[RolloutStep]:
    keys = entry.mapping("rollout", _ROLLOUT)
    for needed in _ROLLOUT:
        if needed not in keys:
            raise entry.error(f"a rollout needs {needed}, as in {{order: [us, vn], every: 14 days}}")
    every = grammar.span(keys["every"], "every")
    steps: list[RolloutStep] = []
    seen: set[str] = set()
    for place, item in enumerate(keys["order"].items("order")):
        names = _names([item] if item.is_scalar else item.items("order"), context, item)
        if seen & set(names):
            raise item.error(f"{sorted(seen & set(names))[0]} stands twice in the order")
        seen |= set(names)
        day = start + place * every
        if day >= context.days:
            raise item.error(
                f"the rollout reaches {names[0]} on day {day}, after the end of the horizon "
                f"(its last day is {context.days - 1}): shorten every, or give days={day + 1} or more")
        steps.append(RolloutStep(tuple(names), place * every))
    if not steps:
        raise keys["order"].error("order is empty: name the regions, first to last")
    return steps


def _names(items: Sequence[Entry], context: ChangeContext, whole: Entry) -> list[str]:
    chosen: list[str] = []
    for item in items:
        region = item.text("regions")
        _check(region, item, context)
        if region not in chosen:
            chosen.append(region)
    if not chosen:
        raise whole.error("regions is empty: leave it out to change every region")
    return chosen


def _check(region: str, entry: Entry, context: ChangeContext) -> None:
    known = context.regions
    if known is not None and region not in known:
        raise entry.error(f"no region {quoted(region)}.{suggest(region, known)} (the market has {some_of(known)})")
