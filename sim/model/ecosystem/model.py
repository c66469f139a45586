"""The market as a Mesa model: one ``step()`` is one day, phase by phase, in the order of MODEL.md."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import mesa
import numpy as np
from mesa.agent import AgentSet

from sim.errors import UserError
from sim.model.day import PHASES
from sim.model.day.compiled import CompiledDay
from sim.model.ecosystem import arms, snapshots
from sim.model.ecosystem.building import build, creator_graph, file_graph, with_file_regions
from sim.model.ecosystem.diaries.diary import Diary
from sim.model.ecosystem.diaries.watch import find, start
from sim.model.ecosystem.handles import registry
from sim.model.ecosystem.tiers import set_tiers
from sim.model.levers.book import LeverBook
from sim.model.levers.schedule import Scenario, Trigger
from sim.model.levers.triggers import trigger_holds
from sim.model.outcomes import tallies as y
from sim.model.outcomes.history import DayCount, adoption_table, slice_table, tally_table, tier_table
from sim.model.state.state import State

Array = np.ndarray[Any, Any]


class Ecosystem(mesa.Model):  # type: ignore[misc]
    """Creators, viewers and policies of a live-shopping market.

    Parameters
    ----------
    config
        Resolved config (`sim.config.compose`).
    seed
        Root of every draw of this run; ``None`` takes the config's.
    scenario
        Dated changes of levers; ``None`` is the status quo.
    viewer_class, creator_class
        Subclasses of `agents.viewer.Viewer` and `agents.creator.Creator` to make agents of (objects engine
        only).
    enforcement_class, distribution_class, programme_class
        Subclasses of `agents.enforcement.EnforcementPolicy`, `agents.distribution.Distribution` and
        `agents.programme.IncentiveProgramme` to make each region's policies of (objects engine only).

    Attributes
    ----------
    day
        The next day to simulate: ``-warmup_days`` at first, 0 on the first day of the horizon.
    running
        Whether there are days left of the horizon, for Mesa's loops; ``step`` goes on all the same.
    regions
        Names of the regions, which are the cells of every lever where nothing is tested.
    names
        What a network's files call the creators of the first morning, in the order of their rows; empty where the
        network is made up.
    """

    names: tuple[str, ...]

    def __init__(
        self,
        config: Mapping[str, Any],
        seed: int | None = None,
        scenario: Scenario | None = None,
        viewer_class: type[Any] | None = None,
        creator_class: type[Any] | None = None,
        enforcement_class: type[Any] | None = None,
        distribution_class: type[Any] | None = None,
        programme_class: type[Any] | None = None,
    ) -> None:
        root = int(config["seed"] if seed is None else seed)
        super().__init__(rng=root)
        from_files = config["network"]["kind"] == "files"
        graph = file_graph(config) if from_files else None
        config = dict(config) if graph is None else with_file_regions(dict(config), graph)
        book = LeverBook(config)
        if graph is None:
            graph = creator_graph(config, book.today, root)
        self.network_report = dict(graph.report)
        given = {
            "viewer_class": viewer_class, "creator_class": creator_class, "enforcement_class": enforcement_class,
            "distribution_class": distribution_class, "programme_class": programme_class,
        }
        classes = {name: chosen for name, chosen in given.items() if chosen is not None}
        state = build(config, graph, book.today, root)
        if scenario is not None:
            book.schedule(scenario.changes, scenario.trial, root)
            arms.begin(state, scenario.trial, root)
        self._assume(config, root, book, state, classes)
        self.names = tuple(graph.label or ())

    def _assume(
        self, config: dict[str, Any], root: int, book: LeverBook, state: State, classes: dict[str, type[Any]]
    ) -> None:
        """Take up a state, on its first morning unless the caller (a snapshot) says which day it is."""
        self.config = config
        self.root = root
        self.day = -int(config["warmup_days"])
        self.book = book
        self.regions = book.regions
        self.state = state
        self.agent_classes = classes
        self.impressions = 0
        self.names = ()
        self._history: list[DayCount] = []
        self._told_from = 0  # earlier days of the history are there for triggers only
        self._diaries: dict[tuple[str, int], Diary] = {}
        self._start_engine()

    def _start_engine(self) -> None:
        engine = self.config["engine"]
        if engine["name"] == "objects":
            from sim.model.agents.objects import ObjectsDay

            self.engine: Any = ObjectsDay(self, **self.agent_classes)
        else:
            if self.agent_classes:
                raise UserError(f"{next(iter(self.agent_classes))} needs an engine of objects: set engine=objects.")
            threads = int(engine["threads"])
            self.engine = CompiledDay(self.state, self.book.today, self.root, threads, self.book.trial)

    @property
    def clock(self) -> int:
        """The day counted from the first warm-up day, as the state knows it."""
        return self.day + int(self.config["warmup_days"])

    def is_weekend(self, day: int) -> bool:
        """Return whether a day of the horizon is a Saturday or Sunday."""
        return (datetime.date.fromisoformat(str(self.config["start_date"])) + datetime.timedelta(day)).weekday() >= 5

    def step(self) -> None:
        """Simulate one day, all nine phases."""
        clock = self.clock
        if self.day == 0:
            set_tiers(self)
        if self.book.trial is not None and self.book.trial.by_account:
            arms.assign(self.write_back(), self.book.trial, self.root, self.day)
            if not self.is_compiled:
                self.engine.read_scopes()
        for phase in PHASES:
            if phase == "levers":
                self.book.apply(self.day, self._holds)
            elif phase == "viewing":
                self.engine.viewing(clock, self.is_weekend(self.day))
            else:
                getattr(self.engine, phase)(clock)
        engine = self.engine
        counts = (engine.tally, engine.tiers, engine.slices, engine.adoption)
        self._history.append(DayCount(self.day, *(count.copy() for count in counts)))
        self.impressions += int(self.engine.tally[:, y.IMPRESSIONS].sum())
        if self._diaries:
            self.write_back()
            for diary in self._diaries.values():
                diary.observe(self)
        self.day += 1
        self.running = self.day < self.config["days"]

    def run(self, days: int) -> Self:
        """Simulate ``days`` days and return the model."""
        for _ in range(days):
            self.step()
        return self

    def write_back(self) -> State:
        """Return the state, brought up to date first where the agents are objects that hold it themselves."""
        if self.config["engine"]["name"] == "objects":
            self.engine.write_back()
        return self.state

    def _holds(self, trigger: Trigger, since: int | None, first: int | None) -> bool:
        """Return whether a trigger of the levers holds as of yesterday."""
        return trigger_holds(trigger, self.tallies, self.regions, self.day, since, first)

    def tallies(self, last: int | None = None) -> dict[str, Array]:
        """Return the tallies of every day simulated here (or the ``last`` few), a row a day and region."""
        history = self._history[self._told_from :] if last is None else self._history[-last:]
        return tally_table(history, len(self.regions))

    def tiers(self) -> dict[str, Array]:
        """Return what is counted by tier of creators (`outcomes.breakdowns`), a row a day, region and tier."""
        return tier_table(self._history[self._told_from :], len(self.regions))

    def slices(self) -> dict[str, Array]:
        """Return what is counted by product category and format, a row a day, region, category and format."""
        return slice_table(self._history[self._told_from :], len(self.regions), self.state.sizes[1])

    def fired(self) -> dict[int, int]:
        """Return the day on which each change that hangs on outcomes first began, by its place in the scenario."""
        return dict(self.book.timetable.first)

    def undone(self) -> dict[int, int]:
        """Return the day on which a guardrail last undid each such change, where one did."""
        return dict(self.book.timetable.ended)

    def adoption(self) -> dict[str, Array]:
        """Return open accounts by tactic (``clean`` for none), a row a day and region."""
        return adoption_table(self._history[self._told_from :], len(self.regions), self.book.rows["tactics"])

    # agents, as Mesa's tools find them: handles over columns, or the objects engine's own

    @property
    def is_compiled(self) -> bool:
        """Whether agents are rows of columns (else each is an object)."""
        return bool(self.config["engine"]["name"] != "objects")

    @property
    def agents(self) -> AgentSet:
        """All living agents: policies, creators and viewers."""
        return registry.compiled_agents(self) if self.is_compiled else super().agents.select(registry.is_living)

    @property
    def agents_by_type(self) -> dict[type, AgentSet]:
        """Living agents by class; of the objects engine's, everyone that Mesa has registered."""
        return registry.populations(self) if self.is_compiled else super().agents_by_type

    @property
    def agent_types(self) -> list[type]:
        """Classes of agents in this market."""
        return list(self.agents_by_type)

    @property
    def viewers(self) -> AgentSet:
        """Viewers who have not left."""
        return registry.viewers_of(self)

    @property
    def creators(self) -> AgentSet:
        """Open creator accounts, pilots included."""
        return registry.creators_of(self)

    @property
    def policies(self) -> AgentSet:
        """Enforcement, distribution and incentives of each region."""
        return registry.policies_of(self)

    def name_of(self, row: int) -> str:
        """Return what the network's files call the creator in a row; empty for one who came later, or has no name."""
        return self.names[row] if 0 <= row < len(self.names) else ""

    def __repr__(self) -> str:
        engine = "compiled" if self.is_compiled else "objects"
        return (
            f"<{type(self).__name__}: day {self.day} of {self.config['days']}, {len(self.viewers):,} viewers and "
            f"{len(self.creators):,} creators in {', '.join(self.regions)}, {engine} engine>"
        )

    # the same market again: copies, files, and one life of it

    def branch(self, scenario: Scenario | None = None) -> Self:
        """Return an exact copy of the market on which another scenario applies from now on.

        Parameters
        ----------
        scenario
            Its changes replace any earlier ones; ``None`` keeps the schedule as it stands, triggers fired included.
        """
        return snapshots.branch(self, scenario)

    def save(self, folder: str | Path) -> None:
        """Write the market to a folder, taking the place of what was saved there only when all is written."""
        snapshots.save(self, Path(folder))

    @classmethod
    def load(cls, folder: str | Path, **classes: type[Any]) -> Self:
        """Return the market saved in a folder, to go on as if it had never stopped.

        Parameters
        ----------
        classes
            ``viewer_class``, ``creator_class`` and the like, where the market was built with some.

        Raises
        ------
        UserError
            If there is none, it is damaged, or other code wrote it.
        """
        return snapshots.load(cls, Path(folder), classes)

    def watch(self, kind: str, id: int | str) -> Diary:
        """Keep a diary of one agent, named by number or a creator's name; ``kind`` is ``"creator"`` or ``"viewer"``."""
        self.write_back()
        row = find(self, kind, id)
        if (kind, row) not in self._diaries:
            self._diaries[kind, row] = start(self, kind, row)
        return self._diaries[kind, row]

    def diary(self, kind: str, id: int | str) -> Diary:
        """Return the diary of a watched agent: ``header`` and ``events``, a list of (day, text)."""
        diary = self._diaries.get((kind, find(self, kind, id)))
        if diary is None:
            raise UserError(f"{kind} {id} was not watched: call model.watch('{kind}', {id}) before the run")
        return diary
