"""How runs are carried out (``execution=processes``): checked like everything else, without effect on any number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.config.numbers import check
from sim.errors import UserError, quoted, suggest
from sim.model.parameters import Parameter

EXECUTORS = ("serial", "processes", "ray")
_WORKERS = Parameter("execution.workers", 0, "workers", 0, 100_000, "assumption", "setting", "Workers.", None, True)
_KEYS = ("name", "workers", "address")


def execution(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of execution, complete; those of an earlier version's configuration are the default.

    Raises
    ------
    UserError
        If the name is unknown or the number of workers is out of range.
    """
    given = config.get("execution", {})
    if not isinstance(given, Mapping):
        raise UserError(f"execution is {quoted(given)}, not one of {', '.join(EXECUTORS)}")
    for key in given:
        if key not in _KEYS:
            raise UserError(f"no setting execution.{key}.{suggest(str(key), _KEYS)}")
    name = str(given.get("name", "processes"))
    if name not in EXECUTORS:
        raise UserError(
            f"execution.name is {quoted(name)}, not one of {', '.join(EXECUTORS)}.{suggest(name, EXECUTORS)}")
    workers = check("execution.workers", given.get("workers", 0), _WORKERS)
    address = {"address": str(given["address"])} if "address" in given else {}
    return {"name": name, "workers": workers, **address}
