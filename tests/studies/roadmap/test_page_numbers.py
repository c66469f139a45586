"""A roadmap's page tells nothing but what is in the store."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from sim.studies.roadmap import page
from sim.studies.roadmap.results import Results
from tests.studies.roadmap.store_numbers import COUNTED, NUMBER, tellable
from tests.studies.roadmap.synthetic import large_results, small_results

_HIDDEN = re.compile(r"<(style|script|svg)\b.*?</\1>", re.DOTALL)
_PICTURE = re.compile(r'<img[^>]*\balt="([^"]*)"[^>]*>')


@pytest.fixture(autouse=True)
def no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave charts out: their words and numbers stand in the page's text and the deck's charts too."""
    monkeypatch.setattr(page, "_charts", lambda results: ())


def words_of(results: Results, folder: Path) -> str:
    """Return what can be read on a page."""
    page.write_roadmap_page(results, folder)
    shown = _PICTURE.sub(r" \1 ", _HIDDEN.sub(" ", (folder / "report.html").read_text(encoding="utf-8")))
    return html.unescape(re.sub(r"<[^>]+>", "\n", shown))


@pytest.mark.parametrize(
    "results", [large_results(), small_results(), large_results(3, 2, 2, 2, seed=5)], ids=["large", "tiny", "small"]
)
def test_every_number_of_the_page_is_in_the_store(results: Results, tmp_path: Path) -> None:
    found = {one.replace(",", "") for one in NUMBER.findall(COUNTED.sub("", words_of(results, tmp_path)))}
    assert len(found) > 30
    assert found - tellable(results.plain()) == set()


def test_another_store_gives_another_page(tmp_path: Path) -> None:
    results = large_results()
    told = results.plain()
    told["targets"][0]["by_arm"]["plan"]["value"].update(mean=0.2345, low=0.2211, high=0.2479)
    told["money"]["plan"]["total"].update(mean=33_377.0, low=31_111.0, high=35_555.0)
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    before, after = words_of(results, tmp_path / "one"), words_of(Results.of(told, results.series), tmp_path / "other")
    for number in ("23.4% [22.1%, 24.8%]", "$33.4 k"):
        assert number in after and number not in before, number
