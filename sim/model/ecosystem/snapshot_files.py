"""The files of a saved market: its description, and the arrays that this names by their digest.

Each file appears under its name whole or not at all, and the description comes last. Reading checks both against what
was written, so that a damaged file or other code ends in one line, never in a market that is quietly another.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import numpy as np

from sim.errors import UserError

Array = np.ndarray[Any, Any]
DESCRIPTION = "market.json"


def write(folder: Path, code: str, market: Mapping[str, Any], arrays: Mapping[str, Array]) -> None:
    """Write a saved market.

    Parameters
    ----------
    folder
        Made where it is missing; an earlier save there stays whole until this one is.
    code
        Version of the code that can go on from it.
    market, arrays
        What JSON can hold, and what it cannot.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _part(folder) as (file, part):
            np.savez(file, allow_pickle=False, **arrays)
            file.seek(0)
            digest = _digest(file)
            _settle(file, part, _arrays_path(folder, digest))
        described: dict[str, Any] = {"code": code, "arrays": digest, "market": market}
        text = json.dumps(described | {"checksum": _checksum(described)}, indent=1, default=_plain)
        with _part(folder) as (file, part):
            file.write(text.encode())
            _settle(file, part, folder / DESCRIPTION)
        for old in folder.glob("state-*.npz"):
            if old != _arrays_path(folder, digest):
                old.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"cannot save there: {error.strerror or error}", path=folder) from None


def read(folder: Path, code: str) -> tuple[dict[str, Any], dict[str, Array]]:
    """Return what :func:`write` was given, or raise UserError."""
    described = _read_description(folder / DESCRIPTION)
    if described["code"] != code:
        message = f"saved by code version {described['code']}, this is {code}: build the market again"
        raise UserError(message, path=folder)
    path = _arrays_path(folder, described["arrays"])
    try:
        with path.open("rb") as file:
            if _digest(file) != described["arrays"]:
                raise UserError("the saved market is damaged: the file is not what was saved", path=path)
            file.seek(0)
            with np.load(file, allow_pickle=False) as archive:
                return described["market"], {name: archive[name] for name in archive.files}
    except FileNotFoundError:
        raise UserError("the saved market is damaged: its arrays are missing", path=path) from None


def _read_description(path: Path) -> dict[str, Any]:
    try:
        described: dict[str, Any] = json.loads(path.read_bytes())
        intact = described.pop("checksum") == _checksum(described) and described["arrays"].isalnum()
    except (FileNotFoundError, NotADirectoryError):
        raise UserError("no saved market here", path=path.parent) from None
    except (ValueError, KeyError, AttributeError, TypeError):
        intact = False
    if not intact:
        raise UserError("the saved market is damaged: the file is not what was saved", path=path)
    return described


@contextlib.contextmanager
def _part(folder: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """Open a file of no name yet, and take it away unless it was settled."""
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file, part
    finally:
        part.unlink(missing_ok=True)


def _settle(file: IO[bytes], part: Path, path: Path) -> None:
    """Put a written file in place under its name."""
    file.flush()
    os.fsync(file.fileno())
    part.replace(path)


def _arrays_path(folder: Path, digest: str) -> Path:
    return folder / f"state-{digest[:12]}.npz"


def _digest(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "blake2b").hexdigest()[:64]  # type: ignore[arg-type]


def _checksum(described: Mapping[str, Any]) -> str:
    return hashlib.blake2b(json.dumps(described, sort_keys=True, default=_plain).encode(), digest_size=16).hexdigest()


def _plain(value: Any) -> Any:
    """Return what JSON can hold of a NumPy number or a date."""
    return value.item() if isinstance(value, np.generic) else str(value)
