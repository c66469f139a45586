"""Every kind of page in a real browser: nothing fetched, nothing cut off, readable on a phone, at night, by keyboard.

The browser is Debian's Chromium driven by Playwright; barriers are sought by axe. Where one of them is missing, what
needs it is skipped and says so.
"""

from __future__ import annotations

import fcntl
import re
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import PAGES
from tests.browser.reader import DESK, PHONE, SHEET, needs_axe, sheets, visit

MOST_ON_A_PHONE = 12_000
"""CSS pixels of a page at 390, folded as it is opened."""

WITHOUT_CHARTS = ("levels", "sensitivity", "sweep", "explore")  # the last one draws in the browser
"""Levels are tables; of one seed no index is told, and a sweep whose runs fail tells nothing: it is not drawn."""

pytestmark = pytest.mark.parametrize("kind", PAGES)


@pytest.fixture
def page(kind: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the page, which whoever comes first writes for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "pages"
    shared.mkdir(exist_ok=True)
    note = shared / f"{kind}.txt"
    with (shared / f"{kind}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            folder = shared / kind
            folder.mkdir()
            note.write_text(str(PAGES[kind](folder)), encoding="utf-8")
    return Path(note.read_text(encoding="utf-8"))


def test_every_mark_s_chart_says_its_values(kind: str, page: Path) -> None:
    charts = re.findall(r"<svg[^>]*role=.img.*?</svg>", page.read_text(encoding="utf-8"), re.DOTALL)
    assert charts or kind in WITHOUT_CHARTS
    for chart in charts:
        label = (re.search(r'aria-label="([^"]*)', chart) or [""])[0][:80]
        titles = re.findall("<title>(.*?)</title>", chart, re.DOTALL)
        assert titles, label
        assert all(re.search(r"\d", one) for one in titles), (label, titles)
        assert not [one for one in titles if re.search(r"\bnan\b", one)], label


def test_nothing_is_fetched_complains_or_stands_beyond_the_edge(browser: Any, page: Path) -> None:
    with visit(browser, page) as opened:
        opened.unfold()
        opened.page.keyboard.press("End")
        assert opened.page.title()
        assert opened.asked == [page.as_uri()]
        assert opened.complaints == []
        assert opened.page.evaluate("[...document.images].filter(one => !one.naturalWidth).length") == 0
        assert opened.beyond() == []


def test_a_phone_can_show_it_at_night(browser: Any, page: Path) -> None:
    with visit(browser, page, PHONE, scheme="dark") as opened:
        assert opened.page.evaluate("document.documentElement.scrollHeight") < MOST_ON_A_PHONE
        opened.unfold()
        assert opened.beyond() == []
        paper, ink = opened.brightness()
        assert paper < 0.15
        assert ink > 0.85


def test_it_prints_without_clipping(browser: Any, page: Path) -> None:
    with visit(browser, page, SHEET, scheme="dark", media="print") as opened:
        folds = "[...document.querySelectorAll('.folded')].every(one => one.getBoundingClientRect().height > 5)"
        assert opened.page.evaluate(folds)  # printed open, though nobody opened them
        opened.unfold()
        assert opened.cut_off() == []
        assert opened.beyond() == []
        paper, ink = opened.brightness()
        assert paper == 1.0  # black on white, whatever the reader's screen is like
        assert ink == 0.0
        assert sheets(opened.page.pdf(format="A4", prefer_css_page_size=True)) >= 2


def test_the_keyboard_reaches_everything_and_is_seen(browser: Any, page: Path) -> None:
    with visit(browser, page) as opened:
        missed, unseen = opened.reached_by_tab()
        assert missed == []
        assert unseen == []
    with visit(browser, page) as opened:
        opened.page.keyboard.press("Tab")
        opened.page.keyboard.press("Enter")
        opened.until("location.hash === '#answer'")
        assert 0 <= opened.page.evaluate("document.getElementById('answer').getBoundingClientRect().top") < DESK[1] / 2
        tables = "document.querySelector('#answer table, #answer p').getBoundingClientRect().top"
        assert opened.page.evaluate(tables) < DESK[1]  # what matters is on the first screen
        opened.page.click("nav a[href='#again']")
        opened.until("document.getElementById('again').closest('details').open")
        assert opened.page.evaluate("document.querySelector('nav').getBoundingClientRect().top") < 30  # stays in sight


@needs_axe
@pytest.mark.parametrize(
    ("size", "scheme", "media"), [(DESK, "light", "screen"), (PHONE, "dark", "screen"), (SHEET, "dark", "print")],
    ids=["desk", "phone-at-night", "print"])
def test_axe_finds_no_serious_barrier(
    browser: Any, page: Path, size: tuple[int, int], scheme: str, media: str
) -> None:
    with visit(browser, page, size, scheme, media) as opened:
        opened.unfold("details:not(.theme)")  # the dictionary's tables are of the same make as those before it
        assert opened.barriers() == []
