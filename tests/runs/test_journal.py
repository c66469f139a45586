"""What a worker has written is there, wherever it was killed; what somebody damaged is told."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.errors import UserError
from sim.runs import journal as room
from sim.runs.journal import Journal, read_journal

SCHEMA = pa.schema([("key", pa.string()), ("value", pa.float64())])
ROWS = 5


def batch(number: int) -> pa.RecordBatch:
    return pa.record_batch([pa.array([f"run{number}"]), pa.array([float(number)])], schema=SCHEMA)


def write(path: Path, runs: int = ROWS) -> list[int]:
    """Write a journal; return its size after the schema and after each run."""
    book = Journal(path, SCHEMA)
    sizes = [path.stat().st_size]
    for number in range(runs):
        book.append(batch(number))
        sizes.append(path.stat().st_size)
    book.close()
    return sizes


def test_what_is_appended_can_be_read_while_it_is_written(tmp_path: Path) -> None:
    book = Journal(tmp_path / "a.journal", SCHEMA)
    book.append(batch(0))
    table = read_journal(tmp_path / "a.journal").table
    assert table is not None
    assert table.to_pydict() == {"key": ["run0"], "value": [0.0]}


@given(cut=st.integers(0, 3000))
def test_a_journal_cut_anywhere_holds_the_runs_that_were_whole(cut: int, tmp_path_factory: pytest.TempPathFactory) -> (
    None
):
    path = tmp_path_factory.mktemp("cut") / "a.journal"
    sizes = write(path)
    cut = min(cut, sizes[-1])
    os.truncate(path, cut)
    found = read_journal(path)
    whole = sum(size <= cut for size in sizes) - 1
    assert (0 if found.table is None else found.table.num_rows) == max(whole, 0)
    assert found.torn == (cut not in (0, *sizes))


@pytest.mark.parametrize("place", [1, 2, 3])
def test_damage_in_the_middle_is_told_and_not_read_over(place: int, tmp_path: Path) -> None:
    path = tmp_path / "a.journal"
    sizes = write(path)
    content = bytearray(path.read_bytes())
    content[sizes[place - 1] + 60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"a\.journal: damaged in the middle"):
        read_journal(path)


def test_a_full_disk_leaves_no_half_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.journal"
    book = Journal(path, SCHEMA)
    book.append(batch(0))
    real = os.write

    def half(file: int, content: bytes) -> int:
        if len(content) < 100:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(file, content[: len(content) // 2])

    with monkeypatch.context() as full:
        full.setattr(room.os, "write", half)
        with pytest.raises(OSError, match="No space left"):
            book.append(batch(1))
    book.append(batch(2))  # there is room again
    found = read_journal(path)
    assert found.table is not None
    assert (found.table["key"].to_pylist(), found.torn) == (["run0", "run2"], False)


def test_a_journal_belongs_to_its_writer(tmp_path: Path) -> None:
    book: Any = Journal(tmp_path / "a.journal", SCHEMA)
    other = os.open(tmp_path / "a.journal", os.O_RDWR)
    assert not room.lock(other)
    book.close()
    assert room.lock(other)
    os.close(other)
