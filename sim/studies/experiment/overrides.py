"""Factors as words of a command line: ``enforcement.auto.recall=0.3,0.5`` varies, ``days=60`` does not.

Values that Hydra's grammar reads as a sweep (``a=1,2``, ``a=range(0,1,0.25)``, ``a=interval(0,1)``) make a factor, and
so does ``a=range``, a parameter's own range. Everything else is an override as anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sim.config.folders import group_options, groups
from sim.config.hydra_errors import in_words
from sim.config.typed import check_typed
from sim.errors import UserError, quoted, suggest
from sim.methods.designs.factors import OWN_RANGE

_OF_A_REGION = re.compile(r"\+{0,2}market\.regions\.\w+\.enforcement")


@dataclass
class FactorWords:
    """A command line's overrides, sorted.

    Attributes
    ----------
    factors
        Name → what is written for it, as in a study's YAML.
    choices
        Config group, or a region's own (``market.regions.vn.enforcement``) → its options.
    plain
        Overrides of the base configuration.
    study
        Overrides of the study itself (``study=sobol_indices``, ``study.points=32``).
    """

    factors: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    plain: list[str] = field(default_factory=list)
    study: list[str] = field(default_factory=list)

    def composed(self, default: str) -> list[str]:
        """Return what a study is composed from: its option of the group ``study``, and everything that does not vary.

        Parameters
        ----------
        default
            The option, where none is named.

        Raises
        ------
        UserError
            If there is no such option.
        """
        chosen = [word.partition("=")[2] for word in self.study if word.startswith("study=")]
        name = chosen[-1] if chosen else default
        if "," in name:
            raise UserError(f"study={name}: one study at a time")
        options = group_options("study")
        if name not in options and not any(word.startswith("hydra.searchpath=") for word in self.plain):
            raise UserError(f"no {quoted(name)} in group study.{suggest(name, options)} (study has "
                            f"{', '.join(options)})")
        return [f"+study={name}", *(word for word in self.study if not word.startswith("study=")), *self.plain]


def sized(
    overrides: Sequence[str], seeds: int | None = None, viewers: int | None = None, days: int | None = None
) -> list[str]:
    """Return overrides with those that a study's usual sizes stand for, where they are given."""
    given = {"replications": seeds, "population.viewers": viewers, "days": days}
    return [*overrides, *(f"{name}={value}" for name, value in given.items() if value is not None)]


def sort_overrides(words: list[str]) -> FactorWords:
    """Sort a command line's overrides.

    Raises
    ------
    UserError
        Where Hydra cannot read one, or a form has no place in a study.
    """
    found = FactorWords()
    for word in words:
        name, _, written = word.partition("=")
        if name == "study" or name.startswith("study."):
            found.study.append(word)
        elif written.strip() == OWN_RANGE:
            found.factors[name] = OWN_RANGE
        else:
            _sort(word, name, found)
    return found


def _sort(word: str, name: str, found: FactorWords) -> None:
    from hydra.core.override_parser.overrides_parser import OverridesParser

    check_typed([word])
    with in_words():
        override = OverridesParser.create().parse_overrides([word])[0]
    if not override.is_sweep_override():
        found.plain.append(word)
    elif name in groups() or _OF_A_REGION.fullmatch(name):
        found.choices[name.lstrip("+")] = [str(one) for one in override.sweep_string_iterator()]
    elif override.is_interval_sweep():
        interval: Any = override.value()
        found.factors[name] = {"low": interval.start, "high": interval.end}
    elif override.is_choice_sweep() or override.is_range_sweep():
        values = [_number(one, name) for one in override.sweep_iterator()]
        found.factors[name] = values
    else:
        raise UserError(f"cannot read {quoted(word)}: write values (0.3,0.5), interval(0,1) or range")


def _number(value: Any, name: str) -> float | int:
    if isinstance(value, bool) or not isinstance(value, int | float):
        percent = re.fullmatch(r"([-+]?\d+(?:\.\d*)?)\s*%", value.strip()) if isinstance(value, str) else None
        if percent:
            return float(percent[1]) / 100.0
        raise UserError(f"{name} has {quoted(value)} among its values, which is no number")
    return value
