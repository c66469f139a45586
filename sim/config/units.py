"""Units as people write them after a number."""

from __future__ import annotations


def is_fraction(unit: str) -> bool:
    """Whether numbers in this unit may be written in percent or percentage points."""
    return unit.startswith(("fraction", "probability", "0-1", "ratio"))


def unit_matches(words: str, unit: str) -> bool:
    """Whether words after a number name the unit: all of it, or neighbouring words of it (``points``, ``days``)."""
    said, whole = words.casefold().split(), unit.casefold().split()
    singular = [word.rstrip("s") for word in whole]
    said = [word.rstrip("s") for word in said]
    return any(singular[i : i + len(said)] == said for i in range(len(singular)))
