"""Where an entry of ``changes`` applies, and in what order: everywhere, in some regions, or region by region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sim.config import grammar
from sim.config.documents import Entry
from sim.config.triggers import EACH
from sim.errors import suggest
from sim.model.levers.schedule import Trigger

if TYPE_CHECKING:
    from sim.config.change import Setting

_ROLLOUT = ["order", "every"]


@dataclass(frozen=True)
class Wave:
    """Regions that change together, and how many days after the first wave; no regions means all."""

    regions: tuple[str, ...]
    offset: int = 0

    def read_in(self, trigger: Trigger) -> Trigger:
        """Return a trigger as this wave reads it: ``in each`` is in its own region."""
        return replace(trigger, region=self.regions[0]) if trigger.region == EACH else trigger


def read_waves(
    keys: Mapping[str, Entry], setting: Setting, start: int, triggers: Sequence[Trigger]
) -> list[Wave]:
    """Read ``regions`` or ``rollout``; where a trigger is read in each region, every region is a wave of its own."""
    if "rollout" in keys:
        if "regions" in keys:
            raise keys["regions"].error("rollout names the regions already: leave regions out")
        waves = _rollout(keys["rollout"], setting, start)
    elif "regions" in keys:
        waves = _regions(keys, setting, start)
    else:
        waves = [Wave(())]
    if not any(trigger.region == EACH for trigger in triggers):
        return waves
    if waves == [Wave(())]:
        if setting.regions is None:
            raise keys["set"].error("in each needs regions here: only the network's files know which there are")
        waves = [Wave(tuple(setting.regions))]
    return [Wave((region,), wave.offset) for wave in waves for region in wave.regions]


def _regions(keys: Mapping[str, Entry], setting: Setting, start: int) -> list[Wave]:
    entry = keys["regions"]
    if not entry.is_mapping:
        return [Wave(tuple(_names([entry] if entry.is_scalar else entry.items("regions"), setting, entry)))]
    if "from" in keys:
        raise keys["from"].error("regions gives each region its day already: leave from out")
    days = entry.mapping("regions")
    for region, value in days.items():
        _check(region, value, setting)
    return sorted(
        (Wave((region,), setting.day(value, "from") - start) for region, value in days.items()),
        key=lambda wave: wave.offset,
    )


def _rollout(entry: Entry, setting: Setting, start: int) -> list[Wave]:
    keys = entry.mapping("rollout", _ROLLOUT)
    for needed in _ROLLOUT:
        if needed not in keys:
            raise entry.error(f"a rollout needs {needed}, as in {{order: [us, vn], every: 14 days}}")
    step = grammar.span(keys["every"], "every")
    waves: list[Wave] = []
    seen: set[str] = set()
    for place, item in enumerate(keys["order"].items("order")):
        names = _names([item] if item.is_scalar else item.items("order"), setting, item)
        if seen & set(names):
            raise item.error(f"{sorted(seen & set(names))[0]} stands twice in the order")
        seen |= set(names)
        day = start + place * step
        if day >= setting.days:
            raise item.error(
                f"the rollout reaches {names[0]} on day {day}, after the end of the horizon "
                f"(its last day is {setting.days - 1}): shorten every, or give days={day + 1} or more")
        waves.append(Wave(tuple(names), place * step))
    if not waves:
        raise keys["order"].error("order is empty: name the regions, first to last")
    return waves


def _names(items: Sequence[Entry], setting: Setting, whole: Entry) -> list[str]:
    chosen: list[str] = []
    for item in items:
        region = item.text("regions")
        _check(region, item, setting)
        if region not in chosen:
            chosen.append(region)
    if not chosen:
        raise whole.error("regions is empty: leave it out to change every region")
    return chosen


def _check(region: str, entry: Entry, setting: Setting) -> None:
    known = setting.regions
    if known is not None and region not in known:
        raise entry.error(f"no region {region!r}.{suggest(region, known)} (the market has {', '.join(known)})")
