"""What a network's files hold, in twelve digits: a study goes on with the files it was planned with, or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.model.network.settings import files_settings

_CHUNK = 1 << 20


def digest_of(network: Mapping[str, Any], base: Path) -> str:
    """Return 12 hex digits that change with any byte of the files of a network group; empty if one cannot be read.

    Parameters
    ----------
    network
        Config group ``network`` with ``kind: files``.
    base
        Folder where a relative ``data_dir`` starts.
    """
    settings = files_settings(network)
    digest = hashlib.blake2b(digest_size=6)
    try:
        folder = base / Path(settings["data_dir"]).expanduser()
        for found in settings["communities"].values():
            for path in (folder / found[name] for name in sorted(found)):
                there = next((one for one in (path, *path.parents) if one.is_file()), None)
                if there is None:  # missing, or a device or pipe that would never end
                    return ""
                _take(there, digest)
    except (OSError, RuntimeError):
        return ""
    return digest.hexdigest()


def _take(path: Path, digest: Any) -> None:
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            digest.update(data)
    digest.update(b"\0")
