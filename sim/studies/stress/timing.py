"""Time to detect and time to recover, over runs: medians with intervals, and the runs that never do."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.methods.as_json import number
from sim.methods.chance import chance, median_day
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.threat import Threat, Watch
from sim.studies.stress.watching import Detection, Recovery

FloatArray = NDArray[np.float64]


def detection(runs: StressRuns, policy: Scenario, threat: Threat) -> Detection:
    """Return how many days the threat goes unnoticed, and in which share of runs it is never noticed."""
    bound, by_chance = runs.bound(policy.name, threat)
    alarms = runs.alarms(policy.name, threat) - threat.start
    watched = runs.watched(threat)
    counterfactual = runs.readings(policy.name, threat.signal)[:, watched]
    asked = float(np.nanmean(bound[:, watched])) if np.isfinite(bound[:, watched]).any() else float("nan")
    return Detection(
        **_watched(threat.signal), **_days(alarms), bound=asked, by_chance=by_chance,
        binding=bool(asked <= by_chance * 1.0001),
        level=float(np.nanmean(counterfactual)) if np.isfinite(counterfactual).any() else float("nan"),
        watched_until=watched.stop - 1,
    )


def recovery(runs: StressRuns, policy: Scenario, threat: Threat) -> Recovery:
    """Return how long after its end a threat is felt, of runs that left the band at all."""
    days = runs.recoveries(policy.name, threat)
    finished = int((~np.isnan(runs.apart(policy.name, threat, threat.recovery)).all(axis=1)).sum())
    touched = int((~np.isnan(days)).sum())
    end = threat.end(runs.days)
    return Recovery(
        **_watched(threat.recovery), **_days(days), end=end, ends=threat.lasts is not None, followed=runs.days - end,
        never_left=finished - touched,
    )


def _watched(watch: Watch) -> dict[str, Any]:
    """Return the fields of `Watched`."""
    known = OUTCOMES[watch.outcome]
    return {**asdict(watch), "label": known.label, "unit": known.unit}


def _days(days: FloatArray) -> dict[str, Any]:
    """Return the fields of `TimeTo`: the median of some days, infinite ones among them; the share that is infinite."""
    known = days[~np.isnan(days)]
    never = chance(np.isinf(known)[None].astype(float)) if known.size else chance(np.array([[np.nan]]))
    if not known.size:
        return {"median": None, "low": None, "high": None, "runs": 0, "never": never}
    middle, low, high = median_day(known)
    if low == -np.inf:  # too few runs for an interval
        low = high = np.nan
    return {"median": number(middle), "low": number(low), "high": number(high), "runs": int(known.size),
            "never": never}
