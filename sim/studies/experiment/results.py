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
from sim.studies.experiment.posterior import draws_words
from sim.studies.experiment.read import StoredStudy

FORMAT = 1
RESULTS, SERIES = "results.json", "series.parquet"


@dataclass(frozen=True, slots=True)
class StudySize:
    """How large a study was, and how to make it again.

    Attributes
    ----------
    days
        Length of a run.
    runs, finished, failed
        Counts of runs.
    environment
        ``code`` and versions.
    drawn
        What assumptions differ from seed to seed, in words; empty where they are what the configuration says.
    """

    regions: tuple[str, ...]
    days: int
    seeds: int
    first_seed: int
    runs: int
    finished: int
    failed: int
    viewers: int
    creators: int
    warmup_days: int
    command: str
    key: str
    created: str
    environment: Mapping[str, str]
    drawn: str = field(default="", kw_only=True)

    @property
    def last_seed(self) -> int:
        """The last of the seeds."""
        return self.first_seed + self.seeds - 1


def size_of(study: StoredStudy, seeds: int) -> dict[str, Any]:
    """Return the fields of `StudySize`."""
    about, config = study.about, next(iter(study.blueprint.bases.values()))
    return {
        **{name: study.counts[name] for name in ("runs", "finished", "failed")},
        **{name: about[name] for name in ("first_seed", "command", "key", "created")},
        **{name: int(config["population"][name]) for name in ("viewers", "creators")},
        "regions": tuple(config["market"]["regions"]), "days": int(config["days"]), "seeds": seeds,
        "warmup_days": int(config["warmup_days"]), "environment": about["environments"][-1],
        "drawn": draws_words(config, range(int(about["first_seed"]), int(about["first_seed"]) + seeds)),
    }


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
        with (folder / SERIES).open("rb") as file:
            return cls.of(content, pq.read_table(file).to_pandas())

    def plain(self) -> dict[str, Any]:
        """Return the content of ``results.json``."""
        content: dict[str, Any] = plain(self)
        return content

    def write(self, folder: Path) -> None:
        """Write both files."""
        write_json(folder / RESULTS, self.plain())
        table = pa.Table.from_pandas(self.series, preserve_index=False).replace_schema_metadata()
        with (folder / SERIES).open("wb") as file:
            pq.write_table(table, file, compression="zstd")
