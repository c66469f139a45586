"""How a search tells its answer."""

from __future__ import annotations

from typing import Any

from sim.studies.optimise.console import print_search
from sim.studies.optimise.page import write_search_page
from sim.studies.optimise.result import Optimised
from sim.studies.optimise.summary import search_summary


class SearchPresenter:
    """Of ``sim optimise``."""

    def __init__(self, found: Optimised) -> None:
        self.found = found

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return search_summary(self.found)

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, figures, scenarios and ``summary.json``."""
        write_search_page(self.found, summary)

    def show(self) -> None:
        """Print the front."""
        print_search(self.found)
