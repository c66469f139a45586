"""How a study presents its answer: as JSON, as a page, in a terminal. Each kind has its own."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from sim.show.parts import LostPartsError, Parts
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


class Writes(Protocol):
    """An answer that writes its files."""

    def write(self, summary: dict[str, Any]) -> None:
        """Write them into the study's folder."""


def written(answer: Writes, summary: dict[str, Any]) -> bool:
    """Write an answer's files; what could not be made of them is told, a line each, and never stops a study.

    Returns
    -------
    bool
        Whether everything is there. A package that is not installed is no mistake.

    Raises
    ------
    UserError
        When nothing can be written (a full disk); the runs are kept.
    """
    try:
        parts = Parts()
        with parts.part("page"):
            answer.write(summary)
        parts.tell()
    except LostPartsError as lost:
        for line in lost.lines:
            print(f"sim: {line}", file=sys.stderr)
        return not lost.at_fault
    return True


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
