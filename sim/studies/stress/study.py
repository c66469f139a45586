"""A register as a study: every policy and threat on the same seeds, and what is kept of each run."""

from __future__ import annotations

from sim.methods.designs.settings import DesignSettings
from sim.runs.blueprint import Blueprint
from sim.runs.facts import Record
from sim.runs.plan import Config
from sim.studies.experiment.plan import Sweep
from sim.studies.stress.arms import first_arms
from sim.studies.stress.threat import Register

STUDY = "stress"
DAYS, SEEDS = 98, 8
"""Horizon and seeds where nothing else is said: all shipped threats end within about four minutes on two cores."""

_LONGEST_NAME = 60


def sweep_of(register: Register, config: Config, command: str) -> Sweep:
    """Return the first round of runs that a register asks for; action plans follow once alarms are known."""
    blueprint = Blueprint({"": config}, tuple(first_arms(register)))
    title = "+".join(one.name for one in register.policies)
    return Sweep(
        STUDY, blueprint, DesignSettings("grid"), int(config["replications"]), int(config["seed"]), command,
        judged={"register": register.to_json()}, record=record_of(register, int(config["days"])),
        title=title if len(title) <= _LONGEST_NAME else f"{len(register.policies)}_policies",
    )


def record_of(register: Register, days: int) -> Record:
    """Return what is kept of each run: every day's reading of every signal and of what has to recover."""
    watched = [watch for one in register.threats for watch in (one.signal, one.recovery)]
    return Record(tuple(sorted({(one.outcome, one.over) for one in watched})), tuple(range(days)))
