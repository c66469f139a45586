"""By what a test of robustness judges: outcomes, requirements, and how much of the futures is the tail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sim.config.conditions import Condition, check_outcome, read_condition
from sim.config.numbers import check
from sim.errors import UserError
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import Parameter

KEYS = ("require", "tail", "assume", "policies")
"""What a study's config group may hold for `sim robust` besides the design's own settings."""

TAIL = 0.1
OUTCOMES_JUDGED = (
    "violation_view_rate", "gmv_net", "creator_retention_30d", "viewer_retention_30d", "governance_cost",
)
"""By which policies are judged where a study names none."""

_TAIL = Parameter("study.tail", TAIL, "share of the futures", 0.01, 1.0, "assumption", "setting", "")


@dataclass(frozen=True)
class Judged:
    """What policies are judged by.

    Attributes
    ----------
    outcomes
        Each with a better side; dominance is judged over all of them.
    require
        What a policy has to keep.
    tail
        Share of the futures whose mean is the tail (the conditional value at risk).
    """

    outcomes: tuple[str, ...]
    require: tuple[Condition, ...] = ()
    tail: float = TAIL

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {"outcomes": list(self.outcomes), "require": [asdict(one) for one in self.require], "tail": self.tail}

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Judged:
        """Return what `to_json` gave."""
        require = tuple(Condition.of(one) for one in content["require"])
        return cls(tuple(content["outcomes"]), require, float(content["tail"]))

    @classmethod
    def of(
        cls, outcomes: Sequence[str], require: Sequence[tuple[object, str]], tail: object, regions: list[str] | None
    ) -> Judged:
        """Return what somebody asked for.

        Parameters
        ----------
        require
            Each as written, with the option or setting that holds it.
        regions
            Names of the market's regions.

        Raises
        ------
        UserError
            On an unknown outcome, one without a better side, or a requirement that cannot be read.
        """
        names = tuple(dict.fromkeys(check_outcome(str(name), "study.outcomes") for name in outcomes or OUTCOMES_JUDGED))
        for name in names:
            if OUTCOMES[name].better == "neither":
                raise UserError(f"{name} has no better side: judge by another outcome (sim outcomes lists them)")
        conditions = tuple(read_condition(written, where, regions) for written, where in require)
        share = check("study.tail", TAIL if tail is None else tail, _TAIL)
        return cls(names, tuple(dict.fromkeys(conditions)), float(share))
