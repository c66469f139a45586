"""Tab completion: Hydra completes overrides; commands, scenarios and our options are completed here.

Installed as in any Hydra application: ``eval "$(sim -sc install=bash)"`` (or zsh, fish).
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable

from sim.commands.arguments import COMMANDS, LISTINGS, OPTIONS, STORY_KINDS


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
    from sim.config.scenarios import scenario_names

    plain = [word for word in before if "=" not in word and not word.startswith(("-", "+", "~"))]
    if current.startswith("-"):
        candidates, ask_hydra = OPTIONS, False
    elif not plain:
        candidates, ask_hydra = COMMANDS, False
    elif plain[0] in LISTINGS:
        candidates, ask_hydra = [], False
    elif plain[0] == "validate":
        from sim.studies.validate.patterns import patterns

        candidates, ask_hydra = [name for name in patterns() if name not in plain], True
    elif plain[0] == "story" and len(plain) == 1:
        candidates, ask_hydra = list(STORY_KINDS), False
    elif plain[0] == "story" and len(plain) == 2:
        candidates, ask_hydra = [], False
    else:
        candidates, ask_hydra = [name for name in scenario_names() if name not in plain], True
    return [word for word in candidates if word.startswith(current)], ask_hydra
