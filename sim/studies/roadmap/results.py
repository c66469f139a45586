"""Everything that is presented of a roadmap, worked out once: page, deck, workbook and terminal read this alone.

``results.json`` holds all but the curves, which are in ``series.parquet`` (a row an arm, outcome, place and day). Both
hold numbers in the outcomes' own units, with their intervals; whoever shows them rounds and words them. An *arm* is the
status quo, the plan or an alternative. Dates are ISO dates, days count from the start of the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from sim.config.costs import Cost
from sim.methods.chance import Chance
from sim.methods.intervals import Interval
from sim.methods.verdicts import Judgement
from sim.runs.plan import STATUS_QUO
from sim.show.recommendation.recommendation import Recommendation
from sim.show.style import display
from sim.studies.experiment.results import StoredResults, StudySize
from sim.studies.roadmap.effects import Contribution, PlaceResult, Spending, TierResult
from sim.studies.roadmap.outlook import Assumption, Failing, TargetSign
from sim.studies.roadmap.plan import PLAN


@dataclass(frozen=True, slots=True)
class About(StudySize):
    """What the results are of.

    Attributes
    ----------
    budget
        In USD; ``None`` where none is set.
    futures, varied
        How many futures there are, and how many assumptions differ between them.
    matched
        Futures × seeds that finished in every arm; the others are left out.
    window
        Days that readings look back over.
    """

    name: str
    question: str
    owner: str
    path: str
    start: str
    end: str
    budget: float | None
    futures: int
    varied: int
    matched: int
    arms: tuple[str, ...]
    window: int

    @property
    def title(self) -> str:
        """The question, or the roadmap's name."""
        return self.question or display(self.name).capitalize()


@dataclass(frozen=True, slots=True)
class Reached:
    """From which day on a target is met for good: median over runs and interval; ``None`` is not within the run."""

    day: float | None
    low: float | None
    high: float | None
    date: str | None
    runs: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """What is missing to a target in the runs that miss it, in the outcome's unit."""

    missed_runs: int
    mean: float | None
    worst: float | None


@dataclass(frozen=True, slots=True)
class ArmResult:
    """What became of a target in one arm: its chance, the reading on its day with percentiles over runs."""

    chance: Chance
    value: Interval
    p10: float | None
    median: float | None
    p90: float | None
    reached: Reached
    shortfall: Shortfall


@dataclass(frozen=True, slots=True)
class Pair:
    """In how many runs one arm of two meets a target and the other does not, with the p-value of that (McNemar)."""

    first: str
    second: str
    second_only: int
    first_only: int
    p: float


@dataclass(frozen=True, slots=True)
class Asked:
    """A bound that a target or a gate puts to a reading on a day.

    Attributes
    ----------
    region
        Empty for the whole market.
    at_least
        Whether the bound is a lower one.
    bound
        In the outcome's unit; of a share of the status quo, what that comes to on average.
    window
        Days that the reading looks back over.
    of_status_quo
        The bound as a share of what the status quo reads, where it was written as one.
    """

    outcome: str
    unit: str
    region: str
    at_least: bool
    bound: float
    window: int
    day: int
    of_status_quo: float | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class TargetResult(Asked):
    """A target, what became of it in every arm, and each alternative's reading minus that of the status quo.

    Attributes
    ----------
    judged
        What may be said of each alternative's effect, among those of all alternatives on all targets.
    """

    name: str
    label: str
    by: str
    by_arm: Mapping[str, ArmResult]
    effect: Mapping[str, Interval]
    judged: Mapping[str, Judgement]
    between: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class GateResult(Asked):
    """A gate: in how many runs it was passed on its day and later, and the reading on that day."""

    otherwise: str
    date: str
    passed: Chance
    passed_later: int
    value: Interval


@dataclass(frozen=True, slots=True)
class PhaseResult:
    """A phase as planned, and what became of it.

    Attributes
    ----------
    began, undone
        Chances that it ever began, and that it was rolled back.
    on_time
        Runs in which it began on its first day.
    delay
        Median days that it began late, of runs in which it was late.
    """

    name: str
    owner: str
    regions: tuple[str, ...]
    moves: tuple[str, ...]
    start: str
    end: str
    start_day: int
    end_day: int
    afterwards: str
    depends_on: tuple[str, ...]
    cost: Cost
    began: Chance
    on_time: int
    delay: float | None
    undone: Chance
    gate: GateResult | None


@dataclass(frozen=True, slots=True)
class AlternativeResult:
    """One way to carry out the plan; the first is the plan itself."""

    name: str
    why: str
    phases: tuple[PhaseResult, ...]


@dataclass(frozen=True, slots=True)
class Results(StoredResults):
    """What is presented of a roadmap; the plan comes first among its alternatives.

    Attributes
    ----------
    all_targets
        Arm → chance to meet every target in one run.
    money
        Alternative → what it costs.
    outcomes_shown
        Outcomes of ``countries``, in their order.
    summary
        Six sentences.
    recommendation
        What to do; page, deck, workbook and terminal open with it.
    """

    written_by: ClassVar[str] = "a roadmap: sim roadmap FILE"

    about: About
    targets: tuple[TargetResult, ...]
    all_targets: Mapping[str, Chance]
    alternatives: tuple[AlternativeResult, ...]
    contributions: tuple[Contribution, ...]
    money: Mapping[str, Spending]
    countries: tuple[PlaceResult, ...]
    tiers: tuple[TierResult, ...]
    failing: tuple[Failing, ...]
    signs: tuple[TargetSign, ...]
    assumptions: tuple[Assumption, ...]
    outcomes_shown: tuple[str, ...]
    summary: tuple[str, ...]
    recommendation: Recommendation | None = None

    @property
    def plan(self) -> AlternativeResult:
        """The plan with its phases."""
        return next(one for one in self.alternatives if one.name == PLAN)

    @property
    def arms(self) -> list[str]:
        """The status quo, the plan, its alternatives."""
        return [STATUS_QUO, *(one.name for one in self.alternatives)]
