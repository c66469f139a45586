"""What a search asks: objectives, budgets, how many candidates, and how the front is scored again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sim.config.conditions import Condition, check_outcome, read_condition
from sim.config.numbers import check
from sim.errors import UserError, quoted, suggest
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import Parameter
from sim.studies.optimise.memory import SAMPLERS, SamplerName
from sim.studies.robust.settings import TAIL

Score = Literal["mean", "tail", "worst"]
SCORES: tuple[Score, ...] = ("mean", "tail", "worst")
KEYS = ("objectives", "budget", "trials", "batch", "sampler", "score", "finalists", "fresh_seeds")
"""What a study's config group may hold for `sim optimise` besides what `sim robust` reads."""

OBJECTIVES = ("violation_view_rate", "gmv_net")


@dataclass(frozen=True)
class SearchSettings:
    """What a search asks.

    Attributes
    ----------
    objectives
        Outcomes, each with a better side.
    budget
        What a candidate has to keep, on average over futures.
    trials
        Candidates in all.
    batch
        Candidates that are chosen before any of them has run.
    score
        Statistic over futures of each objective.
    tail
        Share of the futures that is the tail.
    finalists, fresh_seeds
        How many of the front are scored again, on how many seeds that the search has not seen.
    """

    objectives: tuple[str, ...]
    budget: tuple[Condition, ...] = ()
    trials: int = 64
    batch: int = 16
    sampler: SamplerName = "tpe"
    score: Score = "mean"
    tail: float = TAIL
    finalists: int = 5
    fresh_seeds: int = 8

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self) | {"objectives": list(self.objectives), "budget": [asdict(one) for one in self.budget]}

    @property
    def choosing_seeds(self) -> int:
        """On how many more fresh seeds the recommended finalist is chosen, besides those that are reported."""
        return -(-self.fresh_seeds // 2)

    @property
    def fresh_runs(self) -> int:
        """Fresh seeds in all."""
        return self.choosing_seeds + self.fresh_seeds

    @property
    def decisive(self) -> dict[str, Any]:
        """Return what can change which candidates are tried: not how many, nor what is done with them afterwards."""
        later = ("trials", "finalists", "fresh_seeds")
        return {name: value for name, value in self.to_json().items() if name not in later}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> SearchSettings:
        """Return what `to_json` gave."""
        return cls(**{**content, "objectives": tuple(content["objectives"]),
                      "budget": tuple(Condition.of(one) for one in content["budget"])})

    @classmethod
    def of(
        cls, given: Mapping[str, Any], budget: Sequence[tuple[object, str]], regions: list[str] | None
    ) -> SearchSettings:
        """Return the settings that somebody asked for.

        Parameters
        ----------
        given
            Some of `KEYS`, and ``tail``; what is ``None`` has its default.
        budget
            Conditions as written, each with the option or setting that holds it.

        Raises
        ------
        UserError
            On an unknown outcome, sampler or score, an objective without a better side, or a number out of range.
        """
        names = tuple(dict.fromkeys(str(one) for one in given.get("objectives") or OBJECTIVES))
        for name in names:
            if OUTCOMES[check_outcome(name, "--objective")].better == "neither":
                raise UserError(f"--objective: {name} has no better side (sim outcomes lists those that have)")
        words = {"sampler": SAMPLERS, "score": SCORES}
        chosen: dict[str, Any] = {}
        for name, options in words.items():
            word = str(given.get(name) or getattr(cls, name))
            if word not in options:
                raise UserError(f"study.{name} is {quoted(word)}, not one of "
                                f"{', '.join(options)}.{suggest(word, options)}")
            chosen[name] = word
        for name, number in _NUMBERS.items():
            value = given.get(name)
            chosen[name] = check(f"study.{name}", number.default if value is None else value, number)
        conditions = tuple(dict.fromkeys(read_condition(written, where, regions) for written, where in budget))
        return cls(names, conditions, **chosen)


def _number(name: str, default: float, unit: str, low: float, high: float, integer: bool = True) -> Parameter:
    default = int(default) if integer else default
    return Parameter(f"study.{name}", default, unit, low, high, "assumption", "setting", "", None, integer)


_NUMBERS = {
    "trials": _number("trials", 64, "candidates", 1, 100_000),
    "batch": _number("batch", 16, "candidates", 2, 1_000),
    "tail": _number("tail", TAIL, "share of the futures", 0.01, 1.0, False),
    "finalists": _number("finalists", 5, "candidates", 1, 20),
    "fresh_seeds": _number("fresh_seeds", 8, "seeds", 2, 1_000),
}
