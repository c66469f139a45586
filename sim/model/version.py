"""Which version of the code this is, and where what was compiled of it lies; asked without loading a compiler."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]

COMPILED_ROOMS = tuple(
    f"model/{room}"
    for room in (
        "compilation.py", "draws/", "parameters/", "rules/", "day/", "state/schema.py", "state/native.py",
        "ecosystem/building.py", "network/graph.py", "network/peers.py", "network/ties.py", "network/generator.py",
        "outcomes/tallies.py",
    )
)


@cache
def code_version(rooms: tuple[str, ...] = ("",)) -> str:
    """Return 12 hex digits that change with any Python file of the package, or of some rooms of it."""
    digest = hashlib.blake2b(digest_size=6)
    root = PACKAGE
    for path in sorted(root.rglob("*.py")):
        if not path.relative_to(root).as_posix().startswith(rooms):
            continue
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def cache_folder() -> str:
    """Return the folder of compiled code for this version of the source."""
    parent = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    base = Path(parent) if parent else Path.home() / ".cache"
    return str(base / "live-shopping-sim" / code_version(COMPILED_ROOMS))
