"""How large a calibration is, and how its runs are shared out among waves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sim.errors import UserError

BUDGET, LEAST_BUDGET = 600, 60
_FIRST, _LATER, _LEAST_LATER = 20, 8, 60
"""Runs of the first wave and of later ones for each assumption, if the budget has them; and how few are no wave."""


@dataclass(frozen=True)
class CalibrationSettings:
    """What ``--budget`` and its like say.

    Attributes
    ----------
    budget
        Runs in all.
    draws
        Draws of the posterior that are kept.
    seed
        Of designs and draws; runs have seeds of their own.
    """

    budget: int = BUDGET
    draws: int = 400
    seed: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> CalibrationSettings:
        """Return what `to_json` gave."""
        return cls(**content)

    def checked(self, assumptions: int) -> CalibrationSettings:
        """Return the settings.

        Raises
        ------
        UserError
            If the budget is too small for so many assumptions.
        """
        least = max(LEAST_BUDGET, 8 * assumptions)
        if self.budget < least:
            raise UserError(f"--budget is {self.budget}, and {assumptions} assumptions need {least} runs at least "
                            f"({max(least, 50 * assumptions)} are better)")
        return self

    def waves(self, assumptions: int) -> tuple[int, ...]:
        """Return the runs of each wave: a first one over all that is plausible, then where nothing speaks against it.

        A larger budget has the waves of a smaller one first, unless that one had no room for a whole first wave.
        """
        first = min(_FIRST * assumptions, max(self.budget // 2, 4 * assumptions))
        later, rest = max(_LATER * assumptions, _LEAST_LATER), self.budget - first
        whole = [later] * (rest // later)
        return (first, *whole, *([rest % later] if rest % later else []))
