"""What a figure may be of: an outcome, or an outcome per another one, so that a small market can stand for a large one.

``gmv_net per daily_active_viewers`` is money a head; a share is a figure as it is. Plain counts and sums of money are
told per head by themselves: of viewers where they are the audience's doing, of creators where they are theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.errors import UserError, quoted, suggest
from sim.methods.calibration.emulator import FloatArray
from sim.model.outcomes.dictionary import OUTCOMES

Transform = Literal["logit", "log", "none"]
PER = " per "
VIEWERS, CREATORS = "daily_active_viewers", "creators"
_BY_CREATORS = ("content", "creators", "enforcement", "integrity")
_SHARES = ("fraction", "0-1", "probability")
DISCREPANCY = 0.05
"""What a simulator is taken to be off by even with the best assumptions, of the level."""

_NOTHING = 1e-6


@dataclass(frozen=True)
class Kpi:
    """One kind of figure.

    Attributes
    ----------
    name
        As written in a file of figures.
    outcome, per
        Names of the dictionary; ``per`` is empty for what is a ratio already.
    transform
        The scale on which errors are compared.
    discrepancy
        Relative error of the simulator itself, on that scale (a share of 0.9: of its odds).
    """

    name: str
    outcome: str
    per: str
    transform: Transform
    discrepancy: float = DISCREPANCY
    unit: str = ""

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that it takes."""
        return (self.outcome, self.per) if self.per else (self.outcome,)

    @property
    def label(self) -> str:
        """What it is called: net GMV, a day, per daily viewer."""
        said = OUTCOMES[self.outcome].label
        return f"{said}, per head of {OUTCOMES[self.per].label}" if self.per else said

    def read(self, found: dict[str, float]) -> float:
        """Return its value from outcomes of one period; NaN where there is none."""
        value = found[self.outcome]
        if not self.per:
            return value
        below = found[self.per]
        return value / below if below > 0.0 else math.nan

    def forth(self, value: FloatArray | float) -> FloatArray:
        """Return values on the scale on which errors are compared."""
        given = np.asarray(value, float)
        if self.transform == "logit":
            share = np.clip(given, _NOTHING, 1.0 - _NOTHING)
            return np.asarray(np.log(share / (1.0 - share)))
        if self.transform == "log":
            return np.asarray(np.log(np.maximum(given, 1e-12)))
        return given

    def back(self, value: FloatArray | float) -> FloatArray:
        """Return values in the KPI's unit from the scale of errors."""
        given = np.asarray(value, float)
        if self.transform == "logit":
            return np.asarray(1.0 / (1.0 + np.exp(-given)))
        return np.asarray(np.exp(given)) if self.transform == "log" else given

    def slope(self, value: float) -> float:
        """Return the derivative of `forth`, which turns a standard error into one on its scale."""
        if self.transform == "logit":
            share = min(max(value, _NOTHING), 1.0 - _NOTHING)
            return 1.0 / (share * (1.0 - share))
        return 1.0 / max(value, 1e-12) if self.transform == "log" else 1.0


def kpi_of(name: str, *, discrepancy: float = DISCREPANCY) -> Kpi:
    """Return the KPI of a name.

    Parameters
    ----------
    name
        ``OUTCOME`` or ``OUTCOME per OUTCOME``.

    Raises
    ------
    UserError
        If there is no such outcome, or its level depends on the size of the market.
    """
    outcome, _, per = (part.strip() for part in " ".join(name.split()).partition(PER))
    for one in (outcome, *((per,) if per else ())):
        if one not in OUTCOMES:
            raise UserError(f"no KPI {quoted(one)}.{suggest(one, OUTCOMES)} (sim outcomes lists them)")
    whole = OUTCOMES[outcome]
    sized = not whole.denominator and whole.combine == "sum"
    if sized and not per:
        per = CREATORS if whole.theme in _BY_CREATORS else VIEWERS
        if outcome in (VIEWERS, CREATORS):
            raise UserError(f"{outcome} depends on the size of the market: give shares and figures per head, as in "
                        f"dau_mau or {outcome} per {CREATORS if outcome == VIEWERS else VIEWERS}")
    share = not per and whole.unit.startswith(_SHARES)
    signed = whole.combine == "log_ratio" or whole.unit.startswith("NPS")
    transform: Transform = "logit" if share else "none" if signed else "log"
    unit = f"{whole.unit} per {OUTCOMES[per].unit.removesuffix('s')}" if per else whole.unit
    return Kpi(" ".join(name.split()), outcome, per, transform, discrepancy, unit)


def is_share(kpi: Kpi) -> bool:
    """Whether its values lie between 0 and 1."""
    return kpi.transform == "logit"
