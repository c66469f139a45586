"""The reader sees what is wrong: on a page full of faults every check fails, so that none passes by being blind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.browser.reader import PHONE, SHEET, needs_axe, sheets, visit

FAULTY = """<!doctype html><html lang="en"><head><title>faults</title>
<style>body { background: #fff; color: #222 } :focus-visible { outline: none } .pale { color: #ddd }
.box { overflow-x: auto } .wide { width: 900px } .away { position: absolute; left: -100vw }</style></head>
<body><header><h1>Faults</h1></header><main><p class="wide">wide</p><div class="box"><p class="wide">boxed</p></div>
<p class="pale">pale</p><a href="#here">here</a> <a href="#here" class="away" tabindex="-1">there</a>
<img src="missing.png"><script>throw new Error("broken")</script></main></body></html>"""


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    (tmp_path / "faulty.html").write_text(FAULTY, encoding="utf-8")
    return tmp_path / "faulty.html"


def test_fetching_and_complaining_are_noted(browser: Any, faulty: Path) -> None:
    with visit(browser, faulty) as opened:
        assert opened.asked == [faulty.as_uri(), faulty.with_name("missing.png").as_uri()]
        assert any("broken" in one for one in opened.complaints)


def test_what_stands_out_is_told_and_what_scrolls_by_itself_is_not(browser: Any, faulty: Path) -> None:
    with visit(browser, faulty, PHONE) as opened:
        told = " ".join(opened.beyond())
        assert "wide: " in told
        assert "boxed" not in told
    with visit(browser, faulty, SHEET, media="print") as opened:
        assert [one.partition(":")[0] for one in opened.cut_off()] == ["DIV box"]
        assert sheets(opened.page.pdf()) == 1


def test_links_out_of_reach_and_focus_out_of_sight_are_told(browser: Any, faulty: Path) -> None:
    with visit(browser, faulty) as opened:
        missed, unseen = opened.reached_by_tab()
        assert len(missed) == 1
        assert unseen == ["here"]


@needs_axe
def test_barriers_are_told(browser: Any, faulty: Path) -> None:
    with visit(browser, faulty, PHONE) as opened:
        assert {one.partition(" ")[0] for one in opened.barriers()} == {"color-contrast", "image-alt"}


def test_what_is_not_dark_at_night_is_seen(browser: Any, faulty: Path) -> None:
    with visit(browser, faulty, scheme="dark") as opened:
        paper, ink = opened.brightness()
        assert paper == 1.0
        assert ink < 0.2
