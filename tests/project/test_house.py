"""The house stays small: files, functions, and what stands directly under the package."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "sim").rglob("*.py"))
LONG_WITH_REASON = {("sim/model/day/viewing.py", "session")}
"""The hot loop: what an impression needs of its viewer stays in locals from end to end."""


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


def test_nine_entries_tell_the_house() -> None:
    entries = {path.name for path in (ROOT / "sim").iterdir() if not path.name.startswith(("_", "."))} - {"py.typed"}
    assert entries == {"cli", "commands", "studies", "show", "methods", "runs", "config", "model", "errors.py"}


def test_what_every_python_has_to_pass_is_there() -> None:
    lines = (ROOT / "Makefile").read_text(encoding="utf-8").splitlines()
    (folders,) = [line.partition(":=")[2].split() for line in lines if line.startswith("BASIS")]
    assert folders
    assert all((ROOT / folder).is_dir() for folder in folders)


def test_what_somebody_wrote_is_quoted_short() -> None:
    """An error quotes by `sim.errors.quoted`: what is written may be long, or hold signs that a terminal acts on."""
    bare = [
        f"{path.relative_to(ROOT).as_posix()}:{part.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and "Error(" not in ast.unparse(node).replace("UserError(", "")
        for part in ast.walk(node)
        if isinstance(part, ast.FormattedValue) and part.conversion == ord("r")
    ]
    assert not bare
