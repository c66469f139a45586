"""How a study presents its answer: as JSON, as a page, in a terminal. Each kind has its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sim.studies.experiment.read import StoredStudy

Answer = TypeVar("Answer")


class Presenter(Protocol):
    """An answer that can be presented."""

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures and ``summary.json`` into the study's folder."""

    def show(self) -> None:
        """Print it."""


MakePresenter = Callable[[StoredStudy], Presenter]


@dataclass(frozen=True)
class Presented(Generic[Answer]):
    """An answer with the functions that summarise it, write its page and print it."""

    answer: Answer
    summarise: Callable[[Answer], dict[str, Any]]
    page: Callable[[Answer, dict[str, Any]], None]
    print: Callable[[Answer], None]

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return self.summarise(self.answer)

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures and ``summary.json`` into the study's folder."""
        self.page(self.answer, summary)

    def show(self) -> None:
        """Print it."""
        self.print(self.answer)
