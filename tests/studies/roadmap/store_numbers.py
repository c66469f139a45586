"""Which numbers a roadmap's store lets anybody tell, in whatever form: what page and deck are held to."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from typing import Any

from sim.config.numbers import show
from sim.methods.chance import Chance
from sim.show.numbers import level
from sim.show.words import percent
from sim.studies.roadmap.words import standing

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
COUNTED = re.compile(r"… and \d+ more|\(?(?:and )?\d+ more|\d+ countries")
"""How many rows were left out, or stand for a list: no numbers of the store."""

SAID = {"95", "80", "50", "1", "99"}
"""Of intervals and bands, of a guess, and of a chance that is rounded to no certainty."""

UNITS = ("fraction", "USD", "0-1", "cases")


def leaves(content: Any) -> Iterator[Any]:
    """Yield every value of the store, and every key, which may be a name."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield name
            yield from leaves(value)
    elif isinstance(content, list):
        for value in content:
            yield from leaves(value)
    elif content is not None and not isinstance(content, bool):
        yield content


def relative(told: dict[str, Any]) -> Iterator[float]:
    """Yield every effect as a share of its level under the status quo, as money and counts are told."""
    bases = {one["name"]: one["by_arm"]["status_quo"]["value"]["mean"] for one in told["targets"]}
    rows = [
        (effect, one["status_quo"]["mean"])
        for key in ("countries", "tiers")
        for one in told[key]
        for effect in one["effect"].values()
    ]
    rows += [(one["effect"], bases[one["target"]]) for one in told["contributions"]]
    rows += [(effect, bases[one["name"]]) for one in told["targets"] for effect in one["effect"].values()]
    for effect, base in rows:
        yield from (effect[end] / abs(base) for end in ("mean", "low", "high"))


def forms(value: float) -> Iterator[str]:
    """Yield a number of the store as it may be told."""
    size = abs(float(value))
    yield from (level(unit, size) for unit in UNITS)
    yield from (show(size), show(float(f"{size:.2g}")), percent(size) if size <= 1 else "")
    yield from (f"{scaled:.{digits}f}" for scaled in (size, 100 * size) for digits in range(6))
    yield from (str(math.floor(100 * size + 1e-9)), str(math.ceil(100 * size - 1e-9)))


def tellable(told: dict[str, Any]) -> set[str]:
    """Return every number that the store lets a deck tell."""
    found = set(SAID)
    for leaf in [*leaves(told), *relative(told)]:
        if isinstance(leaf, str):
            found |= {one.replace(",", "") for one in NUMBER.findall(leaf)}
            if re.fullmatch(r"\d{4}-\d\d-\d\d", leaf):
                day = dt.date.fromisoformat(leaf)
                found |= {str(day.day), str(day.year), f"{day:%y}"}
        else:
            found |= {number.replace(",", "") for form in forms(leaf) for number in NUMBER.findall(form)}
    chances = [standing(Chance(**one["by_arm"]["plan"]["chance"])) for one in told["targets"]]
    about = told["about"]
    start, end = (dt.date.fromisoformat(about[key]) for key in ("start", "end"))
    days = (start + dt.timedelta(day) for day in range((end - start).days + 1))
    found |= {str(chances.count(name)) for name in ("likely", "unlikely", "open")} | {str(len(chances))}
    found |= {str(about["first_seed"] + about["seeds"] - 1)} | {str(day.year) for day in days} | {f"{start:%y}"}
    reached = [one["by_arm"][arm]["reached"] for one in told["targets"] for arm in one["by_arm"]]
    found |= {str((start + dt.timedelta(one[end])).day) for one in reached for end in ("low", "high")}
    late = [phase["began"]["met"] - phase["on_time"] for one in told["alternatives"] for phase in one["phases"]]
    never = [phase["began"]["runs"] - phase["began"]["met"] for one in told["alternatives"] for phase in one["phases"]]
    return found | {str(one) for one in late + never}
