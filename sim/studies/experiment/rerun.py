"""One run of a study as it stands on disk: its place in the plan by its key, and what was recorded of it."""

from __future__ import annotations

import pyarrow.compute as pc

from sim.errors import UserError, quoted
from sim.runs import parts
from sim.runs.folder import StudyFolder
from sim.runs.rows import WHOLE_MARKET


def find_run(study: StudyFolder, key: str) -> int:
    """Return the row of a plan whose key starts so.

    Raises
    ------
    UserError
        If none or several do.
    """
    keys = study.plan["key"].to_pylist()
    found = [row for row, one in enumerate(keys) if one.startswith(key)]
    if len(found) != 1:
        many = f"{len(found)} runs' keys start" if found else "no run's key starts"
        raise UserError(f"{many} with {quoted(key)}; its plan.parquet lists them", path=study.path)
    return found[0]


def recorded_run(study: StudyFolder, key: str, planless: bool = False) -> dict[str, str]:
    """Return digest and traceback of a run, empty where it has no rows."""
    columns = ["key", "region", "digest", "traceback"]
    table = parts.read_rows(study.path / "parts", columns) if planless else study.rows(columns)
    if table is None:
        return {}
    chosen = table.filter(pc.and_(pc.equal(table["key"], key), pc.equal(table["region"], WHOLE_MARKET)))
    rows = chosen.to_pylist()
    return rows[-1] if rows else {}
