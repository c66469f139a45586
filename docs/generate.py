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
docs/answers.json (`python benchmarks/answers.py --out docs/answers.json`), the map in docs/architecture.md from the
first lines of the modules.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from house import house_map, table

from sim.config.numbers import show_value
from sim.config.settings import SETTINGS
from sim.model.outcomes.dictionary import OUTCOMES, THEMES, Outcome
from sim.model.parameters import FIXED_ROWS, TABLES, Parameter, all_parameters
from sim.studies.surface.document import as_page
from sim.studies.validate.document import as_markdown
from sim.studies.validate.levels.document import QUOTING, notes, plausible_level

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
WRITTEN_BY = "<!-- Written by `make docs` from the code. Change the code, not this page. -->"


def number(value: float) -> str:
    """Return a number as the docs write it: whole ones with thousands separators, others with four digits."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.4g}"


def span(parameter: Parameter) -> str:
    """Return a parameter's range, and whether only whole numbers fit; or its words."""
    if parameter.words:
        return ", ".join(parameter.words)
    return f"{number(parameter.low)} to {number(parameter.high)}" + (", whole" if parameter.integer else "")


def said(parameter: Parameter, value: float | str) -> str:
    """Return a parameter's value as the docs write it: words as they are, codes as their words."""
    if isinstance(value, str):
        return value
    return show_value(parameter, value) if parameter.words else number(value)


def cells(parameter: Parameter) -> list[str]:
    """Return default, unit, range and source of a parameter."""
    return [said(parameter, parameter.default), parameter.unit, span(parameter), parameter.source]


def raises(parameter: Parameter) -> str:
    """Return what raising a lever does to its own nearest outcome."""
    return f"`{parameter.moves[0]}` {parameter.moves[1]}" if parameter.moves else ""


def group_of(parameter: Parameter) -> str:
    """Return the config group that a parameter stands in."""
    return parameter.name.partition(".")[0]


def grouped(parameters: Iterable[Parameter]) -> Iterable[tuple[str, list[Parameter]]]:
    """Yield config groups in order of name, each with its parameters in order of declaration."""
    for group, members in groupby(sorted(parameters, key=group_of), key=group_of):
        yield group, list(members)


def levers_page() -> str:
    """Return docs/reference/levers.md."""
    parts = [
        "# Levers\n",
        WRITTEN_BY + "\n",
        "What a governance team can set. Each is an override on the command line (`sim forecast "
        "enforcement.auto.recall=0.8`) and a `set:` in a scenario ([how](../howto/write-a-scenario.md)). *Raising it "
        "moves* names the outcome nearest to the lever and its direction; a test holds each to it on matched seeds. "
        "`<row>` stands for a row's name, as in `enforcement.milestones.at_risk.rating`; its default is what a new row "
        "starts from, and the shipped rows are in [the model](../model.md). Source keys are resolved there too.\n",
    ]
    headers = ["lever", "what it is", "default", "unit", "range", "source", "raising it moves"]
    for group, members in grouped(all_parameters("lever")):
        parts += [f"## {group}\n", table(headers, ([f"`{p.name}`", p.doc, *cells(p), raises(p)] for p in members))]
    return "\n".join(parts)


def assumptions_page() -> str:
    """Return docs/reference/assumptions.md."""
    parts = [
        "# Assumptions\n",
        WRITTEN_BY + "\n",
        "What the world has and nobody sets: uncertain numbers with a range. They are overrides like any other "
        "parameter, so a result can be tried under other values (`sim compare warn_first "
        "population.viewer.trust_bad_ratio=5`), and a region can have its own "
        "(`market.regions.<region>.values`). Where *source* says assumption, no published figure stands behind the "
        "value. Source keys are resolved in [the model](../model.md).\n",
    ]
    headers = ["assumption", "what it is", "default", "unit", "range", "source"]
    for group, members in grouped(all_parameters("assumption")):
        parts += [f"## {group}\n", table(headers, ([f"`{p.name}`", p.doc, *cells(p)] for p in members))]
    return "\n".join(parts)


def summed(tallies: Sequence[str]) -> str:
    """Return a signed sum of tallies, in brackets if there are several."""
    total = " + ".join(tallies).replace("+ -", "− ")
    return f"({total})" if len(tallies) > 1 else total


def in_tallies(outcome: Outcome) -> str:
    """Return an outcome's exact formula over summed tallies."""
    if outcome.combine == "log_ratio":
        cheating, honest = outcome.numerator
        cheaters, creators = outcome.denominator
        return f"exp({outcome.scale:g} × ({cheating} / {cheaters} − {honest} / ({creators} − {cheaters}))) − 1"
    if outcome.combine == "quantile":
        return f"{outcome.scale:g} quantile of {outcome.numerator[0]} … {outcome.numerator[-1]}"
    top, bottom = summed(outcome.numerator), summed(outcome.denominator) or "days"
    scale = "" if outcome.scale == 1.0 else f"{outcome.scale:.4g} × "
    return f"{scale}{top} / {bottom}"


def outcomes_page() -> str:
    """Return docs/reference/outcomes.md."""
    headers = ["outcome", "what it is", "unit", "better", "formula", "in tallies", "plausible level"]
    marked = notes(stored("levels"))

    def rows(theme: str) -> Iterable[list[str]]:
        for one in OUTCOMES.values():
            if one.theme == theme:
                name = f"**`{one.name}`**" if one.headline else f"`{one.name}`"
                label = f"{one.label} (*{marked[one.name]}*)" if one.name in marked else one.label
                yield [name, label, one.unit, one.better, one.formula, f"`{in_tallies(one)}`", plausible_level(one)]

    return "\n".join([
        "# Outcomes\n",
        WRITTEN_BY + "\n",
        "What a policy is judged by. An outcome is a ratio of sums of whole numbers that each day leaves behind, over "
        "all days of a period and the regions asked for: sums first, then one division, so a period is never a mean of "
        "daily ratios. Without a denominator it is a mean a day. A Gini and a share of the top cannot be pooled: the "
        "market's is the mean of the regions', weighted by creators. An outcome whose denominator is empty is "
        "undefined (`null`, NaN), never zero.\n",
        f"Those in bold are the headline: the first table of a comparison. {QUOTING}\n",
        *(f"## {heading}\n\n{table(headers, rows(theme))}" for theme, heading in THEMES.items()),
    ])


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
    text = "\n".join([MARKED.sub("", model), *(p.source + "\n" + p.doc for p in all_parameters()),
                      *(path.read_text(encoding="utf-8") for path in files)])
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
        (one["says"], f"`{one['outcome']}`, {one['unit']}", f"{one['mean']:.3g} [{one['low']:.3g}, {one['high']:.3g}]",
         one["verdict"])
        for one in found.get("claims", ())
    ]
    return table(["statement", "measured", "mean and 95% interval", "verdict"], rows)


def stored(name: str) -> dict[str, Any]:
    """Return a committed answer, empty where nobody has measured."""
    path = DOCS / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


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
