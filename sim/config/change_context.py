"""The configuration that a scenario's changes will run in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sim.config import grammar
from sim.config.documents import Entry
from sim.config.names import parameters_of, region_names
from sim.model.parameters import Parameter


@dataclass(frozen=True)
class ChangeContext:
    """The configuration that changes will run in."""

    config: Mapping[str, Any]

    @cached_property
    def every(self) -> dict[str, Parameter]:
        """Parameters by full name."""
        return parameters_of(self.config)

    @cached_property
    def regions(self) -> list[str] | None:
        """Names of the regions, ``None`` where only files know them."""
        return region_names(self.config)

    @property
    def days(self) -> int:
        """Days of the horizon."""
        return int(self.config["days"])

    @property
    def origin(self) -> str:
        """Calendar date of day 0."""
        return str(self.config["start_date"])

    def day(self, entry: Entry, what: str) -> int:
        """Read a day of the horizon; an ``until`` may be the day after its last."""
        last = self.days if what == "until" else self.days - 1
        return grammar.day(entry, what, self.origin, self.days, last=last)
