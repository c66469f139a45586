"""Committed pages equal what the code makes; the model has every parameter exactly once; a result can be put in."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from collections import Counter

import pytest
import yaml

from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.model.parameters import all_parameters
from tests.docs.documents import ROOT, name_of


@pytest.fixture(scope="module")
def generate():
    return runpy.run_path(str(ROOT / "docs" / "generate.py"))


@pytest.fixture(scope="module")
def refresh():
    return runpy.run_path(str(ROOT / "docs" / "refresh_result.py"))


def test_committed_pages_are_current(generate):
    for path, text in generate["pages"]().items():
        assert path.read_text(encoding="utf-8") == text, f"{name_of(path)} is out of date: run make docs"


def test_check_says_so(generate, capsys):
    assert generate["main"](["--check"]) == 0
    assert generate["main"](["--chekc"]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_model_has_every_parameter_once():
    model = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \|.*\| (?:lever|assumption) \|", model, re.MULTILINE)
    assert Counter(rows) == Counter(parameter.name for parameter in all_parameters())


def test_every_source_key_in_the_model_is_resolved(generate):
    model = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    text, _, sources = model.partition("## Sources")
    listed = set(re.findall(r"^- \*\*(.+?)\*\*:", sources, re.MULTILINE))
    used = set(re.findall(r"\b(?:S[1-9]\d{0,2}|model \d+)\b", text))
    assert used <= listed
    assert listed == set(generate["used_keys"](model))


def numbers(mean: float, half: float, **more: str) -> dict[str, object]:
    return {"mean": mean, "low": mean - half, "high": mean + half, **more}


@pytest.fixture
def result(tmp_path):
    """A made-up comparison's folder, and a copy of the pages that it goes into."""
    outcomes = {name: numbers(2.0, 0.4, unit=one.unit) for name, one in OUTCOMES.items()}
    effects = {name: numbers(0.3, 0.1, unit=one.unit, verdict="matters", direction="up", size="sure")
               for name, one in OUTCOMES.items()}
    effects["gmv_net"] = numbers(0.0, 0.1, unit="USD per day", verdict="undecided", direction="", size="")
    effects["return_rate"] = numbers(0.0, 0.1, unit="fraction", verdict="no material change", direction="", size="")
    outcomes["cheating_premium"] = {"mean": None, "low": None, "high": None, "unit": "ratio minus 1"}
    effects["cheating_premium"] = {
        **outcomes["cheating_premium"], "verdict": "undecided", "direction": "", "size": ""}
    summary = {
        "study": "compare", "baseline": "status_quo", "replications": 12,
        "scenarios": {"status_quo": {"outcomes": outcomes, "effects": {}},
                      "warn_first": {"outcomes": outcomes, "effects": effects}},
        "engine": {"impressions": 3_000_000, "wall_s": 12.3},
    }
    folder = tmp_path / "result"
    (folder / "figures").mkdir(parents=True)
    (folder / "figures" / "effects.png").write_bytes(b"picture")
    (folder / "summary.json").write_text(json.dumps(summary), encoding="utf-8")
    (folder / "manifest.json").write_text(json.dumps({"command": "sim compare warn_first"}), encoding="utf-8")
    population = {"viewers": 20_000, "creators": 600}
    config = {"days": 180, "population": population, "market": {"regions": {"us": {}, "vn": {}}}}
    (folder / "config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    for page in ("README.md", "docs/concepts/coupling.md"):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / page, tmp_path / page)
    return folder, tmp_path


def test_a_result_goes_into_the_readme_and_can_be_replaced(refresh, result):
    folder, root = result
    refresh["refresh"](folder, root)
    first = (root / "README.md").read_text(encoding="utf-8")
    refresh["refresh"](folder, root)
    assert (root / "README.md").read_text(encoding="utf-8") == first
    table = first.partition("<!-- result:start -->")[2].partition("<!-- result:end -->")[0]
    assert table.count("\n| ") == len(HEADLINE) + 3  # head, rule, fees
    assert "**+0.30** [+0.20, +0.40] matters" in table
    assert re.search(r"net GMV, a day \|[^|]*\| \[-5.*, \+5.*\]% undecided", table)
    assert re.search(r"return rate \|[^|]*\| no material change \|", table)
    assert (root / "docs/images/first-result.png").read_bytes() == b"picture"


def test_the_pairing_statement_is_welch_over_paired(refresh, result):
    folder, root = result
    refresh["refresh"](folder, root)
    page = (root / "docs/concepts/coupling.md").read_text(encoding="utf-8")
    # Two levels of half width 0.4 at 11 degrees of freedom, together 22; paired half width 0.1.
    ratio = 0.4 * 2**0.5 * 2.073873 / 2.200985 / 0.1
    assert f"**{ratio:.1f} times narrower**" in page


def test_what_became_of_expectations_is_counted_and_told_by_arm(generate):
    told = {"mean": 0.1, "low": 0.05, "high": 0.15, "baseline": 0.5}
    rows = [
        {"outcome": "quality", "expected": "up", "verdict": "MET", **told},
        {"outcome": "gmv_net", "expected": "higher than b", "verdict": "UNDECIDED", **dict.fromkeys(told)},
    ]
    found = {"question": "What if a | b?", "notes": ["2026-11-27: a note"], "arms": {"whatif_x.a": rows}}
    text = generate["whatifs_page"]({"seeds": 4, "scenarios": {"whatif_x": found}}, "written")
    assert "Of 2 expectations 1 are met, 0 not met, 1 undecided" in " ".join(text.split())
    assert "(`quality`) | up | 0.5 | 0.1 [0.05, 0.15] | 0-1 | met |" in text
    assert "– [–, –]" in text
    assert "2026-11-27: a note" in text
    assert "What if a \\| b?" in text
