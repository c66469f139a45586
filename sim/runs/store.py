"""What a run leaves on disk, all or nothing.

Files are written into a hidden folder beside the final one and moved in when every one of them is there, so a disk
that fills, a crash or Ctrl-C never leaves half a file or half a folder. An earlier answer to the same question is
replaced file by file, each by one atomic rename.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import yaml

from sim.errors import UserError
from sim.runs.plan import Config
from sim.runs.posterior import KEY

_HALVES = re.compile("[\ud800-\udfff]")


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to write into; on leaving it without an error, its content becomes ``folder``.

    Raises
    ------
    UserError
        When the disk is full or the place cannot be written; nothing is left behind then.
    """
    stood = folder.parent.exists()
    stage = folder.parent / f".{folder.name}-{secrets.token_hex(4)}"
    try:
        stage.mkdir(parents=True)
        yield stage
        _publish(stage, folder)
    except OSError as error:
        raise UserError(f"cannot write {folder}: {_reason(error)}") from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if not stood:
            with suppress(OSError):  # only an empty folder goes
                folder.parent.rmdir()


def first_missing(folder: Path) -> Path:
    """Return the topmost of a folder and the folders that it lies in that is not there yet."""
    return next((one for one in reversed((folder, *folder.parents)) if not one.exists()), folder)


def discard(folder: Path, made: Path) -> None:
    """Remove a folder, and those around it up to ``made``, which were made for it, where nothing else is in them."""
    shutil.rmtree(folder, ignore_errors=True)
    for place in folder.parents:
        if not place.is_relative_to(made):
            return
        with suppress(OSError):  # only an empty folder goes
            place.rmdir()


def check_writable(outputs: Path) -> None:
    """Stop before anything runs if results could not be written to ``outputs`` afterwards; create nothing yet."""
    standing = next(place for place in (outputs.absolute(), *outputs.absolute().parents) if place.exists())
    try:
        with tempfile.TemporaryFile(dir=standing) as probe:
            probe.write(b"x")
    except OSError as error:
        raise UserError(f"cannot write results to {outputs}: {_reason(error)}") from error


def write_whole(path: Path, content: bytes | pa.Buffer) -> None:
    """Write a file that is there as a whole or as it was, whatever happens meanwhile.

    Raises
    ------
    OSError
        When it cannot be written; nothing is left behind then.
    """
    aside = path.with_name(f".{path.name}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def write_config(path: Path, config: Config) -> None:
    """Write the resolved config as YAML, in the order of the config; draws of assumptions by their name alone."""
    if KEY in config:
        config = {**config, KEY: config[KEY]["from"]}
    path.write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True), encoding="utf-8")


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write strict JSON; undefined numbers have to be ``None`` by now."""
    path.write_text(as_json(content), encoding="utf-8")


def as_json(content: Mapping[str, Any]) -> str:
    """Return the text of a JSON file: indented, newline at the end, no NaN."""
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)  # of a path that the locale could not decode


def write_table(path: Path, columns: Mapping[str, Any]) -> None:
    """Write columns (arrays, or lists of names) as one Parquet file, zstd-compressed; same content, same bytes."""
    table = pa.table({name: _column(values) for name, values in columns.items()})
    with path.open("wb") as file:  # a path that the locale could not decode is one to Python, and none to Arrow
        pq.write_table(table, file, compression="zstd")


def _column(values: Any) -> Any:
    if isinstance(values, pa.Array):
        return values
    array = np.asarray(values)
    return pa.array(array.tolist()).dictionary_encode() if array.dtype.kind in "UO" else pa.array(array)


def _publish(stage: Path, folder: Path) -> None:
    if not folder.exists():
        stage.replace(folder)
        return
    written = sorted(path.relative_to(stage) for path in stage.rglob("*") if path.is_file())
    for name in written:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).replace(folder / name)
    for stale in sorted(set(folder.glob("figures/*.png")) - {folder / name for name in written}):
        stale.unlink()


def _reason(error: OSError) -> str:
    return error.strerror or " ".join(str(error).split())
