"""``sim explore`` and ``sim app`` as they are typed: a folder becomes a page, and what is wrong is one line."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from tests.studies.explore.stand_in import explored


def test_a_folder_becomes_a_page_again(tmp_path: Path, sim: Any) -> None:
    folder = explored(tmp_path, points=24).folder
    (folder / "explore.html").unlink()
    code, out, err = sim("explore", str(folder))
    assert (code, err) == (0, "")
    assert "play with it" in out
    assert out.splitlines()[-1] == str(folder)
    assert (folder / "explore.html").is_file()
    code, out, _ = sim("explore", str(folder), "--json")
    assert "quality" in {one["outcome"] for one in json.loads(out)["formulas"]}


@pytest.mark.parametrize(("words", "told"), [
    (["explore", "warn_frist"], "Did you mean warn_first"),
    (["explore", "enforcement=health_rating,strict"], "enforcement takes one option at a time"),
    (["explore", "warn_first", "study.points=8"], "at least 24 points"),
    (["explore", "population.viewer.open_habit=range"], "is no lever but an assumption"),
    (["app", "warn_first"], "sim app takes no words"),
    (["app", "--port", "x"], "not a whole number"),
    (["app", "--port", "99999"], "ports end at 65535"),
])
def test_what_is_wrong_is_one_line(words: list[str], told: str, sim: Any) -> None:
    code, out, err = sim(*words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert told in err


def test_a_folder_takes_nothing_besides(tmp_path: Path, sim: Any) -> None:
    folder = explored(tmp_path, points=24).folder
    code, _, err = sim("explore", str(folder), "days=3")
    assert code == 2
    assert "leave out everything else" in err


def test_a_missing_extra_is_named(sim: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec",
                        lambda name, *rest: None if name == "starlette" else found(name, *rest))
    code, _, err = sim("app")
    assert code == 2
    assert "sim app needs starlette, which is not installed: pip install 'live-shopping-sim[app]'" in err
