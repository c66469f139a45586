"""Groups of agents: what `groupby` returns, and a market's registry of agents by kind, for either engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mesa.agent import AgentSet

try:
    from mesa.agentset import GroupBy  # Mesa 3.5
except ImportError:
    from mesa.agent import GroupBy  # Mesa 3.3

from sim.model.ecosystem.handles.handles import HANDLES, CreatorHandle, Handle, PolicyHandle, ViewerHandle
from sim.model.state.schema import ACTIVE, ACTIVE_VIEWER

if TYPE_CHECKING:
    from sim.model.ecosystem.handles.population import Population


class Groups(GroupBy):  # type: ignore[misc]
    """Mesa's ``GroupBy`` over populations: aggregates read columns instead of agents."""

    def agg(self, attr_name: str, func: Callable[..., Any]) -> dict[Any, Any]:
        """Return ``func`` of the attribute's values in each group."""
        if all(isinstance(group, AgentSet) for group in self.groups.values()):
            return {key: group.agg(attr_name, func) for key, group in self.groups.items()}
        return dict(super().agg(attr_name, func))


def populations(model: Any) -> dict[type[Handle], Population]:
    """Return the living agents of a compiled market by handle class."""
    from sim.model.ecosystem.handles.population import Population

    return {handle: Population(model, (kind,)) for kind, handle in HANDLES.items()}


def compiled_agents(model: Any, base: type[Handle] = Handle) -> Population:
    """Return the living agents of a compiled market of one base class, all kinds by default."""
    from sim.model.ecosystem.handles.population import Population

    return Population(model, tuple(kind for kind, handle in HANDLES.items() if issubclass(handle, base)))


def object_agents(model: Any, *bases: type) -> AgentSet:
    """Return the objects engine's agents of some base classes from Mesa's own registry (subclasses are the user's)."""
    found = [agents for kind, agents in model.agents_by_type.items() if issubclass(kind, bases)]
    return AgentSet([agent for agents in found for agent in agents], random=model.random)


def viewers_of(model: Any) -> AgentSet:
    """Return the viewers who have not left: a live population, or a set of the objects engine's agents."""
    if model.is_compiled:
        return compiled_agents(model, ViewerHandle)
    from sim.model.agents.viewer import Viewer

    return object_agents(model, Viewer).select(lambda viewer: viewer.status == ACTIVE_VIEWER, inplace=True)


def creators_of(model: Any) -> AgentSet:
    """Return the open creator accounts; see :func:`viewers_of`."""
    if model.is_compiled:
        return compiled_agents(model, CreatorHandle)
    from sim.model.agents.creator import Creator

    return object_agents(model, Creator).select(lambda creator: creator.status <= ACTIVE, inplace=True)


def policies_of(model: Any) -> AgentSet:
    """Return the policy agents, three a region; see :func:`viewers_of`."""
    if model.is_compiled:
        return compiled_agents(model, PolicyHandle)
    from sim.model.agents.policies import Distribution, EnforcementPolicy
    from sim.model.agents.programme import IncentiveProgramme

    return object_agents(model, EnforcementPolicy, Distribution, IncentiveProgramme)
