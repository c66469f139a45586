"""Who imports whom, read from the source: what the nearest tests and the mutants go by."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def module_of(path: Path, root: Path = ROOT) -> str:
    """Return a file's name as a module, as ``sim.model.draws``; a package's is its folder's."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def named_imports(path: Path) -> Iterator[str]:
    """Yield every dotted name that a file imports anywhere, ``from a import b`` as both ``a`` and ``a.b``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def imports_below(folder: str, root: Path = ROOT) -> Mapping[Path, frozenset[Path]]:
    """Return for each Python file below a folder the files of this repository that it imports by name."""
    tops = ("sim", "tests", "benchmarks")
    files = {module_of(path, root): path for top in tops for path in (root / top).rglob("*.py")}
    return {
        path: frozenset(files[name] for name in named_imports(path) if name in files)
        for path in sorted((root / folder).rglob("*.py"))
    }


def importers(targets: set[Path], graph: Mapping[Path, frozenset[Path]]) -> set[Path]:
    """Return the files of a graph that import one of the targets directly."""
    return {path for path, named in graph.items() if named & targets} - targets


def all_importers(targets: set[Path], graph: Mapping[Path, frozenset[Path]]) -> set[Path]:
    """Return the files of a graph that import one of the targets, directly or over others."""
    found: set[Path] = set()
    edge = set(targets)
    while edge:
        edge = importers(edge | found | targets, graph) - found
        found |= edge
    return found
