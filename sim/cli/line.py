"""From words as typed to a command and what it is asked: which word names it, who takes an option it does not have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.cli.table import PLACES, load, load_all
from sim.commands.arguments import HYDRA, all_options, is_option, is_plain, parse, read_words, spelled
from sim.errors import UserError, quoted, suggest
from sim.studies.experiment.command import Asked, Command, Option
from sim.studies.experiment.options import RESULTS


def _nothing(_asked: Asked) -> None:
    """No command, nothing to do."""


NONE = Command(
    words="COMMAND [SCENARIO...]",
    about="A simulator of live shopping: creators, viewers and the policies that govern them. A scenario is a name "
    "that sim scenarios lists, or a path to a YAML file of your own. sim COMMAND --help tells a command's words and "
    "options.",
    examples=(
        "compare quality_bonus earlier_traffic_cut warn_first",
        "forecast enforcement=strict population.viewers=5000 --json",
        "story creator 17 warn_first",
        '-sc install=bash   # tab completion: eval "$(sim -sc install=bash)" (zsh and fish too)',
    ),
    answer=_nothing,
    options=(*RESULTS, Option("--version", "the version of the simulator")),
    study="any",
)
"""What may be typed without a command."""


def read(argv: Sequence[str]) -> tuple[str, Command, Asked]:
    """Return a command's name (empty if none is typed), the command, and its words sorted.

    Raises
    ------
    UserError
        If there is no such command or option, or an option's value is missing or wrong.
    """
    name = command_name(argv)
    if name and name not in PLACES:
        raise UserError(f"no command {quoted(name)}.{suggest(name, PLACES)} (sim has {', '.join(PLACES)})")
    command = load(name) if name else NONE
    known = spelled(all_options(command))
    for option in options_in(argv):
        if option not in known:
            raise UserError(f"{f'sim {name}'.strip()} has no option {_whose(option, name, command)}")
    return name, command, read_words(command, argv, name)


def options_in(argv: Sequence[str]) -> list[str]:
    """Return the options among words, without values."""
    return [word.partition("=")[0] for word in argv if is_option(word)]


def _whose(option: str, name: str, command: Command) -> str:
    """Return an option that a command does not have, and who has it or what was meant."""
    if option in spelled(HYDRA):
        return f"{option}: Hydra composes no configuration for it"
    takers = [other for other, one in load_all() if option in spelled(one.options)]
    if takers:
        return f"{option} ({', '.join(takers)} {'has' if len(takers) == 1 else 'have'})"
    return f"{option}.{suggest(option, names_of(command))} ({f'sim {name}'.strip()} --help)"


def names_of(command: Command) -> list[str]:
    """Return the options of a command as they are typed, the long form of each."""
    return [one.name for one in all_options(command)]


def command_name(argv: Sequence[str]) -> str:
    """Return the first word that is no option, no option's value and no override; empty if there is none."""
    first = next((place for place, word in enumerate(argv) if is_plain(word)), len(argv))
    if first == len(argv) or not any(map(is_option, argv[:first])):
        return "".join(argv[first : first + 1])
    given = set(options_in(argv))
    whole = NONE
    if not given <= spelled(all_options(NONE)):
        every = {one.name: one for _, command in load_all() for one in command.options}
        whole = replace(NONE, options=tuple(every.values()))
    if not given <= spelled(all_options(whole)):
        return ""  # a mistyped option is told before whatever follows it
    return next(filter(is_plain, parse(whole, argv)[1]), "")
