"""What an outcome is, and where outcomes are declared: theme by theme, in the files of `sim.model.outcomes.themes`.

An outcome is ``scale * sum(numerator tallies) / sum(denominator tallies)`` over days and regions, so that a period, a
region or the whole market is the same formula on other sums. Outcomes without denominator are daily means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Better = Literal["up", "down", "neither"]
Combine = Literal["sum", "log_ratio", "weighted", "quantile"]


@dataclass(frozen=True)
class Outcome:
    """One thing that a policy is judged by.

    Attributes
    ----------
    numerator, denominator
        Names of tallies, a leading ``-`` subtracting. An empty denominator makes the outcome a mean per day.
    scale
        Factor that brings the ratio into ``unit``.
    headline
        Whether it stands in the first table of a comparison.
    combine
        ``"sum"``: a ratio of sums; ``"log_ratio"``: a ratio of two geometric means, minus 1; ``"weighted"``: a mean of
        the regions' values (a Gini cannot be pooled), weighted by the denominator; ``"quantile"``: of minutes counted
        in doubling buckets (the numerator), the quantile that ``scale`` names.
    theme
        The part of the dictionary it stands in.
    few
        Whether a few runs carry most of it, as where one large seller may or may not be hit: no interval of its mean
        holds over a dozen runs, so effects on it are told by the middle one.
    """

    name: str
    label: str
    unit: str
    better: Better
    formula: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    scale: float = 1.0
    headline: bool = False
    combine: Combine = "sum"
    theme: str = ""
    few: bool = False

    @property
    def lopsided(self) -> bool:
        """Whether runs lie farther above the middle one than below, so that few of them seldom show what the mean is.

        A ratio of two geometric means does, and what few runs carry: their level is told by the middle run.
        """
        return self.few or self.combine == "log_ratio"


DECLARED: dict[str, Outcome] = {}


def theme(of: str) -> Callable[..., None]:
    """Return the function that declares outcomes of one theme.

    It takes name, label, unit, better, formula, and the tallies of numerator and denominator as words; then ``scale``,
    ``headline``, ``combine`` and ``few``.
    """

    def add(
        name: str,
        label: str,
        unit: str,
        better: Better,
        formula: str,
        numerator: str,
        denominator: str = "",
        scale: float = 1.0,
        headline: bool = False,
        combine: Combine = "sum",
        few: bool = False,
    ) -> None:
        if name in DECLARED:
            raise ValueError(f"outcome {name} is declared twice")
        DECLARED[name] = Outcome(
            name, label, unit, better, formula, tuple(numerator.split()), tuple(denominator.split()), scale, headline,
            combine, of, few,
        )

    return add
