"""From a study to the page that it can be played with on, and from a command to its page in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.show.playing import Playing, playing
from sim.studies.experiment import opening


@pytest.mark.parametrize(("command", "told"), [
    ("sim compare warn_first quality_bonus days=60 replications=24", "sim explore warn_first quality_bonus days=60"),
    ("sim compare --outputs 'my results' warn_first --json", "sim explore warn_first"),
    ("sim compare 'my file.yaml' --until settled --most 48", "sim explore 'my file.yaml'"),
    ("sim forecast warn_first", ""),
    ("compare('warn_first')", ""),
    ("sim compare 'unfinished", ""),
])
def test_a_comparison_says_how_to_play_with_its_question(command: str, told: str) -> None:
    assert playing({"study": "compare", "command": command}) == Playing(told)


def test_a_sweep_links_to_its_sliders_where_they_have_been_made(tmp_path: Path) -> None:
    about = {"study": "sweep", "command": "sim sweep x=1,2"}
    assert playing(about, tmp_path) == Playing(f"sim explore {tmp_path}")
    (tmp_path / "explore.html").touch()
    assert playing(about, tmp_path).page == "explore.html"
    assert playing({}) == Playing()


def test_open_opens_the_page_if_it_is_there_and_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(opening.webbrowser, "open", opened.append)
    opening.open_page(tmp_path, True)
    (tmp_path / "report.html").touch()
    opening.open_page(tmp_path, False)
    opening.open_page(tmp_path, True)
    assert opened == [(tmp_path / "report.html").as_uri()]
