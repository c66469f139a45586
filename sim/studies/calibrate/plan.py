"""The plan of a calibration: every run has a point of assumptions and a seed of its own, a wave of them at a time.

All points with one seed would teach the emulators that seed's luck. Runs are policy-free, or live a platform's dated
past: they can be used again when next month's figures come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.errors import UserError
from sim.methods.calibration.emulator import FloatArray
from sim.methods.calibration.sampling import latin
from sim.methods.designs.settings import DesignSettings
from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint, Values
from sim.runs.environment import environment
from sim.runs.keys import digest, seedless
from sim.runs.plan import STATUS_QUO, Config
from sim.studies.calibrate.assumptions import Assumption, base_value, values
from sim.studies.calibrate.figures import Figures, file_digest
from sim.studies.calibrate.mapping import Mapped
from sim.studies.calibrate.recipe import Reading, Readings
from sim.studies.calibrate.settings import CalibrationSettings
from sim.studies.calibrate.targets import targets, windows_of
from sim.studies.experiment.plan import FORMAT, plan_table, table_of

STUDY = "calibrate"
MOST_DAYS = 5 * 366


@dataclass(frozen=True)
class Calibration:
    """What ``sim calibrate`` asks.

    Attributes
    ----------
    config
        The market as it was over the figures' days: start date and horizon are theirs.
    """

    config: Config
    figures: Figures
    mapped: Mapped
    assumptions: tuple[Assumption, ...]
    settings: CalibrationSettings
    first_seed: int
    command: str

    @property
    def blueprint(self) -> Blueprint:
        """What the runs are made of: one arm, the past with its changes of policy."""
        changes = tuple(change for one in self.mapped.events.values() for change in one.since(self.figures.first))
        days = int(self.config["days"])
        past = Scenario(STATUS_QUO, changes=tuple(one for one in changes if one.start < days))
        return Blueprint({"": self.config}, (past,),
                         tuple(one.factor(base_value(self.config, one)) for one in self.assumptions))

    @property
    def readings(self) -> Readings:
        """What is read off each run: what every figure is of, those that are not fitted among them."""
        kpis = {one.kpi.name: one.kpi for one in self.figures.rows}
        return Readings(tuple(Reading(kpis[one.kpi], one.region, one.first, one.last)
                              for one in windows_of(targets(self.figures))))

    def content(self, code: str) -> str:
        """Return a digest of anything that can change a run or what is made of it; the budget apart."""
        asked = [[one.parameter, one.low, one.high, one.scale] for one in self.assumptions]
        past = self.blueprint.to_json()["scenarios"]
        sized = [self.settings.waves(len(asked))[0], self.settings.draws, self.settings.seed]
        return digest(STUDY, seedless(self.config), asked, past, self.readings.to_json(), self.figures.digest, sized,
                      self.first_seed, code, digits=32)

    def folder(self, outputs: Path) -> Path:
        """Return the folder of the calibration under ``outputs``."""
        return outputs / STUDY / f"{self.figures.path.stem[:40]}-{self.content(environment()['code'])[:6]}"

    @property
    def first_places(self) -> FloatArray:
        """The first wave: spread over all that is plausible."""
        count = self.settings.waves(len(self.assumptions))[0]
        return latin(count, len(self.assumptions), self.settings.seed)

    def plan(self) -> pa.Table:
        """Return the plan to begin with: the first wave."""
        points = [values(self.assumptions, row) for row in self.first_places]
        return table_of(rows_of(self.blueprint, points, 0, self.first_seed), self.blueprint)

    def describe(self, mapping: Path | None) -> dict[str, Any]:
        """Return the content of ``study.json``; of the figures it holds where they lie and their digest."""
        now = environment()
        content = self.content(now["code"])
        return {
            "format": FORMAT, "study": STUDY, "key": content[:6], "content": content, "command": self.command,
            "design": DesignSettings("latin_hypercube", points=self.settings.budget, seed=self.settings.seed).to_json(),
            "calibration": {
                **self.settings.to_json(), "figures": str(self.figures.path), "digest": self.figures.digest,
                **mapped_by(mapping), "start": str(self.figures.first),
                "assumptions": [[one.parameter, one.label, one.low, one.high, one.scale, one.unit]
                                for one in self.assumptions],
            },
            "record": self.readings.to_json(), "own_seeds": True, "daily": False, "seeds": 1,
            "first_seed": self.first_seed, "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "environments": [now], "blueprint": self.blueprint.to_json(),
        }


def mapped_by(mapping: Path | None) -> dict[str, str]:
    """Return what a study keeps of its mapping file: where it lies, and its digest."""
    return {"map": "", "map_digest": ""} if mapping is None else {
        "map": str(mapping), "map_digest": file_digest(mapping)}


def over_the_past(config: Config, figures: Figures) -> Config:
    """Return a configuration whose horizon is that of the figures.

    Raises
    ------
    UserError
        If they span more years than can be simulated.
    """
    days = (figures.end - figures.first).days
    if days > MOST_DAYS:
        raise UserError(f"spans {days:,} days ({figures.first} to {figures.end}): {MOST_DAYS:,} at most",
                        path=figures.path)
    return {**config, "start_date": str(figures.first), "days": days}


def rows_of(blueprint: Blueprint, points: Sequence[Values], first: int, first_seed: int) -> list[dict[str, Any]]:
    """Return rows of a plan, one a point, each with its own seed.

    Parameters
    ----------
    first
        Number of the first of these points; its seed is so many after ``first_seed``.
    """
    code = environment()["code"]
    rows = []
    for number, point in enumerate(points, first):
        (row,) = plan_table(blueprint, [point], first_seed + number, 1, code).to_pylist()
        rows.append({**row, "point": number})
    return rows
