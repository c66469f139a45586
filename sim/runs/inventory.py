"""What parts a study had when it was last at rest, so that one that is gone is noticed.

Names are enough, since a part's name carries the digest of its bytes. A part that is not listed was sealed later; one
that is listed and not there was merged into a part that says so, or is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sim.errors import UserError
from sim.runs.sealed import REPLACES, digest_of, intact, said_of
from sim.runs.store import as_json, write_whole

INVENTORY = "inventory.json"


def take_stock(study: Path, folders: Iterable[Path]) -> None:
    """Write down which parts a study has in some folders."""
    parts = {folder.name: sorted(one.name for one in folder.glob("*.parquet")) for folder in folders}
    content = as_json({"parts": parts, "digest": digest_of(as_json(parts).encode())}).encode()
    path = study / INVENTORY
    if not path.exists() or path.read_bytes() != content:
        write_whole(path, content)


def first_missing(study: Path) -> UserError | None:
    """Return the error that names a part that is gone, or a damaged inventory; ``None`` if all is there."""
    try:
        gone = next(_gone(study), None)
    except UserError as error:
        return error
    if gone is None:
        return None
    return UserError("missing: sim resume FOLDER --yes does its runs again", path=gone)


def _gone(study: Path) -> Iterator[Path]:
    for folder, names in _listed(study / INVENTORY).items():
        place = study / folder
        gone = [name for name in names if not (place / name).exists()]
        if gone:
            merged = [one for one in place.glob("merged-*.parquet") if intact(one)]
            replaced = {name for one in merged for name in said_of(one, REPLACES)}
            yield from (place / name for name in gone if name not in replaced)


def _listed(path: Path) -> dict[str, list[str]]:
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        parts: dict[str, list[str]] = content["parts"]
        intact_list = digest_of(as_json(parts).encode()) == content["digest"] and all(
            folder.isidentifier() and all(Path(name).name == name for name in names) for folder, names in parts.items()
        )
    except FileNotFoundError:
        return {}  # nothing was at rest yet
    except (ValueError, KeyError, TypeError, AttributeError):
        intact_list = False
    if not intact_list:
        raise UserError("damaged, not what was written: sim resume FOLDER --yes makes it anew", path=path)
    return parts
