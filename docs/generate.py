"""Fill what the docs take from the code, so that no number is typed twice.

    python docs/generate.py            write docs/reference/ and the tables of docs/model.md
    python docs/generate.py --check    write nothing; name what is out of date and exit with 1

In docs/model.md a table stands between two marks, and only what is between them is written::

    <!-- parameters: market.funnel.* market.live_share -->
    <!-- end -->

``parameters`` lists registry names (``*`` ends a prefix), ``settings`` the settings of a run, ``rows TABLE`` the
shipped rows of a table, ``sources`` the references of every source key in use (texts in docs/sources.yaml). The table
of docs/concepts/validation.md comes from docs/validation.json (`sim validate --json`), the notes on levels in
docs/reference/outcomes.md from docs/levels.json (`sim validate --levels --json`), docs/response.md from
docs/response.json (`sim surface --json`) where there is one, the statements in docs/concepts/validation.md from
docs/answers.json (`python benchmarks/answers.py --out docs/answers.json`), docs/whatifs.md from docs/whatifs.json
(`python benchmarks/whatifs.py`), docs/experiments.md from docs/experiments.json (`python benchmarks/laboratory.py`),
the map in docs/architecture.md from the first lines of the modules.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from experiments_page import experiments_page
from house import house_map, table
from reference_pages import WRITTEN_BY, assumptions_page, cells, levers_page, number, outcomes_page, said, span, stored
from whatifs_page import whatifs_page

from sim.config.settings import SETTINGS
from sim.model.parameters import FIXED_ROWS, TABLES, Parameter, all_parameters
from sim.studies.surface.document import as_page
from sim.studies.validate.document import as_markdown

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
MARKED = re.compile(r"(<!-- (parameters:[^\n]+|settings|rows [\w.]+|sources) -->\n).*?(<!-- end -->)", re.DOTALL)
ROWS_OF = {
    "tactics": "tactics/default.yaml",
    "enforcement.milestones": "enforcement/health_rating.yaml",
    "enforcement.escalations": "enforcement/health_rating.yaml",
    "market.categories": "market/categories/default.yaml",
    "incentives.campaigns": "incentives/default.yaml",
}
VALIDATED = re.compile(r"(<!-- validation -->\n).*?(<!-- end -->)", re.DOTALL)
ANSWERED = re.compile(r"(<!-- answers -->\n).*?(<!-- end -->)", re.DOTALL)
HOUSE = re.compile(r"(<!-- house -->\n).*?(<!-- end -->)", re.DOTALL)


def named(pattern: str) -> list[Parameter]:
    """Return the parameters that a name, or a prefix ending in ``*``, stands for."""
    every = all_parameters()
    found = [p for p in every if p.name == pattern or (pattern[-1] == "*" and p.name.startswith(pattern[:-1]))]
    if not found:
        raise SystemExit(f"docs/model.md: no parameter {pattern}")
    return found


def parameter_table(patterns: str) -> str:
    """Return the table of the parameters listed in a mark."""
    chosen = dict.fromkeys(p for pattern in patterns.split() for p in named(pattern))
    headers = ["parameter", "what it is", "default", "unit", "range", "kind", "source"]
    return table(headers, ([f"`{p.name}`", p.doc, *cells(p)[:3], p.kind, p.source] for p in chosen))


def settings_table() -> str:
    """Return the table of settings of a run."""
    rows = ([f"`{one.name}`", one.doc, number(one.default), one.unit, span(one)] for one in SETTINGS.values())
    return table(["setting", "what it is", "default", "unit", "range"], rows)


def rows_table(name: str) -> str:
    """Return the shipped rows of a table, a parameter a column (and a row each where there are many columns)."""
    if name in FIXED_ROWS:
        content: dict[str, dict[str, float | str]] = {row: dict(FIXED_ROWS[name][row]) for row in FIXED_ROWS[name]}
    else:
        content = yaml.safe_load((ROOT / "configs" / ROWS_OF[name]).read_text(encoding="utf-8"))
        for part in name.split(".")[1:]:
            content = content.get(part, content)  # type: ignore[assignment]
    entries = {row: [said(p, content[row].get(c, p.default)) for c, p in TABLES[name].items()] for row in content}
    if len(TABLES[name]) > len(entries):
        lines = ([f"`{c}`", *(entries[row][k] for row in entries)] for k, c in enumerate(TABLES[name]))
        return table(["", *(f"`{row}`" for row in entries)], lines)
    return table(["", *(f"`{c}`" for c in TABLES[name])], ([f"`{row}`", *entries[row]] for row in entries))


def used_keys(model: str) -> list[str]:
    """Return the keys of docs/sources.yaml that the registry, the configs, the scenarios or the model use, in order."""
    known = yaml.safe_load((DOCS / "sources.yaml").read_text(encoding="utf-8"))
    folders = ("configs", "scenarios", "sim/studies/validate/data", "sim/model/outcomes/levels")
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.yaml"))]
    text = "\n".join(
        [
            MARKED.sub("", model),
            *(p.source + "\n" + p.doc for p in all_parameters()),
            *(path.read_text(encoding="utf-8") for path in files),
        ]
    )
    missing = sorted(set(re.findall(r"\b(?:S[1-9]\d{0,2}|L[1-9]\d?|model \d+)\b", text)) - set(known))
    if missing:
        raise SystemExit(f"docs/sources.yaml lacks {', '.join(missing)}")
    return [key for key in known if re.search(rf"\b{re.escape(key)}\b", text)]


def source_list(model: str) -> str:
    """Return the reference list."""
    known = yaml.safe_load((DOCS / "sources.yaml").read_text(encoding="utf-8"))
    return "".join(f"- **{key}**: {known[key]}\n" for key in used_keys(model))


def model_page() -> str:
    """Return docs/model.md with its tables filled."""
    text = (DOCS / "model.md").read_text(encoding="utf-8")

    def fill(found: re.Match[str]) -> str:
        kind, _, rest = found[2].partition(" ")
        writers: dict[str, Callable[[], str]] = {
            "parameters:": lambda: parameter_table(rest),
            "settings": settings_table,
            "rows": lambda: rows_table(rest),
            "sources": lambda: source_list(text),
        }
        return f"{found[1]}{writers[kind]()}{found[3]}"

    return MARKED.sub(fill, text)


def validation_page() -> str:
    """Return docs/concepts/validation.md with its table filled from the patterns and docs/validation.json."""
    path = DOCS / "concepts" / "validation.md"
    filled = as_markdown(json.loads((DOCS / "validation.json").read_text(encoding="utf-8")))
    text = VALIDATED.sub(lambda mark: f"{mark[1]}{filled}{mark[2]}", path.read_text(encoding="utf-8"))
    return ANSWERED.sub(lambda mark: f"{mark[1]}{answers_table(stored('answers'))}{mark[2]}", text)


def answers_table(found: dict[str, Any]) -> str:
    """Return what `benchmarks/answers.py` found: a statement, what was measured of it, and whether it holds."""
    rows = [
        (
            one["says"],
            f"`{one['outcome']}`, {one['unit']}",
            f"{one['mean']:.3g} [{one['low']:.3g}, {one['high']:.3g}]",
            one["verdict"],
        )
        for one in found.get("claims", ())
    ]
    return table(["statement", "measured", "mean and 95% interval", "verdict"], rows)


def architecture_page() -> str:
    """Return docs/architecture.md with its map filled."""
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    rooms = house_map(ROOT / "sim")
    return HOUSE.sub(lambda mark: f"{mark[1]}{rooms}{mark[2]}", text)


def pages() -> dict[Path, str]:
    """Return every generated page by its path."""
    reference = DOCS / "reference"
    return {
        DOCS / "architecture.md": architecture_page(),
        DOCS / "concepts" / "validation.md": validation_page(),
        reference / "levers.md": levers_page(),
        reference / "assumptions.md": assumptions_page(),
        reference / "outcomes.md": outcomes_page(),
        DOCS / "model.md": model_page(),
        **({DOCS / "whatifs.md": whatifs_page(stored("whatifs"), WRITTEN_BY)} if stored("whatifs") else {}),
        **(
            {DOCS / "experiments.md": experiments_page(stored("experiments"), WRITTEN_BY)}
            if stored("experiments") else {}
        ),
        **({DOCS / "response.md": as_page(stored("response"), WRITTEN_BY)} if stored("response") else {}),
    }


def main(words: list[str]) -> int:
    """Write the pages, or with ``--check`` say which are out of date."""
    if words not in ([], ["--check"]):
        print("usage: python docs/generate.py [--check]", file=sys.stderr)
        return 2
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if words:
            print(f"{path.relative_to(ROOT)} is out of date: run make docs", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], encoding="utf-8")
            print(path.relative_to(ROOT))
    return 1 if words and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
