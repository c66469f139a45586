"""What the numbers say about one option before it is put in words: each outcome's side, money in parts, who pays.

Whoever knows the runs fills it (`sim.studies.experiment.evidence`), `sim.show.recommendation.advice` words it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.methods.choice import Course, Side, course
from sim.methods.intervals import Effect
from sim.model.outcomes.dictionary import OUTCOMES

Sides = Mapping[str, Side]
"""Outcome → side."""

NET = "platform_net_value"
"""The outcome by which an option's money is judged."""

EARNED = ("platform_fees", "ads_revenue", "paid_boost_revenue")
SPENT = ("incentive_cost", "governance_cost")
OWN = "own_cost"
"""The parts of the platform's money: what comes in, and what is paid out; a plan may have a cost of its own besides."""

DECIDING = (
    NET, "quality", "violation_view_rate", "creator_retention_90d", "viewer_retention_30d", "gmv_net",
)
"""The outcomes that have to be settled before an option is adopted: money, quality, harm, both retentions, sales."""


@dataclass(frozen=True)
class Reading:
    """One outcome of an option against the status quo.

    Attributes
    ----------
    side
        A gain or a loss that matters, small, the same, or undecided.
    smallest
        The smallest change that matters, in the outcome's unit.
    seeds
        Seeds that it would take to settle it, in all; ``None`` where it is settled or no affordable number would do.
    """

    outcome: str
    effect: Effect
    side: Side
    smallest: float = 0.0
    seeds: int | None = None

    @property
    def rise_is_better(self) -> bool:
        """Whether more of the outcome is better."""
        return OUTCOMES[self.outcome].better != "down"

    @property
    def ends(self) -> tuple[float, float]:
        """The worse and the better end of the interval; both the mean where there is none."""
        interval = self.effect.paired
        ends = (interval.low, interval.high) if interval.bounded else (interval.mean, interval.mean)
        return ends if self.rise_is_better else (ends[1], ends[0])

    @property
    def may_lose(self) -> bool:
        """Whether it is undecided and may be a loss that matters."""
        bad = self.ends[0] if self.rise_is_better else -self.ends[0]
        return self.side == "undecided" and not bad > -self.smallest

    @property
    def may_gain(self) -> bool:
        """Whether it is undecided and may be a gain that matters."""
        good = self.ends[1] if self.rise_is_better else -self.ends[1]
        return self.side == "undecided" and not good < self.smallest


@dataclass(frozen=True)
class Evidence:
    """What is known of one option.

    Attributes
    ----------
    readings
        The outcomes that it is judged by; what the platform spends is in its net value and not among them.
    parts
        The parts of the platform's money, each with its effect.
    payers
        Groups of creators whose income clearly falls, each with by how much.
    elsewhere
        Place and outcome, with its effect, where a country clearly goes the other way than the market.
    unpriced
        What the option needs that the model has no price for.
    seeds
        Replications that stand behind it.
    nothing
        Whether every count of every replication equals the status quo's.
    sales
        Net GMV of the status quo a day, in USD, for money as a share of sales; NaN where it is not known.
    over
        What stands behind it in words, where that is more than seeds: ``16 futures × 4 seeds``.
    per
        What money is counted over: ``a day``, or a run.
    turns
        What would turn the advice, besides what the readings say.
    called
        How a sentence names the option, where that is more than its label.
    """

    option: str
    label: str
    readings: Sequence[Reading]
    parts: Mapping[str, Effect] = field(default_factory=dict)
    payers: Sequence[str] = ()
    elsewhere: Sequence[tuple[str, str, Effect]] = ()
    unpriced: Sequence[str] = ()
    seeds: int = 0
    nothing: bool = False
    sales: float = float("nan")
    over: str = ""
    per: str = "a day"
    turns: Sequence[str] = ()
    called: str = ""

    @property
    def name(self) -> str:
        """How a sentence names the option."""
        return self.called or self.label

    @property
    def course(self) -> Course:
        """What to do about the option, by the rules."""
        if self.nothing:
            return "keep"
        if self.seeds < 2:
            return "undecided"
        may_gain, may_lose = (any(getattr(one, what) for one in self.open) for what in ("may_gain", "may_lose"))
        return course([one.side for one in self.readings], may_gain, may_lose)

    def on(self, *sides: Side) -> list[Reading]:
        """Return the readings on some sides, in their order."""
        return [one for one in self.readings if one.side in sides]

    def reading(self, outcome: str) -> Reading | None:
        """Return an outcome's reading, if it has one."""
        return next((one for one in self.readings if one.outcome == outcome), None)

    @property
    def open(self) -> list[Reading]:
        """The deciding outcomes that are not settled."""
        return [one for one in self.on("undecided") if one.outcome in DECIDING]
