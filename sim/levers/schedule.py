"""Dated changes of levers: what a scenario *is* once it is read.

Days count from the start of the horizon (day 0 is the first day after warm-up).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Trigger:
    """Fire when an outcome of the whole market stays beyond a bound for ``days`` days running."""

    outcome: str
    above: bool
    bound: float
    days: int = 1


@dataclass(frozen=True)
class Change:
    """One lever moved: a step, a ramp or an interval, in some regions, on a day or on a trigger.

    Attributes
    ----------
    name
        Full dotted name of a parameter; a table entry reads ``tactics.bait_price.severity``.
    to
        The value from then on, in the parameter's unit.
    start, until
        First day, and first day on which it no longer holds (``None``: to the end).
    ramp
        Days over which the value moves linearly from what it was; 0 is a step.
    regions
        Names; empty means every region.
    when
        Start on a trigger instead of on ``start`` (which is then the earliest day).
    """

    name: str
    to: float
    start: int = 0
    until: int | None = None
    ramp: int = 0
    regions: tuple[str, ...] = ()
    when: Trigger | None = None
    line: int | None = None


@dataclass(frozen=True)
class Scenario:
    """A question, the changes that pose it, and what was expected before the run.

    ``expect`` maps an outcome to words such as ``"up"``, ``"down"``, ``"down by less than 1 pp"``.
    """

    name: str
    question: str = ""
    why: str = ""
    expect: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    path: str | None = None
