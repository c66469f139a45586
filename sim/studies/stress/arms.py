"""From policies and threats to scenarios: the counterfactual, the threat, and the threat with a plan from some day on.

What comes later in a scenario is laid over what comes before: a threat over the policy, a plan over the threat.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.model.levers.schedule import Scenario
from sim.studies.stress.threat import ActionPlan, Register, Threat


def first_arms(register: Register) -> Iterator[Scenario]:
    """Yield each policy alone, then under each threat."""
    for policy in register.policies:
        yield policy
        for threat in register.threats:
            yield shocked(policy, threat)


def shocked(policy: Scenario, threat: Threat) -> Scenario:
    """Return a policy under a threat."""
    return Scenario(shocked_name(policy.name, threat.name), threat.question, changes=policy.changes + threat.changes)


def mitigated(policy: Scenario, threat: Threat, plan: ActionPlan, day: int) -> Scenario:
    """Return a policy under a threat with a plan that takes effect on a day."""
    until = None if plan.lasts is None else day + plan.lasts
    moved = tuple(replace(change, start=day, until=until) for change in plan.changes)
    name = mitigated_name(policy.name, threat.name, plan.name, day)
    return Scenario(name, plan.does, changes=policy.changes + threat.changes + moved)


def shocked_name(policy: str, threat: str) -> str:
    """Return the name of the arm of a policy under a threat."""
    return f"{policy}+{threat}"


def mitigated_name(policy: str, threat: str, plan: str, day: int) -> str:
    """Return the name of the arm in which a plan takes effect on a day."""
    return f"{policy}+{threat}+{plan}@{day}"
