"""Small wrongs that a line of code may suffer: found in the syntax tree, written into the text.

Comparisons are turned round, constants shifted, + and -, * and /, min and max swapped, conditions negated, statements
with an effect dropped. Docstrings, annotations, decorators, imports and default values are left alone.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COMPARISONS = {
    ast.Lt: ">=", ast.LtE: ">", ast.Gt: "<=", ast.GtE: "<", ast.Eq: "!=", ast.NotEq: "==", ast.In: "not in",
    ast.NotIn: "in",
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//"}
NAMES = {"min": "max", "max": "min"}


@dataclass(frozen=True)
class Mutation:
    """One wrong: the characters from ``start`` to ``end`` of a file's text become ``after``."""

    path: Path
    line: int
    kind: str
    start: int
    end: int
    after: str

    def applied(self, text: str) -> str:
        """Return the file's text with the wrong in it."""
        return text[: self.start] + self.after + text[self.end :]

    def lines(self, text: str) -> tuple[str, str]:
        """Return the statement's lines before and after, without their indent."""
        first = text.rfind("\n", 0, self.start) + 1
        last = text.find("\n", self.end)
        return text[first:last].strip(), (text[first : self.start] + self.after + text[self.end : last]).strip()


def _exempt(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes that no wrong may touch."""
    roots: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            roots += node.decorator_list
        if isinstance(node, ast.FunctionDef):
            roots += [node.args, node.returns]
        elif isinstance(node, ast.AnnAssign):
            roots.append(node.annotation)
        elif isinstance(node, ast.Import | ast.ImportFrom) or _is_docstring(node):
            roots.append(node)
    return {inner for root in roots if root is not None for inner in ast.walk(root)}


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _stores(node: ast.AST) -> bool:
    """Return whether a statement's effect is a call's, or a value put into an array."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)


def _wrongs(node: ast.AST) -> Iterator[tuple[str, ast.AST, str]]:
    """Yield the wrongs that start at a node: kind, what is replaced, and by what."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        sides = ast.unparse(node.left), ast.unparse(node.comparators[0])
        yield "comparison", node, f"({sides[0]} {COMPARISONS[type(node.ops[0])]} {sides[1]})"
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield "constant", node, str(node.value + 1)
    elif isinstance(node, ast.Constant) and type(node.value) is float:
        yield "constant", node, repr(node.value * 1.5 if node.value else 1.0)
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        swapped = ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
        yield "operator", node, f"({ast.unparse(swapped)})"
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
        yield "min and max", node.func, NAMES[node.func.id]
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield "condition", node.test, f"(not ({ast.unparse(node.test)}))"
    if isinstance(node, ast.AugAssign):
        if type(node.op) in OPERATORS:
            sign = SIGNS[OPERATORS[type(node.op)]]
            yield "operator", node, f"{ast.unparse(node.target)} {sign}= {ast.unparse(node.value)}"
        yield "dropped", node, "pass"
    elif _stores(node):
        yield "dropped", node, "pass"


def mutations(path: Path) -> list[Mutation]:
    """Return every wrong that a file may suffer, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def at(line: int, column: int) -> int:
        whole = text[starts[line - 1] : starts[line]].encode()
        return starts[line - 1] + len(whole[:column].decode())

    tree = ast.parse(text)
    exempt = _exempt(tree)
    found = []
    for node in ast.walk(tree):
        if node in exempt:
            continue
        for kind, part, after in _wrongs(node):
            start, end = at(part.lineno, part.col_offset), at(part.end_lineno, part.end_col_offset)  # type: ignore[attr-defined]
            found.append(Mutation(path, part.lineno, kind, start, end, after))  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one.line, one.start, one.end, one.kind))
