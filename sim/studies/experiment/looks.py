"""Which looks a study has had: every answer that was told of more seeds than the one before, kept beside its runs.

Adding seeds until something is clear is how chance becomes a finding, so a later look may claim less
(`sim.methods.looks`). What is written is which seeds each look saw, in ``looks.json``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.errors import UserError
from sim.methods.looks import planned_level, unplanned_level

LOOKS = "looks.json"


@dataclass(frozen=True)
class Looks:
    """The looks at a study so far, the present one last.

    Attributes
    ----------
    seeds
        The seeds that each look saw; each saw more than the one before.
    cap
        Seeds at which looking ends, where that was said beforehand; ``None`` where nobody planned to look again.
    """

    seeds: tuple[tuple[int, ...], ...] = ()
    cap: int | None = None

    def with_present(self, seeds: Sequence[int]) -> Looks:
        """Return them with a look at these seeds, which counts only if there are more than before."""
        last = len(self.seeds[-1]) if self.seeds else 0
        return Looks((*self.seeds, tuple(seeds)), self.cap) if len(seeds) > last else self

    @property
    def counts(self) -> list[int]:
        """How many seeds each look saw."""
        return [len(one) for one in self.seeds]

    def level(self, place: int, members: int = 1) -> float:
        """Return what the look at a place may spend of the 5% on a family of so many effects."""
        looks = self.counts[: place + 1] or [1]
        return unplanned_level(looks, members) if self.cap is None else planned_level(
            looks, max(self.cap, looks[-1]), members)

    def present(self, members: int = 1) -> float:
        """Return what the present look may spend on a family of so many effects."""
        return self.level(max(len(self.seeds) - 1, 0), members)

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {"seeds": [list(one) for one in self.seeds], "cap": self.cap}


def read_looks(folder: Path) -> Looks:
    """Return the looks that a study's folder tells of; none where it has not been told yet.

    Raises
    ------
    UserError
        If its file is damaged.
    """
    file = folder / LOOKS
    if not file.exists():
        return Looks()
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Looks(tuple(tuple(map(int, one)) for one in content["seeds"]), content["cap"])
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("is damaged: which looks this study had is not known; delete it to begin anew",
                        path=file) from error
