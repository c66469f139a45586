"""Registry: the agents of a market by kind, for either engine."""

from __future__ import annotations

from typing import Any

from mesa.agent import AgentSet

from sim.model.ecosystem.handles.handles import HANDLES, CreatorHandle, Handle, PolicyHandle, ViewerHandle
from sim.model.ecosystem.handles.population import Population
from sim.model.state.schema import ACTIVE, ACTIVE_VIEWER


def populations(model: Any) -> dict[type[Handle], Population]:
    """Return the living agents of a compiled market by handle class."""
    return {handle: Population(model, (kind,)) for kind, handle in HANDLES.items()}


def compiled_agents(model: Any, base: type[Handle] = Handle) -> Population:
    """Return the living agents of a compiled market of one base class, all kinds by default."""
    return Population(model, tuple(kind for kind, handle in HANDLES.items() if issubclass(handle, base)))


def is_living(agent: Any) -> bool:
    """Return whether an agent of the objects engine is still there: has not left, is an open account, is a policy."""
    from sim.model.agents.creator import Creator
    from sim.model.agents.viewer import Viewer

    if isinstance(agent, Viewer):
        return agent.status == ACTIVE_VIEWER
    return not isinstance(agent, Creator) or agent.status <= ACTIVE


def object_agents(model: Any, *bases: type) -> AgentSet:
    """Return the objects engine's living agents of some base classes (subclasses are the user's)."""
    found = [agents for kind, agents in model.agents_by_type.items() if issubclass(kind, bases)]
    return AgentSet([agent for agents in found for agent in agents if is_living(agent)], random=model.random)


def viewers_of(model: Any) -> AgentSet:
    """Return the viewers who have not left: a live population, or a set of the objects engine's agents."""
    if model.is_compiled:
        return compiled_agents(model, ViewerHandle)
    from sim.model.agents.viewer import Viewer

    return object_agents(model, Viewer)


def creators_of(model: Any) -> AgentSet:
    """Return the open creator accounts; see :func:`viewers_of`."""
    if model.is_compiled:
        return compiled_agents(model, CreatorHandle)
    from sim.model.agents.creator import Creator

    return object_agents(model, Creator)


def policies_of(model: Any) -> AgentSet:
    """Return the policy agents, three a region; see :func:`viewers_of`."""
    if model.is_compiled:
        return compiled_agents(model, PolicyHandle)
    from sim.model.agents.distribution import Distribution
    from sim.model.agents.enforcement import EnforcementPolicy
    from sim.model.agents.programme import IncentiveProgramme

    return object_agents(model, EnforcementPolicy, Distribution, IncentiveProgramme)
