"""The patterns that the model is held to, read from ``data/*.yaml``: question, measure, published range, source.

A pattern is a row of data: which reading, of which arm, against which other arm. An arm is a policy (dated changes of
parameters) that a warmed-up market is branched into; arms of one replication share every draw, so their difference
is the change's doing. Adding a pattern takes no code unless it needs a new reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UserError, quoted, suggest
from sim.model.levers.schedule import Change
from sim.studies.validate.estimates import CONTRASTS

DATA = Path(__file__).parent / "data"
STATUS_QUO = "status_quo"
NETWORK = "network"
CONFIDENCE = {"H": "high", "M": "middling", "L": "low", "A": "assumption"}
ORIGINS = {
    "emerges": "nothing in the model states it",
    "tuned": "a default was set with this figure in view",
    "built in": "the model's form or one parameter states it",
}


@dataclass(frozen=True)
class Arm:
    """One policy that a replication branches into."""

    name: str
    days: int
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Pattern:
    """One thing that real platforms show, and how the model is asked for it.

    Attributes
    ----------
    name, theme
        Identity, and the heading it stands under.
    question, how
        In plain words, and as a formula.
    low, high
        The published range in ``unit``; ``None`` where it is open (a direction).
    source, confidence
        Keys of docs/sources.yaml (or "assumption"), and how good they are: H, M, L or A (assumption).
    origin
        Whether the pattern emerges, was tuned for, or is built in.
    reading, arguments
        What is read off a recorded arm, and with which settings.
    of, against, among
        The arm read, the arm it is held against, and the arm that says who is looked at (by default the first).
    contrast
        How the two shares become one number.
    explanation
        Why the model misses it, and what that means for use; empty while it does not.
    """

    name: str
    theme: str
    question: str
    how: str
    low: float | None
    high: float | None
    unit: str
    source: str
    confidence: str
    origin: str
    reading: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    of: str = STATUS_QUO
    against: str | None = None
    among: str | None = None
    contrast: str = "level"
    explanation: str = ""

    @property
    def kind(self) -> str:
        """Whether it is read off the status quo, off the generated network, or needs a trial."""
        if self.of == NETWORK:
            return "network"
        return "measurement" if self.against is None and self.of == STATUS_QUO else "trial"

    @property
    def theme_word(self) -> str:
        """The first word of its theme, in lower case: what the theme is chosen by."""
        return str(re.findall(r"\w+", self.theme)[0]).lower()

    @property
    def arms(self) -> tuple[str, ...]:
        """The arms that must run for it."""
        named = (self.of, self.against, self.among)
        return tuple(dict.fromkeys(one for one in named if one and one != NETWORK))


@cache
def arms() -> dict[str, Arm]:
    """Return every arm by name."""
    return {
        name: Arm(name, int(row["days"]), tuple(_change(change) for change in row.get("changes", ())))
        for name, row in _read(DATA / "arms.yaml").items()
    }


@cache
def patterns() -> dict[str, Pattern]:
    """Return every pattern by name, theme after theme."""
    found: dict[str, Pattern] = {}
    for path in sorted(DATA.glob("[0-9]*.yaml")):
        document = _read(path)
        for name, row in document["patterns"].items():
            if name in found:
                raise UserError(f"two patterns are called {name}", path=path)
            found[name] = _pattern(name, str(document["theme"]), row, path)
    return found


def choose(words: Iterable[str]) -> tuple[Pattern, ...]:
    """Return the patterns that words name: a pattern, or the first word of a theme; all of them for no words.

    Raises
    ------
    UserError
        On a word that names nothing.
    """
    every, wanted = patterns(), list(words)
    themes = {pattern.theme_word for pattern in every.values()}
    for word in wanted:
        if word not in every and word not in themes:
            raise UserError(
                f"no pattern {quoted(word)}.{suggest(word, [*every, *themes])} (docs/concepts/validation.md lists them)"
            )
    return tuple(
        one for one in every.values() if not wanted or one.name in wanted or one.theme_word in wanted
    )


def _read(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _change(row: Mapping[str, Any]) -> Change:
    return Change(
        row["set"], float(row["to"]), int(row.get("from", 0)), row.get("until"), int(row.get("ramp", 0)),
        tuple(row.get("regions", ())),
    )


def _pattern(name: str, theme: str, row: Mapping[str, Any], path: Path) -> Pattern:
    plain = {key: value for key, value in row.items() if key not in ("range", "with")}
    low, high = row["range"]
    one = Pattern(name=name, theme=theme, low=low, high=high, arguments=row.get("with", {}), **plain)
    wrong = [
        (one.confidence not in CONFIDENCE, f"confidence {quoted(one.confidence)}"),
        (one.origin not in ORIGINS, f"origin {quoted(one.origin)}"),
        (one.contrast not in CONTRASTS, f"contrast {quoted(one.contrast)}"),
        (CONTRASTS[one.contrast].two != (one.against is not None), f"contrast {quoted(one.contrast)} with its arms"),
        (low is None and high is None, "an empty range"),
        (any(arm not in arms() for arm in one.arms), f"an unknown arm among {', '.join(one.arms)}"),
    ]
    for is_wrong, what in wrong:
        if is_wrong:
            raise UserError(f"pattern {name} has {what}", path=path)
    return one
