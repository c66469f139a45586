"""What a run leaves in the tables of the laboratory: columns of a test, numbers of an estimate, who is treated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sim.methods.experiments.estimate import Estimate
from sim.model.levers.places import treated_regions
from sim.model.levers.trial import Trial
from sim.studies.laboratory.designs import Design
from sim.studies.laboratory.frames import Recording, creator_arms, viewer_arms
from sim.studies.laboratory.tables import CELLS, EXPOSURE, PANEL, UNITS


def numbers(found: Estimate | None) -> dict[str, float | None]:
    """Return the columns of an estimate, empty ones where there is none."""
    if found is None:
        return dict.fromkeys(("effect", "error", "base", "relative", "low", "high", "p", "freedom"))
    low, high = found.relative_interval
    if found.base == 1.0 and not np.isfinite(low + high):
        low, high = found.low, found.high
    return {"effect": found.effect, "error": found.relative_error, "base": found.base, "relative": found.relative,
            "low": low, "high": high, "p": found.p, "freedom": found.freedom}


def kept_tables(frames: Mapping[str, pd.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of a test as columns, by the names under which they are stored."""
    parts: dict[str, list[dict[str, Any]]] = {UNITS: [], CELLS: [], PANEL: [], EXPOSURE: []}
    for name, frame in frames.items():
        columns = {str(column): frame[column].to_numpy() for column in frame}
        if name in ("creators", "viewers"):
            parts[UNITS].append(columns | {"side": [name] * len(frame)})
            if name == "creators":
                parts[EXPOSURE].append({one: columns[one] for one in ("unit", "arm", "market", "weight", "boost")})
        else:
            parts[CELLS if name == "cells" else PANEL].append(columns)
    return parts


def reach(design: Design, trial: Trial, recording: Recording, days: int) -> dict[str, list[float]]:
    """Return which share of creators, of viewers and of the time is treated."""
    creators = viewers = time = 1.0
    if trial.by_account:
        creators = float(creator_arms(recording, trial)[0].mean()) if design.side != "viewer" else 1.0
        viewers = float(viewer_arms(recording, trial).mean()) if design.side != "creator" else 1.0
    else:
        each = [np.mean(treated_regions(trial, recording.seed, recording.regions, trial.start + day))
                for day in range(days)]
        time = float(np.mean(each))
    return {"creators": [creators], "viewers": [viewers], "time": [time]}
