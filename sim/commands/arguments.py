"""One command's words: its parser, made from what the command says of itself, and what was typed, sorted.

Words with ``=`` or starting with ``+`` or ``~`` are Hydra's overrides, words starting with ``-`` are options, the rest
are names and paths, in any order. Argparse knows the options alone: it would cut a line into positions.
"""

from __future__ import annotations

import json
import shlex
from argparse import SUPPRESS, ArgumentError, ArgumentParser, Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from sim.errors import UserError, sayable, suggest
from sim.studies.experiment.command import Asked, Command, Option
from sim.studies.experiment.options import JSON, OUTPUTS

_CHOICES = {"--cfg": ["job", "hydra", "all"],
            "--info": ["all", "config", "defaults", "defaults-tree", "plugins", "searchpath"]}


def _one_of(option: str, written: str) -> str:
    choices = _CHOICES[option]
    if written not in choices:
        raise UserError(f"{option} {written}: not one of {', '.join(choices)}.{suggest(written, choices)}")
    return written


MULTIRUN = Option("--multirun", "one study a job, as in seed=1,2,3 or enforcement=strict,lenient", short="-m")
HYDRA = (
    MULTIRUN,
    Option("--cfg", "show the configuration and stop: job, hydra or all", "WHICH", read=_one_of, short="-c"),
    Option("--package", "only this part of what --cfg shows", "NAME", short="-p"),
    Option("--resolve", "with --cfg: interpolations resolved"),
    Option("--info", "how the configuration was put together: all, defaults-tree, searchpath …", "WHICH", read=_one_of,
           short="-i"),
    Option("--config-dir", "a folder of your own groups and options", "DIR", several=True, short="-cd"),
    Option("--run", SUPPRESS, short="-r"),
    Option("--hydra-help", "what Hydra says of itself"),
)
"""Hydra's own options, of every command whose configuration it composes."""

_EVERYWHERE = (
    replace(OUTPUTS, help=SUPPRESS), replace(JSON, help=SUPPRESS), Option("--help", "this text", short="-h"),
    Option("--version", SUPPRESS), Option("--shell-completion", SUPPRESS, short="-sc"),
)


def all_options(command: Command) -> list[Option]:
    """Return a command's options in the order of its help: its own, those of every command, Hydra's."""
    own = [one.name for one in command.options]
    common = [one for one in _EVERYWHERE if one.name not in own]
    return [*command.options, *common, *(HYDRA if command.composes else ())]


def parser_of(command: Command) -> ArgumentParser:
    """Return the parser of a command's options."""
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    own, of_hydra = parser.add_argument_group("options"), parser.add_argument_group("Hydra's own options")
    for one in all_options(command):
        group, names = of_hydra if one in HYDRA else own, [one.short, one.name] if one.short else [one.name]
        told = SUPPRESS if one is MULTIRUN and command.one_at_a_time else one.help
        if one.several:
            group.add_argument(*names, action="append", default=[], metavar=one.metavar, help=told)
        elif one.metavar:
            group.add_argument(*names, metavar=one.metavar, help=told)
        else:
            group.add_argument(*names, action="store_true", help=told)
    return parser


def is_plain(word: str) -> bool:
    """Return whether a word is neither an option nor an override."""
    return not is_option(word) and "=" not in word and not word.startswith(("+", "~"))


def is_option(word: str) -> bool:
    """Return whether a word is an option: not one with a space in it, which is SQL or a value, and no number."""
    return word.startswith("-") and word != "-" and len(word.split()) == 1 and not word[1:].isdecimal()


def spelled(options: Iterable[Option]) -> set[str]:
    """Return every way in which options are typed."""
    return {name for one in options for name in (one.name, one.short)} - {""}


def parse(command: Command, argv: Sequence[str]) -> tuple[Namespace, list[str]]:
    """Return the values of options as typed, and the words that are no option's, in their order.

    Raises
    ------
    UserError
        On an option without its value, or a flag with one.
    """
    try:
        return parser_of(command).parse_known_args(_spelled(argv))
    except ArgumentError as error:
        option = str(error.argument_name).rpartition("/")[2]
        needs = next(one for one in all_options(command) if one.name == option).metavar
        raise UserError(f"{option} {'needs a value' if needs else 'takes no value'}") from None


def read_words(command: Command, argv: Sequence[str], name: str = "") -> Asked:
    """Return what was typed, sorted; no option of it may be unknown.

    Parameters
    ----------
    argv
        The words after ``sim``.
    name
        The command's name, the first of them that is no option, no option's value and no override.

    Raises
    ------
    UserError
        On an option without its value, or with a wrong one.
    """
    found, rest = parse(command, argv)
    for one in all_options(command):
        written = getattr(found, one.place)
        if one.read and written is not None:
            setattr(found, one.place, one.read(one.name, written))
    if name:
        rest.remove(name)
    overrides = [word for word in rest if not is_plain(word)] if command.sorts else []
    words = [word for word in rest if word not in overrides]
    hydra = list(_hydra_words(found)) if command.composes else []
    if command.study:
        overrides += _search_path(found.config_dir)
    return Asked(words, overrides, found, sayable(shlex.join(["sim", *argv])), hydra)


def _spelled(argv: Sequence[str]) -> list[str]:
    """Return words in which ``--info`` has its value, which may be left out."""
    bare = ("--info", "-i")
    return [
        "--info=all" if word in bare and following not in _CHOICES["--info"] else word
        for word, following in zip_longest(argv, argv[1:])
    ]


def _hydra_words(found: Namespace) -> Iterator[str]:
    for one in HYDRA:
        value = getattr(found, one.place)
        for each in value if one.several else [value] if value else []:
            yield from (one.name, each) if one.metavar else (one.name,)


def _search_path(folders: Sequence[str]) -> list[str]:
    """Return ``--config-dir`` as an override too, for commands that compose more than one configuration."""
    found = [Path(one).expanduser().resolve() for one in folders]
    for one, path in zip(folders, found, strict=True):
        if not path.is_dir():
            raise UserError(f"--config-dir {one}: there is no such folder")
    return [search_path(found)] if found else []


def search_path(folders: Sequence[str | Path]) -> str:
    """Return folders of groups as an override."""
    return f"hydra.searchpath=[{','.join(json.dumps(f'file://{one}', ensure_ascii=False) for one in folders)}]"
