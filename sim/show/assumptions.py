"""The assumptions to know before acting on a result: those that were changed, and those that matter most.

The second list is chosen by hand: what carries the mechanisms that policies work through, and rests on no published
figure or on its direction only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

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
    """A parameter with the value that this study used."""

    parameter: Parameter
    value: float
    region: str | None = None

    @property
    def changed(self) -> bool:
        """Whether the value is not the default."""
        return self.value != self.parameter.default


def changed_settings(config: dict[str, Any]) -> list[Setting]:
    """Return every scalar parameter whose value is not its default, and what regions override."""
    everywhere = [Setting(parameter, value_of(config, parameter)) for parameter in SCALARS.values()]
    overridden = [
        Setting(SCALARS[name], float(value), region)
        for region, content in config["market"]["regions"].items()
        for name, value in (content.get("values") or {}).items()
        if name in SCALARS
    ]
    return [setting for setting in everywhere if setting.changed] + overridden


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
