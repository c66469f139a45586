"""The page: self-contained, accessible, and honest about what it shows."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from sim.model.outcomes.dictionary import HEADLINE
from sim.model.parameters import SCALARS
from sim.runs.plan import plan_forecast
from sim.show.assumptions import CARRYING, changed_settings
from tests.studies.compare.fake_model import CONFIG, QUALITY_BONUS, answer_of, small_answer, write_answer


class Page(HTMLParser):
    """Every tag with its attributes, and the text in between."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def named(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_answer(small_answer(), tmp_path_factory.mktemp("outputs"))


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    return (folder / "report.html").read_text()


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_nothing_is_fetched_and_nothing_runs(text: str, page: Page) -> None:
    assert not page.named("script")
    assert not page.named("link")
    assert "http://" not in text
    assert "https://" not in text
    assert "url(" not in text
    for image in page.named("img"):
        assert str(image["src"]).startswith("data:image/png;base64,")
    for anchor in page.named("a"):
        assert str(anchor["href"]).startswith("#")


def test_links_lead_somewhere(page: Page) -> None:
    places = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {str(anchor["href"])[1:] for anchor in page.named("a")} <= places
    for _, attributes in page.tags:
        if "aria-labelledby" in attributes:
            assert attributes["aria-labelledby"] in places


def test_it_can_be_read_without_seeing(page: Page) -> None:
    assert page.named("html")[0]["lang"] == "en"
    assert len(page.named("h1")) == len(page.named("main")) == len(page.named("nav")) == 1
    for image in page.named("img"):
        assert len(str(image["alt"])) > 40
        assert int(str(image["width"])) > 0
    for cell in page.named("th"):
        assert cell["scope"] in ("row", "col")
    assert len(page.named("caption")) == len(page.named("table"))


def test_headings_do_not_skip_a_level(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_tells_question_answer_assumptions_and_how_to_repeat(text: str, page: Page) -> None:
    words = " ".join(" ".join(page.words).split())
    assert QUALITY_BONUS.question in words
    assert "Weekly bonus for good content: $15 a week from day 0" in words
    assert "Violation view rate falls by" in words
    assert "MET" in words
    assert "undecided" in words and "no material change" in words
    assert "population.viewer.trust_bad_ratio" in words
    assert "sim compare a b c" in words
    assert "paired by seed" in words
    assert small_answer().about["key"] in words


def test_every_headline_outcome_has_a_figure_on_disk_and_on_the_page(folder: Path, page: Page) -> None:
    figures = sorted(path.name for path in (folder / "figures").iterdir())
    assert "effects.png" in figures
    assert "tiers.png" in figures
    assert "time-violation_view_rate.png" in figures
    assert "regions-gmv_net.png" in figures
    assert len(page.named("img")) == len(figures)


def test_text_in_scenarios_cannot_become_markup(tmp_path: Path) -> None:
    from dataclasses import replace

    scenario = replace(QUALITY_BONUS, question="<script>alert(1)</script> & why?")
    plan = plan_forecast(CONFIG | {"replications": 2, "days": 3, "warmup_days": 1}, scenario, "sim forecast '<b>'")
    written = write_answer(answer_of(plan), tmp_path)
    text = (written / "report.html").read_text()
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
    assert json.loads((written / "summary.json").read_text())["baseline"] is None


def test_the_curated_assumptions_exist_and_changes_are_found() -> None:
    assert set(CARRYING) <= set(SCALARS)
    regions = {"us": {"share": 0.6, "values": {"market.orders.delivery_days": 3}}, "vn": {"share": 0.4, "values": None}}
    found = changed_settings({"enforcement": {"warnings": 2}, "market": {"regions": regions}})
    assert [(one.parameter.name, one.value, one.region) for one in found] == [
        ("enforcement.warnings", 2.0, None),
        ("market.orders.delivery_days", 3.0, "us"),
    ]


def test_a_level_that_no_real_platform_would_show_is_marked(text: str) -> None:
    outside = small_answer().analysis.outside
    assert outside and "quality" not in outside
    shown = text.count("<small>compare, do not quote</small>")
    assert shown == len(outside) + len(outside & set(HEADLINE))
