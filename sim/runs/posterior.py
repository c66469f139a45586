"""Draws of assumptions in a configuration: each seed lives one of them, the same in every scenario.

A configuration may hold, beside what Hydra composed, the draws of a calibration. They are part of what can change a
number, so they are in the keys of its runs; a run's own configuration is what `lived` makes of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.runs.blueprint import with_values
from sim.runs.plan import Config

KEY = "posterior"
"""Where a configuration holds them: ``from`` (what they are called), ``names``, ``draws`` (draws × names)."""

EVERY = 3
"""Of so many seeds in a row the last one lives the draw of the one before it, so that luck can be told apart."""


def draw_of(seed: int, draws: int) -> int:
    """Return which of so many draws a seed lives."""
    return (seed - (seed + 1) // EVERY) % draws


def drawn(config: Mapping[str, Any]) -> int:
    """Return how many draws a configuration holds; 0 where assumptions are what they say."""
    return len(config[KEY]["draws"]) if KEY in config else 0


def lived(config: Config, seed: int) -> Config:
    """Return the configuration that a seed lives: its draw laid over the base, in every region."""
    if KEY not in config:
        return config
    content = config[KEY]
    draw = content["draws"][draw_of(seed, len(content["draws"]))]
    rest = {name: value for name, value in config.items() if name != KEY}
    return with_values(rest, dict(zip(content["names"], draw, strict=True)))
