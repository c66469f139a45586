"""Inputs gone wrong: good files with some edits, drawn cheaply, so that a hundred thousand of them can be tried."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

NASTY: tuple[bytes, ...] = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        "",
        " ",
        "\t",
        "\n",
        "\r",
        "\r\n\r\n",
        "\0",
        "\x07",
        "\x1b[31m",
        "\x85",
        "\u2028",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ud800",
        "é",
        "e\u0301",
        "日本",
        "ﬁ",
        "٣",
        "½",
        "0",
        "-1",
        "1e999",
        "-1e999",
        "1e-400",
        "nan",
        ".nan",
        "inf",
        ".inf",
        "-0",
        "9" * 400,
        "9" * 5000,
        "0,5",
        ",5",
        "1.000,5",
        "80%",
        "101%",
        "5 %",
        "1_000",
        "0x10",
        "0o7",
        "1:30",
        "9999-12-31",
        "0001-01-01",
        "2027-02-30",
        "day 99999999999",
        "999999999999 weeks",
        "true",
        "null",
        "~",
        "yes",
        "[",
        "]",
        "{",
        "}",
        "[]",
        "{}",
        "[[[[[[",
        ":",
        ": ",
        "- ",
        "-",
        "#",
        "%",
        "?",
        "? ",
        "&a ",
        "*a",
        "&a [*a]",
        "<<: *a",
        "!!python/object/apply:os.getcwd []",
        "!x ",
        "!!binary aGk=",
        "!!set {a}",
        "!!timestamp x",
        "!!int x",
        "|",
        ">",
        "---\n",
        "...\n",
        "%YAML 9.9\n",
        "'",
        '"',
        '""',
        "\\",
        "\\n",
        "/",
        "../",
        "/etc/passwd",
        "$",
        "${oc.env:HOME}",
        "${seed}",
        "${.x}",
        "${",
        ";",
        ",",
        "=",
        "+",
        "++",
        "~~",
        "@",
        "<",
        ">",
        "<=",
        " and ",
        " or ",
        " of ",
        " in ",
        "&amp;",
        "&#0;",
        "&x;",
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        "]]>",
        "<!--",
        "<?x?>",
        "<a>",
        "</a>",
        "</",
        "*Vertices 3",
        "*Edges",
        "*Arcslist",
        "graph [",
        "node [",
        "id 1",
        "x" * 300,
        "x" * 5000,
        "(" * 200,
        "[" * 200,
        "{a: " * 60,
        "name",
        "start",
        "set",
        "to",
        "from",
        "until",
        "expect",
        "all",
        "us",
        "vn",
        "gmv_net",
        "enforcement.auto.recall",
    )
)
_WORD = re.compile(rb"[\w.%-]+|[^\w\s]")
_MOST = 30_000
"""Bytes of an input: more would only be slower."""

EDIT = st.tuples(st.integers(0, 11), st.integers(0, 1 << 20), st.integers(0, 1 << 20))
"""What is done, where, and with what."""


def mutated(bases: Sequence[bytes], most: int = 5) -> st.SearchStrategy[bytes]:
    """Return a strategy of one of some good files with edits: none at all, one, or several."""
    return st.tuples(st.sampled_from(list(bases)), st.lists(EDIT, max_size=most), st.sampled_from(list(bases))).map(
        lambda drawn: _edited(*drawn)
    )


def mutated_text(bases: Sequence[str], most: int = 4) -> st.SearchStrategy[str]:
    """Return the same of words, as a shell would hand them over: no NUL, bytes that are no UTF-8 as surrogates."""
    return mutated([base.encode() for base in bases], most).map(
        lambda content: content.replace(b"\0", b"").decode("utf-8", "surrogateescape")
    )


def _edited(base: bytes, edits: Sequence[tuple[int, int, int]], other: bytes) -> bytes:
    for kind, where, what in edits:
        base = _edit(base, kind, where, what, other)[:_MOST]
    return base


def _edit(base: bytes, kind: int, where: int, what: int, other: bytes) -> bytes:
    token, place = NASTY[what % len(NASTY)], where % (len(base) + 1)
    if kind == 0:
        return base[:place] + token + base[place:]
    if kind == 1:
        return base[:place] + base[place + what % 40 :]
    if kind in (2, 3, 4):
        return _reworded(base, where, token if kind < 4 else _word(base, what))
    if kind in (5, 6, 7):
        return _relined(base, kind, where, what)
    if kind == 8:
        return base[:place] + bytes([what % 256]) + base[place + 1 :]
    if kind == 9:
        return base[:place] + other[what % (len(other) + 1) :]
    if kind == 10:
        return base[:place]
    return _recoded(base, what)


def _word(base: bytes, what: int) -> bytes:
    words: list[Any] = _WORD.findall(base)
    return bytes(words[what % len(words)]) if words else b""


def _reworded(base: bytes, where: int, token: bytes) -> bytes:
    """Return a file with one word in another's place."""
    words = list(_WORD.finditer(base))
    if not words:
        return token
    found = words[where % len(words)]
    return base[: found.start()] + token + base[found.end() :]


def _relined(base: bytes, kind: int, where: int, what: int) -> bytes:
    """Return a file with a line twice, gone, or elsewhere."""
    lines = base.splitlines(keepends=True)
    if not lines:
        return base
    here, there = where % len(lines), what % len(lines)
    if kind == 5:
        lines.insert(there, lines[here])
    elif kind == 6:
        del lines[here]
    else:
        lines[here], lines[there] = lines[there], lines[here]
    return b"".join(lines)


def _recoded(base: bytes, what: int) -> bytes:
    """Return a file in another encoding, or with other ends of lines."""
    try:
        text = base.decode()
        return (
            text.encode("utf-16"),
            text.encode("utf-8-sig"),
            text.encode("cp1252", "replace"),
            text.replace("\n", "\r\n").encode(),
            text.replace("\n", "\r").encode(),
        )[what % 5]
    except UnicodeDecodeError:
        return base
