"""Snapshots: the same market again, as a branch in memory or as files that another process can go on from.

A market's future hangs on its state's arrays, the day, the levers' schedule and (for triggers) the tallies of the days
before; draws are keyed, so there is no generator to save. A folder holds the arrays as ``.npz`` and the rest as
JSON, never pickle. The JSON names the arrays' file by its digest and is put in place last, so a save that is cut short
leaves the one before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, TypeVar

import mesa
import numpy as np

from sim.errors import UserError
from sim.model.ecosystem import arms
from sim.model.ecosystem import snapshot_files as files
from sim.model.ecosystem.diaries.diary import Diary
from sim.model.levers.book import LeverBook, World
from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.model.levers.trial import Trial
from sim.model.outcomes.history import DayCount, blank_count
from sim.model.state.state import State
from sim.model.version import code_version

Array = np.ndarray[Any, Any]
_MEMORY = ("began", "first", "ended")  # what a timetable remembers of changes that hang on outcomes


class Market(Protocol):
    """What a market is made of, as far as a copy of it needs it; `ecosystem.model.Ecosystem` is one."""

    config: dict[str, Any]
    root: int
    day: int
    steps: int
    running: bool
    impressions: int
    network_report: dict[str, Any]
    names: tuple[str, ...]
    book: LeverBook
    state: State
    agent_classes: dict[str, type[Any]]
    _history: list[DayCount]
    _told_from: int
    _diaries: dict[tuple[str, int], Diary]

    def write_back(self) -> State:
        """Return the state, brought up to date."""

    def _assume(
        self, config: dict[str, Any], root: int, book: LeverBook, state: State, classes: dict[str, type[Any]]
    ) -> None: ...


M = TypeVar("M", bound=Market)


def branch(model: M, scenario: Scenario | None) -> M:
    """Return an exact copy of a market, with its own schedule and nothing told yet; costs a copy of the arrays."""
    model.write_back()
    book = model.book.copy()
    if scenario is not None:
        book.schedule(scenario.changes, scenario.trial, model.root)
        for today, base in zip(book.today, book.base, strict=True):
            today[...] = base
    state = model.state.copy()
    if scenario is not None:
        arms.begin(state, scenario.trial, model.root)
        arms.assign(state, scenario.trial, model.root, model.day)
    twin = _revive(type(model), model.config, model.root, book, state, model.agent_classes)
    twin.day, twin.impressions, twin.steps, twin.running = model.day, model.impressions, model.steps, model.running
    twin.network_report, twin.names = dict(model.network_report), model.names
    twin._history = list(model._history)
    twin._told_from = len(twin._history)
    twin._diaries = {which: diary.copy() for which, diary in model._diaries.items()}
    return twin


def _revive(
    kind: type[M], config: dict[str, Any], root: int, book: LeverBook, state: State, classes: dict[str, type[Any]]
) -> M:
    """Return a market over a given state without building one; a subclass's own constructor is not called."""
    model = kind.__new__(kind)
    mesa.Model.__init__(model, rng=root)
    model._assume(config, root, book, state, classes)
    return model


def save(model: Market, folder: Path) -> None:
    """Write a market to ``folder``, taking the place of an earlier one only when all is written."""
    model.write_back()
    market = {
        "config": model.config, "root": model.root, "day": model.day, "steps": model.steps,
        "impressions": model.impressions, "network_report": model.network_report,
        "names": list(model.names),
        "changes": [asdict(change) for change in model.book.changes],
        "trial": None if model.book.trial is None else asdict(model.book.trial),
        "founders": model.state.founders,
        "timetable": {
            kind: {str(index): day for index, day in getattr(model.book.timetable, kind).items()} for kind in _MEMORY
        },
        "classes": {name: chosen.__qualname__ for name, chosen in model.agent_classes.items()},
    }
    arrays = (
        model.state.arrays()
        | _history_arrays(model)
        | {f"levers.{name}": array for name, array in model.book.today._asdict().items()}
        | {"trial.communities": model.state.communities}
    )
    files.write(folder, code_version(), market, arrays)


def load(kind: type[M], folder: Path, classes: dict[str, type[Any]]) -> M:
    """Return the market that ``folder`` holds.

    Raises
    ------
    UserError
        If there is none, a file is damaged, other code saved it, or its agents were of other classes.
    """
    market, arrays = files.read(folder, code_version())
    named = {name: chosen.__qualname__ for name, chosen in classes.items()}
    if named != market["classes"]:
        message = f"saved with agent classes {json.dumps(market['classes'])}, to be loaded with {json.dumps(named)}"
        raise UserError(message, path=folder)
    book = LeverBook(market["config"])
    trial = Trial.read(market["trial"])
    book.schedule(tuple(_change(change) for change in market["changes"]), trial, market["root"])
    for memory in _MEMORY:
        kept = {int(index): day for index, day in market["timetable"][memory].items()}
        setattr(book.timetable, memory, kept)
    book.today = World(*(arrays[f"levers.{name}"] for name in World._fields))
    state = State(len(book.regions), len(book.rows["market.categories"]), len(book.rows["tactics"]) + 1)
    state.load(arrays)
    state.feeds = arms.feeds_of(trial)
    state.founders, state.communities = market["founders"], arrays["trial.communities"]
    model = _revive(kind, market["config"], market["root"], book, state, classes)
    model.day, model.impressions, model.steps = market["day"], market["impressions"], market["steps"]
    model.running = model.day < model.config["days"]
    model.network_report, model.names = market["network_report"], tuple(market["names"])
    days = arrays["history.day"].tolist()
    counts = (arrays[f"history.{name}"] for name in DayCount._fields[1:])
    model._history = [DayCount(*one) for one in zip(days, *counts, strict=True)]
    model._told_from = len(days)
    return model


def _history_arrays(model: Market) -> dict[str, Array]:
    blank = blank_count(0, *model.state.sizes)
    arrays = {"history.day": np.array([one.day for one in model._history], np.int64)}
    for name in DayCount._fields[1:]:
        counts = np.array([getattr(one, name) for one in model._history], np.int64)
        arrays[f"history.{name}"] = counts.reshape(len(model._history), *getattr(blank, name).shape)
    return arrays


def _change(saved: Mapping[str, Any]) -> Change:
    """Return a change from its JSON form."""
    when = Trigger(**saved["when"]) if saved["when"] else None
    stops = tuple(Trigger(**stop) for stop in saved["stops"])
    several = {name: tuple(saved[name]) for name in ("regions", "needs")}
    return Change(**{**saved, **several, "when": when, "stops": stops})
