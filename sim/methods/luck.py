"""How the runs of an effect differ: what planning more seeds counts on, whatever the runs were over."""

from __future__ import annotations

from dataclasses import dataclass

from sim.methods.estimators import FloatArray


@dataclass(frozen=True, eq=False)
class Differences:
    """An effect seed by seed.

    Attributes
    ----------
    values
        Scenario minus status quo, a defined one a seed.
    spread
        Standard deviation of the status quo over seeds.
    middle
        Whether the effect is told by its middle seed.
    """

    values: FloatArray
    spread: float = 0.0
    middle: bool = False

    @property
    def seeds(self) -> int:
        """Over how many seeds the effect was seen."""
        return self.values.size


@dataclass(frozen=True)
class CrossedLuck:
    """The variance of an effect over futures × seeds, in the part that more seeds leave as it is and the rest.

    Attributes
    ----------
    of_futures
        What of the mean's variance is the luck of the futures drawn.
    of_seeds
        The rest, which falls as 1 / seeds.
    """

    of_futures: float
    of_seeds: float
    futures: int
    seeds: int


Luck = Differences | CrossedLuck
