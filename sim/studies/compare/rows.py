"""The rows of the page's tables: numbers already written as people say them, verdicts with their colour and arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.methods.intervals import Effect, mean_interval
from sim.methods.verdicts import VERDICTS, Judgement
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.outcomes.levels.ranges import NOTE
from sim.model.outcomes.smallest.thresholds import smallest_effect
from sim.model.parameters import SCALARS
from sim.runs.plan import Config
from sim.show.assumptions import value_of
from sim.show.catalogue import lever_words, parameter_of
from sim.show.colours import as_variable
from sim.show.levers import describe
from sim.show.numbers import change, held, level, outcome_change, outcome_level, title
from sim.show.places import place_words
from sim.show.style import display, looks
from sim.show.verdicts import side, takes_words, verdict_words
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.channels import BEHAVIOUR, OFFERED, SEEN, split
from sim.studies.compare.charts.figures import REGIONAL
from sim.studies.compare.expectations import Judged
from sim.studies.compare.groups import GroupRow
from sim.studies.compare.matter import defined
from sim.studies.compare.returns import returns
from sim.studies.compare.signals import signals
from sim.studies.compare.words import channel, direction
from sim.studies.experiment.judging import judged_alone

Cell = dict[str, str]
_ARROWS = {"up": "▲", "down": "▼"}
_STEADY = {"no material change": "=", "undecided": "?"}


def outcome_row(analysis: Analysis, name: str) -> dict[str, Any]:
    """Return a row of the table of outcomes: level, interval, and a cell a scenario."""
    reference = analysis.baseline or analysis.scenarios[0].name
    interval = held(name, analysis.outcomes[reference][name])
    bounds = f"{outcome_level(name, interval.low)} to {outcome_level(name, interval.high)}" if interval.bounded else ""
    return {
        "title": title(name),
        "name": name,
        "formula": OUTCOMES[name].formula,
        "unit": OUTCOMES[name].unit,
        "level": outcome_level(name, interval.mean),
        "note": NOTE if name in analysis.outside else "",
        "bounds": bounds,
        "cells": [
            _outcome_cell(name, one, analysis.effects[one.name][name], analysis.judgements[one.name][name])
            for one in analysis.compared
        ],
    }


def _outcome_cell(outcome: str, scenario: Scenario, effect: Effect, judgement: Judgement) -> Cell:
    told = outcome_change(outcome, effect)
    return _cell(scenario, told.mean, told.interval, effect, judgement, direction(outcome, judgement))


def _cell(scenario: Scenario, mean: str, interval: str, effect: Effect, judgement: Judgement, way: str) -> Cell:
    visible = f"visible from {effect.visible_from}" if effect.visible_from is not None and way != "neither" else ""
    return {
        "scenario": display(scenario.name),
        "mean": _minus(mean),
        "interval": _minus(interval),
        "verdict": verdict_words(judgement),
        "takes": takes_words(judgement),
        "arrow": _ARROWS.get(judgement.direction) or _STEADY[judgement.verdict],
        "way": way,
        "faint": "" if judgement.certain else "noise",
        "visible": visible,
    }


def moves(analysis: Analysis, scenario: str) -> list[tuple[str, str, list[str]]]:
    """Return the headline outcomes by what may be said of them, each list with its words and its style."""
    judged = analysis.judgements.get(scenario)
    if judged is None:
        return []
    by_words: dict[tuple[str, str], list[str]] = {(f"matters, {way}", way): [] for way in ("better", "worse")}
    by_words |= {(verdict, "neither"): [] for verdict in VERDICTS}
    for name in sorted(HEADLINE, key=lambda name: judged[name].rank):
        way, verdict = direction(name, judged[name]), judged[name].verdict
        by_words[(f"matters, {way}", way) if way != "neither" else (verdict, "neither")].append(OUTCOMES[name].label)
    return [(words, way, names) for (words, way), names in by_words.items() if names]


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
            cells = [
                _outcome_cell(outcome, one, found, judged_alone(found, smallest_effect(outcome, analysis.levels)))
                for one in analysis.compared
                for found in [getattr(parts[one.name], part)]
            ]
            rows.append({"title": label or title(outcome), "part": bool(label), "cells": cells})
    for outcome in (*OFFERED, *BEHAVIOUR):
        cells = [
            _outcome_cell(outcome, one, analysis.effects[one.name][outcome], analysis.judgements[one.name][outcome])
            for one in analysis.compared
        ]
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
        known = any(defined(analysis, name, region) for region in analysis.regions)
        for region in analysis.regions if known else analysis.regions[:1]:
            values = analysis.regional_values[region][reference][name]
            effects, judged = analysis.regional_effects[region], analysis.regional_judgements[region]
            rows.append(
                {
                    "title": title(name),
                    "region": place_words(region) if known else "every region",
                    "level": outcome_level(name, mean_interval(values).mean),
                    "cells": [
                        _outcome_cell(name, one, effects[one.name][name], judged[one.name][name])
                        for one in analysis.compared
                    ],
                }
            )
    return rows


def group_row(analysis: Analysis, row: GroupRow) -> dict[str, Any]:
    """Return a row of what a tier, a category or a format gets."""
    reading = row.reading
    cells = []
    for one in analysis.compared:
        effect, judgement = row.effects[one.name], row.judgements[one.name]
        text = change(reading.unit, effect)
        cells.append(_cell(one, text.mean, text.interval, effect, judgement, side(reading.better, judgement)))
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
            if not cell["faint"]
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
            "cell": _outcome_cell(one.outcome, scenario, one.effect, analysis.judgements[scenario.name][one.outcome]),
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
    return [as_variable(look[one.name].colour) for one in analysis.compared]


def judged_row(analysis: Analysis, scenario: Scenario, judged: Judged) -> dict[str, Any]:
    """Return an expectation in words with its verdict."""
    effect = analysis.effects[scenario.name][judged.outcome]
    judgement = analysis.judgements[scenario.name][judged.outcome]
    return {
        "title": title(judged.outcome),
        "words": judged.words,
        "verdict": judged.verdict,
        "note": judged.note,
        "cell": _outcome_cell(judged.outcome, scenario, effect, judgement),
    }


def told_change(config: Config, change_: Change, came: str = "") -> dict[str, str]:
    """Return a lever's change in words, where it stands today, and what became of it; its name is for the appendix."""
    told = describe(change_) + (f": {came}" if came else "")
    parameter = parameter_of(change_.name)
    if parameter is None:
        return {"told": told, "doc": "", "was": "", "lever": change_.name}
    before = value_of(config, parameter) if change_.name in SCALARS else _value_at(config, change_.name)
    was = "" if before is None else f"today {lever_words(change_.name).dose_words(before)}"
    return {"told": told, "doc": parameter.doc, "was": was, "lever": change_.name}


def _value_at(config: Config, name: str) -> float | None:
    node: Any = config
    for part in name.split("."):
        if not isinstance(node, dict) or part not in node:
            return None
        node = node[part]
    return float(node)


def _minus(text: str) -> str:
    return text.replace("-", "−")
