"""Studies that never ran, as whoever presents them reads one: runs made of given values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from sim.model.levers.schedule import Scenario
from sim.runs.blueprint import Blueprint, Factor
from sim.studies.experiment.plan import arms
from sim.studies.experiment.read import StoredStudy
from tests.studies.experiment.stand_in import SMALL

ENVIRONMENT = {"code": "0", "python": "3"}


class MadeUp(StoredStudy):
    """A study of given values.

    Parameters
    ----------
    values
        Arm → outcome → points × seeds.
    points
        Each a value for every factor.
    about
        What its description holds besides.
    """

    def __init__(
        self, values: Mapping[str, Mapping[str, Any]], scenarios: Sequence[Scenario], factors: Sequence[Factor] = (),
        points: Sequence[Mapping[str, Any]] = ({},), **about: Any,
    ) -> None:
        blueprint = Blueprint({"": SMALL}, arms(scenarios), tuple(factors))
        first = np.asarray(next(iter(next(iter(values.values())).values())))
        told = {
            "study": "sweep", "design": {"design": "grid", "points": len(points), "outcomes": list(next(iter(
                values.values())))}, "first_seed": 1, "seeds": first.shape[1], "command": "sim made up", "key": "abc",
            "created": "2027-01-01T00:00:00+00:00", "environments": [ENVIRONMENT], "judged": {}, **about,
        }
        super().__init__(SimpleNamespace(about=told, blueprint=blueprint, path=Path("made-up")))  # type: ignore[arg-type]
        rows = [
            {"run": 0, "key": f"{arm}-{point}-{seed}", "point": point, "scenario": arm, "seed": seed + 1, "warmup": "",
             **points[point], "region": "all", **{name: np.asarray(one)[point, seed] for name, one in of.items()}}
            for arm, of in values.items() for point in range(first.shape[0]) for seed in range(first.shape[1])
        ]
        frame = pd.DataFrame(rows)
        names = ["run", "key", "point", "scenario", "seed", "warmup", *(one.name for one in factors)]
        vars(self).update(plan=frame[names], regions=frame, failures=pd.DataFrame(columns=["point", "message"]))
