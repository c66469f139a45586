"""A calibration read back: its points as places, what every target comes to in each run."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from pathlib import Path

import numpy as np

from sim.errors import UserError
from sim.methods.calibration.emulator import FloatArray
from sim.studies.calibrate.assumptions import Assumption, places
from sim.studies.calibrate.figures import Figures, file_digest, read_figures
from sim.studies.calibrate.mapping import read_mapping
from sim.studies.calibrate.recipe import READINGS, Readings, readings_schema
from sim.studies.calibrate.settings import CalibrationSettings
from sim.studies.calibrate.targets import Target, Window, targets
from sim.studies.experiment.read import StoredStudy


class StoredCalibration(StoredStudy):
    """The runs of a calibration, finished or not."""

    @cached_property
    def recipe(self) -> Readings:
        """How its runs are done."""
        return Readings.of(self.about["record"])

    @cached_property
    def settings(self) -> CalibrationSettings:  # type: ignore[override]
        """Its size."""
        asked = self.about["calibration"]
        return CalibrationSettings(int(asked["budget"]), int(asked["draws"]), int(asked["seed"]))

    @cached_property
    def assumptions(self) -> tuple[Assumption, ...]:
        """What is fitted."""
        return tuple(Assumption(*row) for row in self.about["calibration"]["assumptions"])

    @cached_property
    def figures(self) -> Figures:
        """The figures, read again where they lie.

        A folder that somebody passes on may name any file: until its bytes are those that the study was begun with,
        nothing is read out of it.

        Raises
        ------
        UserError
            If they are gone or not what they were.
        """
        asked = self.about["calibration"]
        for file, digest in (("figures", "digest"), ("map", "map_digest")):
            if asked[file] and file_digest(Path(asked[file])) != asked.get(digest):
                raise UserError(f"has changed since {self.folder} was begun: sim calibrate asks afresh, and uses no "
                                "run of other figures' days", path=Path(asked[file]))
        config = next(iter(self.blueprint.bases.values()))
        mapped = read_mapping(Path(asked["map"]) if asked["map"] else None, config)
        events = {name: one.day for name, one in mapped.events.items()}
        return read_figures(Path(asked["figures"]), list(config["market"]["regions"]), mapped.kpis, events,
                            mapped.least)

    @cached_property
    def targets(self) -> list[Target]:
        """What is to be met, what is held out among it."""
        return targets(self.figures, date.fromisoformat(self.about["calibration"]["start"]))

    @cached_property
    def places(self) -> FloatArray:
        """Places of the finished runs (runs × assumptions), in the plan's order."""
        names = [one.parameter for one in self.assumptions]
        return places(self.assumptions, {name: self.runs[name].tolist() for name in names})

    @cached_property
    def readings(self) -> dict[Window, FloatArray]:
        """What each window reads in every finished run, in the plan's order."""
        kept = self.kept(READINGS, readings_schema())
        order = {key: place for place, key in enumerate(self.runs["key"])}
        found: dict[Window, FloatArray] = {}
        for (kpi, region, first, last), group in kept.groupby(["kpi", "region", "first", "last"], sort=False):
            column = np.full(len(order), np.nan)
            column[[order[key] for key in group["key"]]] = group["value"]
            found[Window(str(kpi), str(region), int(first), int(last))] = column
        return found

    @cached_property
    def outputs(self) -> FloatArray:
        """What each target comes to in every finished run (runs × targets), on its own scale."""
        return np.column_stack([one.read(self.readings) for one in self.targets])
