"""Every command in one table: what it is for, in a line, and where it is described.

A command's room is imported when it is typed: listing them all imports none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from sim.studies.experiment.command import Command

PURPOSES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Ask": {
        "forecast": ("simulate one scenario (the status quo by default)", "sim.studies.compare.command:FORECAST"),
        "compare": ("simulate scenarios against the status quo on matched seeds",
                    "sim.studies.compare.command:COMPARE"),
        "story": ("one agent's readable life", "sim.studies.story.command:STORY"),
        "picture": ("the network of one run, and an animation of a tactic spreading in it",
                    "sim.studies.picture.command:PICTURE"),
        "validate": ("measure the model against published patterns, each with a verdict",
                     "sim.studies.validate.command:VALIDATE"),
    },
    "Explore": {
        "sweep": ("many points over levers and assumptions", "sim.studies.sweep.command:SWEEP"),
        "sensitivity": ("which factors matter: Sobol indices, Morris, tornado",
                        "sim.studies.sweep.command:SENSITIVITY"),
        "robust": ("policies over many futures: regret, worst case, where each fails",
                   "sim.studies.robust.command:ROBUST"),
        "optimise": ("search levers for objectives within budgets", "sim.studies.optimise.command:OPTIMISE"),
        "explain": ("how effects come about: deterrence, selection, allocation, learning",
                    "sim.studies.explain.command:EXPLAIN"),
    },
    "Plan": {
        "roadmap": ("phases, gates and targets over countries, with alternatives",
                    "sim.studies.roadmap.command:ROADMAP"),
        "stress": ("threats let loose on policies: likelihood, impact, time to detect and recover, what helps",
                   "sim.studies.stress.command:STRESS"),
    },
    "Look up": {
        "levers": ("what a policy can turn: default, unit, range, what it moves, source", "sim.cli.listing:LEVERS"),
        "outcomes": ("what a policy is judged by, with formulas", "sim.cli.listing:OUTCOMES"),
        "scenarios": ("the questions that are ready to ask", "sim.cli.listing:SCENARIOS"),
    },
    "Take up again": {
        "resume": ("go on with a study that was stopped or killed", "sim.cli.folders:RESUME"),
        "expand": ("more seeds or points for a study that is finished", "sim.cli.folders:EXPAND"),
        "rerun": ("one run of a study again, bit for bit", "sim.cli.folders:RERUN"),
        "query": ("a study's tables in SQL, as CSV or as a workbook", "sim.cli.folders:QUERY"),
    },
}

PLACES = {name: place for rows in PURPOSES.values() for name, (_, place) in rows.items()}
"""Name → module and attribute of the command."""


def load(name: str) -> Command:
    """Return a command, its room imported."""
    module, _, attribute = PLACES[name].partition(":")
    command: Command = getattr(import_module(module), attribute)
    return command


def load_all() -> Iterator[tuple[str, Command]]:
    """Yield every command with its name."""
    return ((name, load(name)) for name in PLACES)
