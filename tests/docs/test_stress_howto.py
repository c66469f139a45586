"""The page about threats: its file is right, and its commands run on a tiny market."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from sim.cli.main import main
from sim.config.composition import compose
from sim.studies.stress.file import load_threats
from tests.docs.documents import ROOT, blocks

PAGE = ROOT / "docs" / "howto" / "stress-a-policy.md"
TINY = ["population.viewers=120", "population.creators=12", "warmup_days=2", "execution=serial"]


def test_the_file_on_the_page_is_right(tmp_path: Path) -> None:
    _written(tmp_path)
    threat = load_threats([str(tmp_path / "threat.yaml")], compose(["days=98"]))[0]
    assert [(one.start, one.until) for one in threat.changes] == [(21, 42), (28, 35)]
    assert [(one.delay, one.after) for one in threat.plans] == [(2, "detection")]


def test_the_commands_of_the_page_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _written(tmp_path)
    lines = [line for block in blocks(PAGE) if not block.language for line in block.text.splitlines()]
    assert lines
    for line in lines:
        assert main([*shlex.split(line)[1:], *TINY]) == 0, capsys.readouterr().err
        folder = Path(capsys.readouterr().out.splitlines()[-1])
        assert {"report.html", "results.json", "series.parquet", "figures"} <= {one.name for one in folder.iterdir()}
        assert len(list((folder / "figures").glob("*.svg"))) == len(list((folder / "figures").glob("*.png"))) >= 2


def _written(folder: Path) -> None:
    text = next(block.text for block in blocks(PAGE) if block.language == "yaml")
    (folder / "threat.yaml").write_text(text, encoding="utf-8")
