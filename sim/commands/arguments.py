"""The words of a command line, sorted: command, scenarios, Hydra's overrides, Hydra's options, our options.

Words with ``=`` or starting with ``+`` or ``~`` are overrides, words starting with ``-`` are options, the rest are
scenarios (for ``story``: which agent, then a scenario).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from sim.errors import UserError, suggest

LISTINGS = {
    "levers": "what a policy can turn: default, unit, range, what it moves, source (--all: assumptions too)",
    "outcomes": "what a policy is judged by, with formulas",
    "scenarios": "the questions that are ready to ask",
}
STUDIES = {
    "forecast": "simulate one scenario (the status quo by default)",
    "compare": "simulate scenarios against the status quo on matched seeds",
    "validate": "measure the model against published patterns, each with a verdict (--only PATTERN...: some of them)",
    "sweep": "many points over levers and assumptions: sim sweep enforcement.auto.recall=0.3,0.5,0.7",
    "sensitivity": "which factors matter: Sobol indices, Morris, tornado",
    "robust": "policies over many futures: regret, worst case, where each fails: sim robust warn_first none textbook",
    "optimise": "search levers for objectives within budgets: sim optimise enforcement.auto.recall=range",
    "explain": "how effects come about: deterrence, selection, allocation, learning: sim explain earlier_traffic_cut",
    "roadmap": "a plan of phases, gates and targets over countries, with its alternatives: sim roadmap safer_growth",
    "picture": "the network of one run, and an animation of a tactic spreading in it: sim picture SCENARIO",
    "stress": "threats let loose on policies: likelihood, impact, time to detect and recover, what helps: sim stress",
    "story": "one agent's readable life: sim story creator 417 earlier_traffic_cut",
}
SWEEPS = ("sweep", "sensitivity")
VARYING = (*SWEEPS, "robust", "optimise")
"""Commands whose overrides may vary."""

FOLDERS = {
    "resume": "go on with a sweep that was stopped or killed: sim resume FOLDER",
    "expand": "more seeds or points for a sweep that is finished: sim expand FOLDER --seeds 20",
    "rerun": "one run of a sweep again, bit for bit: sim rerun FOLDER KEY",
    "query": "a study's tables in SQL: sim query FOLDER \"SQL\" (--csv FILE, --xlsx FILE, --json)",
}
COMMANDS = [*STUDIES, *FOLDERS, *LISTINGS]
STORY_KINDS = ("creator", "viewer")

# Options that only some commands take, with a value and without.
OWN_VALUED = {
    "--seeds": ("sweep", "sensitivity", "robust", "optimise", "explain", "roadmap", "stress", "expand"),
    "--points": ("expand",),
    "--futures": ("robust", "optimise", "roadmap"), "--assume": ("robust", "optimise", "roadmap"),
    "--require": ("robust",), "--objective": ("optimise",), "--budget": ("optimise",), "--trials": ("optimise",),
    "--variant": ("explain", "picture"), "--outcome": ("explain",),
    "--tactic": ("picture",), "--every": ("picture",), "--threats": ("stress",),
    "--csv": ("query",), "--xlsx": ("query",),
}
REPEATED = ("--require", "--objective", "--budget", "--outcome")
"""Options that may be given several times."""

OWN_FLAGS = {"--yes": (*VARYING, "roadmap", "stress", "resume", "expand"), "--failed": ("resume",)}

# Hydra's own options: with a value of their own, with an optional one, and without.
_VALUED = {"--cfg": "--cfg", "-c": "--cfg", "--package": "--package", "-p": "--package",
           "--config-dir": "--config-dir", "-cd": "--config-dir"}
_CHOICES = {"--cfg": ["job", "hydra", "all"],
            "--info": ["all", "config", "defaults", "defaults-tree", "plugins", "searchpath"]}
_FLAGS = {"--multirun": "--multirun", "-m": "--multirun", "--resolve": "--resolve", "--run": "--run", "-r": "--run",
          "--hydra-help": "--hydra-help", "--shell-completion": "--shell-completion", "-sc": "--shell-completion"}
OPTIONS = ["--outputs", "--json", "--all", "--only", *OWN_VALUED, *OWN_FLAGS,
           "--help", "--version", "--cfg", "--info", "--multirun", "--resolve", "--package",
           "--config-dir", "--hydra-help", "--shell-completion"]


@dataclass
class Arguments:
    """A command line, sorted.

    Attributes
    ----------
    command
        One of `COMMANDS`, or empty.
    words
        Scenario names and paths; for a story, its kind and number come first.
    overrides, hydra
        What is handed to Hydra: overrides, and its own options.
    given
        Options that only some commands take (``--seeds``, ``--yes`` …), as given; of one given several times, one a
        line.
    """

    command: str = ""
    words: list[str] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)
    hydra: list[str] = field(default_factory=list)
    outputs: str = "outputs"
    as_json: bool = False
    everything: bool = False
    only: bool = False
    help: bool = False
    version: bool = False
    given: dict[str, str] = field(default_factory=dict)

    @property
    def multirun(self) -> bool:
        """Whether Hydra sweeps over the overrides."""
        return "--multirun" in self.hydra

    def many(self, name: str) -> list[str]:
        """Return the values of an option that may be given several times."""
        return self.given[name].splitlines() if name in self.given else []

    @property
    def completion(self) -> bool:
        """Whether a shell asks for, or wants to install, completion."""
        return "--shell-completion" in self.hydra


def sort_words(argv: list[str]) -> Arguments:
    """Sort a command line's words.

    Raises
    ------
    UserError
        On an unknown option or one without its value.
    """
    found = Arguments()
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word.startswith("-") and word != "-":
            _option(word, rest, found)
        elif found.command == "query":
            found.words.append(word)  # SQL may hold anything
        elif "=" in word or word.startswith(("+", "~")):
            found.overrides.append(word)
        elif not found.command:
            found.command = word
        else:
            found.words.append(word)
    if found.command in VARYING:
        found.overrides += _search_path(found.hydra)
    return found


def _search_path(hydra: list[str]) -> list[str]:
    """Return ``--config-dir`` as an override too, for commands that compose more than one configuration."""
    folders = [hydra[place + 1] for place, word in enumerate(hydra) if word == "--config-dir"]
    found = [str(Path(one).expanduser().resolve()) for one in folders]
    for one, path in zip(folders, found, strict=True):
        if not Path(path).is_dir():
            raise UserError(f"--config-dir {one}: there is no such folder")
    return [f"hydra.searchpath=[{','.join(json.dumps('file://' + one) for one in found)}]"] if found else []


def _option(word: str, rest: list[str], found: Arguments) -> None:
    name, equals, attached = word.partition("=")
    if name == "--outputs":
        found.outputs = attached if equals else _value(name, rest)
        if not found.outputs:
            raise UserError("--outputs needs a folder")
    elif word == "--json":
        found.as_json = True
    elif name in OWN_VALUED:
        value = attached if equals else _value(name, rest)
        earlier = [found.given[name]] if name in REPEATED and name in found.given else []
        found.given[name] = "\n".join([*earlier, value])
    elif word in OWN_FLAGS:
        found.given[word] = "yes"
    elif word == "--all":
        found.everything = True
    elif word == "--only":
        found.only = True
    elif word in ("--help", "-h"):
        found.help = True
    elif word == "--version":
        found.version = True
    elif name in ("--info", "-i"):
        choice = attached if equals else rest.pop(0) if rest and rest[0] in _CHOICES["--info"] else "all"
        found.hydra += ["--info", _checked("--info", choice)]
    elif name in _VALUED:
        option = _VALUED[name]
        found.hydra += [option, _checked(option, attached if equals else _value(name, rest))]
    elif word in _FLAGS:
        found.hydra.append(_FLAGS[word])
    else:
        raise UserError(f"no option {name}.{suggest(name, OPTIONS)} (sim --help)")


def check_options(found: Arguments) -> None:
    """Check that a command takes the options given.

    Raises
    ------
    UserError
        Naming the option and who takes it.
    """
    for name in found.given:
        takers = (OWN_VALUED | OWN_FLAGS)[name]
        if found.command not in takers:
            raise UserError(f"sim {found.command} has no option {name} ({', '.join(takers)} {_verb(takers)})")


def _verb(takers: tuple[str, ...]) -> str:
    return "has" if len(takers) == 1 else "have"


def _value(name: str, rest: list[str]) -> str:
    if not rest or rest[0].startswith("-"):
        raise UserError(f"{name} needs a value")
    return rest.pop(0)


def _checked(option: str, value: str) -> str:
    choices = _CHOICES.get(option)
    if choices and value not in choices:
        raise UserError(f"{option} {value}: not one of {', '.join(choices)}.{suggest(value, choices)}")
    return value
