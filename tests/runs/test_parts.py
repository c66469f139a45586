"""Rows on disk: few files, nothing twice, nothing lost, damage named."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from sim.errors import UserError
from sim.runs import parts
from sim.runs.journal import Journal
from tests.runs.test_journal import SCHEMA, batch


def journal(folder: Path, name: str, first: int, runs: int) -> Path:
    folder.mkdir(exist_ok=True)
    book = Journal(folder / f"{name}.journal", SCHEMA)
    for number in range(first, first + runs):
        book.append(batch(number))
    book.close()
    return book.path


def keys(folder: Path) -> list[str]:
    table = parts.read_rows(folder)
    return [] if table is None else sorted(table["key"].to_pylist())


def test_a_journal_becomes_a_part_of_the_same_rows(tmp_path: Path) -> None:
    path = journal(tmp_path, "a", 0, 3)
    before = keys(tmp_path)
    parts.seal(path)
    assert keys(tmp_path) == before == ["run0", "run1", "run2"]
    assert [one.name for one in tmp_path.iterdir()] == ["a.parquet"]


def test_killed_between_sealing_and_removing_nothing_is_twice(tmp_path: Path) -> None:
    path = journal(tmp_path, "a", 0, 3)
    content = path.read_bytes()
    parts.seal(path)
    path.write_bytes(content)
    assert keys(tmp_path) == ["run0", "run1", "run2"]
    parts.recover(tmp_path)
    assert keys(tmp_path) == ["run0", "run1", "run2"]
    assert not path.exists()


def test_killed_while_merging_nothing_is_twice(tmp_path: Path) -> None:
    for name, first in (("a", 0), ("b", 3)):
        parts.seal(journal(tmp_path, name, first, 3))
    kept = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    parts.merge(tmp_path, "x")
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)  # as if it had been killed before it removed them
    (tmp_path / "half.tmp").write_bytes(b"half")
    parts.recover(tmp_path)
    assert keys(tmp_path) == [f"run{number}" for number in range(6)]
    assert [one.name for one in tmp_path.iterdir()] == ["merged-x-0000.parquet"]


def test_many_small_parts_become_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "WHOLE_PART", 10)
    for number in range(9):
        parts.seal(journal(tmp_path, f"p{number}", 4 * number, 4))
    parts.merge(tmp_path, "x")
    parts.merge(tmp_path, "y")
    assert len(list(tmp_path.iterdir())) == 3
    assert keys(tmp_path) == sorted(f"run{number}" for number in range(36))


def test_runs_cut_short_are_counted_and_empty_journals_go(tmp_path: Path) -> None:
    path = journal(tmp_path, "a", 0, 2)
    path.write_bytes(path.read_bytes()[:-5])
    (tmp_path / "b.journal").write_bytes(b"RU")
    assert parts.recover(tmp_path) == 2
    assert keys(tmp_path) == ["run0"]
    assert [one.name for one in tmp_path.iterdir()] == ["a.parquet"]


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    parts.seal(journal(tmp_path, "a", 0, 300))
    part = tmp_path / "a.parquet"
    content = bytearray(part.read_bytes())
    content[40] ^= 0xFF
    part.write_bytes(content)
    with pytest.raises(UserError, match=r"a\.parquet: damaged.*sim resume FOLDER --yes"):
        parts.read_rows(tmp_path)
    assert parts.damaged_parts(tmp_path) == [part]


def test_rows_of_an_older_version_may_lack_columns(tmp_path: Path) -> None:
    parts.seal(journal(tmp_path, "a", 0, 1))
    book = Journal(tmp_path / "b.journal", pa.schema([("key", pa.string())]))
    book.append(pa.record_batch([pa.array(["old"])], names=["key"]))
    book.close()
    table = parts.read_rows(tmp_path)
    assert table is not None
    assert sorted(table.to_pydict()["value"], key=str) == [0.0, None]
