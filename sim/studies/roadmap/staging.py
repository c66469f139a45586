"""From an alternative to a scenario: marks for phases and gates, and the levers that wait for them.

Every phase is a mark (a change that moves nothing) that its levers need; every gate is a mark that the next phases
need. A left-out phase keeps its marks and loses its levers, so that all that rests on it goes on as it would.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.studies.roadmap.plan import Gate, Phase, Roadmap

WITHOUT = "plan_without_"
"""How counterfactuals in which a phase is left out are called."""


def scenarios_of(roadmap: Roadmap, counterfactuals: bool = True) -> list[Scenario]:
    """Return every alternative as a scenario, then the plan with each of its phases left out."""
    found = [staged(one.name, one.phases, one.why) for one in roadmap.alternatives]
    if counterfactuals and len(roadmap.plan.phases) > 1:
        phases = roadmap.plan.phases
        found += [staged(WITHOUT + left.name, phases, f"{roadmap.plan.name} without {left.name}", left.name)
                  for left in phases]
    return found


def staged(name: str, phases: Sequence[Phase], why: str = "", left_out: str = "") -> Scenario:
    """Return phases as a scenario.

    Parameters
    ----------
    left_out
        Name of a phase whose levers stay where they are; its marks, gate and cost's day remain.
    """
    gated = {one.name for one in phases if one.gate}
    changes = [change for one in phases for change in _stage(one, gated, one.name == left_out)]
    return Scenario(name, question=why, changes=tuple(changes))


def phase_mark(name: str) -> str:
    """Return the label of a phase's mark."""
    return f"phase {name}"


def gate_mark(name: str) -> str:
    """Return the label of the mark that a phase's gate was passed."""
    return f"gate {name}"


def _stage(phase: Phase, gated: set[str], left_out: bool) -> Iterator[Change]:
    """Yield a phase's marks and levers; the gate first, so that it is read before its phase is undone."""
    gate = phase.gate
    needs = tuple(gate_mark(one) if one in gated else phase_mark(one) for one in phase.depends_on)
    kept_if, kept_from, last = "", 0, phase.end
    if gate is not None:
        yield _gate(phase, gate)
        if gate.otherwise == "roll back":
            kept_if, kept_from = gate_mark(phase.name), gate.reading.day + 1
            last = min(last, gate.reading.day)
    yield Change("", 0.0, start=phase.start, label=phase_mark(phase.name), needs=needs, last=last, kept_if=kept_if,
                 kept_from=kept_from)
    for place, change in enumerate(() if left_out else phase.changes):
        own = {"label": f"{phase.name}: {change.label}"} if change.label else {}
        own |= {"after": f"{phase.name}: {change.after}"} if change.after else {}
        needed = (*change.needs, phase_mark(phase.name))
        yield replace(change, needs=needed, kept_if=kept_if, kept_from=kept_from, line=place, **own)  # type: ignore[arg-type]


def _gate(phase: Phase, gate: Gate) -> Change:
    """Return the mark of a gate: passed on its day or, where it holds, on the first later day that meets it."""
    read = gate.reading
    when = Trigger(read.outcome, read.at_least, read.bound, read.window, read.region, pooled=True)
    first = read.day + 1
    last = first if gate.otherwise == "roll back" else None
    return Change("", 0.0, start=first, when=when, label=gate_mark(phase.name), needs=(phase_mark(phase.name),),
                  last=last)
