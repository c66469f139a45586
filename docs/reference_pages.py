"""The reference pages of levers, assumptions and outcomes, each row of them from the registry or the dictionary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from house import table

from sim.config.numbers import show_value
from sim.model.outcomes.dictionary import OUTCOMES, THEMES, Outcome
from sim.model.parameters import Parameter, all_parameters
from sim.studies.validate.levels.document import QUOTING, notes, plausible_level

DOCS = Path(__file__).resolve().parent
WRITTEN_BY = "<!-- Written by `make docs` from the code. Change the code, not this page. -->"


def stored(name: str) -> dict[str, Any]:
    """Return a committed answer, empty where nobody has measured."""
    path = DOCS / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def number(value: float) -> str:
    """Return a number as the docs write it: whole ones with thousands separators, others with four digits."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.4g}"


def span(parameter: Parameter) -> str:
    """Return a parameter's range, and whether only whole numbers fit; or its words."""
    if parameter.words:
        return ", ".join(parameter.words)
    return f"{number(parameter.low)} to {number(parameter.high)}" + (", whole" if parameter.integer else "")


def said(parameter: Parameter, value: float | str) -> str:
    """Return a parameter's value as the docs write it: words as they are, codes as their words."""
    if isinstance(value, str):
        return value
    return show_value(parameter, value) if parameter.words else number(value)


def cells(parameter: Parameter) -> list[str]:
    """Return default, unit, range and source of a parameter."""
    return [said(parameter, parameter.default), parameter.unit, span(parameter), parameter.source]


def raises(parameter: Parameter) -> str:
    """Return what raising a lever does to its own nearest outcome."""
    return f"`{parameter.moves[0]}` {parameter.moves[1]}" if parameter.moves else ""


def group_of(parameter: Parameter) -> str:
    """Return the config group that a parameter stands in."""
    return parameter.name.partition(".")[0]


def grouped(parameters: Iterable[Parameter]) -> Iterable[tuple[str, list[Parameter]]]:
    """Yield config groups in order of name, each with its parameters in order of declaration."""
    for group, members in groupby(sorted(parameters, key=group_of), key=group_of):
        yield group, list(members)


def levers_page() -> str:
    """Return docs/reference/levers.md."""
    parts = [
        "# Levers\n",
        WRITTEN_BY + "\n",
        "What a governance team can set. Each is an override on the command line (`sim forecast "
        "enforcement.auto.recall=0.8`) and a `set:` in a scenario ([how](../howto/write-a-scenario.md)). *Raising it "
        "moves* names the outcome nearest to the lever and its direction; a test holds each to it on matched seeds. "
        "`<row>` stands for a row's name, as in `enforcement.milestones.at_risk.rating`; its default is what a new row "
        "starts from, and the shipped rows are in [the model](../model.md). Source keys are resolved there too.\n",
    ]
    headers = ["lever", "what it is", "default", "unit", "range", "source", "raising it moves"]
    for group, members in grouped(all_parameters("lever")):
        parts += [f"## {group}\n", table(headers, ([f"`{p.name}`", p.doc, *cells(p), raises(p)] for p in members))]
    return "\n".join(parts)


def assumptions_page() -> str:
    """Return docs/reference/assumptions.md."""
    parts = [
        "# Assumptions\n",
        WRITTEN_BY + "\n",
        "What the world has and nobody sets: uncertain numbers with a range. They are overrides like any other "
        "parameter, so a result can be tried under other values (`sim compare warn_first "
        "population.viewer.trust_bad_ratio=5`), and a region can have its own "
        "(`market.regions.<region>.values`). Where *source* says assumption, no published figure stands behind the "
        "value. Source keys are resolved in [the model](../model.md).\n",
    ]
    headers = ["assumption", "what it is", "default", "unit", "range", "source"]
    for group, members in grouped(all_parameters("assumption")):
        parts += [f"## {group}\n", table(headers, ([f"`{p.name}`", p.doc, *cells(p)] for p in members))]
    return "\n".join(parts)


def summed(tallies: Sequence[str]) -> str:
    """Return a signed sum of tallies, in brackets if there are several."""
    total = " + ".join(tallies).replace("+ -", "− ")
    return f"({total})" if len(tallies) > 1 else total


def in_tallies(outcome: Outcome) -> str:
    """Return an outcome's exact formula over summed tallies."""
    if outcome.combine == "log_ratio":
        cheating, honest = outcome.numerator
        cheaters, creators = outcome.denominator
        return f"exp({outcome.scale:g} × ({cheating} / {cheaters} − {honest} / ({creators} − {cheaters}))) − 1"
    if outcome.combine == "quantile":
        return f"{outcome.scale:g} quantile of {outcome.numerator[0]} … {outcome.numerator[-1]}"
    top, bottom = summed(outcome.numerator), summed(outcome.denominator) or "days"
    scale = "" if outcome.scale == 1.0 else f"{outcome.scale:.4g} × "
    return f"{scale}{top} / {bottom}"


def outcomes_page() -> str:
    """Return docs/reference/outcomes.md."""
    headers = ["outcome", "what it is", "unit", "better", "formula", "in tallies", "plausible level"]
    marked = notes(stored("levels"))

    def rows(theme: str) -> Iterable[list[str]]:
        for one in OUTCOMES.values():
            if one.theme == theme:
                name = f"**`{one.name}`**" if one.headline else f"`{one.name}`"
                label = f"{one.label} (*{marked[one.name]}*)" if one.name in marked else one.label
                yield [name, label, one.unit, one.better, one.formula, f"`{in_tallies(one)}`", plausible_level(one)]

    return "\n".join(
        [
            "# Outcomes\n",
            WRITTEN_BY + "\n",
            "What a policy is judged by. An outcome is a ratio of sums of whole numbers that each day leaves behind, "
            "over all days of a period and the regions asked for: sums first, then one division, so a period is never "
            "a mean of daily ratios. Without a denominator it is a mean a day. A Gini and a share of the top cannot be "
            "pooled: the market's is the mean of the regions', weighted by creators. An outcome whose denominator is "
            "empty is undefined (`null`, NaN), never zero.\n",
            f"Those in bold are the headline: the first table of a comparison. {QUOTING}\n",
            *(f"## {heading}\n\n{table(headers, rows(theme))}" for theme, heading in THEMES.items()),
        ]
    )
