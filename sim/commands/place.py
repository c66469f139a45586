"""The folder that a command is given in, which may be somebody else's: nothing there may steer this program."""

from __future__ import annotations

from pathlib import Path

from sim.errors import UserError

STEERING = ".numba_config.yaml"
"""Numba takes settings from a file of this name where it is imported: how it compiles, what it imports and loads."""


def check_place() -> None:
    """Stop where a file beside us would set how the market is compiled.

    Raises
    ------
    UserError
        Naming it.
    """
    try:
        path = Path.cwd() / STEERING
    except FileNotFoundError:  # the folder is gone
        return
    if path.exists() or path.is_symlink():
        raise UserError("would set how the market is compiled: take it away, or give the command in another folder",
                        path=path)
