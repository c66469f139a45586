"""Optional packages, named in one line where one is missing."""

from __future__ import annotations

import importlib.util

from sim.errors import UserError

_EXTRAS = {"SALib": "studies", "duckdb": "studies", "xlsxwriter": "studies", "ray": "ray", "optuna": "search",
           "pptx": "decks"}

_CALLED = {"pptx": "python-pptx"}
"""Packages whose name is not that of their module."""


class MissingExtraError(UserError):
    """A package of an extra is not installed."""


def needs(package: str, what: str) -> None:
    """Stop in one line where a package of an extra is not installed.

    Raises
    ------
    MissingExtraError
        Naming the package, the extra and the command that installs it.
    """
    if importlib.util.find_spec(package) is None:
        extra = _EXTRAS[package]
        called = _CALLED.get(package, package)
        raise MissingExtraError(
            f"{what} needs {called}, which is not installed: pip install 'live-shopping-sim[{extra}]' "
            f"(in a checkout: pip install -e '.[{extra}]')"
        )
