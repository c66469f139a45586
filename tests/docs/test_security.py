"""What docs/security.md says of other people's files is held by tests: every sentence names its own, and they exist."""

from __future__ import annotations

import ast
import re

from tests.imports import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """Return the cells of every row of the page's tables, their heads aside."""
    lines = [line.strip("| \n").split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line] for line in lines if line[0] != "A file or folder" and "---" not in line[0]]


def every_test() -> set[str]:
    """Return the names of all tests."""
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_sentence_names_tests_that_exist() -> None:
    known = every_test()
    assert len(rows()) > 15
    for row in rows():
        named = re.findall(r"`(test_\w+)`", row[-1])
        assert named, row
        assert set(named) <= known, row


def test_all_that_is_promised_stands_in_a_table() -> None:
    """No sentence outside the tables promises anything: what is said there is about the page, or open."""
    parts = dict(re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", PAGE, re.MULTILINE))
    assert list(parts) == ["What they cannot do", "What they can do", "Open"]
    for name in ("What they cannot do", "What they can do"):
        assert all(line.startswith("|") for line in parts[name].splitlines() if line.strip()), name
