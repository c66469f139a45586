"""What many runs are made of: base configurations, scenarios, and the factors in which their points differ.

A *point* gives every factor a value. Assumptions and settings hold for the whole run, warm-up included, so they go into
the configuration. Levers are ours to set from day 0 on: they are laid over the warmed-up market as changes, below those
of the scenario. A choice (``enforcement=strict``) picks one of the base configurations.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.model.levers.trial import Trial
from sim.runs.plan import Config

FactorKind = Literal["lever", "assumption", "setting", "choice"]
Value = float | int | str
Values = Mapping[str, Value]


@dataclass(frozen=True)
class Factor:
    """Something that differs from point to point.

    Attributes
    ----------
    kind
        ``"lever"``, ``"assumption"``, ``"setting"`` (days, viewers …) or ``"choice"`` (an option of a config group).
    levels
        The values that it takes, in order; empty where it is drawn between ``low`` and ``high``.
    base
        Its value in the base configuration.
    """

    name: str
    kind: FactorKind
    unit: str = ""
    low: float = 0.0
    high: float = 0.0
    levels: tuple[Value, ...] = ()
    integer: bool = False
    base: Value = 0.0

    @property
    def ends(self) -> tuple[Value, Value]:
        """The first and last value that it can take."""
        return (self.levels[0], self.levels[-1]) if self.levels else (self.low, self.high)


@dataclass(frozen=True)
class Blueprint:
    """Everything that turns a row of a plan into a configuration and a scenario.

    Attributes
    ----------
    bases
        Base configurations by the options chosen (`choice_of`); where there is no choice, one under an empty name.
    scenarios
        The arms: each is run at every point.
    held
        Arm → channels that are held at the path of the first arm, of arms in which some are.
    """

    bases: dict[str, Config]
    scenarios: tuple[Scenario, ...]
    factors: tuple[Factor, ...] = ()
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def choice_of(self, values: Values) -> str:
        """Return the name of a point's base configuration."""
        return " ".join(f"{one.name}={values[one.name]}" for one in self.factors if one.kind == "choice")

    def config(self, values: Values) -> Config:
        """Return the configuration of a point."""
        base = self.bases[self.choice_of(values)]
        fixed = {one.name: values[one.name] for one in self.factors if one.kind in ("assumption", "setting")}
        return with_values(base, fixed) if fixed else base

    def whole_config(self, values: Values) -> Config:
        """Return a point's configuration with its levers in it too, to be checked and shown; no run starts from it."""
        levers = {one.name: values[one.name] for one in self.factors if one.kind == "lever"}
        return with_values(self.config(values), levers)

    def scenario(self, name: str, values: Values) -> Scenario:
        """Return one of the scenarios with the point's levers laid below its own changes."""
        own = next(one for one in self.scenarios if one.name == name)
        levers = tuple(Change(one.name, float(values[one.name])) for one in self.factors if one.kind == "lever")
        return replace(own, changes=levers + own.changes)

    def to_json(self) -> dict[str, Any]:
        """Return plain values, for ``study.json``."""
        return {
            "factors": [asdict(one) for one in self.factors],
            "scenarios": [asdict(one) for one in self.scenarios],
            "bases": self.bases,
            **({"held": {name: list(channels) for name, channels in self.held.items()}} if self.held else {}),
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Blueprint:
        """Return the blueprint that `to_json` wrote."""
        factors = tuple(Factor(**one | {"levels": tuple(one["levels"])}) for one in content["factors"])
        scenarios = tuple(read_scenario(one) for one in content["scenarios"])
        held = {name: tuple(channels) for name, channels in content.get("held", {}).items()}
        return cls(dict(content["bases"]), scenarios, factors, held)


def with_values(config: Config, values: Values) -> Config:
    """Return a configuration with some values set, in every region; what is not changed is shared with the given one.

    A study asks for one at every point and run, so mappings are copied only along the way to a value.
    """
    whole: Config = dict(config)
    own: dict[str, Any] = {}
    for name, value in values.items():
        *folders, leaf = name.split(".")
        _owned(whole, folders, own)[leaf] = value
        for region, content in whole.get("market", {}).get("regions", {}).items():
            if name in (content.get("values") or {}):
                del _owned(whole, ["market", "regions", region, "values"], own)[name]
    return whole


def _owned(whole: Config, folders: Sequence[str], own: dict[str, Any]) -> dict[str, Any]:
    """Return the mapping at a place, copied if it is not our own yet, and so are those that lead to it."""
    node, place = whole, ""
    for folder in folders:
        place = f"{place}.{folder}"
        if place not in own:
            own[place] = node[folder] = dict(node.get(folder) or {})
        node = own[place]
    return node


def read_scenario(content: Mapping[str, Any]) -> Scenario:
    """Return a scenario from its JSON form."""
    changes = tuple(_change(one) for one in content["changes"])
    return Scenario(**{**content, "changes": changes, "trial": Trial.read(content.get("trial"))})


def _change(content: Mapping[str, Any]) -> Change:
    when = Trigger(**content["when"]) if content["when"] else None
    stops = tuple(Trigger(**stop) for stop in content["stops"])
    several = {name: tuple(content[name]) for name in ("regions", "needs")}
    return Change(**{**content, **several, "when": when, "stops": stops})


def as_plain(blueprint: Blueprint) -> dict[str, Any]:
    """Return the blueprint as JSON would give it back, so that equal blueprints compare equal."""
    plain: dict[str, Any] = json.loads(json.dumps(blueprint.to_json()))
    return plain
