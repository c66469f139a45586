"""A worker's journal: an append-only file that holds every finished run, whatever kills the worker.

One frame a run: a mark, the length, a checksum, then an Arrow record batch; the first frame is the schema. A frame is
handed to the operating system in one piece as soon as its run is done, so a process that is killed loses at most the
run it was in. Reading stops at a torn frame at the end (the run in flight) and tells damage anywhere else apart.
A journal is locked by its writer for as long as it lives.
"""

from __future__ import annotations

import contextlib
import os
import struct
import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from sim.errors import UserError

_HEADER = struct.Struct("<4sII")
_MARK = b"RUN1"
_SYNC_EVERY_S = 1.0  # for power cuts; a kill loses nothing that was handed over


class Journal:
    """A journal being written.

    Parameters
    ----------
    path
        A file that does not exist yet.
    schema
        Of the record batches to come.
    """

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.path, self.schema, self.runs = path, schema, 0
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        self._size, self._synced = 0, time.monotonic()
        try:
            lock(self._file)
            self._write(schema.serialize())
        except OSError:
            os.close(self._file)
            raise

    def append(self, batch: pa.RecordBatch) -> None:
        """Add one run's rows; when this returns, killing the process does not lose them."""
        self._write(batch.serialize())
        self.runs += 1
        if time.monotonic() - self._synced > _SYNC_EVERY_S:
            os.fsync(self._file)
            self._synced = time.monotonic()

    def close(self) -> None:
        """Give the file up; it stays where it is."""
        try:
            os.fsync(self._file)
        finally:
            os.close(self._file)

    def _write(self, payload: pa.Buffer) -> None:
        frame = _HEADER.pack(_MARK, payload.size, zlib.crc32(payload)) + payload.to_pybytes()
        written = 0
        try:
            while written < len(frame):
                written += os.write(self._file, frame[written:])
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._size)  # a full disk leaves no half run behind
            raise
        self._size += written


@dataclass(frozen=True)
class Recovered:
    """What a journal holds: its runs' rows (``None`` if killed before its first frame) and whether it is torn."""

    table: pa.Table | None
    torn: bool


def read_journal(path: Path) -> Recovered:
    """Read every whole run of a journal.

    Raises
    ------
    UserError
        If it is damaged before its end, which no kill can do.
    """
    content = path.read_bytes()
    schema, batches, at = None, [], 0
    for end, payload in _frames(content):
        at = end
        if schema is None:
            schema = pa.ipc.read_schema(pa.py_buffer(payload))
        else:
            batches.append(pa.ipc.read_record_batch(pa.py_buffer(payload), schema))
    torn = at < len(content)
    if torn and content.find(_MARK, at + 1) >= 0 and next(_frames(content, content.find(_MARK, at + 1)), None):
        raise UserError("damaged in the middle: the file is not what was written", path=path)
    return Recovered(None if schema is None else pa.Table.from_batches(batches, schema), torn)


def _frames(content: bytes, at: int = 0) -> Iterator[tuple[int, bytes]]:
    """Yield end and payload of whole frames up to the first that is not."""
    while at + _HEADER.size <= len(content):
        mark, length, checksum = _HEADER.unpack_from(content, at)
        end = at + _HEADER.size + length
        payload = content[at + _HEADER.size : end]
        if mark != _MARK or len(payload) < length or zlib.crc32(payload) != checksum:
            return
        yield end, payload
        at = end


def lock(file: int, *, wait: bool = False) -> bool:
    """Lock an open file for this process alone; return whether that worked."""
    try:
        import fcntl
    except ImportError:  # Windows: two studies in one folder are not told apart there
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
