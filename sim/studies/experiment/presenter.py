"""How a study tells its answer: as JSON, as a page, in a terminal. Each kind has its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from sim.studies.experiment.read import StoredStudy


class Presenter(Protocol):
    """An answer that can be presented."""

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures and ``summary.json`` into the study's folder."""

    def show(self) -> None:
        """Print it."""


MakePresenter = Callable[[StoredStudy], Presenter]
