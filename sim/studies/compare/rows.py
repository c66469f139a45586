"""The rows of the page's tables: numbers already written as people say them, verdicts with their colour and arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.methods.intervals import Effect, mean_interval
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.levels.ranges import NOTE
from sim.model.parameters import SCALARS, TABLES, Parameter
from sim.runs.plan import Config
from sim.show.assumptions import value_of
from sim.show.levers import describe
from sim.show.numbers import change, level, outcome_change, outcome_level, title
from sim.show.style import display, looks
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.channels import BEHAVIOUR, OFFERED, SEEN, split
from sim.studies.compare.charts.figures import REGIONAL
from sim.studies.compare.expectations import Judged
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.returns import returns
from sim.studies.compare.signals import signals
from sim.studies.compare.words import channel, direction

Cell = dict[str, str]
_ARROWS = {"up": "▲", "down": "▼", "within noise": "="}


def outcome_row(analysis: Analysis, name: str) -> dict[str, Any]:
    """Return a row of the table of outcomes: level, interval, and a cell a scenario."""
    reference = analysis.baseline or analysis.scenarios[0].name
    interval = analysis.outcomes[reference][name]
    bounds = f"{outcome_level(name, interval.low)} to {outcome_level(name, interval.high)}" if interval.bounded else ""
    return {
        "title": title(name),
        "name": name,
        "formula": OUTCOMES[name].formula,
        "unit": OUTCOMES[name].unit,
        "level": outcome_level(name, interval.mean),
        "note": NOTE if name in analysis.outside else "",
        "bounds": bounds,
        "cells": [_outcome_cell(name, one, analysis.effects[one.name][name]) for one in analysis.compared],
    }


def _outcome_cell(outcome: str, scenario: Scenario, effect: Effect) -> Cell:
    return _cell(
        scenario,
        outcome_change(outcome, effect).mean,
        outcome_change(outcome, effect).interval,
        effect,
        direction(outcome, effect),
    )


def _cell(scenario: Scenario, mean: str, interval: str, effect: Effect, way: str) -> Cell:
    visible = f"visible from {effect.visible_from}" if effect.visible_from is not None and way != "neither" else ""
    return {
        "scenario": display(scenario.name),
        "mean": _minus(mean),
        "interval": _minus(interval),
        "verdict": effect.verdict,
        "arrow": _ARROWS[effect.verdict],
        "way": way,
        "visible": visible,
    }


def moves(analysis: Analysis, scenario: str) -> list[tuple[str, str, list[str]]]:
    """Return the headline outcomes that get better, worse, and that cannot be told, each list with its style."""
    effects = analysis.effects.get(scenario)
    if effects is None:
        return []
    ways: dict[str, list[str]] = {"better": [], "worse": [], "neither": []}
    for name in HEADLINE:
        way = direction(name, effects[name]) if effects[name].noticeable else "neither"
        ways[way].append(OUTCOMES[name].label)
    words = {"better": "clearly better", "worse": "clearly worse", "neither": "within noise or tiny"}
    return [(words[way], way, names) for way, names in ways.items() if names]


def channels(analysis: Analysis) -> list[dict[str, Any]]:
    """Return effect, supply and traffic of what has such a split, then how creators behave."""
    rows: list[dict[str, Any]] = []
    if not analysis.baseline:
        return rows
    for outcome in SEEN:
        parts = {one.name: split(analysis, one.name, outcome) for one in analysis.compared}
        for label, part in (
            ("", "total"),
            ("had tiers kept their views", "content"),
            ("had tiers kept their content", "views"),
            ("where both changed", "both"),
        ):
            cells = [_outcome_cell(outcome, one, getattr(parts[one.name], part)) for one in analysis.compared]
            rows.append({"title": label or title(outcome), "part": bool(label), "cells": cells})
    for outcome in (*OFFERED, *BEHAVIOUR):
        cells = [_outcome_cell(outcome, one, analysis.effects[one.name][outcome]) for one in analysis.compared]
        rows.append({"title": title(outcome), "part": False, "cells": cells})
    for one in analysis.compared:
        told = [
            f"{title(name)}: {channel(analysis, one.name, name)}"
            for name in SEEN
            if channel(analysis, one.name, name)
        ]
        rows[0].setdefault("told", []).extend(f"{display(one.name)} · {sentence}" for sentence in told)
    return rows


def region_rows(analysis: Analysis) -> list[dict[str, Any]]:
    """Return a row for each regional outcome and region."""
    reference = analysis.baseline or analysis.scenarios[0].name
    rows = []
    for name in REGIONAL:
        for region in analysis.regions:
            values = analysis.regional_values[region][reference][name]
            effects = analysis.regional_effects[region]
            rows.append(
                {
                    "title": title(name),
                    "region": region,
                    "level": outcome_level(name, mean_interval(values).mean),
                    "cells": [_outcome_cell(name, one, effects[one.name][name]) for one in analysis.compared],
                }
            )
    return rows


def group_row(analysis: Analysis, row: GroupRow) -> dict[str, Any]:
    """Return a row of what a tier, a category or a format gets."""
    reading = row.reading
    cells = []
    for one in analysis.compared:
        effect = row.effects[one.name]
        text = change(reading.unit, effect)
        way = (
            "neither" if effect.verdict == "within noise" else "better" if effect.verdict == reading.better else "worse"
        )
        cells.append(_cell(one, text.mean, text.interval, effect, way))
    return {
        "group": row.group,
        "reading": reading.label,
        "told": reading.told,
        "level": level(reading.unit, row.baseline.mean),
        "cells": cells,
    }


def grid(analysis: Analysis, rows: Sequence[GroupRow]) -> dict[str, Any]:
    """Return a compact table: a row a group, a column a reading, each cell the level and the clear effects."""
    readings = list(dict.fromkeys(row.reading.name for row in rows))
    by_group: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        shown = group_row(analysis, row)
        clear = [
            cell | {"colour": colour}
            for cell, colour in zip(shown["cells"], _colours(analysis), strict=True)
            if cell["verdict"] != "within noise"
        ]
        by_group.setdefault(display(row.group), []).append(shown | {"moved": clear})
    heads = [next(row.reading for row in rows if row.reading.name == name) for name in readings]
    return {"heads": [{"label": one.label, "told": one.told} for one in heads], "groups": by_group}


def signal_rows(analysis: Analysis, scenario: Scenario) -> list[dict[str, Any]]:
    """Return the clear effects of a scenario by the day from which each could be told."""
    return [
        {
            "day": str(one.onset),
            "title": title(one.outcome),
            "headline": OUTCOMES[one.outcome].headline,
            "cell": _outcome_cell(one.outcome, scenario, one.effect),
        }
        for one in signals(analysis, scenario.name)
    ]


def return_rows(analysis: Analysis) -> list[dict[str, Any]]:
    """Return a row a ratio of paired effects, a cell a scenario; why there is none where there is none."""
    found = [(one, returns(analysis, one.name)) for one in analysis.compared]
    rows: list[dict[str, Any]] = []
    for place, first in enumerate(found[0][1] if found else ()):
        cells = []
        for scenario, each in found:
            one = each[place]
            told = {"scenario": display(scenario.name), "mean": one.why_not, "interval": ""}
            if not one.why_not:
                told["mean"] = _minus(level(one.unit, one.interval.mean))
                bounds = (level(one.unit, bound) for bound in (one.interval.low, one.interval.high))
                told["interval"] = _minus("[{}, {}]".format(*bounds)) if one.interval.bounded else ""
            cells.append(told | {"known": not one.why_not})
        rows.append({"title": first.label, "formula": first.formula, "cells": cells})
    return rows


def _colours(analysis: Analysis) -> list[str]:
    look = looks([one.name for one in analysis.scenarios], analysis.baseline)
    return [look[one.name].colour for one in analysis.compared]


def judged_row(analysis: Analysis, scenario: Scenario, judged: Judged) -> dict[str, Any]:
    """Return an expectation in words with its verdict."""
    effect = analysis.effects[scenario.name][judged.outcome]
    return {
        "title": title(judged.outcome),
        "words": judged.words,
        "verdict": judged.verdict,
        "cell": _outcome_cell(judged.outcome, scenario, effect),
    }


def told_change(config: Config, change_: Change, came: str = "") -> dict[str, str]:
    """Return a lever's change in words, with what the lever is, where it stands today, and what became of it."""
    parameter = SCALARS.get(change_.name) or _table_parameter(change_.name)
    told = describe(change_) + (f": {came}" if came else "")
    if parameter is None:
        return {"told": told, "doc": "", "was": ""}
    before = value_of(config, parameter) if change_.name in SCALARS else _value_at(config, change_.name)
    was = "" if before is None else f"today {before:g} {parameter.unit}"
    return {"told": told, "doc": parameter.doc, "was": was}


def _table_parameter(name: str) -> Parameter | None:
    for table, columns in TABLES.items():
        column = name.rsplit(".", 1)[-1]
        if name.startswith(f"{table}.") and column in columns:
            return columns[column]
    return None


def _value_at(config: Config, name: str) -> float | None:
    node: Any = config
    for part in name.split("."):
        if not isinstance(node, dict) or part not in node:
            return None
        node = node[part]
    return float(node)


def _minus(text: str) -> str:
    return text.replace("-", "−")
