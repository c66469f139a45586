"""The command ``sim``: finds the command, hands over, and tells errors to people in one line.

Exit codes: 0 done, 1 done but some runs failed, 2 something to put right (trouble of the machine too), 130 stopped with
Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sim import __version__
from sim.cli.line import read
from sim.cli.table import PLACES, PURPOSES, load
from sim.commands.guard import guard
from sim.commands.place import check_place
from sim.commands.streams import settle
from sim.errors import UserError


def main(argv: list[str] | None = None) -> int:
    """Run a command line.

    Parameters
    ----------
    argv
        Words after ``sim``; those of the process if not given.

    Returns
    -------
    int
        Exit code.
    """
    words = sys.argv[1:] if argv is None else argv
    if argv is None:
        settle()
    try:
        return guard(lambda: _run(words, early=argv is None))
    except SystemExit as leaving:
        # From Hydra, or from a guarded job inside it that has told its error already.
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)


def _run(argv: Sequence[str], early: bool = False) -> None:
    """Do what a command line says, workers started ``early`` where it needs some."""
    name, command, asked = read(argv)
    options = asked.options
    if options.version:
        print(f"sim {__version__}")
    elif options.shell_completion:
        from sim.cli.completion import complete

        complete(asked.overrides)
    elif options.help or (not name and not asked.overrides and not asked.hydra):
        from sim.commands.help import help_page

        print(help_page(name, command, "" if name else _commands()))
    elif not name and options.hydra_help:
        _run(["forecast", *argv])
    elif not name:
        raise UserError(f"which command? sim has {', '.join(PLACES)} (sim --help)")
    elif command.one_at_a_time and options.multirun:
        raise UserError(f"sim {name} has no --multirun: {command.one_at_a_time}")
    else:
        check_place()
        if early and command.workers:
            from sim.cli.early import start_early

            start_early(name, asked)
        if task := command.answer(asked):
            from sim.commands.jobs import run_task

            run_task(task, asked, bool(command.study))


def _commands() -> str:
    """Return every command with what it is for."""
    from sim.commands.help import purpose

    lines = [""]
    for heading, names in PURPOSES.items():
        lines += [f"{heading}:", *(f"  {name:<12} {purpose(load(name))}" for name in names), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
