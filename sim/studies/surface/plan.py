"""What a response surface asks, put together: the same for a command line and for a call from Python.

Every dose is a scenario that sets one lever, in every region, from day 0 on; the reference is the status quo as it is,
so a region that has a value of its own keeps it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sim.config.names import parameters_of, value_at
from sim.config.settings import SETTINGS
from sim.config.structure import check_structure
from sim.errors import UserError, quoted, suggest
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Change, Scenario
from sim.model.parameters import Parameter
from sim.runs.blueprint import Blueprint, with_values
from sim.runs.plan import STATUS_QUO, Config
from sim.show.catalogue import catalogue
from sim.studies.experiment.plan import Sweep
from sim.studies.surface.doses import given, spread

STUDY = "surface"
_STRUCTURAL = ("market.", "enforcement.milestones")
_MOST_NAMED = 3


def plan_surface(
    config: Config, levers: Iterable[str], written: Mapping[str, Any], settings: DesignSettings, command: str
) -> Sweep:
    """Return the runs that response surfaces take.

    Parameters
    ----------
    levers
        Names, or starts of names that end in ``*``; the catalogue's if there are none here and in ``written``.
    written
        Lever → the doses that somebody wrote for it.

    Raises
    ------
    UserError
        On an unknown name, something that is no lever, or a dose that cannot be run.
    """
    every = parameters_of(config)
    named = [one for word in levers for one in _levers(word, every)]
    for name in written:
        named += [one for one in _levers(name, every) if one not in named]
    chosen = list(dict.fromkeys(named)) or [name for name in catalogue() if name in every]
    arms = [Scenario(STATUS_QUO)]
    for name in chosen:
        doses = _written(name, written[name], every[name], config) if name in written else _own(name, every, config)
        today = todays(config, name)
        arms += [arm(name, dose) for dose in doses if set(today) != {dose}]
    if len(arms) < 2:
        raise UserError(f"{chosen[0]} has no dose besides today's value: write some, as in {chosen[0]}=0,1")
    return Sweep(STUDY, Blueprint({"": config}, tuple(arms)), settings, int(config["replications"]),
                 int(config["seed"]), command, title=_title(chosen, bool(named)))


def arm(lever: str, dose: float) -> Scenario:
    """Return the scenario of one dose."""
    return Scenario(f"{lever}={dose:.10g}", changes=(Change(lever, dose),))


def todays(config: Config, name: str) -> list[float]:
    """Return what a lever is today, region by region."""
    return [value_at(config, name, region) for region in config["market"]["regions"]]


def _levers(word: str, every: Mapping[str, Parameter]) -> list[str]:
    """Return the levers that a word names."""
    found = [name for name in every if name.startswith(word[:-1])] if word.endswith("*") else [word]
    found = [name for name in found if not word.endswith("*") or every[name].kind == "lever"]
    levers = [name for name, one in every.items() if one.kind == "lever"]
    if word in SETTINGS or (word in every and every[word].kind != "lever"):
        what = "a setting of the run" if word in SETTINGS else "an assumption"
        raise UserError(f"{word} is {what}, not a lever: sim sweep {word}=range varies it")
    if not found or (not word.endswith("*") and word not in every):
        raise UserError(f"no lever {quoted(word)}.{suggest(word, levers)} (sim levers lists them)")
    return found


def _written(name: str, form: Any, parameter: Parameter, config: Config) -> list[float]:
    if not isinstance(form, Sequence) or isinstance(form, str):
        raise UserError(f"{name}: write its doses, as in {name}=0,1,2, or its name alone")
    doses = given(name, form, parameter)
    for dose in doses:
        _check(name, dose, config)
    return doses


def _own(name: str, every: Mapping[str, Parameter], config: Config) -> list[float]:
    """Return a lever's own doses: those of the catalogue, or spread over its range as far as they can be run."""
    row = catalogue().get(name)
    if row is not None and row.doses:
        return given(name, row.doses, every[name])
    fit = []
    for dose in spread(every[name], todays(config, name)[0]):
        try:
            _check(name, dose, config)
        except UserError:
            continue  # milestones that would stand in the wrong order
        fit.append(dose)
    return fit


def _check(name: str, dose: float, config: Config) -> None:
    if name.startswith(_STRUCTURAL):
        check_structure(with_values(config, {name: dose}))


def _title(chosen: Sequence[str], named: bool) -> str:
    """Return the name of the folder."""
    if not named:
        return f"{len(chosen)}_levers"
    parts = [".".join(name.split(".")[-2:]) for name in chosen[:_MOST_NAMED]]
    more = [f"{len(chosen) - _MOST_NAMED}_more"] if len(chosen) > _MOST_NAMED else []
    return "+".join([*parts, *more])
