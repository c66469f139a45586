"""A case of enforcement, as a plain slotted record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.model.agents.account import Account
from sim.model.state import schema


@dataclass(slots=True, eq=False)
class Case:
    """One suspected violation, from flag or report to its end; fields as in the cases table."""

    id: int
    creator: Account
    day: int
    policy: int
    guilty: int
    source: int
    state: int
    points: int = 0
    counted: int = 0
    level: int = 0
    decided: int = -1
    filed: int = -1
    due: int = -1
    exposure: int = 0
    demoted: int = 0
    outside: int = 0
    looked: int = 0

    def to_row(self) -> dict[str, Any]:
        """Return the case as a row of the cases table."""
        record = {name: getattr(self, name) for name in schema.CASE}
        record["creator"] = self.creator.row
        return record
