"""Every made-up effect through comparisons, forecasts and roadmaps: nobody claims more than its verdict."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.methods.as_json import plain
from sim.methods.intervals import Effect, Interval, paired_effect
from sim.methods.significance import effect_p
from sim.methods.verdicts import Judgement, Question, judge
from sim.model.levers.schedule import Scenario
from sim.runs.plan import STATUS_QUO, plan_forecast
from sim.show.numbers import outcome_change
from sim.show.recommendation.sheet import recommendation_lines
from sim.show.terminal import in_one_piece
from sim.show.verdicts import verdict_words
from sim.show.words import base_of, change_words
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.answer import Answer
from sim.studies.compare.console import print_comparison, print_forecast
from sim.studies.compare.page import write_page
from sim.studies.roadmap import page as roadmap_page
from sim.studies.roadmap.console import print_roadmap
from sim.studies.roadmap.deck import write_roadmap_deck
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.titles import countries_title, phases_title, tiers_title
from sim.studies.roadmap.words import summary
from sim.studies.roadmap.workbook import write_roadmap_workbook
from tests.studies.bench.cases import CASES, OUTCOME, SMALLEST, Case, claims, plain_text
from tests.studies.compare.cases import answer
from tests.studies.compare.fake_model import CONFIG, small_answer
from tests.studies.roadmap.synthetic import _Maker
from tests.studies.roadmap.test_workbook import read

BONUS = "quality_bonus"


def effect_of(case: Case, smallest: float = SMALLEST) -> tuple[Effect, Judgement]:
    base, moved = case.moved(smallest=smallest)
    effect = paired_effect(moved, base)
    p = effect_p(effect)
    return effect, judge(Question(effect.paired, p, smallest, effect.luck), 1.0 if math.isnan(p) else p)


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_its_verdict(name: str) -> None:
    case, (_, judgement) = CASES[name], effect_of(CASES[name])
    assert judgement.verdict == case.verdict
    assert judgement.certain == (case.verdict in ("matters", "certain but small"))


@pytest.mark.parametrize("name", CASES)
def test_a_comparison_says_it_on_page_console_and_workbook(name: str, tmp_path: Path) -> None:
    case, (effect, _) = CASES[name], effect_of(CASES[name])
    made = answer({BONUS: {OUTCOME: effect}})
    told = made.analysis.judgements[BONUS][OUTCOME]
    assert told.verdict == case.verdict
    out = io.StringIO()
    with in_one_piece(out) as screen:
        print_comparison(screen, made.analysis, made.findings, made.judged, made.recommendation)
    write_page(tmp_path / "report.html", made.analysis, made.tiers, made.judged, made.findings, (), made.about,
               made.recommendation)
    assert made.recommendation is not None
    lines = " ".join(str(line.cells[0]) for line in recommendation_lines(made.recommendation) if line.cells)
    headline = made.recommendation.headline
    for text in (" ".join(out.getvalue().split()), plain_text((tmp_path / "report.html").read_text("utf-8")), lines):
        assert headline in text
        assert ("content quality rises by" in text.lower()) == (case.side == "better" and text is not lines)
    rest = "No clear answer" if case.verdict == "undecided" else "Keep the status quo"
    assert headline.startswith({"better": "Adopt", "worse": "Do not adopt"}.get(case.side, rest))
    if case.side == "":
        assert not claims(" ".join(made.findings[BONUS]))


def test_a_forecast_judges_nothing() -> None:

    first = small_answer()
    made = Answer(Analysis(plan_forecast(CONFIG, Scenario(STATUS_QUO), ""), first.analysis.replications), first.about)
    out = io.StringIO()
    with in_one_piece(out) as screen:
        print_forecast(screen, made.analysis)
    assert made.recommendation is None
    assert not [word for word in ("matters", "certain but small", "undecided") if word in out.getvalue()]


class _Given(_Maker):
    """A roadmap in which every effect is the same one."""

    def __init__(self, case: Case) -> None:
        self.case = case
        super().__init__(targets=1, places=2, ways=2, phases=2, seed=1)
        self.asked = [("better content", OUTCOME, "")]
        self.shown = [OUTCOME]

    def _judged_effect(self, outcome_size: float) -> dict[str, Any]:
        smallest = 0.02 * outcome_size
        base, moved = self.case.moved(outcome_size, smallest)
        effect = paired_effect(moved, base)
        p = effect_p(effect)
        told = judge(Question(effect.paired, p, smallest, effect.luck), 1.0 if math.isnan(p) else p)
        return {"effect": plain(effect.paired), "judged": plain(told)}


def sentences_of(results: Results) -> str:
    said = [*summary(results)[1:2], *summary(results)[3:5], phases_title(results), countries_title(results)]
    return " ".join([*said, tiers_title(results)])


@pytest.mark.parametrize("name", CASES)
def test_a_roadmap_says_it_on_page_deck_workbook_and_console(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pptx")
    from pptx import Presentation

    case = CASES[name]
    results = _Given(case).results()
    judgement = results.targets[0].judged["plan"]
    assert judgement.verdict == case.verdict
    words = {"better": "improves content quality", "worse": "worsens content quality"}.get(
        case.side, {"no material change": "no material change: content quality"}.get(case.verdict, case.verdict))
    assert words in summary(results)[1]
    if not case.side:
        assert not claims(sentences_of(results)), sentences_of(results)
    print_roadmap(results)
    monkeypatch.setattr(roadmap_page, "_charts", lambda _: ())
    roadmap_page.write_roadmap_page(results, tmp_path)
    page = plain_text((tmp_path / "report.html").read_text("utf-8"))
    write_roadmap_workbook(results, tmp_path / "roadmap.xlsx")
    sheet = [list(map(str, row.values())) for row in read(tmp_path / "roadmap.xlsx")["Contributions"]]
    write_roadmap_deck(results, tmp_path / "deck.pptx")
    deck = " ".join(shape.text_frame.text for slide in Presentation(str(tmp_path / "deck.pptx")).slides
                    for shape in slide.shapes if shape.has_text_frame)
    shown = case.side or verdict_words(judgement)
    assert words in page and words in " ".join(capsys.readouterr().out.split())
    assert shown in page
    assert any(verdict_words(judgement) in row for row in sheet)
    if not case.side:
        assert not claims(deck), claims(deck)


def test_countries_that_go_different_ways_are_mixed_everywhere(tmp_path: Path) -> None:
    results = _Given(CASES["clear gain"]).results()
    other = _Given(CASES["clear loss"]).results()
    places = tuple(there if there.place == "uk" else here
                   for here, there in zip(results.countries, other.countries, strict=True))
    mixed = replace(results, countries=places)
    assert countries_title(mixed).startswith("Countries are mixed: content quality ends better in")
    assert "but worse in the United Kingdom" in countries_title(mixed)


def test_no_share_of_a_level_that_cannot_be_told_from_zero_is_told_anywhere() -> None:
    base, moved = CASES["clear gain"].moved(0.0, 10.0)
    noisy = base + 30.0 * ((-1.0) ** (1 + (base * 0).cumsum()) + (moved - moved.mean()))
    effect = paired_effect(noisy + (moved - base), noisy)
    assert effect.relative is None
    assert "$" in outcome_change("gmv_net", effect).mean and "%" not in outcome_change("gmv_net", effect).mean

    level = Interval(0.4, -3.0, 3.8, 12)
    assert "%" not in change_words("USD per day", Interval(40.0, 30.0, 50.0, 12), base_of(level))
    told = base_of(Interval(400.0, 390.0, 410.0, 12))
    assert "%" in change_words("USD per day", Interval(40.0, 30.0, 50.0, 12), told)
