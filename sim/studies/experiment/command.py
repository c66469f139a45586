"""A command as data: what it says of itself, which options it takes, and the function that answers.

A room describes its command with these; how words are parsed, configurations composed and errors told is the business
of `sim.commands`, which knows no question.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Option:
    """An option: ``--seeds``, or shorter. A flag has no ``metavar``, and several values make a list.

    ``read`` takes option and value as typed, and returns what is meant or raises `UserError`.
    """

    name: str
    help: str
    metavar: str = ""
    several: bool = False
    read: Callable[[str, str], Any] | None = None
    short: str = ""

    @property
    def place(self) -> str:
        """The name of its value among those of the command line."""
        return self.name.removeprefix("--").replace("-", "_")


@dataclass(frozen=True)
class Asked:
    """What was typed after a command's name, sorted.

    Attributes
    ----------
    words
        Names and paths.
    overrides
        Hydra's overrides: ``days=60``, ``+x=1``, ``~y``.
    options
        The value of each option that the command has: of one not given, `None`, an empty list or `False`.
    command
        The line as typed, for the record.
    hydra
        Hydra's own options, as Hydra reads them.
    """

    words: list[str]
    overrides: list[str]
    options: Namespace
    command: str
    hydra: list[str]

    @property
    def outputs(self) -> Path:
        """Where results go."""
        return Path(self.options.outputs or "outputs").expanduser()

    @property
    def as_json(self) -> bool:
        """Whether the summary alone is printed."""
        return bool(self.options.json)


@dataclass(frozen=True)
class Task:
    """What is left to do once Hydra has composed a configuration from ``overrides``.

    ``run`` takes it, checked, and the study's own settings where the command has some. Unless ``tells_network`` is off,
    a network from files is read and told first.
    """

    overrides: Sequence[str]
    run: Callable[[dict[str, Any], dict[str, Any]], object]
    tells_network: bool = True


def other_scenarios(before: Sequence[str]) -> Iterable[str]:
    """Return what a line that takes scenarios may go on with."""
    from sim.config.finding import scenario_names

    return (name for name in scenario_names() if name not in before)


@dataclass(frozen=True)
class Command:
    """A command; its name stands in the table of all.

    Attributes
    ----------
    words
        What its words are, for its usage line: ``SCENARIO...``.
    about
        One paragraph, of which the first sentence says what the command is for.
    examples
        Lines that work, without ``sim``.
    answer
        Does what is asked; where Hydra composes, checks it and returns the task that waits for a configuration.
    composes
        Whether Hydra composes its configuration, so that it has Hydra's own options.
    study
        Option of the config group ``study`` that it starts from, if it has settings of its own.
    one_at_a_time
        Why it has no ``--multirun``, if it has none.
    overrides
        Whether overrides of the configuration have a place in it.
    sorts
        Whether words with ``=`` are overrides, as SQL is not.
    workers
        Whether it carries out runs, which worker processes do.
    complete
        From the words before to those that may come next.
    """

    words: str
    about: str
    examples: tuple[str, ...]
    answer: Callable[[Asked], Task | None]
    options: tuple[Option, ...] = ()
    composes: bool = True
    study: str = ""
    one_at_a_time: str = ""
    overrides: bool = True
    sorts: bool = True
    workers: bool = True
    complete: Callable[[Sequence[str]], Iterable[str]] = other_scenarios
