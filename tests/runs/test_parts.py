"""Rows on disk: few files, nothing twice, nothing lost, damage named."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from sim.errors import UserError
from sim.runs import parts
from sim.runs.journal import Journal
from sim.runs.sealed import digest_of
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
    part = parts.seal(path)
    assert part is not None
    assert keys(tmp_path) == before == ["run0", "run1", "run2"]
    assert list(tmp_path.iterdir()) == [part]
    assert part.name == f"a-{digest_of(part.read_bytes())}.parquet"


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
    assert keys(tmp_path) == [f"run{number}" for number in range(6)]  # before it is put in order too
    parts.recover(tmp_path)
    assert keys(tmp_path) == [f"run{number}" for number in range(6)]
    assert [one.name.rpartition("-")[0] for one in tmp_path.iterdir()] == ["merged-x-0000"]


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
    assert [one.name.rpartition("-")[0] for one in tmp_path.iterdir()] == ["a"]


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    part = parts.seal(journal(tmp_path, "a", 0, 300))
    assert part is not None
    whole = part.read_bytes()
    for place in (40, len(whole) // 2, len(whole) - 300, len(whole) - 20, len(whole) - 1):  # rows, footer, its length
        content = bytearray(whole)
        content[place] ^= 0x01
        part.write_bytes(content)
        with pytest.raises(UserError, match=r"a-[0-9a-f]{32}\.parquet: damaged.*sim resume FOLDER --yes"):
            parts.read_rows(tmp_path)
        assert parts.damaged_parts(tmp_path) == [part]
        assert parts.read_rows(tmp_path, strict=False) is None
    part.write_bytes(whole)
    assert parts.damaged_parts(tmp_path) == []
    part.rename(tmp_path / "a.parquet")
    assert parts.damaged_parts(tmp_path) == [tmp_path / "a.parquet"]


def test_a_damaged_merger_takes_nothing_along(tmp_path: Path) -> None:
    for name, first in (("a", 0), ("b", 3)):
        parts.seal(journal(tmp_path, name, first, 3))
    kept = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    parts.merge(tmp_path, "x")
    merged = next(tmp_path.iterdir())
    merged.write_bytes(merged.read_bytes()[:-1])
    for name, content in kept.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match="damaged"):
        parts.recover(tmp_path)
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*kept, merged.name])


def test_rows_of_a_run_in_several_parts_count_once_where_they_are_the_same(tmp_path: Path) -> None:
    for name, first in (("a", 0), ("b", 1)):
        parts.seal(journal(tmp_path, name, first, 3))
    journal(tmp_path, "c", 2, 3)
    assert keys(tmp_path) == [f"run{number}" for number in range(5)]
    assert parts.keys_of(tmp_path) == {f"run{number}" for number in range(5)}
    table = parts.read_rows(tmp_path, ["value"])
    assert table is not None
    assert table.to_pydict() == {"value": [0.0, 1.0, 2.0, 3.0, 4.0]}
    parts.recover(tmp_path)
    parts.merge(tmp_path, "x", once=True)
    every = parts.read_rows(tmp_path, once=False)
    assert every is not None
    assert every.num_rows == 5


def test_rows_of_an_older_version_may_lack_columns(tmp_path: Path) -> None:
    parts.seal(journal(tmp_path, "a", 0, 1))
    book = Journal(tmp_path / "b.journal", pa.schema([("key", pa.string())]))
    book.append(pa.record_batch([pa.array(["old"])], names=["key"]))
    book.close()
    table = parts.read_rows(tmp_path)
    assert table is not None
    assert sorted(table.to_pydict()["value"], key=str) == [0.0, None]
