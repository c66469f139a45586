"""The page about roadmaps: its file is right, and its commands run on a tiny market."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from sim.cli.main import main
from sim.studies.roadmap.file import load_roadmap
from tests.docs.documents import ROOT, blocks, shortened

PAGE = ROOT / "docs" / "howto" / "plan-a-roadmap.md"
TINY = ["population.viewers=120", "population.creators=12", "warmup_days=2", "execution=serial"]


def test_the_file_on_the_page_is_right(tmp_path: Path) -> None:
    text = next(block.text for block in blocks(PAGE) if block.language == "yaml")
    (tmp_path / "page.yaml").write_text(text, encoding="utf-8")
    roadmap, _ = load_roadmap(str(tmp_path / "page.yaml"))
    assert [one.name for one in roadmap.alternatives] == ["plan", "fast"]
    assert roadmap.alternatives[1].phases[0].depends_on == ()


def test_the_commands_of_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.studies.roadmap.page._charts", lambda *_: iter(()))  # charts: in their own room
    lines = [line for block in blocks(PAGE) if not block.language for line in block.text.splitlines()]
    assert lines
    for line in lines:
        assert main([*shortened(shlex.split(line)[1:]), *TINY]) == 0, capsys.readouterr().err
        folder = Path(capsys.readouterr().out.splitlines()[-1])
        assert {"report.html", "results.json", "series.parquet"} <= {one.name for one in folder.iterdir()}
