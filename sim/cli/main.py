"""The command ``sim``: finds the command, hands over, and tells errors to people in one line.

Exit codes: 0 done, 1 done but some runs failed, 2 something to put right (trouble of the machine too), 130 stopped with
Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sim import __version__
from sim.cli.early import start_early
from sim.cli.line import read
from sim.cli.table import PLACES, PURPOSES
from sim.commands.guard import guard
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
        start_early(words)
    try:
        return guard(lambda: _run(words))
    except SystemExit as leaving:
        # From Hydra, or from a guarded job inside it that has told its error already.
        return leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)


def _run(argv: Sequence[str]) -> None:
    name, command, line = read(argv)
    asked, options = line.asked, line.options
    if options.version:
        print(f"sim {__version__}")
    elif options.shell_completion:
        from sim.cli.completion import complete

        complete(asked.overrides)
    elif name and options.help:
        from sim.commands.help import command_help

        print(command_help(name, command))
    elif not name and options.hydra_help:
        _run(["forecast", *argv])
    elif not name and (options.help or not (asked.overrides or line.hydra)):
        print(_help())
    elif not name:
        raise UserError(f"which command? sim has {', '.join(PLACES)} (sim --help)")
    elif command.one_at_a_time and options.multirun:
        raise UserError(f"sim {name} has no --multirun: {command.one_at_a_time}")
    elif task := command.answer(asked):
        from sim.commands.task import run_task

        run_task(task, line, bool(command.study))


def _help() -> str:
    from sim.commands.help import OVERRIDES, group_lines

    purposes = "\n".join(
        f"{purpose}\n" + "\n".join(f"  {name:<12} {summary}" for name, (summary, _) in rows.items())
        for purpose, rows in PURPOSES.items()
    )
    return f"""sim COMMAND [SCENARIO...] [overrides] [options]

{purposes}

sim COMMAND --help tells a command's words and options, with examples.
A scenario is a name that `sim scenarios` lists, or a path to a YAML file of your own.
{OVERRIDES}
{group_lines()}

  --outputs DIR        where results go (default: outputs); the last line printed is the folder written
  --json               print the summary alone
  -m, --multirun       one study a job, as in seed=1,2,3 or enforcement=strict,lenient
  --cfg job            show the configuration and stop; --info shows how it was put together
  -sc install=bash     tab completion: eval "$(sim -sc install=bash)" (zsh and fish too)
  --help, --version, --hydra-help

  sim compare quality_bonus earlier_traffic_cut warn_first
  sim forecast enforcement=strict population.viewers=5000 --json
  sim story creator 17 warn_first"""


if __name__ == "__main__":
    sys.exit(main())
