"""Workers that start warm: their server does its imports while the command line is read and the configuration made."""

from __future__ import annotations

from collections.abc import Sequence

from sim.runs.spawning import start_server
from sim.runs.workforce import cores

_RUN_BY_WORKERS = (
    "forecast", "compare", "validate", "sweep", "sensitivity", "robust", "optimise", "explain", "roadmap", "stress",
    "resume", "expand",
)
_RUN_NOTHING = ("--help", "-h", "--version", "--cfg", "-c", "--info", "--hydra-help", "--shell-completion", "-sc")


def start_early(words: Sequence[str]) -> None:
    """Start the server of workers if a command will need it, as far as its words tell; it ends with this process."""
    here = any(word.startswith("execution=") or word in _RUN_NOTHING for word in words)
    one_run = words[:1] == ["forecast"] and "replications=1" in words
    if words and words[0] in _RUN_BY_WORKERS and cores() > 1 and not here and not one_run:
        start_server()
