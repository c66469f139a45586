"""Everything that is presented of a desk, worked out once: page, terminal and thresholds read this alone.

``results.json`` holds all but the curves, which are in ``series.parquet`` (a row an event, size and budget: the AMOC
curve of its watcher), and the scores of every watcher on every event, which are in ``scores.parquet``. Shares are of
fresh seeds, with exact 95% intervals. Days count from the start of the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from sim.studies.experiment.results import StoredResults, StudySize

Verdict = Literal["in time", "often in time", "too late", "no time", "not seen", "harmless"]


@dataclass(frozen=True, slots=True)
class About(StudySize):
    """What the results are of.

    Attributes
    ----------
    start_date
        Calendar date of day 0.
    budget, lead
        False alarms a month that a rule may ring; days before harm from which on a warning is in time.
    fresh
        Seeds that are reported on; the others set thresholds.
    """

    start_date: str
    budget: float
    lead: int
    fresh: int


@dataclass(frozen=True, slots=True)
class Share:
    """A share of runs with its exact 95% interval; NaN where no run tells."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Threshold:
    """A rule over an indicator in a place, with the threshold that keeps the budget.

    Attributes
    ----------
    threshold
        NaN where none keeps the budget, and of all indicators together, who have one each (``parts``).
    alarms, days, a_month, most, kept
        On fresh seeds without an event: alarms in so many days, a month, how many chance allows at the budget, and
        whether there are no more.
    """

    indicator: str
    place: str
    rule: str
    scale: str
    threshold: float
    alarms: int
    days: int
    a_month: float
    most: int
    kept: bool
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class EventResult:
    """An event in one size, and the watcher that was chosen for it.

    Attributes
    ----------
    feared, hurt
        The outcomes that it is feared for, and those of them that it does worsen by what matters.
    harmed
        Share of runs in which the harm shows.
    harm_after
        Median days from its start until harm shows, of runs in which it does.
    indicator, rule
        Of the watcher that was chosen on other seeds.
    found, warned
        Share of runs in which an alarm of the event's own rings at all, and so many days before harm.
    luck_found, luck_warned
        The same shares where there is no event.
    gained, gained_low, gained_high
        Median days from alarm to harm with its 95% interval; an alarm that never rings gains none.
    delay
        Median days from the event's start to the alarm; ``None`` where most runs have none.
    """

    event: str
    kind: str
    size: str
    question: str
    start: int
    feared: tuple[str, ...]
    hurt: tuple[str, ...]
    harmed: Share
    harm_after: float
    indicator: str
    rule: str
    found: Share
    warned: Share
    luck_found: float
    luck_warned: float
    gained: float
    gained_low: float
    gained_high: float
    delay: float | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Lead:
    """An indicator over all events that do harm, with the rule that did best where it was tuned.

    Attributes
    ----------
    large, medium, small
        Share of runs in which it warns in time, mean over events of that size, less what luck would do.
    first
        Events, in whatever size, for which it was chosen.
    finds
        Events of large size that it finds beyond luck, in time or not.
    """

    indicator: str
    label: str
    rule: str
    a_month: float
    large: float
    medium: float
    small: float
    gained: float
    finds: tuple[str, ...]
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Benign:
    """What moves figures without harm: who rings at it.

    Attributes
    ----------
    rings
        Share of runs in which the watcher of all indicators rings an alarm that is its own.
    luck
        The same without it.
    who
        Indicators that ring at it in most runs, beyond luck, the most frequent first.
    """

    event: str
    rings: Share
    luck: float
    rule: str
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Whether false alarms keep the budget on fresh seeds, all rules together.

    Attributes
    ----------
    kept, watchers
        How many of how many have no more alarms than chance allows.
    a_month
        Mean over watchers.
    """

    kept: int
    watchers: int
    a_month: float
    months: float


@dataclass(frozen=True, slots=True)
class Results(StoredResults):
    """What is presented of a desk."""

    written_by: ClassVar[str] = "a desk: sim watch"

    about: About
    check: Check
    thresholds: tuple[Threshold, ...]
    events: tuple[EventResult, ...]
    leads: tuple[Lead, ...]
    benign: tuple[Benign, ...]
    summary: tuple[str, ...]
