"""YAML's own mistakes, told in words of people who write scenarios, with file and line."""

from __future__ import annotations

import re

import yaml

from sim.errors import UserError

_WORDS = (
    (r"unexpected end of stream|found '<stream end>'", "a quote, [ or { that is never closed"),
    (r"found character '\\t'", "a tab: lines are indented with blanks"),
    (r"found character '(?P<sign>.)' that cannot start",
     "text that begins with SIGN needs quotes: \"SIGN...\""),
    (r"mapping values are not allowed", "a second colon in a line, or a line indented more than the one above: text "
     "that holds a colon needs quotes"),
    (r"could not find expected ':'", "a key without a colon after it, or a line that is not indented far enough"),
    (r"expected <block end>, but found '(?:<block mapping start>|<block sequence start>|-|\?)'",
     "indented differently from the lines that it belongs with"),
    (r"expected <block end>, but found", "something after a closed quote, list or value: put all of it in quotes"),
    (r"expected ',' or '(?P<sign>[\]}])'", "a list or table in SIGN that is not closed, or a comma that is missing"),
    (r"found undefined alias", "text that begins with * needs quotes, or there is no & of that name before it"),
    (r"found duplicate anchor", "two & of the same name"),
    (r"unknown escape character", "a backslash in double quotes: write it in single quotes"),
    (r"expected a single document|expected '<document start>'", "more after the end: a file holds one document"),
    (r"could not determine a constructor", "a tag (text that begins with !) means nothing here: put it in quotes"),
    (r"expected the node content", "a value is missing before this"),
    (r"expected alphabetic or numeric character", "text that begins with & or * needs quotes"),
    (r"chomping or indentation indicators", "after | or > comes a line's end"),
)


def yaml_error(error: yaml.YAMLError, path: object = None, text: str | None = None) -> UserError:
    """Return a malformed YAML file's error in one line, with file and line.

    Parameters
    ----------
    text
        What was read, from which the line of a character is counted.
    """
    if isinstance(error, yaml.reader.ReaderError):
        line = None if text is None else text.count("\n", 0, error.position) + 1
        return UserError(f"holds a character that no text may hold (U+{_code(error.character):04X}): take it out",
                         path=path, line=line)
    if not isinstance(error, yaml.MarkedYAMLError):
        return UserError(f"malformed YAML: {str(error).splitlines()[0]}", path=path)
    mark = error.problem_mark or error.context_mark
    problem = error.problem or error.context or "unreadable"
    said = _in_words(f"{error.context or ''} {problem}") or f"malformed YAML: {problem}"
    if mark is None:
        return UserError(said, path=path)
    return UserError(said, path=path or mark.name, line=mark.line + 1)


def _in_words(problem: str) -> str:
    for pattern, said in _WORDS:
        if found := re.search(pattern, problem):
            return "not readable as YAML: " + said.replace("SIGN", found.groupdict().get("sign") or "")
    return ""


def _code(character: object) -> int:
    return ord(character) if isinstance(character, str) else int(str(character))
