"""What a study's folder says it holds, ``study.json`` and ``plan.parquet``, believed only if it is what was written.

``study.json`` stays readable; its last entry has the digest of all before it, and that of the plan's bytes (two of
them while one plan takes the place of another).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.config.characters import harmless
from sim.errors import UserError, quoted
from sim.runs.sealed import digest_of
from sim.runs.store import as_json

DESCRIPTION, PLAN = "study.json", "plan.parquet"
_NAMES = ("key", "warmup")
SEAL = "digests"
"""What ``study.json`` calls its last entry."""

_ASK_AGAIN = "take study.json away and ask the same study again, which keeps the runs that are there"


def no_links(folder: Path) -> None:
    """Stop where something in a study's folder is neither a file nor a folder of its own.

    A folder may come from anybody: by a link in it, what is read and written as the study's would be somebody else's.

    Raises
    ------
    UserError
        Naming the first such thing.
    """
    for place in (folder, *_folders_in(folder)):
        with os.scandir(place) as inside:
            for one in sorted(inside, key=lambda found: found.name):
                if one.is_symlink() or not (one.is_file() or one.is_dir()):
                    raise UserError(f"{quoted(one.name)} is a link or no plain file: a study reads and writes nothing "
                                    "outside its folder, so take it away or put what it leads to in its place",
                                    path=place)


def _folders_in(folder: Path) -> Iterator[Path]:
    for place, names, _ in os.walk(folder):
        yield from (Path(place, name) for name in names if not Path(place, name).is_symlink())


def read_description(folder: Path) -> dict[str, Any]:
    """Return the content of ``study.json`` as it is on disk, digests included.

    Raises
    ------
    UserError
        If it is not what was written.
    """
    path = folder / DESCRIPTION
    try:
        about: dict[str, Any] = json.loads(path.read_bytes())
        intact = about[SEAL] == json.loads(sealed_text(about, about[SEAL]["plan"]))[SEAL]
    except (ValueError, KeyError, TypeError):
        intact = False
    if not intact:
        raise UserError(f"damaged, or written by an earlier version: {_ASK_AGAIN}", path=path)
    return {name: _harmless(value) for name, value in about.items()}


def _named_as_plans_are(plan: pa.Table, path: Path) -> pa.Table:
    """Return a plan whose runs and warm markets are called as ours are, and whose words act on no screen."""
    for column in _NAMES:
        as_ours = pc.match_substring_regex(plan[column], "^[0-9A-Za-z]+$").fill_null(False)
        odd = plan[column].filter(pc.invert(as_ours))
        if len(odd):
            raise UserError(f"names a {column} {quoted(str(odd[0]))}, which is none of a study's", path=path)
    for place, field in enumerate(plan.schema):
        if pa.types.is_string(field.type) and field.name not in _NAMES:
            words = {word: harmless(word) for word in plan[field.name].unique().to_pylist() if word is not None}
            if any(word != kept for word, kept in words.items()):
                made = pa.array([words.get(word) for word in plan[field.name].to_pylist()], pa.string())
                plan = plan.set_column(place, field, made)
    return plan


def _harmless(value: Any) -> Any:
    """Return what a study says of itself with nothing in it that acts on a screen or in a document."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Mapping):
        return {harmless(name): _harmless(one) for name, one in value.items()}
    return [_harmless(one) for one in value] if isinstance(value, list) else value


def sealed_text(about: Mapping[str, Any], plans: list[str]) -> bytes:
    """Return the content of ``study.json``: what was asked, then digests of the plan and of all this."""
    content = {name: value for name, value in about.items() if name != SEAL} | {SEAL: {"plan": plans}}
    content[SEAL] = {"plan": plans, "study": digest_of(as_json(content).encode())}
    return as_json(content).encode()


def plan_bytes(plan: pa.Table) -> bytes:
    """Return the content of ``plan.parquet``."""
    sink = pa.BufferOutputStream()
    pq.write_table(plan, sink, compression="zstd", write_page_checksum=True)
    return bytes(sink.getvalue())


def read_plan(folder: Path) -> pa.Table:
    """Return the plan of a study.

    Raises
    ------
    UserError
        If it is missing, or not what was written.
    """
    path = folder / PLAN
    for _ in range(2):  # a study that grows this moment may come between
        digests = read_description(folder)[SEAL]["plan"]
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            raise UserError(f"missing: {_ASK_AGAIN}", path=path) from None
        if digest_of(content) in digests:
            return _named_as_plans_are(pq.read_table(pa.BufferReader(content)), path)
    raise UserError(f"damaged, not what was written: {_ASK_AGAIN}", path=path)
