"""Several judged effects told together: what gets better and worse by enough to matter, then the small and the open.

Within each of these, effects come as judgements rank them: the surest first, whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sim.methods.verdicts import Judgement
from sim.show.verdicts import side, takes_words
from sim.show.words import listed

MOST = 4
"""Effects of a kind that are named; more are counted."""


@dataclass(frozen=True)
class Finding:
    """An effect as a sentence names it.

    Attributes
    ----------
    what
        ``violation view rate in Vietnam``.
    size
        ``-0.19 pp [-0.24, -0.15]``; empty where it is not told.
    better
        Which way is: ``"up"``, ``"down"`` or ``"neither"``.
    """

    what: str
    size: str
    better: str
    judgement: Judgement

    @property
    def words(self) -> str:
        """Return it with its size, and that it only probably matters where that is so."""
        probably = "probably enough to matter" if self.judgement.size == "likely" else ""
        aside = "; ".join(filter(None, (self.size, probably)))
        return f"{self.what} ({aside})" if aside else self.what

    @property
    def open_words(self) -> str:
        """Return it with what is certain of it, and what it would take to say more."""
        way = f"{self.judgement.direction}, size undecided" if self.judgement.certain else ""
        aside = "; ".join(filter(None, (way, takes_words(self.judgement))))
        return f"{self.what} ({aside})" if aside else self.what


@dataclass(frozen=True)
class Findings:
    """Effects by what may be said of them, each kind in the order in which it is told.

    Attributes
    ----------
    moved
        Those that matter and of which neither way is better.
    """

    better: tuple[Finding, ...]
    worse: tuple[Finding, ...]
    moved: tuple[Finding, ...]
    small: tuple[Finding, ...]
    same: tuple[Finding, ...]
    undecided: tuple[Finding, ...]

    @classmethod
    def of(cls, effects: Iterable[Finding]) -> Findings:
        """Return effects by what may be said of them."""
        kinds: dict[str, list[Finding]] = {name: [] for name in cls.__dataclass_fields__}
        for one in sorted(effects, key=lambda one: one.judgement.rank):
            kinds[_kind(one)].append(one)
        return cls(**{name: tuple(found) for name, found in kinds.items()})

    @property
    def matter(self) -> tuple[Finding, ...]:
        """Those that matter."""
        return (*self.better, *self.worse, *self.moved)

    def rest(self) -> list[str]:
        """Return what is told of those that do not matter, or of which that is open, a part each."""
        parts = [f"certain but small: {some([one.words for one in self.small])}"] if self.small else []
        parts += [f"no material change: {some([one.what for one in self.same])}"] if self.same else []
        parts += [f"undecided: {some([one.open_words for one in self.undecided])}"] if self.undecided else []
        return parts


def some(words: Sequence[str], most: int = MOST) -> str:
    """Return the first of some things, and how many more there are."""
    return listed([*words[:most], f"{len(words) - most} more"] if len(words) > most else list(words))


def _kind(one: Finding) -> str:
    verdict = one.judgement.verdict
    if verdict == "matters":
        way = side(one.better, one.judgement)
        return "moved" if way == "neither" else way
    return {"certain but small": "small", "no material change": "same"}.get(verdict, "undecided")
