"""What the laboratory is asked: designs, share, days, metrics, and how the truth is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sim.errors import UserError
from sim.model.levers.schedule import Scenario
from sim.runs.plan import Config
from sim.studies.laboratory.designs import DESIGNS, Design, design_of, possible, stop_unless_possible
from sim.studies.laboratory.metrics import DEFAULT, METRICS, Judged, metric_of, stop_unless_measured

FEWEST_DAYS = 7
LAUNCH_DAYS = 30
"""Days at the end of the horizon over which the effect of a launch is read."""

CURVE = tuple(round(0.1 * step, 1) for step in range(1, 10))
"""Treated shares between none and all at which the market is looked at for a bend."""


@dataclass(frozen=True)
class Ask:
    """A test to be planned.

    Attributes
    ----------
    designs, metrics
        Names.
    share
        Share to treat, above 0 and below 1.
    days, pre
        Days of the test, and of the time before it that estimators may look at.
    block
        Days of a switchback's blocks.
    measured
        Whether quality and breaches are what the platform's labels say, errors included, instead of what they are.
    again
        Re-assignments of an untreated market on which false alarms are counted.
    curve
        Whether the market is also run at shares in between, to see whether its outcomes are straight in the share.
    smallest
        Relative effect that somebody would act on; 0 if nobody says.
    """

    designs: tuple[str, ...]
    metrics: tuple[str, ...] = DEFAULT
    share: float = 0.5
    days: int = 28
    pre: int = 14
    block: int = 7
    measured: bool = False
    again: int = 5
    curve: bool = True
    smallest: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Ask:
        """Return what `to_json` gave."""
        several = {name: tuple(content[name]) for name in ("designs", "metrics")}
        return cls(**{**content, **several})

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The metrics."""
        return tuple(METRICS[name] for name in self.metrics)

    @property
    def chosen(self) -> tuple[Design, ...]:
        """The designs."""
        return tuple(DESIGNS[name] for name in self.designs)


def checked_ask(ask: Ask, scenario: Scenario, config: Config) -> Ask:
    """Return what is asked, with every design that is possible where none was named.

    Raises
    ------
    UserError
        In one line, with what would be right.
    """
    if not [one for one in scenario.changes if not one.is_mark]:
        raise UserError(f"nothing to test: {scenario.name} changes nothing")
    if not 0 < ask.share < 1:
        raise UserError(f"--share is {ask.share:g}: a share above 0 and below 1 leaves somebody in each arm")
    horizon = int(config["days"])
    if ask.days < FEWEST_DAYS:
        raise UserError(f"--days is {ask.days}: a test takes at least {FEWEST_DAYS}, a whole week")
    if ask.pre + ask.days > horizon:
        raise UserError(f"--days is {ask.days}: with {ask.pre} days before the test that is more than the horizon of "
                        f"{horizon} days; take at most {horizon - ask.pre}, or a larger days=")
    regions = len(config["market"]["regions"])
    named = ask.designs or tuple(possible(scenario, regions))
    if not named:
        raise UserError(f"{scenario.name} cannot be tested by any design in this market")
    designs = tuple(dict.fromkeys(design_of(name).name for name in named))
    for name in designs:
        stop_unless_possible(DESIGNS[name], scenario, regions)
    if "switchback" in designs and not 1 <= ask.block <= ask.days // 2:
        raise UserError(f"--block is {ask.block}: blocks are 1 to half of the test's {ask.days} days")
    metrics = tuple(dict.fromkeys(metric_of(name).name for name in ask.metrics))
    for name in metrics:
        stop_unless_measured(METRICS[name], [(DESIGNS[one].label, DESIGNS[one].tables) for one in designs])
    if config["engine"]["name"] == "objects":
        raise UserError("the laboratory counts what each viewer saw in the compiled engine alone: leave out "
                        "engine=objects")
    return Ask(**{**asdict(ask), "designs": designs, "metrics": metrics})
