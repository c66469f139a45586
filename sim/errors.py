"""Errors for people: one line that says what is wrong, where, and what would be right.

Everything a user can get wrong raises :class:`UserError` (or a subclass). The command line prints its text
after ``sim: `` and leaves with exit code 2; nothing has been written by then.
"""

from __future__ import annotations

import difflib
import importlib.util
from collections.abc import Iterable


class UserError(ValueError):
    """Bad input, told in one line.

    Parameters
    ----------
    message
        What is wrong and what would be right.
    path, line
        The file and 1-based line (or data row) that holds the mistake, where there is one.
    about
        Dotted name of what is wrong, from which whoever knows the files may find the line.
    """

    def __init__(
        self, message: str, *, path: object = None, line: int | None = None, about: str | None = None
    ) -> None:
        self.message, self.path, self.about = message, path, about
        place = "" if path is None else f"{path}:{line}: " if line is not None else f"{path}: "
        super().__init__(place + message)


def sayable(text: str) -> str:
    """Return text as UTF-8 can have it: bytes of a path that the locale could not decode are decoded, or escaped."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def suggest(wrong: str, valid: Iterable[str]) -> str:
    """Return ``" Did you mean X?"`` for the nearest valid name, or an empty string; what differs in case alone is."""
    names = list(valid)
    near = [name for name in names if name.casefold() == wrong.casefold()][:1]
    near = near or difflib.get_close_matches(wrong, names, n=1, cutoff=0.6)
    if not near:
        tail = wrong.rsplit(".", 1)[-1]
        near = [name for name in names if name.rsplit(".", 1)[-1] == tail][:1]
    return f" Did you mean {near[0]}?" if near else ""


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
