"""Errors for people: one line that says what is wrong, where, and what would be right.

Everything a user can get wrong raises :class:`UserError` (or a subclass). The command line prints its text
after ``sim: `` and leaves with exit code 2; nothing has been written by then.
"""

from __future__ import annotations

import difflib
import importlib.util
import reprlib
from collections.abc import Iterable, Sequence


class UserError(ValueError):
    """Bad input, told in one line.

    Parameters
    ----------
    message
        What is wrong and what would be right. Signs that act on a terminal are told as their escapes.
    path, line
        The file and 1-based line (or data row) that holds the mistake, where there is one.
    about
        Dotted name of what is wrong, from which whoever knows the files may find the line.
    """

    def __init__(
        self, message: str, *, path: object = None, line: int | None = None, about: str | None = None
    ) -> None:
        self.message = "\n".join(_bounded(printable(one)) for one in message.split("\n"))
        self.path, self.line, self.about = path, line, about
        place = "" if path is None else f"{path}:{line}: " if line is not None else f"{path}: "
        super().__init__(printable(place) + self.message)


def sayable(text: str) -> str:
    """Return text as UTF-8 can have it: bytes of a path that the locale could not decode are decoded, or escaped."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


class SeveralMistakesError(UserError):
    """All that is wrong with a file, in its order: :attr:`errors`, each a line of its own."""

    def __init__(self, errors: Iterable[UserError]) -> None:
        self.errors = list(errors)
        super().__init__("\n".join(map(str, self.errors)))


class Mistakes:
    """Collects what is wrong while reading goes on: each part is read in ``with mistakes:``, ``tell`` raises them all.

    What would be read from a part that is wrong is not there afterwards, so nothing may be made of it.
    """

    def __init__(self, found: Iterable[UserError] = ()) -> None:
        self.found = list(found)

    def __enter__(self) -> Mistakes:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, UserError):
            return False
        self.add(error)
        return True

    def add(self, error: UserError) -> None:
        """Note a mistake; one that was noted already is not told twice."""
        for one in error.errors if isinstance(error, SeveralMistakesError) else [error]:
            if str(one) not in map(str, self.found):
                self.found.append(one)

    def tell(self) -> None:
        """Raise what was found, if anything: one mistake as it is, several in their order in the file.

        Raises
        ------
        UserError
            The one mistake, or :class:`SeveralMistakesError`.
        """
        if len(self.found) == 1:
            raise self.found[0]
        if self.found:
            raise SeveralMistakesError(sorted(self.found, key=lambda one: (str(one.path), one.line or 0)))


_MOST_SAID, _MOST_COMPARED, _MOST_LISTED, _LONGEST = 60, 200, 12, 1000
_BRIEF = reprlib.Repr()
_BRIEF.maxlevel = 2
_BRIEF.maxstring = _BRIEF.maxother = _BRIEF.maxlong = _MOST_SAID


def quoted(value: object) -> str:
    """Return what somebody wrote as an error quotes it: never long, nothing invisible in it."""
    try:
        text = _BRIEF.repr(value)
    except ValueError:  # Python writes no whole number of thousands of digits
        return "a number of thousands of digits"
    return text if len(text) <= _MOST_SAID + 2 else f"{text[:_MOST_SAID]}…"


def brief(text: str, most: int = _MOST_SAID) -> str:
    """Return somebody's name for something as an error names it without quotes: short, nothing invisible in it."""
    cut = printable(text[: most + 1])
    return cut if len(cut) <= most else f"{cut[:most]}…"


def some_of(names: Sequence[str], most: int = _MOST_LISTED) -> str:
    """Return the first of somebody's names in a row, each of them short, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(map(brief, names[:most])) + more


def _bounded(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def printable(text: str) -> str:
    """Return text on which no terminal acts: control characters, and those that turn a line round, as their escapes."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


_ALSO_CALLED = {
    "gmv_net": ("sales", "revenue", "turnover", "net_gmv", "net_sales"), "gmv": ("gross_gmv", "gross_sales"),
    "violation_view_rate": ("violations", "violation_rate", "vvr"), "violating_offers": ("violation_count",),
    "creator_retention_90d": ("retention", "creator_retention", "creator_churn"),
    "viewer_retention_30d": ("viewer_retention", "churn", "viewer_churn"), "daily_active_viewers": ("dau", "users"),
    "return_rate": ("returns", "refunds", "refund_rate"), "complaint_rate": ("complaints",),
    "governance_cost": ("cost", "costs", "moderation_cost"), "incentive_cost": ("incentives", "bonus_cost"),
    "viewer_csat": ("csat",), "viewer_nps": ("nps",), "enforcement_precision": ("precision",),
    "enforcement_recall": ("recall",), "cheating_share": ("cheating", "cheaters", "fraud"),
    "wrongly_hit_gmv": ("false_positives", "wrong_penalties"), "cvr": ("conversion", "conversion_rate"),
    "br": ("brazil", "brasil"), "cn": ("china",), "de": ("germany", "deutschland"), "es": ("spain",),
    "fr": ("france",), "id": ("indonesia",), "ie": ("ireland",), "it": ("italy",), "jp": ("japan",), "mx": ("mexico",),
    "my": ("malaysia",), "ph": ("philippines",), "sg": ("singapore",), "th": ("thailand",),
    "uk": ("united_kingdom", "britain", "great_britain", "gb", "england"), "eu": ("europe",),
    "us": ("usa", "united_states", "america"), "vn": ("vietnam", "viet_nam"),
}
_CALLED_BY = {word: name for name, words in _ALSO_CALLED.items() for word in words}
"""What people call outcomes and countries, and what they are called here."""


def suggest(wrong: str, valid: Iterable[str]) -> str:
    """Return ``" Did you mean X?"`` for the name that was meant or the nearest one, or an empty string."""
    names = list(valid)
    folded = wrong[:_MOST_COMPARED].casefold()
    meant = _CALLED_BY.get(folded.replace(" ", "_").replace("-", "_"))
    called = [meant] if meant in names else []
    same = [name for name in names if name.casefold() == folded]
    near = called or same or difflib.get_close_matches(wrong[:_MOST_COMPARED], names, n=1, cutoff=0.6)
    if not near:
        tail = wrong.rsplit(".", 1)[-1]
        near = [name for name in names if name.rsplit(".", 1)[-1] == tail][:1]
    return f" Did you mean {brief(near[0], _MOST_COMPARED)}?" if near else ""


_EXTRAS = {"SALib": "studies", "duckdb": "studies", "xlsxwriter": "studies", "ray": "ray", "optuna": "search",
           "pptx": "decks", "starlette": "app", "uvicorn": "app"}


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
