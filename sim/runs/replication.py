"""What a run needs of a model, and what one replication leaves: whole numbers.

All scenarios of a replication share seed, warm-up and draws, so the difference between two of them is the policy's
doing and not luck. This file runs inside worker processes: it imports neither pandas nor Matplotlib.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from sim.model.levers.schedule import Scenario

Arrays = dict[str, NDArray[np.int64]]
LOOK_BACK = 27
"""Warm-up days kept, so that a 28-day window is full from the first day of the horizon."""


class Model(Protocol):
    """What a study needs of a model; ``sim.model.ecosystem.model.Ecosystem`` has it."""

    regions: list[str]
    impressions: int

    def step(self) -> None:
        """Simulate one day."""

    def branch(self, scenario: Scenario) -> Model:
        """Return an exact copy on which the scenario's changes apply."""

    def tallies(self, last: int | None = None) -> Arrays:
        """Return the tallies of every day since the model was built or branched; or of the ``last`` few, before too."""

    def tiers(self) -> Arrays:
        """Return what each tier of creators got, by day and region."""

    def slices(self) -> Arrays:
        """Return what is counted by product category and format, by day and region."""

    def fired(self) -> dict[int, int]:
        """Return the day on which each change that hangs on outcomes first began, by its place in the scenario."""

    def undone(self) -> dict[int, int]:
        """Return the day on which a guardrail last undid each such change, where one did."""

    def watch(self, kind: str, id: int | str) -> Any:
        """Keep a diary of one agent from now on, in branches too."""

    def diary(self, kind: str, id: int | str) -> Any:
        """Return a watched agent's life: a heading, and events as (day, text)."""


ModelBuilder = Callable[[dict[str, Any], int], Model]


def build_ecosystem(config: dict[str, Any], seed: int) -> Model:
    """Build the real model; imported late, since it brings the compiled engine."""
    from sim.model.ecosystem.model import Ecosystem

    model: Model = Ecosystem(config, seed=seed)
    return model


@dataclass(frozen=True)
class Replication:
    """What one seed left: per scenario what the horizon's days counted (by region, by tier, by category and format) and
    the days on which changes that hang on outcomes began and were undone; the warm-up's last days; and what reading or
    generating the creators' network counted and dropped.
    """

    index: int
    regions: tuple[str, ...]
    warmup: Arrays
    tallies: dict[str, Arrays]
    tiers: dict[str, Arrays]
    slices: dict[str, Arrays]
    fired: dict[str, dict[int, int]]
    impressions: int
    network: dict[str, Any] = field(default_factory=dict)
    undone: dict[str, dict[int, int]] = field(default_factory=dict)


def with_threads(config: dict[str, Any], threads: int) -> dict[str, Any]:
    """Return a copy of the config whose engine uses ``threads``."""
    copied = deepcopy(config)
    copied.setdefault("engine", {})["threads"] = threads
    return copied
