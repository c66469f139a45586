"""Everything that is presented of a register of threats, worked out once: page and terminal read this alone.

``results.json`` holds all but the curves, which are in ``series.parquet`` (a row a policy, threat, arm, outcome and
day). Both hold numbers in the outcomes' own units with their intervals; whoever shows them rounds and words them. A run
under a threat is *shocked*; its *counterfactual* is the same run without the threat. Days count from the run's start.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from sim.methods.intervals import Interval
from sim.methods.verdicts import Judgement
from sim.show.recommendation.recommendation import Recommendation
from sim.show.verdicts import Side, side
from sim.studies.experiment.results import StoredResults, StudySize
from sim.studies.stress.watching import Detection, OutcomeNamed, Recovery


@dataclass(frozen=True, slots=True)
class PolicyAsked:
    """A policy that threats are let loose on."""

    name: str
    question: str


@dataclass(frozen=True, slots=True)
class About(StudySize):
    """What the results are of: policies and threats."""

    policies: tuple[PolicyAsked, ...]
    threats: tuple[str, ...]
    start_date: str


@dataclass(frozen=True, slots=True)
class Scales:
    """The classes: their bounds as shares, their names, and the share of false alarms that the bar allows."""

    likelihood: tuple[float, ...]
    likelihood_names: tuple[str, ...]
    lost: tuple[float, ...]
    grown: tuple[float, ...]
    impact_names: tuple[str, ...]
    false_alarms: float


@dataclass(frozen=True, slots=True)
class Span:
    """A number with the range that it may be in."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class LikelihoodResult:
    """The chance that a threat comes true within a year, 0 to 1, with its classes, 1 to 5, and places on the axis."""

    low: float
    high: float
    middle: float
    basis: str
    score: Span
    class_: int
    low_class: int
    high_class: int


@dataclass(frozen=True, slots=True)
class Harm(OutcomeNamed):
    """What a threat does to an outcome.

    Attributes
    ----------
    counterfactual, effect
        Mean without the threat, and shocked minus that.
    share, of_sales
        The worsening as a share of the mean without it, or of net GMV where it is a cost.
    feared
        Whether the threat is feared for it; only then it counts for the class of impact.
    judged
        What may be said of the effect, among all that threats are feared for (or all else that they change).
    score
        Place on the axis of impact, ``None`` without an interval.
    of_little
        Whether the mean without the threat cannot be told from zero, so that no share of it is told.
    """

    better: str
    counterfactual: float = field(metadata={"key": "twin"})
    effect: Interval
    share: Interval
    of_sales: bool
    feared: bool
    judged: Judgement
    score: Span | None
    of_little: bool = False

    @property
    def side(self) -> Side:
        """Whether the outcome gets better or worse by enough to matter."""
        return side(self.better, self.judged)


@dataclass(frozen=True, slots=True)
class Impact:
    """The class of impact, 1 to 5, with its range, by the outcome hurt most.

    Attributes
    ----------
    matters
        Whether anything that is feared for gets worse by enough to matter.
    decided
        Whether that is known of all of it, one way or the other.
    """

    class_: int
    low: int
    high: int
    score: Span
    outcome: str | None
    matters: bool
    decided: bool


@dataclass(frozen=True, slots=True)
class Rating:
    """Class of likelihood × class of impact, 1 to 25, with its range."""

    middle: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Loss:
    """Net GMV in USD that one event costs within the run, and what that is in a year by likelihood.

    Attributes
    ----------
    judged
        What may be said of the change in net GMV.
    """

    event: Interval
    share_of_run: Interval
    judged: Judgement
    year: Span
    share_of_year: Span


@dataclass(frozen=True, slots=True)
class PlanResult:
    """What an action plan does about a threat, and what it costs.

    Attributes
    ----------
    begun, runs, day
        Runs in which it took effect, of how many, and the median day.
    base
        Mean of the outcome without the threat.
    gain, undone
        What it takes off the harm, and that as a share of it (``None`` where no harm is known to matter).
    judged
        What may be said of the gain, among those of all plans; up is better.
    sales, market_cost, own_cost
        USD over the run: net GMV won, what the market spends on it, its own cost as written.
    net
        USD over the run that the platform is left with more, its own cost taken off.
    net_judged
        What may be said of that.
    """

    name: str
    does: str
    delay: int
    after: str
    lasts: int | None
    once: float
    a_day: float
    begun: int
    runs: int
    day: float | None
    outcome: str
    unit: str
    down_is_better: bool
    base: float
    gain: Interval
    undone: Interval | None
    judged: Judgement
    sales: Interval
    market_cost: Interval
    own_cost: Interval
    net: Interval | None = None
    net_judged: Judgement | None = None

    @property
    def helps(self) -> bool:
        """Whether it takes off harm by enough to matter."""
        return side("up", self.judged) == "better"


@dataclass(frozen=True, slots=True)
class Best:
    """The plan that helps most by the criterion, ``None`` if none is known to, and those not told apart from it."""

    criterion: str
    plans: int
    name: str | None
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThreatResult:
    """One policy under one threat: a row of the register."""

    policy: str
    threat: str
    question: str
    limits: str
    start: int
    lasts: int | None
    moves: tuple[str, ...]
    likelihood: LikelihoodResult
    harms: tuple[Harm, ...]
    impact: Impact
    rating: Rating
    loss: Loss
    detect: Detection
    recover: Recovery
    plans: tuple[PlanResult, ...]
    best: Best


@dataclass(frozen=True, slots=True)
class Harder:
    """How much more a threat worsens an outcome under a policy than under the first one, seed by seed.

    Attributes
    ----------
    judged
        What may be said of that, up being harder.
    """

    policy: str
    than: str
    threat: str
    outcome: str
    unit: str
    harder: Interval
    judged: Judgement


@dataclass(frozen=True, slots=True)
class Results(StoredResults):
    """What is presented of a register; what is recommended and summed up is of the first policy."""

    written_by: ClassVar[str] = "a register: sim stress"

    about: About
    scales: Scales
    rows: tuple[ThreatResult, ...]
    between: tuple[Harder, ...]
    summary: tuple[str, ...]
    recommendation: Recommendation | None = None

    def rows_of(self, policy: str) -> list[ThreatResult]:
        """Return a policy's rows, in the order of threats."""
        return [one for one in self.rows if one.policy == policy]
