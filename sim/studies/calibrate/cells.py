"""The cells of one row of a file of figures, each read strictly."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.errors import UserError, quoted, some_of, suggest
from sim.studies.calibrate.kpis import Kpi, is_share, kpi_of

_PERCENT = ("%", "percent", "per cent")
_SHORT = 40


@dataclass(frozen=True)
class Cells:
    """A row by column name."""

    row: Mapping[str, str]
    path: Path
    line: int

    def error(self, message: str) -> UserError:
        """Return an error that points at the row."""
        return UserError(message, path=self.path, line=self.line)

    def has(self, column: str) -> bool:
        """Whether there is something in a column."""
        return bool(self.row.get(column))

    def kpi(self, own: Mapping[str, Kpi]) -> Kpi:
        """Return the row's KPI: one of the mapping's own, or an outcome."""
        name = " ".join(self.row["kpi"].split())
        if not name:
            raise self.error("kpi is empty")
        if name in own:
            return own[name]
        try:
            return kpi_of(name)
        except UserError as error:
            raise self.error(f"{error.message}{suggest(name, own) if own else ''}") from None

    def word(self, column: str, known: Sequence[str], default: str) -> str:
        """Return one of some words, in whatever case."""
        written = self.row.get(column) or default
        found = next((one for one in known if one.casefold() == written.casefold()), None)
        if found is None:
            raise self.error(f"{column} is {quoted(written)}, not one of {', '.join(known)}."
                             f"{suggest(written, known)}")
        return found

    def day(self, column: str) -> date:
        """Return a date."""
        written = self.row[column]
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise self.error(f"{column} is {quoted(written)}, not a date such as 2026-03-01") from None

    def number(self, column: str) -> float:
        """Return a number with a decimal point."""
        written = self.row[column]
        try:
            value = float(written)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            comma = " (write a decimal point)" if "," in written else ""
            percent = " (write the sign into the column unit)" if written.endswith("%") else ""
            raise self.error(f"{column} is {quoted(written)}, not a number{comma}{percent}")
        return value

    def unit(self, kpi: Kpi) -> float:
        """Return what brings the row's value into the KPI's unit: 0.01 for percent."""
        written = self.row.get("unit", "").casefold()
        if not written:
            return 1.0
        if written in _PERCENT:
            if not is_share(kpi):
                raise self.error(f"unit is {quoted(written)}, and {kpi.name} is in {kpi.unit}")
            return 0.01
        known = {kpi.unit.casefold(), *kpi.unit.casefold().split()}
        if written in known or (is_share(kpi) and written in ("share", "fraction")):
            return 1.0
        raise self.error(f"unit is {quoted(written)}, and {kpi.name} is in {kpi.unit}")

    def event(self, events: Mapping[str, date], kind: str) -> str:
        """Return the change of policy that a row is about; empty unless it is of kind ``change``."""
        written = self.row.get("event", "")
        if kind != "change":
            if written:
                raise self.error(f"event belongs to kind=change, and this row is of kind {kind}")
            return ""
        if written not in events:
            there = f" (there are {some_of(list(events))})" if events else " (--map names events with their dates)"
            raise self.error(f"no event {quoted(written)}.{suggest(written, events)}{there}")
        return written
