"""The tests nearest to a change: ``python -m tests.nearest [--seconds 30] [PYTEST OPTION]...``, part of ``make quick``.

Takes the files that differ from the last commit, or those of the last commit where none does. Nearest is the test file
at the mirrored place, then tests that import a changed file, then those that import what imports it. They run in this
order until the time is up; what is left over is skipped and counted, and is for ``make test``.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.imports import ROOT, importers, imports_below

BY_FOLDER = {"configs": "tests/config", "scenarios": "tests/config/test_scenarios.py", "docs": "tests/docs"}
"""Tests of what is not Python, by its top folder."""


def changed(root: Path = ROOT) -> list[Path]:
    """Return the files that differ from the last commit, those unknown to git included; else those it changed."""

    def listed(*words: str) -> list[str]:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, check=False)
        return done.stdout.split("\0") if not done.returncode else []

    now = [*listed("diff", "--name-only", "-z", "HEAD"), *listed("ls-files", "--others", "--exclude-standard", "-z")]
    names = [name for name in now if name] or listed("diff", "--name-only", "-z", "HEAD~1", "HEAD")
    return [root / name for name in dict.fromkeys(names) if name and (root / name).is_file()]


def is_test(path: Path) -> bool:
    """Return whether pytest collects a file."""
    return path.name.startswith("test_") and path.suffix == ".py"


def mirrored(path: Path, root: Path = ROOT, room: bool = True) -> list[Path]:
    """Return the test files at the place that mirrors a file of sim/: its own, else, if asked, those of its room."""
    if not path.is_relative_to(root / "sim"):
        return []
    place = root / "tests" / path.relative_to(root / "sim")
    own = place.with_name(f"test_{place.name}")
    if own.is_file():
        return [own]
    return sorted(place.parent.glob("test_*.py")) if room else []


def nearest(paths: list[Path], root: Path = ROOT, hops: int = 2, room: bool = True) -> list[Path]:
    """Return the test files nearest to some files, the nearest first; ``hops=1``: only those that import them."""
    code = {path for path in paths if path.suffix == ".py"}
    other = [BY_FOLDER[top] for path in paths
             if path not in code and (top := path.relative_to(root).parts[0]) in BY_FOLDER]
    tests, sim = imports_below("tests", root), imports_below("sim", root)
    found = [path for path in paths if is_test(path)] + [test for path in paths for test in mirrored(path, root, room)]
    found += [root / name for name in other]
    reached = set(code)
    for _ in range(hops):
        direct = importers(reached, tests)
        found += sorted(path for path in direct | importers(direct, tests) if is_test(path))
        reached |= importers(reached, sim)
    return list(dict.fromkeys(found))


class UntilTimeIsUp:
    """Skip, and count, every test that would start too late."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.began: float | None = None

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        """Skip a test if the time, counted from the first one, is up."""
        if self.began is None:
            self.began = time.monotonic()
        if time.monotonic() - self.began > self.seconds:
            pytest.skip("the time of the nearest tests is up: make test runs them all")


def main(argv: list[str] | None = None) -> int:
    """Run the nearest tests; return pytest's exit code, 0 where nothing is near."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=30.0, help="start no test after this many seconds")
    options, others = parser.parse_known_args(argv)
    files = nearest(changed())
    if not files:
        print("No test is near to what has changed.")
        return 0
    code = pytest.main(["-q", "-m", "not slow", *others, *map(str, files)], plugins=[UntilTimeIsUp(options.seconds)])
    return 0 if code == pytest.ExitCode.NO_TESTS_COLLECTED else int(code)


if __name__ == "__main__":
    sys.exit(main())
