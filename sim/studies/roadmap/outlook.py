"""Results on what may go wrong: futures in which targets are missed, early signs of that, weights of assumptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoxLimit:
    """Bounds of an assumption within a box, ``None`` where it is open, with the p-value of the limit."""

    name: str
    low: float | None
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class FailingBox:
    """Assumptions under which a target is missed.

    Attributes
    ----------
    inside, failing
        Futures that lie in it, and those among them that miss the target.
    density, coverage
        Share of those inside that miss, and share of all misses that lie inside.
    """

    limits: tuple[BoxLimit, ...]
    inside: int
    failing: int
    density: float
    coverage: float
    p: float


@dataclass(frozen=True, slots=True)
class Failing:
    """In how many futures the plan misses a target, and what they have in common beyond chance."""

    target: str
    missed: int
    futures: int
    boxes: tuple[FailingBox, ...]


@dataclass(frozen=True, slots=True)
class EarlySign:
    """The earliest reading that tells runs which later miss a target from the others.

    Attributes
    ----------
    above, bound
        The side on which runs that miss lie.
    area
        Under the ROC curve; 0.5 is chance.
    right
        Share of left-out runs told right; 0.5 is a guess.
    lead
        Days before the target is due.
    """

    outcome: str
    label: str
    unit: str
    region: str
    day: int
    date: str
    above: bool
    bound: float
    area: float
    p: float
    right: float
    lead: int


@dataclass(frozen=True, slots=True)
class TargetSign:
    """In how many runs the plan misses a target, and the earliest sign of that, if there is one."""

    target: str
    missed: int
    runs: int
    sign: EarlySign | None


@dataclass(frozen=True, slots=True)
class Assumption:
    """An assumption: its value, the bounds that futures draw it from, and how closely it goes with a target.

    Attributes
    ----------
    weight, p
        Rank correlation with the reading of ``target`` over futures, and its corrected p-value; ``None`` where nothing
        was varied.
    """

    name: str
    unit: str
    base: float | None
    low: float | None
    high: float | None
    weight: float | None
    p: float | None
    target: str
