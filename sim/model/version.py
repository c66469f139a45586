"""Which version of the code this is, and where what was compiled of it lies; asked without loading a compiler."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

_NAME = "live-shopping-sim"
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
    base = Path(parent) if parent else _home(".cache")
    if base is None or not _writable(base / _NAME):
        base = _passing()
    return str(base / _NAME / code_version(COMPILED_ROOMS))


def caches_elsewhere() -> None:
    """Let other programs' caches go to a passing folder where the home cannot hold them (Matplotlib, fontconfig)."""
    config, cache = (os.environ.get(f"XDG_{kind}_HOME") for kind in ("CONFIG", "CACHE"))
    places = (Path(config) if config else _home(".config"), Path(cache) if cache else _home(".cache"))
    if all(place is not None and _writable(place / "matplotlib") for place in places):
        return
    passing = _passing()
    if "MPLCONFIGDIR" not in os.environ:
        os.environ["MPLCONFIGDIR"] = str(passing / "matplotlib")
    os.environ["XDG_CACHE_HOME"] = str(passing)


def _home(part: str) -> Path | None:
    try:
        return Path.home() / part
    except RuntimeError:  # a user without a name, and no HOME
        return None


def _writable(folder: Path) -> bool:
    """Return whether a folder is there and can be written to, or can be made; nothing is made yet."""
    standing = next((place for place in (folder, *folder.parents) if os.path.lexists(place)), folder)
    return standing.is_dir() and os.access(standing, os.W_OK | os.X_OK)


def _passing() -> Path:
    """Return a passing folder of this user alone, the same for every process.

    Compiled code is run as it is found, so a folder that somebody else made, or may write to, is not used.
    """
    number = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"{_NAME}-{number}"
    with suppress(OSError):
        folder.mkdir(mode=0o700)
    try:
        found = folder.lstat()
    except OSError:
        found = None
    if found and stat.S_ISDIR(found.st_mode) and found.st_uid == number and not found.st_mode & 0o022:
        return folder
    folder = Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))
    os.environ["NUMBA_CACHE_DIR"] = str(folder)  # for processes that this one starts
    return folder
