"""Figures inside pages: texts as texts, words on marks, the page's colours, nothing white, nothing shared."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from sim.show.colours import BLUE, VERMILLION
from sim.show.page import Picture, draw
from sim.show.style import end_labels, frame, house_style, looks
from sim.show.told import tell, tell_points

HOSTILE = "<script>alert(1)</script> & $5 of $6"


def picture(folder: Path, name: str) -> Picture:
    """Return a figure with everything that charts use: bands, markers, hatches, labels, hollow marks, an image."""
    with house_style():
        page = frame("Sales rise by 3%", "Mean over the last 7 days.", 2.0)
        axes = page.panel(0.6, 0.1, 2.4, 1.5)
        days = np.arange(30.0)
        axes.fill_between(days, days, days + 4, color=BLUE, alpha=0.2, linewidth=0)
        axes.plot(days, days, color=BLUE, marker="o", markerfacecolor="white")
        bar, = axes.bar(3, 9, color=VERMILLION, hatch="//", edgecolor="white")
        tell(bar, f"bar: {HOSTILE}")
        tell_points(axes, days[::7], days[::7], [f"day {day:.0f}: {HOSTILE}" for day in days[::7]])
        axes.set_title(HOSTILE)
        end_labels(axes, [(29.0, 29.0, "plan", looks(["plan"], None)["plan"])])
    return draw(page.figure, folder / name, f"A line. {HOSTILE}")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Picture, Picture]:
    folder = tmp_path_factory.mktemp("figures")
    return picture(folder, "one"), picture(folder, "other.variant")


def test_the_heading_is_the_page_s_text_and_both_files_stay(tmp_path: Path) -> None:
    found = picture(tmp_path, "one")
    assert (found.title, found.subtitle) == ("Sales rise by 3%", "Mean over the last 7 days.")
    assert found.title not in found.svg
    assert {one.name for one in tmp_path.iterdir()} == {"one.png", "one.svg"}
    assert found.title in (tmp_path / "one.svg").read_text(encoding="utf-8")


def test_marks_say_their_values(both: tuple[Picture, Picture]) -> None:
    titles = re.findall("<title>(.*?)</title>", both[0].svg)
    assert len(titles) == 6
    assert titles[0].startswith("bar: ")
    assert [one.partition(":")[0] for one in titles[1:]] == ["day 0", "day 7", "day 14", "day 21", "day 28"]


def test_no_text_becomes_markup_or_a_formula(both: tuple[Picture, Picture]) -> None:
    for one in both:
        assert "<script" not in one.svg
        assert "$5 of $6" in one.svg
        assert re.search(r"<text[^>]*>&lt;script&gt;", one.svg)


def test_colours_are_the_page_s_and_nothing_behind_is_white(both: tuple[Picture, Picture]) -> None:
    svg = both[0].svg
    assert not re.findall(r"#[0-9a-fA-F]{6}\b", svg)
    assert "<style" not in svg
    assert "font-family" not in svg
    assert "var(--chart-series-1)" in svg
    filled = re.findall(r'<path d="([^"]*)"[^>]*fill: var\(--chart-paper\)', svg)
    assert all(len(one) < 400 and "331" not in one for one in filled)  # hollow marks, no plate as wide as the figure


def test_identities_are_each_figure_s_own_and_lead_somewhere(both: tuple[Picture, Picture]) -> None:
    text = both[0].svg + both[1].svg
    ids = re.findall(r' id="([^"]+)"', text)
    assert max(Counter(ids).values()) == 1
    assert {*re.findall(r'href="#([^"]+)"', text), *re.findall(r"url\(#([^)]+)\)", text)} == set(ids)
    assert "http" not in text


def test_it_is_one_image_with_words_to_those_who_do_not_see_it(both: tuple[Picture, Picture]) -> None:
    assert 'role="img"' in both[0].svg
    assert 'aria-label="A line. &lt;script' in both[0].svg
    assert len(both[0].svg) < 20_000
