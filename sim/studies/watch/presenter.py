"""How a desk tells its answer: ``results.json``, curves, scores, thresholds, page and terminal."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from sim.studies.experiment.read import StoredStudy
from sim.studies.watch.console import print_watch
from sim.studies.watch.page import write_watch_page
from sim.studies.watch.read import Read, read_watch
from sim.studies.watch.series import WatchRuns


class WatchPresenter:
    """Of ``sim watch``."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    @cached_property
    def read(self) -> Read:
        """Everything that is presented, and every score."""
        return read_watch(WatchRuns(self.study))

    def summary(self) -> dict[str, Any]:
        """Return the content of ``results.json``."""
        return self.read.results.plain()

    def write(self, summary: dict[str, Any]) -> None:
        """Write results, curves, scores, thresholds, page and figures."""
        write_watch_page(self.read, self.study.folder)

    def show(self) -> None:
        """Print summary and tables."""
        print_watch(self.read.results)
