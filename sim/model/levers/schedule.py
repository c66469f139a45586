"""Dated changes of levers: what a scenario *is* once it is read.

Days count from the start of the horizon (day 0 is the first day after warm-up).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.model.levers.trial import Trial


@dataclass(frozen=True)
class Trigger:
    """An outcome beyond a bound for ``days`` days running.

    Attributes
    ----------
    region
        Name of the region in which it is read; empty means the whole market.
    pooled
        Whether the bound is put to the ``days`` days taken together instead of to each of them.
    relative
        Whether ``bound`` is a share of the outcome's value over the 28 days before the change began.
    """

    outcome: str
    above: bool
    bound: float
    days: int = 1
    region: str = ""
    pooled: bool = False
    relative: bool = False


@dataclass(frozen=True)
class Change:
    """One lever moved: a step, a ramp or an interval, in some regions, on a day or on a trigger.

    Attributes
    ----------
    name
        Full dotted name of a parameter; a table entry reads ``tactics.bait_price.severity``. Empty for a mark.
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
    stops
        Triggers that undo it, each read over days since it began.
    hold
        Days that an undone change stays undone before it may begin again; 0 is for good.
    label, after, delay
        A name for others to refer to; and the label of the change that this one follows, ``delay`` days after that one
        began, if it is still in force.
    needs
        Labels of changes that must all have begun, and not been undone, before this one may begin.
    last
        Last day on which it may begin.
    kept_if, kept_from
        Label of a change that must have begun by the day ``kept_from``; if it has not, this one is undone on that day.
    tested
        Whether it holds in the treated arm of the scenario's test alone.
    """

    name: str
    to: float
    start: int = 0
    until: int | None = None
    ramp: int = 0
    regions: tuple[str, ...] = ()
    when: Trigger | None = None
    line: int | None = None
    stops: tuple[Trigger, ...] = ()
    hold: int = 0
    label: str = ""
    after: str = ""
    delay: int = 0
    needs: tuple[str, ...] = ()
    last: int | None = None
    kept_if: str = ""
    kept_from: int = 0
    tested: bool = False

    @property
    def is_mark(self) -> bool:
        """Whether it moves no lever (its name is empty): a day for others to wait for."""
        return not self.name


@dataclass(frozen=True)
class Scenario:
    """A question, the changes that pose it, and what was expected before the run.

    ``expect`` maps an outcome to words such as ``"up"``, ``"down"``, ``"down by less than 1 pp"``. ``family`` is the
    name of the file's scenario where this one is a variant of it. ``matters`` maps an outcome to words such as
    ``"1%"``: the smallest change of it that its author would act on. ``trial`` says whom a test treats
    with the changes that are ``tested``.
    """

    name: str
    question: str = ""
    why: str = ""
    expect: dict[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    path: str | None = None
    family: str = ""
    matters: dict[str, str] = field(default_factory=dict)
    trial: Trial | None = None
