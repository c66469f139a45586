"""The page to play with, in a real browser without a network: the same numbers as Python, by mouse, key and link."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.config.scenarios import load_scenario
from sim.methods.intervals import Interval
from sim.model.outcomes.dictionary import OUTCOMES
from sim.show.numbers import outcome_change, outcome_level
from sim.show.verdicts import verdict_parts
from sim.show.words import effect_of
from sim.studies.explore.page import PAGE
from sim.studies.explore.read import UNTOLD, StoredExploration
from tests.browser.reader import AXE, DESK, PHONE, Visit, visit
from tests.studies.explore.stand_in import CONFIG, EXPLORATION, RECALL, WARNINGS, explored

PLACES = 200


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> StoredExploration:
    return explored(tmp_path_factory.mktemp("page"), scenarios=["warn_first", "more_exploration"])


@pytest.fixture
def opened(browser: Any, study: StoredExploration) -> Iterator[Visit]:
    with visit(browser, study.folder / PAGE) as found:
        yield found
        assert found.complaints == []
        assert found.asked[:1] == [(study.folder / PAGE).as_uri()]
        assert all(one.startswith(((study.folder / PAGE).as_uri(), "blob:")) for one in found.asked)


def places(study: StoredExploration) -> list[dict[str, float]]:
    draws = np.random.default_rng(3)
    return [
        {one.name: float(round(draws.uniform(one.low, one.high)) if one.integer else draws.uniform(one.low, one.high))
         for one in study.factors}
        for _ in range(PLACES)
    ]


def test_the_page_calculates_as_python_does(opened: Visit, study: StoredExploration) -> None:
    """Numbers to 1e-9, verdicts and words to the letter, at 200 places, for every region and outcome."""
    asked = places(study)
    found = opened.page.evaluate(
        """places => places.map(values => explore.modelOf(explore.data, values).map(row => [
           row.region, row.outcome.name, row.effect.mean, row.effect.low, row.effect.high,
           row.verdict.word, row.verdict.tone,
           Object.values(explore.changeWords(row.outcome, row.effect, row.today)).join(" "),
           explore.levelWords(row.outcome.unit, row.today + row.effect.mean)]))""", asked)
    for values, rows in zip(asked, found, strict=True):
        assert len(rows) == len(study.answers)
        for region, outcome, mean, low, high, word, tone, words, level in rows:
            answer = study.answer(outcome, region)
            effect, judgement = study.estimate(answer, values)
            assert (mean, low, high) == pytest.approx((effect.mean, effect.low, effect.high), rel=1e-9, abs=1e-9)
            told, _, side = verdict_parts(judgement, OUTCOMES[outcome].better)
            assert (word, tone) == (told, side) or (answer.trust == UNTOLD and word == "not told")
            theirs = Interval(mean, low, high, effect.count)
            assert words == str(outcome_change(outcome, effect_of(theirs, float(f"{answer.today:.10g}"))))
            assert level == outcome_level(outcome, float(f"{answer.today:.10g}") + mean)


def test_keys_move_a_lever_and_words_follow(opened: Visit) -> None:
    page = opened.page
    slider = page.get_by_role("slider", name="Breaches found by automatic detection")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    opened.until("document.getElementById('sentence').textContent.includes('to 72%')")
    assert slider.get_attribute("aria-valuetext") == "72%, today 67%"
    assert "enforcement.auto.recall=0.72" in page.url
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    opened.until("document.getElementById('sentence').textContent.includes('to 71.5%')")
    page.get_by_role("button", name="All as today").focus()
    page.keyboard.press("Enter")
    opened.until("document.getElementById('sentence').textContent.includes('Everything stands as today')")
    assert "=" not in page.url


def test_marks_say_their_values_to_whoever_points_at_them(opened: Visit) -> None:
    opened.page.get_by_role("slider").first.press("ArrowRight")
    titles = opened.page.evaluate("[...document.querySelectorAll('.point > title')].map(one => one.textContent)")
    assert titles and all(re.search(r": \S*\d", one) for one in titles), titles


def test_a_number_outside_what_was_tried_is_not_answered(opened: Visit) -> None:
    field = opened.page.get_by_role("spinbutton", name="Breaches found by automatic detection")
    field.fill("99")
    assert field.get_attribute("aria-invalid") == "true"
    assert opened.page.evaluate("explore.values()") == {}
    field.fill("80")
    assert field.get_attribute("aria-invalid") == "false"
    assert opened.page.evaluate("explore.values()") == {RECALL: 0.8}


def test_a_link_holds_all_of_it_and_what_is_wrong_in_one_is_told(
    browser: Any, opened: Visit, study: StoredExploration
) -> None:
    page = opened.page
    page.evaluate(f"explore.set({{'{RECALL}': 0.75}})")
    page.get_by_role("button", name="Keep this policy").click()
    page.get_by_role("button", name="warn first").click()
    opened.until("location.hash.includes('warnings=1') && location.hash.includes('kept')")
    link = page.url
    with visit(browser, study.folder / PAGE) as other:
        other.page.evaluate("link => { location.hash = link.split('#')[1] }", link)
        other.until("Object.keys(explore.values()).length === 1")
        assert other.page.evaluate("explore.values()") == {WARNINGS: 1}
        assert other.page.get_by_role("button", name="policy 1", exact=True).is_visible()
        wrong = f"nobody.knows=1&{RECALL}=0.99&{EXPLORATION}=0.3&kept=<b>x</b>;{RECALL}:0.5"
        other.page.evaluate("wrong => { location.hash = wrong }", wrong)
        other.until("!document.getElementById('notice').hidden")
        notice = other.page.inner_text("#notice")
        assert "nobody.knows is no lever of this page" in notice
        assert "at 0.99: tried from 40 to 90%" in notice
        assert other.page.evaluate("explore.values()") == {EXPLORATION: 0.3}
        assert other.page.locator("#chips b").count() == 0


def test_every_state_survives_its_link(opened: Visit, study: StoredExploration) -> None:
    states = [{"values": one, "kept": [{"label": "a & b = ü", "values": other}]}
              for one, other in zip(places(study), reversed(places(study)), strict=True)]
    there_and_back = opened.page.evaluate(
        """states => states.map(one => explore.fromFragment(
           explore.data, explore.toFragment(explore.data, one)))""", states)
    today = {one.name: one.base for one in study.factors}
    for state, back in zip(states, there_and_back, strict=True):
        assert back["unused"] == []
        moved = {name: value for name, value in state["values"].items() if value != today[name]}
        assert back["state"]["values"] == moved
        assert back["state"]["kept"][0]["label"] == "a & b = ü"


def test_what_is_taken_along_says_the_same(opened: Visit, tmp_path: Path, study: StoredExploration) -> None:
    page, values = opened.page, {RECALL: 0.8, WARNINGS: 2}
    page.evaluate("values => explore.set(values)", values)
    page.get_by_label("Your question, for the scenario file").fill('What if "more": \n <b>were</b> found?')
    for button, name in (("Scenario file", "x.yaml"), ("Table (CSV)", "x.csv"), ("Picture (PNG)", "x.png")):
        with page.expect_download() as download:
            page.get_by_role("button", name=button).click()
        download.value.save_as(tmp_path / name)
        assert download.value.suggested_filename.startswith(page.evaluate("explore.name()"))
    scenario = load_scenario(str(tmp_path / "x.yaml"), CONFIG)
    assert {one.name: one.to for one in scenario.changes} == values
    assert scenario.question.startswith('What if "more"')
    rows = list(csv.DictReader((tmp_path / "x.csv").open(encoding="utf-8")))
    quality, = (row for row in rows if (row["region"], row["outcome"]) == ("all", "quality"))
    assert float(quality["change"]) == pytest.approx(study.estimate(study.answer("quality"), values)[0].mean)
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    command = page.inner_text("#command").split()
    assert command[:2] == ["sim", "compare"]
    assert command[2] == page.evaluate("explore.name()") + ".yaml"
    assert command[3:] == [*study.plain, "replications=12"]
    page.get_by_role("button", name="warn first").click()
    opened.until("document.getElementById('command').textContent.startsWith('sim compare warn_first ')")


@pytest.mark.parametrize(("size", "zoom"), [(DESK, 2), (PHONE, 1)], ids=["200%", "phone"])
def test_nothing_stands_beyond_the_edge_while_one_plays(
    browser: Any, study: StoredExploration, size: tuple[int, int], zoom: int
) -> None:
    narrow = (size[0] // zoom, size[1] // zoom)
    with visit(browser, study.folder / PAGE, narrow, "dark") as found:
        found.page.evaluate(f"explore.set({{'{RECALL}': 0.8, '{WARNINGS}': 2}})")
        found.until("location.hash.includes('=')")
        found.page.get_by_role("button", name="Keep this policy").click()
        assert found.beyond() == []
        found.unfold()
        if AXE.is_file():
            assert found.barriers() == []
