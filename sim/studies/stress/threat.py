"""A threat as data: what happens and for how long, how likely it is, how it shows, what it harms, what can be done.

Days count from the start of the run. A threat's changes hold from its first day until it is over and then go back; an
action plan's changes hold from the day of its reaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sim.config.costs import Cost
from sim.methods.as_json import read
from sim.model.levers.schedule import Change, Scenario

After = Literal["detection", "start"]


@dataclass(frozen=True)
class Likelihood:
    """The chance that a threat comes true within a year, as a range, and what it rests on."""

    low: float
    high: float
    basis: str


@dataclass(frozen=True)
class Watch:
    """An outcome held against the run's own counterfactual.

    Attributes
    ----------
    rises
        Whether the threat shows as a rise.
    by
        Distance from the counterfactual that counts: in the outcome's unit or, if ``relative``, as a share of the
        counterfactual's value.
    over
        Days that a reading looks back over.
    region
        Empty for the whole market.
    """

    outcome: str
    rises: bool
    by: float
    relative: bool
    over: int = 7
    region: str = ""


@dataclass(frozen=True)
class ActionPlan:
    """Something that can be done about a threat.

    Attributes
    ----------
    delay, after
        Days until it takes effect, counted from the alarm or from the threat's first day.
    lasts
        Days that it is kept up; ``None`` is to the end of the run.
    cost
        As written, in USD.
    changes
        Levers moved, as if it began on day 0.
    """

    name: str
    does: str
    delay: int
    after: After
    lasts: int | None
    cost: Cost
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Threat:
    """One row of the register.

    Attributes
    ----------
    start, lasts
        First day, and how many days it lasts; ``None`` is to the end of the run.
    harms
        Outcomes that it is feared for; its class is theirs.
    judged_by
        The outcome that plans are judged by, one of the harms or not.
    limits
        What of it the model cannot express.
    """

    name: str
    question: str
    start: int
    lasts: int | None
    likelihood: Likelihood
    changes: tuple[Change, ...]
    signal: Watch
    recovery: Watch
    harms: tuple[str, ...]
    judged_by: str
    plans: tuple[ActionPlan, ...]
    limits: str = ""
    path: str = ""

    @property
    def looked_at(self) -> tuple[str, ...]:
        """What plans are judged by, then the other harms."""
        return tuple(dict.fromkeys((self.judged_by, *self.harms)))

    def end(self, days: int) -> int:
        """Return the first day on which it is over; ``days`` where it lasts to the end."""
        return days if self.lasts is None else self.start + self.lasts


@dataclass(frozen=True)
class Register:
    """Threats, and the policies that they are let loose on; the first policy is the one to compare with."""

    policies: tuple[Scenario, ...]
    threats: tuple[Threat, ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Register:
        """Return what `to_json` gave."""
        return read(cls, content)
