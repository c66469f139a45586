"""Warm markets that outlive their study: taken up by the next one, without a bit of difference, under a bound."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from sim.runs.warm import VARIABLE, WarmShelf
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions, carry_out, prepare
from tests.studies.experiment.stand_in import COUNTED, MAKER, RECALL, factor, sweep

HERE = RunOptions(Workforce("serial"), MAKER, consent=True)


def rows(outputs: Path) -> Any:
    done = carry_out(prepare(sweep(factor(RECALL, 0.3, 0.8)), outputs, HERE), HERE)
    return done.runs[["key", "quality"]].values.tolist()


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "counted"
    folder.mkdir()
    monkeypatch.setenv(COUNTED, str(folder))
    return folder


def test_the_next_study_warms_nothing_up_and_says_the_same(
    tmp_path: Path, counted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = rows(tmp_path / "without")
    assert len(list(counted.iterdir())) == 3  # one a seed
    assert not (tmp_path / "shelf").exists()
    monkeypatch.setenv(VARIABLE, str(tmp_path / "shelf"))
    first, second = rows(tmp_path / "first"), rows(tmp_path / "second")
    assert len(list(counted.iterdir())) == 6  # of the first alone
    assert without == first == second
    assert len(list((tmp_path / "shelf").iterdir())) == 3


def test_a_damaged_market_is_warmed_up_anew(tmp_path: Path, counted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "shelf"))
    first = rows(tmp_path / "first")
    for file in (tmp_path / "shelf").glob("*/market.json"):
        file.unlink()
    assert rows(tmp_path / "second") == first
    assert len(list(counted.iterdir())) == 6


def test_the_longest_unused_make_room(tmp_path: Path) -> None:
    shelf = WarmShelf(tmp_path, most=250)

    def save(folder: Path) -> None:
        folder.mkdir()
        (folder / "market.json").write_bytes(b"x" * 100)

    for place, key in enumerate(("a", "b")):
        shelf.keep(key, save)
        os.utime(tmp_path / key, (place, place))
    assert shelf.find("a") == tmp_path / "a"  # used again just now
    shelf.keep("c", save)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a", "c"]


def test_a_shelf_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    WarmShelf(tmp_path / "file" / "shelf").keep("a", lambda folder: folder.mkdir())

    def fail(folder: Path) -> None:
        folder.mkdir()
        raise OSError("no room")

    WarmShelf(tmp_path / "shelf").keep("a", fail)
    assert list((tmp_path / "shelf").iterdir()) == []
