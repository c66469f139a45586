"""Workers that start warm: their server does its imports while the configuration is made."""

from __future__ import annotations

from sim.runs.spawning import start_server
from sim.runs.workforce import cores
from sim.studies.experiment.command import Asked

_ONE_RUN = "replications=1"


def start_early(name: str, asked: Asked) -> None:
    """Start the server of workers if what is asked will need it; it ends with this process."""
    shown = {"--cfg", "--info", "--hydra-help"} & set(asked.hydra)
    here = any(word.startswith("execution=") for word in asked.overrides)
    one_run = name == "forecast" and _ONE_RUN in asked.overrides
    if cores() > 1 and not (shown or here or one_run):
        start_server()
