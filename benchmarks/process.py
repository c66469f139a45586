"""A fresh process for every measure, so that memory peaks, caches and thread pools are its own.

As a script: ``python -m benchmarks.process MODULE FUNCTION JSON`` calls the function and prints what it returns.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


class MeasureCrashed(Exception):  # noqa: N818  (it reads as what happened)
    """A measure's process ended in error; the message is the end of what it said."""


def run(command: list[str], environment: dict[str, str] | None = None) -> str:
    """Run a command at the project's root and return what it printed.

    Raises
    ------
    MeasureCrashed
        If it fails.
    """
    done = subprocess.run(
        command, cwd=ROOT, env=environment or os.environ.copy(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise MeasureCrashed("\n".join(done.stderr.strip().splitlines()[-8:]) or f"exit code {done.returncode}")
    return done.stdout


def call(module: str, function: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Call a function of a module in a fresh process and return the dict that it returns."""
    printed = run([sys.executable, "-m", "benchmarks.process", module, function, json.dumps(arguments)])
    found: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return found


def main() -> None:
    """Serve one call."""
    module, function, arguments = sys.argv[1:4]
    print(json.dumps(getattr(import_module(module), function)(**json.loads(arguments))))


if __name__ == "__main__":
    main()
