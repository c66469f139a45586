"""The commands of the pages about sweeps run, in their order, on a tiny market."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path

import pytest

from sim.cli.main import main
from sim.cli.table import load
from tests.docs.documents import ROOT, blocks, shortened

pytest.importorskip("duckdb")
pytest.importorskip("SALib")

TINY = ["population.viewers=200", "population.creators=20", "warmup_days=2", "days=3"]
PAGES = ["sweep-from-config", "resume", "sql", "cluster", "which-policy-is-robust", "search-for-a-policy",
         "explain-an-effect", "draw-the-network"]
NEEDS = {"cluster": ("ray", "hydra_plugins.hydra_joblib_launcher"), "search-for-a-policy": ("optuna",)}


def commands(page: str) -> list[str]:
    """Return the commands of a page's plain blocks."""
    found = [block for block in blocks(ROOT / "docs" / "howto" / f"{page}.md") if not block.language]
    found = [block for block in found if not block.skipped]
    return [line for block in found for line in block.text.splitlines() if line.startswith("sim ")]


def installed(module: str) -> bool:
    """Return whether an optional module is there."""
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if not all(map(installed, NEEDS.get(page, ()))):
        pytest.skip("needs extras")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for workers, wherever they start
    monkeypatch.chdir(tmp_path)
    for kind in ("sweep", "robust", "optimise", "explain"):  # charts have tests of their own
        monkeypatch.setattr(f"sim.studies.{kind}.page._charts", lambda *_: ())
    monkeypatch.setattr("sim.studies.compare.folder.draw_figures", lambda *_: [])
    folder = key = ""
    for line in commands(page):
        words = [word.replace("FOLDER", folder) if word != "KEY" else key for word in shortened(shlex.split(line)[1:])]
        command = load(words[0])
        if command.overrides:
            words += TINY if "execution=" in line else [*TINY, "execution=serial"]
            if words[0] in ("compare", "forecast", "explain") and "replications=" not in line and "--" not in line:
                words.append("replications=2")
        assert main(words) == 0, f"{line}: {capsys.readouterr().err}"
        out = capsys.readouterr().out
        if command.study or words[0] == "explain":
            folder = out.splitlines()[-1]
        if found := re.search(r"^\s*([0-9a-f]{16})\b", out, re.MULTILINE):
            key = found[1]
        if words[0] == "rerun":
            assert "the same bits as recorded" in out
    if page == "cluster":
        assert len(list(tmp_path.glob("outputs/compare/*/report.html"))) == 2
    if page == "sql":
        assert {"runs.csv", "points.xlsx", "everything.xlsx"} <= {one.name for one in tmp_path.iterdir()}
