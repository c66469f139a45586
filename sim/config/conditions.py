"""What somebody requires of outcomes, on a command line or in a study: ``violation_view_rate < 1% in vn``.

The same words as a trigger's (`sim.config.triggers`), without its days: a study judges a horizon. Amounts in one unit
may be added up (``governance_cost + incentive_cost <= 40``), and a bound may be a share of what the status quo gives in
the same future (``gmv_net > 98% of status quo``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sim.config.grammar import NUMBER
from sim.config.numbers import show, written_number
from sim.config.units import is_fraction, unit_matches
from sim.errors import UserError, quoted, some_of, suggest
from sim.model.outcomes.dictionary import OUTCOMES

_CONDITION = re.compile(
    rf"(?P<outcomes>\w+(?:\s*\+\s*\w+)*)\s*(?P<side>>=?|<=?|above\b|below\b|at least\b|at most\b)\s*"
    rf"(?P<number>{NUMBER})(?P<unit>.*?)(?P<relative>\s+of\s+status[ _]quo)?(?:\s+in\s+(?P<region>[\w.-]+))?"
)
_SIDES = {">": True, ">=": True, "above": True, "at least": True}
_EXAMPLE = "violation_view_rate < 0.01, or gmv_net > 98% of status quo"


@dataclass(frozen=True)
class Condition:
    """A bound on an outcome, or on a sum of outcomes.

    Attributes
    ----------
    above
        Whether the outcome has to be above the bound, or below.
    bound
        In the outcome's unit, or a share of the status quo's value if ``relative``.
    region
        Empty for the whole market.
    """

    outcomes: tuple[str, ...]
    above: bool
    bound: float
    region: str = ""
    relative: bool = False

    def __str__(self) -> str:
        """Return it as it may be written."""
        side = ">" if self.above else "<"
        bound = f"{show(100 * self.bound)}% of status quo" if self.relative else show(self.bound)
        return f"{' + '.join(self.outcomes)} {side} {bound}" + (f" in {self.region}" if self.region else "")

    @classmethod
    def of(cls, content: Mapping[str, object]) -> Condition:
        """Return the condition that ``dataclasses.asdict`` gave, as JSON keeps it."""
        fields: dict[str, object] = {**content, "outcomes": tuple(content["outcomes"])}  # type: ignore[arg-type]
        return cls(**fields)  # type: ignore[arg-type]


def read_condition(written: object, where: str, regions: list[str] | None = None) -> Condition:
    """Read a condition.

    Parameters
    ----------
    where
        The option or setting that holds it, for errors.
    regions
        Names of the market's regions, ``None`` where they are not known yet.

    Raises
    ------
    UserError
        If it cannot be read, or names an outcome, unit or region that there is none of.
    """
    text = " ".join(str(written).split())
    found = _CONDITION.fullmatch(text)
    if found is None:
        raise UserError(f"{where}: cannot read {quoted(text)}; write it as {_EXAMPLE}")
    names = tuple(name.strip() for name in found["outcomes"].split("+"))
    unit = _common_unit(names, where)
    region = found["region"] or ""
    if region and regions is not None and region not in regions:
        raise UserError(
            f"{where}: no region {quoted(region)}.{suggest(region, regions)} (the market has {some_of(regions)})")
    relative = found["relative"] is not None
    bound = written_number(found["number"], found["unit"], lambda said: UserError(f"{where}: {quoted(text)}: {said}"))
    bound = _in_unit(bound, found["unit"].strip(), unit, relative, f"{where}: {' + '.join(names)}")
    return Condition(names, _SIDES.get(found["side"], False), bound, region, relative)


def check_outcome(name: str, where: str) -> str:
    """Return an outcome's name.

    Raises
    ------
    UserError
        If there is none of that name.
    """
    if name not in OUTCOMES:
        raise UserError(f"{where}: no outcome {quoted(name)}.{suggest(name, OUTCOMES)} (sim outcomes lists them)")
    return name


def _common_unit(names: tuple[str, ...], where: str) -> str:
    units = [OUTCOMES[check_outcome(name, where)].unit for name in names]
    for name, unit in zip(names, units, strict=True):
        if unit != units[0]:
            raise UserError(f"{where}: {names[0]} is in {units[0]}, {name} in {unit}: they cannot be added up")
    if len(names) > 1 and is_fraction(units[0]):
        raise UserError(f"{where}: {' + '.join(names)} are shares of different things: they cannot be added up")
    return units[0]


def _in_unit(bound: float, said: str, unit: str, relative: bool, what: str) -> float:
    if said == "%" and (relative or is_fraction(unit)):
        return bound / 100.0
    if relative and said:
        raise UserError(f"{what}: a share of the status quo is written as 98% or 0.98, not in {quoted(said)}")
    if said and (said == "%" or not unit_matches(said, unit)):
        raise UserError(f"{what} is in {unit}, not in {quoted(said)}")
    return bound
