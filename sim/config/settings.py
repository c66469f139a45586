"""Settings of a run that are not parameters of the model: how many, how long, from when, on which engine.

Their values stand in the YAML of `configs/`; unit and range stand here. They hold for a whole run: no scenario changes
them on a day.
"""

from __future__ import annotations

from sim.model.parameters import Parameter


def _setting(name: str, default: int, unit: str, low: int, high: int, doc: str) -> Parameter:
    return Parameter(name, default, unit, low, high, "assumption", "setting", doc, None, True)


_EVERY = [
    _setting("seed", 1, "seed", 0, 2**31 - 1, "First replication's seed; the others follow."),
    _setting("replications", 12, "replications", 1, 10_000, "Matched runs of each scenario."),
    _setting("days", 180, "days", 1, 3_650, "Horizon: days simulated after the warm-up."),
    _setting("warmup_days", 90, "days", 0, 3_650, "Days simulated under the status quo before the horizon."),
    _setting("population.viewers", 20_000, "viewers", 1, 100_000_000, "Viewers at the start."),
    _setting("population.creators", 600, "creators", 1, 10_000_000, "Creators at the start."),
    _setting("population.dormant_viewers", 0, "viewers", 0, 100_000_000, "Accounts that never open the app."),
    _setting("population.settled", 1, "0 or 1", 0, 1, "1 starts where the status quo keeps it, 0 with newcomers."),
    _setting("engine.threads", 1, "threads", 1, 1_024, "Threads of the compiled loops."),
]

SETTINGS: dict[str, Parameter] = {setting.name: setting for setting in _EVERY}
ENGINES = ("compiled", "objects")
