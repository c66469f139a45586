"""The map of the house: every room and file of the package, with what it says of itself."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from pathlib import Path


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(headers), ["---"] * len(headers), *map(list, rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"


def purpose(module: Path) -> str:
    """Return the first sentence of what a module says of itself."""
    text = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


def house_map(package: Path) -> str:
    """Return a table a room: every file of a package with what it is for."""
    parts = []
    rooms = [package, *sorted(path.parent for path in package.rglob("__init__.py") if path.parent != package)]
    for room in rooms:
        files = [path for path in sorted(room.glob("*.py")) if path.name != "__init__.py"]
        head = f"### `{room.relative_to(package.parent).as_posix()}/`\n{purpose(room / '__init__.py')}\n"
        rows = ((path.name, purpose(path)) for path in files)
        parts.append(head + ("\n" + table(["file", "what for"], rows) if files else ""))
    return "\n".join(parts)
