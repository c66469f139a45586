"""What is presented of a study whose every number is worked out once: ``results.json`` and its curves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.errors import UserError
from sim.methods.as_json import APART, plain, read
from sim.runs.store import write_json

FORMAT = 1
RESULTS, SERIES = "results.json", "series.parquet"


@dataclass(frozen=True, slots=True)
class StoredResults:
    """Results that page, terminal and whatever else is written read, and nothing else.

    Attributes
    ----------
    series
        The curves, one row a point of one; kept in ``series.parquet``.
    format
        Version of ``results.json``.
    """

    written_by: ClassVar[str] = ""
    """The results' name and the command that writes them."""

    series: pd.DataFrame = field(metadata=APART)
    format: int

    @classmethod
    def of(cls, content: Mapping[str, Any], series: pd.DataFrame) -> Self:
        """Return results from their parts, or from the content of ``results.json``: as they would be read again."""
        return read(cls, plain(content), series=series)

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the results that a study's folder holds.

        Raises
        ------
        UserError
            If there are none.
        """
        if not (folder / RESULTS).exists():
            what, command = cls.written_by.split(": ")
            raise UserError(f"no results of {what} here ({command} writes them)", path=folder)
        content = json.loads((folder / RESULTS).read_text(encoding="utf-8"))
        return cls.of(content, pq.read_table(folder / SERIES).to_pandas())

    def plain(self) -> dict[str, Any]:
        """Return the content of ``results.json``."""
        content: dict[str, Any] = plain(self)
        return content

    def write(self, folder: Path) -> None:
        """Write both files."""
        write_json(folder / RESULTS, self.plain())
        table = pa.Table.from_pandas(self.series, preserve_index=False).replace_schema_metadata()
        pq.write_table(table, folder / SERIES, compression="zstd")
