"""From what somebody set on a page to a run: a scenario with its question and expectation, its command, its folder.

The folder is the one that ``sim compare`` writes for the same question, so that what one of them has run the other
finds. A scenario that says exactly what a shipped one says goes by that one's name; any other by a name made of its
levers' values, as the page itself names it.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from sim.config.composition import compose
from sim.config.scenarios import load_scenario
from sim.errors import UserError
from sim.runs.plan import Config, plan_comparison
from sim.runs.store import write_whole
from sim.studies.compare.study import runs_of
from sim.studies.explore.read import StoredExploration

MOST_SEEDS = 48
MOST_VIEWER_DAYS = 1_000_000_000
"""Viewers × days × runs of one job: about ten minutes of two cores."""

_LONGEST = 300
_BASIS, _PRIME, _BITS = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


@dataclass(frozen=True)
class Asked:
    """A run that was asked for, checked.

    Attributes
    ----------
    scenario
        Its name, or the path of its file.
    command
        Words after ``sim``, without where results go.
    folder
        Where its study lies, or will.
    seeds
        How many.
    """

    name: str
    scenario: str
    command: tuple[str, ...]
    folder: Path
    seeds: int


def ask(
    study: StoredExploration, values: Mapping[str, Any], question: str, expect: Mapping[str, str], seeds: int,
    outputs: Path,
) -> Asked:
    """Return the run of a page's levers, its scenario written where it is no shipped one.

    Raises
    ------
    UserError
        If a lever is unknown or outside what was tried, nothing is moved, question or expectation is missing or cannot
        be read, or the run is too large.
    """
    moved = read_values(study, values)
    if not question.strip():
        raise UserError("write the question first: what do you want to know?", about="question")
    if not any(expect.values()):
        raise UserError("write what you expect, of one outcome at least, before the answer is there", about="expect")
    if not 2 <= seeds <= MOST_SEEDS:
        raise UserError(f"seeds: from 2 to {MOST_SEEDS}", about="seeds")
    preset = next((one for one in study.presets if not one.simpler and dict(one.values) == moved), None)
    name = policy_name(moved)
    told = {outcome: words[:_LONGEST] for outcome, words in expect.items() if words}
    file = write_scenario(name, question[:_LONGEST], told, moved, study, outputs)
    scenario = preset.name if preset else str(file)
    overrides = [*(one for one in study.plain if not one.startswith("replications=")),
                 *(f"{key}={value:.12g}" for key, value in moved.items() if kind_of(study, key) != "lever")]
    config = {**composed(tuple(overrides)), "replications": seeds}
    size = int(config["population"]["viewers"]) * int(config["days"]) * 2 * seeds
    if size > MOST_VIEWER_DAYS:
        raise UserError(f"{size:.1e} viewer-days are more than a page may ask for: run the command in a terminal")
    plan = plan_comparison(config, [load_scenario(scenario, config)], "")
    command = ("compare", scenario, *overrides, f"replications={seeds}")
    return Asked(preset.name if preset else name, scenario, command, runs_of(plan).folder(outputs), seeds)


def read_values(study: StoredExploration, values: Mapping[str, Any]) -> dict[str, float]:
    """Return the levers that are moved, in the study's order.

    Raises
    ------
    UserError
        As for :func:`ask`.
    """
    known = {one.name: one for one in study.factors}
    for name, value in values.items():
        if name not in known:
            raise UserError("there is no such lever on this page")
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise UserError(f"{name} is no number")
    study.place(values)
    moved = {name: float(values[name]) for name, one in known.items()
             if name in values and float(values[name]) != float(one.base)}
    if not moved:
        raise UserError("everything stands as today: move a lever first")
    return moved


def kind_of(study: StoredExploration, name: str) -> str:
    """Return whether a slider moves a lever or an assumption."""
    return next(one.kind for one in study.factors if one.name == name)


def write_scenario(
    name: str, question: str, expect: Mapping[str, str], moved: Mapping[str, float], study: StoredExploration,
    outputs: Path,
) -> Path:
    """Write a scenario's file, checked as any other, and return it.

    Raises
    ------
    UserError
        If an expectation cannot be read.
    """
    changes = [{"set": key, "to": int(value) if value.is_integer() else value} for key, value in moved.items()
               if kind_of(study, key) == "lever"]
    content: dict[str, Any] = {"question": question, "expect": dict(expect), "changes": changes}
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True).encode()
    with tempfile.TemporaryDirectory(prefix="sim-app-") as place:
        draft = Path(place) / f"{name}.yaml"
        draft.write_bytes(text)
        try:
            load_scenario(str(draft), study.config)
        except UserError as error:
            raise UserError(error.message, about="expect") from error
    folder = outputs / "app" / "scenarios"
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{name}.yaml", text)
    return folder / f"{name}.yaml"


def policy_name(moved: Mapping[str, float]) -> str:
    """Return a name for values of levers: the same wherever they are the same, on the page too."""
    text = ";".join(sorted(f"{name}={math.floor(value * 1e9 + 0.5)}" for name, value in moved.items()))
    digest = _BASIS
    for sign in text.encode():
        digest = ((digest ^ sign) * _PRIME) & _BITS
    return f"policy_{digest:016x}"[:15]


def estimates(study: StoredExploration, moved: Mapping[str, float]) -> dict[str, list[float]]:
    """Return what the page estimates of the whole market: outcome → mean, low, high."""
    found = {}
    for (region, outcome), answer in study.answers.items():
        if region == study.places[0] and answer.trust != "not told":
            effect, _ = study.estimate(answer, moved)
            found[outcome] = [effect.mean, effect.low, effect.high]
    return found


@lru_cache(maxsize=32)
def _composed(overrides: tuple[str, ...]) -> Config:
    return compose(list(overrides))


def composed(overrides: Sequence[str]) -> Config:
    """Return a configuration, composed once for the same words."""
    return deepcopy(_composed(tuple(overrides)))
