"""Tab completion: Hydra completes overrides; commands, scenarios and our options are completed here.

Installed as in any Hydra application: ``eval "$(sim -sc install=bash)"`` (or zsh, fish).
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable

from sim.cli.line import NONE, command_name, names_of
from sim.cli.table import PLACES, load
from sim.commands.arguments import is_plain


def complete(overrides: list[str]) -> None:
    """Answer a shell: install or remove the rule, or print what the line may go on with."""
    from sim.commands.hydra_main import run_hydra

    def no_job(_composed: object) -> None:
        """Completion never gets as far as a job."""

    hydra: Callable[[], None] = lambda: run_hydra(no_job, ["--shell-completion", *overrides])  # noqa: E731
    if not any(word.startswith("query=") for word in overrides):
        hydra()
        return
    before, current = split_line(os.environ.get("COMP_LINE", ""))
    ours, ask_hydra = own_candidates(before, current)
    if ours:
        print("\n".join(ours))
    if ask_hydra:
        settled = [word for word in before if "=" in word and not word.startswith("-")]
        line = os.environ.get("COMP_LINE")
        os.environ["COMP_LINE"] = " ".join(["sim", *settled, current])
        try:
            hydra()
        finally:
            if line is None:
                del os.environ["COMP_LINE"]
            else:
                os.environ["COMP_LINE"] = line


def split_line(line: str) -> tuple[list[str], str]:
    """Split a line being typed into its finished words (without the program's) and the unfinished one."""
    try:
        words = shlex.split(line)
    except ValueError:
        words = line.split()
    current = "" if not words or line[-1:].isspace() else words.pop()
    return words[1:], current


def own_candidates(before: list[str], current: str) -> tuple[list[str], bool]:
    """Return our candidates for the unfinished word, and whether Hydra should be asked for more.

    Parameters
    ----------
    before
        Finished words after the program's name.
    current
        The unfinished word; may be empty.
    """
    name = command_name(before)
    command = load(name) if name in PLACES else NONE
    plain = [word for word in before if is_plain(word)][1:]
    if current.startswith("-"):
        candidates, ask_hydra = names_of(command), False
    elif not name:
        candidates, ask_hydra = list(PLACES), False
    else:
        candidates, ask_hydra = list(command.complete(plain)), command.overrides
    return [word for word in candidates if word.startswith(current)], ask_hydra
