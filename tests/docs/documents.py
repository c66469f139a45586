"""What the docs' pages hold: fenced blocks, commands, links and names, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), ROOT / "outputs" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^```(?P<language>[^\n]*)\n(?P<text>.*?)^```\s*$", re.DOTALL | re.MULTILINE)
SKIPPED = "<!-- no-test -->"


@dataclass(frozen=True)
class Block:
    """A fenced block."""

    page: Path
    line: int
    language: str
    text: str
    skipped: bool

    @property
    def place(self) -> str:
        """Where it starts, for messages."""
        return f"{name_of(self.page)}:{self.line}"


def name_of(page: Path) -> str:
    """Return a page's path from the root of the project."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """Return a page's fenced blocks in order."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, text.count("\n", 0, found.start()) + 2, found["language"].strip(), found["text"],
              text[: found.start()].rstrip().endswith(SKIPPED))
        for found in FENCE.finditer(text)
    ]


def prose(page: Path) -> str:
    """Return a page without its fenced blocks."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def shortened(words: list[str]) -> list[str]:
    """Return a command's words with less to do: fewer futures and trials than a page asks for, and one seed in such."""
    most = {"--futures": 8, "--trials": 6}
    if words[0] in ("roadmap", "robust", "optimise"):
        most["--seeds"] = 1
    if words[0] in ("sweep", "sensitivity", "explain"):
        most["--seeds"] = 2
    return [
        str(min(int(word), most[before])) if before in most else word
        for before, word in zip(["", *words], words, strict=False)
    ]


def commands() -> Iterator[tuple[str, str]]:
    """Yield (place, command line) of every ``sim ...`` in the docs, comments and prompts cut off."""
    for page in PAGES:
        found = [line for block in blocks(page) if not block.language for line in block.text.splitlines()]
        found += re.findall(r"`(sim [^`\n]+)`", prose(page))
        for line in found:
            command = re.sub(r"\s+#\s.*", "", line.strip().removeprefix("$ "))
            if command.startswith("sim ") and "..." not in command:
                yield name_of(page), command
