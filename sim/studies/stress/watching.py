"""Results on when a threat shows and when it is over."""

from __future__ import annotations

from dataclasses import dataclass

from sim.methods.chance import Chance


@dataclass(frozen=True, slots=True)
class OutcomeNamed:
    """An outcome of the dictionary."""

    outcome: str
    label: str
    unit: str


@dataclass(frozen=True, slots=True)
class Watched(OutcomeNamed):
    """What is held against the counterfactual: an outcome, the distance that counts, days that a reading looks back."""

    rises: bool
    by: float
    relative: bool
    over: int
    region: str


@dataclass(frozen=True, slots=True)
class TimeTo(Watched):
    """Days until something happens to what is watched: median over runs with interval; the chance that it never does.

    Attributes
    ----------
    median, low, high
        ``None`` is not within the run, or no bound from so few runs.
    runs
        Those in which it could happen.
    """

    median: float | None
    low: float | None
    high: float | None
    runs: int
    never: Chance


@dataclass(frozen=True, slots=True)
class Detection(TimeTo):
    """How long a threat goes unnoticed.

    Attributes
    ----------
    bound, by_chance, binding
        Distance from the counterfactual that raises the alarm, what unshocked markets come apart by, and whether that
        is what decides.
    level
        Mean of the counterfactual's readings.
    watched_until
        Last day on which the alarm is on.
    """

    bound: float
    by_chance: float
    binding: bool
    level: float
    watched_until: int


@dataclass(frozen=True, slots=True)
class Recovery(TimeTo):
    """How long after its end a threat is felt.

    Attributes
    ----------
    end, ends
        First day on which it is over, and whether it is before the run's end.
    followed
        Days of the run after its end.
    never_left
        Runs that stayed within the band all along.
    """

    end: int
    ends: bool
    followed: int
    never_left: int
