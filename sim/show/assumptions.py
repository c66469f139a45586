"""The assumptions to know before acting on a result: those that were changed, and those that matter most.

The second list is chosen by hand: what carries the mechanisms that policies work through, and rests on no published
figure or on its direction only.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sim.config.composition import compose
from sim.config.folders import configs_folder
from sim.errors import UserError
from sim.model.parameters import SCALARS, Parameter

CARRYING = (
    "population.deterrence.certainty",
    "population.deterrence.severity",
    "population.creator.rule_visibility",
    "population.creator.income_quality",
    "population.creator.imitation",
    "population.creator.exit_exposure",
    "population.awareness.ignorance",
    "population.fairness.exit",
    "population.viewer.open_satisfaction",
    "population.viewer.churn_satisfaction",
    "population.viewer.trust_bad_ratio",
    "market.orders.return_exaggeration",
    "distribution.quality_error",
    "enforcement.review.fatigue",
)


@dataclass(frozen=True)
class Setting:
    """A parameter with the value that this study used, and what it is as shipped."""

    parameter: Parameter
    value: float
    region: str | None = None
    was: float | None = None

    @property
    def before(self) -> float:
        """What it is where nobody sets anything."""
        return self.parameter.default if self.was is None else self.was

    @property
    def changed(self) -> bool:
        """Whether somebody has set it to something else."""
        return self.value != self.before


def changed_settings(config: dict[str, Any]) -> list[Setting]:
    """Return every scalar parameter that somebody has set: that differs from the configuration as it is shipped.

    What the shipped market sets for its countries is no change, as little as what a chosen market brings along.
    """
    shipped = _shipped(tuple(config["market"]["regions"]))
    everywhere = [
        Setting(parameter, value_of(config, parameter), was=value_of(shipped, parameter))
        for parameter in SCALARS.values()
    ]
    theirs = _overridden(shipped)
    overridden = [
        Setting(SCALARS[name], value, region, theirs.get((region, name), SCALARS[name].default))
        for (region, name), value in _overridden(config).items()
    ]
    return [setting for setting in (*everywhere, *overridden) if setting.changed]


def _overridden(config: dict[str, Any]) -> dict[tuple[str, str], float]:
    """Return what regions set for themselves, by region and name."""
    return {
        (region, name): float(value)
        for region, content in config["market"]["regions"].items()
        for name, value in (content.get("values") or {}).items()
        if name in SCALARS
    }


@cache
def _shipped(regions: tuple[str, ...]) -> dict[str, Any]:
    """Return the configuration as shipped, with a market of these regions where there is one."""
    base = compose([])
    if tuple(base["market"]["regions"]) == regions:
        return base
    for name in sorted(path.stem for path in (configs_folder() / "market").glob("*.yaml")):
        try:
            other = compose([f"market={name}"])
        except UserError:
            continue  # a part of markets, and none by itself
        if tuple(other["market"]["regions"]) == regions:
            return other
    return base


def carrying_settings(config: dict[str, Any]) -> list[Setting]:
    """Return the assumptions that carry most of what policies do."""
    return [Setting(SCALARS[name], value_of(config, SCALARS[name])) for name in CARRYING if name in SCALARS]


def value_of(config: dict[str, Any], parameter: Parameter) -> float:
    """Return a scalar parameter's value in a resolved config, its default where the config is silent."""
    node: Any = config
    for part in parameter.name.split("."):
        if not isinstance(node, dict) or part not in node:
            return parameter.default
        node = node[part]
    return float(node)
