"""The record of a benchmark run: one JSON, written whole or not at all, and compared with the one committed."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.process import ROOT

RESULTS = Path("benchmarks/results.json")


def write(path: Path, record: dict[str, Any]) -> None:
    """Write a record as JSON; whoever reads meanwhile sees the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(record, file, indent=1)
            file.write("\n")
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(path: Path) -> dict[str, Any]:
    """Return a record, an empty one where there is none."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def committed() -> dict[str, Any]:
    """Return the record of the last commit, an empty one where git has none."""
    try:
        shown = subprocess.run(
            ["git", "show", f"HEAD:{RESULTS.as_posix()}"], cwd=ROOT, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:  # no git on this machine
        return {}
    return dict(json.loads(shown.stdout)) if shown.returncode == 0 else {}


def median_of(record: dict[str, Any], measure: str, figure: str) -> float | None:
    """Return a recorded median, ``None`` where that figure was not measured."""
    found = record.get("measures", {}).get(measure, {}).get("figures", {}).get(figure)
    return None if found is None else float(found["median"])


def ratio(now: float, before: float | None) -> float | None:
    """Return now / before, ``None`` where there is nothing to divide by."""
    return now / before if before else None
