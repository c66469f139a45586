"""A market of one's own in one line, as Mesa users meet it: defaults and settings by name, and a data collector.

The model takes a config that somebody has composed, and knows nothing of where configs come from. This is the class
that composes one: `from sim import Ecosystem` gives it. Settings by name are what lets Mesa's own tools make markets:
``batch_run`` copies its parameters into every row, so they have to be few and small.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Final, Self

import mesa
import numpy as np

from sim.config import compose
from sim.errors import UserError, quoted, suggest
from sim.model.ecosystem import model
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.tallies import NAMES

_CLASS = "_class"  # how keywords end that name a class of agents


def _total(name: str) -> Callable[[Ecosystem], int]:
    return lambda market: market.total(name)


DAILY: Final[Mapping[str, Any]] = MappingProxyType({
    "model_reporters": {
        "day": "day",
        "viewers": lambda market: len(market.viewers),
        "creators": lambda market: len(market.creators),
        **{name: _total(name) for name in ("dau", "offers", "views", "orders", "gmv_placed", "penalties")},
    }
})
"""What is collected where nothing else is asked for: some whole numbers of the day, money in minor units."""


class Ecosystem(model.Ecosystem):
    """Creators, viewers and policies of a live-shopping market.

    Parameters
    ----------
    config
        A resolved config (`sim.compose`); ``None`` composes one from the settings, or the defaults.
    seed, rng
        Root of every draw, by our name and by Mesa's; ``None`` takes the config's.
    scenario
        Dated changes of levers (`sim.load_scenario`); ``None`` is the status quo.
    collect
        Keywords of `mesa.DataCollector`; ``None`` takes the class's ``collect``. The collector looks once now and
        after every day, in branches and loaded markets too; their own starts empty.
    kwargs
        Settings: overrides by name, such as ``days=30``, ``enforcement="strict"`` or ``**{"population.viewers": 500}``;
        and the classes of agents (``viewer_class=...``) that `sim.model.ecosystem.model.Ecosystem` takes.

    Attributes
    ----------
    collect
        A subclass names here what its markets collect.
    datacollector
        Mesa's. A collector put in its place is its owner's to call, as in any Mesa model.

    Raises
    ------
    UserError
        On a setting that is unknown or out of range, or settings beside a config.
    """

    collect: ClassVar[Mapping[str, Any]] = DAILY
    datacollector: mesa.DataCollector

    def __init__(
        self,
        config: Mapping[str, Any] | None = None,
        seed: int | None = None,
        scenario: Scenario | None = None,
        *,
        rng: int | None = None,
        collect: Mapping[str, Any] | None = None,
        **kwargs: Any,  # by this name Mesa 3.3's page knows that any parameter will do
    ) -> None:
        classes = {name: value for name, value in kwargs.items() if name.endswith(_CLASS)}
        settings = {name: value for name, value in kwargs.items() if name not in classes}
        if config is None:
            config = compose([f"{name}={_written(value)}" for name, value in settings.items()])
        elif settings:
            name = next(iter(settings))
            raise UserError(f"{name} beside a whole config: compose both in one, or leave the config out")
        if seed is not None and rng is not None:
            raise UserError("seed and rng are two names of one number: give one of them")
        root = rng if seed is None else seed
        super().__init__(config, None if root is None else int(root), _ours(scenario), **classes)
        self._begin_collecting(self.collect if collect is None else collect)

    def _begin_collecting(self, what: Mapping[str, Any]) -> None:
        self._collected = what
        self._daily = self.datacollector = mesa.DataCollector(**what)
        self._daily.collect(self)

    def total(self, name: str) -> int:
        """Return a tally of the last simulated day over all regions, 0 before the first day.

        Parameters
        ----------
        name
            One of `sim.model.outcomes.tallies.NAMES`.

        Raises
        ------
        UserError
            If there is no such tally.
        """
        if name not in NAMES:
            raise UserError(f"no tally '{name}'.{suggest(name, NAMES)}")
        return int(self._history[-1].tally[:, NAMES.index(name)].sum()) if self._history else 0

    def step(self) -> None:
        """Simulate one day, and collect."""
        super().step()
        if self.datacollector is self._daily:
            self._daily.collect(self)

    def branch(self, scenario: Scenario | None = None) -> Self:
        """Return an exact copy on which another scenario applies, with a collector of its own; as in the model."""
        twin = super().branch(scenario)
        twin._begin_collecting(self._collected)
        return twin

    @classmethod
    def load(cls, folder: str | Path, **classes: type[Any]) -> Self:
        """Return the market saved in a folder, collecting what its class names; as in the model."""
        loaded = super().load(folder, **classes)
        loaded._begin_collecting(cls.collect)
        return loaded


def _ours(scenario: Any) -> Scenario | None:
    """Return a scenario of levers; Mesa 3.5's page hands every model an empty one of Mesa's on Reset."""
    if scenario is None or isinstance(scenario, Scenario):
        return scenario
    if type(scenario).__module__.partition(".")[0] == "mesa":
        return None
    raise UserError(f"{quoted(scenario)} is no scenario: load_scenario(name) reads one")


def _written(value: Any) -> str:
    """Return a setting's value as an override writes it."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Return what JSON can hold of a NumPy number or a date."""
    return value.item() if isinstance(value, np.generic) else str(value)
