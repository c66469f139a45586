"""Ready scenarios as places of a page's box: which of them its levers can set, and what is lost of those it can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.config.finding import scenario_names
from sim.config.scenarios import load_scenarios
from sim.errors import UserError
from sim.model.levers.schedule import Change, Scenario
from sim.runs.blueprint import Factor
from sim.runs.plan import STATUS_QUO, Config

_VARIANTS = "whatif_"


@dataclass(frozen=True)
class Preset:
    """A ready scenario that a page can set.

    Attributes
    ----------
    values
        Lever → value, of the levers that it moves.
    simpler
        What the scenario says besides, that sliders do not; empty where they say all of it.
    """

    name: str
    question: str
    values: Mapping[str, float]
    simpler: str = ""


def presets(factors: Sequence[Factor], config: Config, more: Sequence[str | Path | Scenario] = ()) -> list[Preset]:
    """Return the scenarios that move nothing but some of the factors, within their bounds.

    Parameters
    ----------
    more
        Besides the ready ones that are shipped; these come first.
    """
    ready = [name for name in scenario_names() if name != STATUS_QUO and not name.startswith(_VARIANTS)]
    found: dict[str, Preset] = {}
    for one in [*more, *ready]:
        try:
            arms = (one,) if isinstance(one, Scenario) else load_scenarios(str(one), config)
        except UserError:
            continue  # a ready scenario that this market cannot have: another regime, another table
        for arm in arms:
            preset = preset_of(arm, factors)
            if preset is not None:
                found.setdefault(arm.name, preset)
    return list(found.values())


def preset_of(scenario: Scenario, factors: Sequence[Factor]) -> Preset | None:
    """Return a scenario as a place of the box; ``None`` where it moves something else, or leaves the box."""
    bounds = {one.name: sorted(map(float, one.ends)) for one in factors if one.kind == "lever"}
    values = {change.name: change.to for change in scenario.changes}
    if not values or len(values) < len(scenario.changes):
        return None
    if any(name not in bounds or not bounds[name][0] <= to <= bounds[name][1] for name, to in values.items()):
        return None
    lost = dict.fromkeys(words for change in scenario.changes for words in _lost(change))
    return Preset(scenario.name, scenario.question, values, ", ".join(lost))


def _lost(change: Change) -> list[str]:
    """Return what of a change sliders do not say."""
    told = {
        f"from day {change.start}": change.start > 0, f"a ramp of {change.ramp} days": change.ramp > 0,
        f"until day {change.until}": change.until is not None, f"in {', '.join(change.regions)} alone": change.regions,
        "a trigger": change.when or change.stops or change.after or change.needs,
    }
    return [words for words, is_so in told.items() if is_so]

