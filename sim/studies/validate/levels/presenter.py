"""How levels are told: in a terminal, as JSON and a table, as a page."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import Any

from sim.show.terminal import in_one_piece
from sim.studies.experiment.read import StoredStudy
from sim.studies.validate.levels.console import print_levels
from sim.studies.validate.levels.page import write_levels
from sim.studies.validate.levels.read import Reading, read_levels
from sim.studies.validate.levels.summary import levels_summary


class LevelsPresenter:
    """Of ``sim validate --levels``, over the seeds that finished."""

    def __init__(self, study: StoredStudy) -> None:
        self.study = study

    @cached_property
    def readings(self) -> list[Reading]:
        """Every outcome's level and verdict."""
        return read_levels(self.study)

    def summary(self) -> dict[str, Any]:
        """Return the content of ``summary.json``."""
        return levels_summary(self.study, self.readings)

    def write(self, summary: dict[str, Any]) -> None:
        """Write page, JSON and table."""
        write_levels(self.study, self.readings, summary)

    def show(self) -> None:
        """Print the levels."""
        with in_one_piece(sys.stdout) as out:
            print_levels(out, self.study, self.readings)
