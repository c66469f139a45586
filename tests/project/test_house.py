"""The house stays small: files, functions, and what stands directly under the package."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "sim").rglob("*.py"))
LONG_WITH_REASON = {("sim/model/day/viewing.py", "session")}
"""The hot loop: what an impression needs of its viewer stays in locals from end to end."""

FOR_PROGRAMMERS = {"AttributeError", "TypeError", "ValueError", "plan_explanation", "plan_forecast"}
"""Errors about objects, and calls of Python that studies name as what began them."""


def test_files_and_functions_are_short() -> None:
    long_files, long_functions = [], set()
    for path in MODULES:
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        if text.count("\n") > 300:
            long_files.append(name)
        long_functions |= {
            (name, node.name)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= 60
        }
    assert not long_files
    assert long_functions <= LONG_WITH_REASON


def test_ten_entries_tell_the_house() -> None:
    entries = {path.name for path in (ROOT / "sim").iterdir() if not path.name.startswith(("_", "."))} - {"py.typed"}
    assert entries == {"app", "cli", "commands", "studies", "show", "methods", "runs", "config", "model", "errors.py"}


def test_what_every_python_has_to_pass_is_there() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    (folders,) = [line.partition(":=")[2].split() for line in lines if line.startswith("BASIS")]
    assert folders
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_what_somebody_wrote_is_quoted_short_and_without_signs_that_act() -> None:
    """``{value!r}`` echoes a value of any length; only ``quoted`` bounds it, so errors for people have no other."""
    bare = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for_programmers = {
            id(inner)
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in FOR_PROGRAMMERS
            for inner in ast.walk(call)
        }
        bare += [
            f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.FormattedValue) and node.conversion == ord("r") and id(node) not in for_programmers
        ]
    assert not bare, "write {quoted(value)}, of sim.errors"
