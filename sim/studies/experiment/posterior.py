"""``--posterior FOLDER``: studies over all assumptions that a calibration left open, a draw a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from sim.config.folders import configs_folder
from sim.config.names import parameters_of
from sim.config.numbers import check
from sim.errors import UserError, quoted, suggest
from sim.methods.designs.settings import DesignSettings
from sim.methods.doubt import IntArray
from sim.runs.keys import digest
from sim.runs.plan import Config
from sim.runs.posterior import KEY, draw_of, drawn
from sim.show.words import counted

TABLE = "posterior.parquet"
SHIPPED = "calibration"
"""The folder among the configurations that holds what ships: ``--posterior public``."""

SEEDS = 36
"""Seeds where nobody says: 24 draws, 12 of them lived twice."""

FEWEST = 8
_BESIDE = ("draw", "weight")


def with_posterior(config: Config, word: str | None, overrides: Sequence[str] = (), seeds: int | None = None) -> Config:
    """Return a configuration that holds the draws that are asked for.

    Parameters
    ----------
    word
        What was typed; ``None`` leaves everything as it is.
    overrides, seeds
        What else was typed: without a number of seeds there are `SEEDS`.

    Raises
    ------
    UserError
        If there are no draws, or they are not of this market's assumptions.
    """
    if not word:
        return config
    said = seeds is not None or any(one.startswith("replications=") for one in overrides)
    found = {**config, KEY: read_posterior(word, config)}
    return found if said else {**found, "replications": SEEDS}


def read_posterior(word: str, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return draws as a configuration holds them: what they are called, names of assumptions, draws × names."""
    import pandas as pd

    path = _table(word)
    try:
        table = pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise UserError("holds no draws that can be read: sim calibrate writes it", path=path) from error
    names = [name for name in table.columns if name not in _BESIDE]
    known = parameters_of(config)
    for name in names:
        if name not in known or known[name].kind != "assumption":
            raise UserError(f"has draws of {quoted(name)}, no assumption of this market.{suggest(name, known)}",
                            path=path)
    draws = table[names].to_numpy(float) if names else np.zeros((0, 0))
    if len(draws) < FEWEST or not names:
        raise UserError(f"has {len(draws)} draws of {len(names)} assumptions: {FEWEST} are the fewest", path=path)
    for place, row in enumerate(draws):
        for name, value in zip(names, row, strict=True):
            if not np.isfinite(value):
                raise UserError(f"draw {place} has no number for {name}", path=path)
            check(name, float(value), known[name], path=path)
    plain = [[float(f"{value:.10g}") for value in row] for row in draws]
    return {"from": f"{path.parent.name} ({digest(names, plain, digits=6)})", "names": names, "draws": plain}


def futures_of(draws: Mapping[str, Any], settings: DesignSettings) -> tuple[dict[str, list[float]], DesignSettings]:
    """Return the first draws as futures, each whole: a list of values an assumption, and the design that pairs them."""
    count = min(settings.points, len(draws["draws"]))
    columns = {name: [row[place] for row in draws["draws"][:count]] for place, name in enumerate(draws["names"])}
    return columns, replace(settings, design="zip", points=count)


def draws_of(config: Mapping[str, Any], seeds: Sequence[int]) -> IntArray | None:
    """Return which draw each seed lives; ``None`` where assumptions are what the configuration says."""
    count = drawn(config)
    return np.array([draw_of(int(seed), count) for seed in seeds], np.int64) if count else None


def draws_words(config: Mapping[str, Any], seeds: Sequence[int]) -> str:
    """Return what the assumptions of a study are; empty where they are what its configuration says."""
    lived = draws_of(config, seeds)
    if lived is None:
        return ""
    content = config[KEY]
    _, sizes = np.unique(lived, return_counts=True)
    return (
        f"Assumptions differ from seed to seed: {counted(len(sizes), 'draw')} of "
        f"{counted(len(content['names']), 'assumption')} that fit the figures of {content['from']}, "
        f"{int((sizes > 1).sum())} of them lived twice to tell luck apart. Intervals of effects hold both luck and "
        "what the figures leave open."
    )


def _table(word: str) -> Path:
    place = Path(word).expanduser()
    shelf = configs_folder() / SHIPPED
    shipped = sorted(one.parent.name for one in shelf.glob(f"*/{TABLE}"))
    if word in shipped:
        return shelf / word / TABLE
    path = place if place.suffix == ".parquet" else place / TABLE
    if not path.is_file():
        there = f" (there ships {', '.join(shipped)})" if shipped else ""
        raise UserError(f"--posterior {word}: no {TABLE} there; it takes a folder of sim calibrate{there}")
    return path
