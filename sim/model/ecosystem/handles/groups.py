"""Groups of agents: what `groupby` returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mesa.agent import AgentSet

try:
    from mesa.agentset import GroupBy  # Mesa 3.5
except ImportError:
    from mesa.agent import GroupBy  # Mesa 3.3


class Groups(GroupBy):  # type: ignore[misc]
    """Mesa's ``GroupBy`` over populations: aggregates read columns instead of agents."""

    def agg(self, attr_name: str, func: Callable[..., Any]) -> dict[Any, Any]:
        """Return ``func`` of the attribute's values in each group."""
        if all(isinstance(group, AgentSet) for group in self.groups.values()):
            return {key: group.agg(attr_name, func) for key, group in self.groups.items()}
        return dict(super().agg(attr_name, func))
