"""Every command in one table, by what it is for: where it is described. A room is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from sim.studies.experiment.command import Command

PURPOSES: Mapping[str, Mapping[str, str]] = {
    "Ask": {
        "forecast": "sim.studies.compare.command:FORECAST",
        "compare": "sim.studies.compare.command:COMPARE",
        "calibrate": "sim.studies.calibrate.command:CALIBRATE",
        "story": "sim.studies.story.command:STORY",
        "picture": "sim.studies.picture.command:PICTURE",
        "validate": "sim.studies.validate.command:VALIDATE",
    },
    "Explore": {
        "sweep": "sim.studies.sweep.command:SWEEP",
        "sensitivity": "sim.studies.sweep.command:SENSITIVITY",
        "surface": "sim.studies.surface.command:SURFACE",
        "robust": "sim.studies.robust.command:ROBUST",
        "optimise": "sim.studies.optimise.command:OPTIMISE",
        "explain": "sim.studies.explain.command:EXPLAIN",
        "explore": "sim.studies.explore.command:EXPLORE",
        "app": "sim.app.command:APP",
    },
    "Plan": {
        "experiment": "sim.studies.laboratory.command:EXPERIMENT",
        "roadmap": "sim.studies.roadmap.command:ROADMAP",
        "stress": "sim.studies.stress.command:STRESS",
        "watch": "sim.studies.watch.command:WATCH",
    },
    "Look up": {
        "levers": "sim.cli.listing:LEVERS",
        "outcomes": "sim.cli.listing:OUTCOMES",
        "scenarios": "sim.cli.listing:SCENARIOS",
        "check": "sim.cli.check:CHECK",
        "network": "sim.cli.network:NETWORK",
    },
    "Take up again": {
        "resume": "sim.cli.folders:RESUME",
        "expand": "sim.cli.folders:EXPAND",
        "rerun": "sim.cli.folders:RERUN",
        "query": "sim.cli.folders:QUERY",
    },
}

PLACES = {name: place for places in PURPOSES.values() for name, place in places.items()}
"""Name → module and attribute of the command."""


def load(name: str) -> Command:
    """Return a command, its room imported."""
    module, _, attribute = PLACES[name].partition(":")
    command: Command = getattr(import_module(module), attribute)
    return command


def load_all() -> Iterator[tuple[str, Command]]:
    """Yield every command with its name."""
    return ((name, load(name)) for name in PLACES)
