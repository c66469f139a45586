"""From words as typed to a command and what it is asked: which word names it, who takes an option it does not have."""

from __future__ import annotations

from collections.abc import Sequence

from sim.cli.table import PLACES, load, load_all
from sim.commands.arguments import Line, all_options, is_option, is_plain, parser_of, read_line
from sim.errors import UserError, suggest
from sim.studies.experiment.command import Asked, Command


def _nothing(_asked: Asked) -> None:
    """No command, nothing to do."""


NONE = Command(words="COMMAND", about="", examples=(), answer=_nothing)
"""What may be typed without a command."""


def read(argv: Sequence[str]) -> tuple[str, Command, Line]:
    """Return a command's name (empty if none is typed), the command, and its words sorted.

    Raises
    ------
    UserError
        If there is no such command or option, or an option's value is missing or wrong.
    """
    name = command_name(argv)
    if name and name not in PLACES:
        raise UserError(f"no command {name!r}.{suggest(name, PLACES)} (sim has {', '.join(PLACES)})")
    command = load(name) if name else NONE
    line = read_line(command, argv, name)
    for word in line.unknown:
        option = word.partition("=")[0]
        takers = [other for other, one in load_all() if option in names_of(one)]
        whose = f" ({', '.join(takers)} {'has' if len(takers) == 1 else 'have'})" if takers else (
            f".{suggest(option, names_of(command))} (sim {name or '--help'}{' --help' if name else ''})")
        raise UserError(f"sim {name}".rstrip() + f" has no option {option}{whose}")
    return name, command, line


def names_of(command: Command) -> list[str]:
    """Return the options of a command as they are typed, the long form of each."""
    return [one.name for one in all_options(command)]


def command_name(argv: Sequence[str]) -> str:
    """Return the first word that is no option, no option's value and no override; empty if there is none."""
    first = next((place for place, word in enumerate(argv) if is_plain(word)), len(argv))
    before = [word.partition("=")[0] for word in argv[:first] if is_option(word)]
    if not before or first == len(argv):
        return argv[first] if first < len(argv) else ""
    options = all_options(NONE)
    if not {*before} <= {name for one in options for name in (one.name, one.short)}:
        options = [option for _, one in load_all() for option in one.options]
    every = Command("", "", (), _nothing, tuple(dict.fromkeys(options)))
    _, rest = parser_of(every).parse_known_args(list(argv))
    return next(filter(is_plain, rest), "")
