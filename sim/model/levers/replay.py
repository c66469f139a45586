"""A lever book that says day by day what another run's said, so that triggers cannot fire otherwise here."""

from __future__ import annotations

from collections.abc import Mapping

from sim.model.levers.book import LeverBook, World
from sim.model.levers.timetable import Holds


class ReplayBook(LeverBook):
    """Repeats recorded lever values.

    Parameters
    ----------
    book
        The book to take the place of; its arrays stay those that the engine reads.
    worlds
        Values by day, counted as in :meth:`apply`.
    """

    def __init__(self, book: LeverBook, worlds: Mapping[int, World]) -> None:
        self.__dict__.update(book.__dict__)
        self._worlds = worlds

    def apply(self, day: int, holds: Holds) -> None:
        """Set today's values to those recorded for the day."""
        for array, recorded in zip(self.today, self._worlds[day], strict=True):
            array[...] = recorded
