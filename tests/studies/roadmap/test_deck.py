"""A roadmap's deck: what it shows is in the store, fits on its slides, and is the same for the same results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pptx")

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from sim.methods.as_json import plain
from sim.methods.intervals import Interval
from sim.show.deck import measure
from sim.show.deck.look import HEIGHT, WIDTH
from sim.show.recommendation.recommendation import Advice, Recommendation
from sim.show.words import date_words
from sim.studies.roadmap.deck import write_roadmap_deck
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.words import summary
from tests.studies.judged import judged
from tests.studies.roadmap.store_numbers import COUNTED, NUMBER, leaves, relative, tellable
from tests.studies.roadmap.synthetic import large_results, small_results


def deck_of(results: Results, path: Path) -> Any:
    write_roadmap_deck(results, path)
    return Presentation(str(path))


@pytest.fixture(scope="module")
def large() -> Results:
    return large_results()


@pytest.fixture(scope="module")
def deck_file(large: Results, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deck") / "deck.pptx"
    write_roadmap_deck(large, path)
    return path


@pytest.fixture(scope="module")
def deck(deck_file: Path) -> Any:
    return Presentation(str(deck_file))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return deck_of(small_results(), tmp_path_factory.mktemp("tiny") / "deck.pptx")


def texts(deck: Any) -> Iterator[str]:
    """Yield every text of a deck, notes included, without slides' numbers."""
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_text_frame and not shape._element.xpath(".//a:fld"):
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
        yield slide.notes_slide.notes_text_frame.text


def numbers(deck: Any) -> set[str]:
    """Return every number of a deck's texts, without separators."""
    return {one.replace(",", "") for text in texts(deck) for one in NUMBER.findall(COUNTED.sub("", text))}


def charts(deck: Any) -> Iterator[tuple[Any, Any]]:
    for slide in deck.slides:
        yield from ((slide, shape) for shape in slide.shapes if shape.has_chart)


@pytest.mark.parametrize("which", ["deck", "tiny"])
def test_a_deck_has_eight_to_twelve_slides_each_with_a_finding_and_evidence(
    which: str, request: pytest.FixtureRequest
) -> None:
    deck = request.getfixturevalue(which)
    assert 10 <= len(deck.slides) <= 14
    assert deck.slide_width * 9 == pytest.approx(deck.slide_height * 16, rel=1e-3)
    for slide in deck.slides:
        assert len(slide.shapes.title.text_frame.text.split()) >= 6
        notes = slide.notes_slide.notes_text_frame.text
        assert "In the workbook" in notes and "Again: sim roadmap" in notes and "seeds 1 to 12" in notes
    assert "plan" in deck.slides[0].shapes.title.text_frame.text  # the answer comes first


def test_every_number_of_texts_tables_and_notes_is_in_the_store(large: Results, deck: Any) -> None:
    assert numbers(deck) - tellable(large.plain()) == set()


@pytest.mark.parametrize("results", [small_results(), large_results(3, 2, 2, 2, seed=5)], ids=["tiny", "small"])
def test_so_it_is_in_smaller_decks(results: Results, tmp_path: Path) -> None:
    deck = deck_of(results, tmp_path / "deck.pptx")
    assert numbers(deck) - tellable(results.plain()) == set()


def test_every_number_of_charts_is_in_the_store(large: Results, deck: Any) -> None:
    told = large.plain()
    known = {f"{one:.9g}" for one in leaves(told) if isinstance(one, int | float)}
    known |= {f"{100 * float(one):.9g}" for one in leaves(told) if isinstance(one, int | float)}
    known |= {f"{100 * one:.9g}" for one in relative(told)}
    known |= {f"{one:.9g}" for name in ("p10", "p25", "p50", "p75", "p90") for one in large.series[name]}
    seen = 0
    for _, shape in charts(deck):
        stacked: list[float] = []
        for series in (one for plot in shape.chart.plots for one in plot.series):
            values = [float("nan") if one is None else one for one in series.values]
            if series._element.getparent().tag.endswith("areaChart"):  # edges of bands are what is stacked up
                stacked = values = [
                    low + high for low, high in zip(stacked or [0.0] * len(values), values, strict=True)
                ]
            seen += len(values)
            assert {f"{one:.9g}" for one in values if one == one} <= known, series.name
    assert seen > 300


def test_another_store_gives_other_numbers(large: Results, deck: Any, tmp_path: Path) -> None:
    told = large.plain()
    target, phase = told["targets"][0], told["contributions"][0]
    target["by_arm"]["plan"]["value"].update(mean=0.2345, low=0.2211, high=0.2479)
    target["by_arm"]["plan"]["chance"].update(met=173, runs=191, share=173 / 191, low=0.8533, high=0.9432)
    told["countries"][0]["effect"]["plan"].update(mean=-0.0777, low=-0.0888, high=-0.0666, verdict="down")
    told["money"]["plan"]["total"].update(mean=33_377.0, low=31_111.0, high=35_555.0)
    phase["effect"].update(mean=-0.0561, low=-0.0577, high=-0.0533, verdict="down")
    phase["judged"] = plain(judged(phase["effect"], 0.01))
    changed = Results.of(told, large.series)
    other = deck_of(replace(changed, summary=tuple(summary(changed))), tmp_path / "deck.pptx")
    before, after = "\n".join(texts(deck)), "\n".join(texts(other))
    for number in ("23.4% [22.1%, 24.8%]", "173 of 191 runs", "$33.4 k", "-5.6 pp, better", "-7.8 pp"):
        assert number in after and number not in before, number
    shares = [value for _, shape in charts(other) for series in shape.chart.plots[0].series for value in series.values]
    assert 173 / 191 in shares


def test_the_same_results_give_the_same_bytes(large: Results, deck_file: Path, tmp_path: Path) -> None:
    write_roadmap_deck(large, tmp_path / "other")
    assert (tmp_path / "other").read_bytes() == deck_file.read_bytes()


@pytest.mark.parametrize("which", ["deck", "tiny"])
def test_nothing_leaves_its_place(which: str, request: pytest.FixtureRequest) -> None:
    for slide in request.getfixturevalue(which).slides:
        for shape in slide.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert right <= Inches(WIDTH) + 2 and bottom <= Inches(HEIGHT) + 2, (shape.name, right / 914400)
            if shape.has_text_frame and shape.text_frame.text:
                assert needed(shape.text_frame, shape.width - _margins(shape.text_frame)) <= shape.height + Pt(1), (
                    shape.text_frame.text
                )
            if shape.has_table:
                fits(shape.table)


def _margins(frame: Any) -> int:
    return int(frame.margin_left + frame.margin_right)


def needed(frame: Any, width: int) -> float:
    """Return how high a frame's text is in so much width, both in EMU."""
    total = 0.0
    for paragraph in frame.paragraphs:
        text = "".join(run.text for run in paragraph.runs)
        if not paragraph.runs:
            continue
        font = paragraph.runs[0].font
        size = font.size.pt if font.size else 24.0
        bold = font.bold or font.bold is None  # a title has its weight from the layout
        total += measure.height(text, size, width / Inches(1) + 1e-5, bold) * Inches(1)
    return total


def fits(table: Any) -> None:
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            frame = cell.text_frame
            room = (
                needed(frame, column.width - cell.margin_left - cell.margin_right)
                + cell.margin_top
                + cell.margin_bottom
            )
            assert room <= row.height + Pt(1), frame.text


def test_widths_are_those_of_the_font() -> None:
    # Arial, 12 points: H 722, e 556, l 222, l 222, o 556 thousandths of the size
    assert measure.width("Hello", 12) == pytest.approx((722 + 556 + 222 + 222 + 556) * 12 / 1000 / 72, rel=0.04)
    assert measure.width("Hello", 12, bold=True) > measure.width("Hello", 12)
    assert measure.wrap("one two three", 12, measure.width("one two", 12) + 0.01) == ["one two", "three"]


@pytest.mark.parametrize("room", [0.3, 1.0, 4.0])
def test_text_is_fitted_or_cut_never_run_over(room: float) -> None:
    text = "Antidisestablishmentarianism is what nobody in the market wants, not even for one quarter of a year."
    fitted = measure.fit(text, room, 0.5, (14, 12, 10))
    assert measure.height(fitted.text, fitted.size, room) <= 0.5 + 1e-6
    assert all(measure.width(line, fitted.size) <= room for line in measure.wrap(fitted.text, fitted.size, room))
    assert fitted.cut == (fitted.text != text)
    assert not fitted.cut or fitted.text.endswith("…")


def test_charts_and_tables_are_native_and_said_in_words(deck: Any) -> None:
    found = list(charts(deck))
    assert len(found) >= 5
    for _, shape in found:
        assert shape.chart.part.chart_workbook.xlsx_part is not None  # its numbers can be edited
        assert len(shape._element.xpath(".//p:cNvPr")[0].get("descr")) > 20
    assert sum(shape.has_table for slide in deck.slides for shape in slide.shapes) >= 8


def test_what_does_not_fit_is_said_to_be_in_the_workbook(deck: Any) -> None:
    assert any(re.search(r"… and \d+ more in the workbook \(sheet Targets\)", text) for text in texts(deck))


def test_undefined_numbers_are_told_as_such(tmp_path: Path) -> None:
    results = small_results()
    told = results.plain()
    nothing = {"mean": None, "low": None, "high": None, "verdict": "within noise", "count": 0}
    for became in told["targets"][0]["by_arm"].values():
        became["chance"] = {"met": 0, "runs": 0, "share": None, "low": 0.0, "high": 1.0}
        became["value"] = dict(nothing)
        became["reached"] = {"day": None, "low": None, "high": None, "date": None, "runs": 0}
        became["shortfall"] = {"missed_runs": 0, "mean": None, "worst": None}
    for row in [*told["countries"], *told["tiers"]]:
        row["status_quo"], row["effect"] = dict(nothing), {"plan": dict(nothing)}
    told["money"]["plan"]["total"] = dict(nothing)
    changed = Results.of(told, results.series.assign(p50=float("nan")))
    deck = deck_of(replace(changed, summary=tuple(summary(changed))), tmp_path / "deck.pptx")
    text = "\n".join(texts(deck))
    assert "n/a" in text and not re.search(r"\bnan\b|\bNone\b(?!:)", text)


def test_date_axes_begin_and_end_with_their_dates_and_say_day_month_and_year(deck: Any) -> None:
    axes = [axis for _, shape in charts(deck) for axis in shape.chart._chartSpace.iter(qn("c:dateAx"))]
    assert axes
    for axis in axes:
        low, high = (int(float(axis.find(qn("c:scaling")).find(qn(name)).get("val"))) for name in ("c:min", "c:max"))
        points = [int(float(one.text)) for one in axis.getparent().iterfind(f".//{qn('c:cat')}//{qn('c:v')}")]
        assert (low, high) == (min(points), max(points))
        assert axis.find(qn("c:numFmt")).get("formatCode") == "d mmm yyyy"


def test_the_second_slide_asks_for_a_decision(large: Results, tmp_path: Path) -> None:
    unknown = Interval(float("nan"), float("nan"), float("nan"), 0)
    advice = Advice("plan", "the plan", "adopt", "Go ahead with the plan.", unknown, "USD", "It costs $12.", "",
                    "Sellers.", "", "", "")
    told = Recommendation("Go ahead with the plan: it meets its targets.", "", "plan", (advice,))
    deck = deck_of(replace(large, recommendation=told), tmp_path / "deck.pptx")
    slide = deck.slides[1]
    words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    first = min(large.plan.phases, key=lambda one: one.start)
    assert slide.shapes.title.text_frame.text == told.headline
    assert {"Asked of you", "Owner", "Next step", "Decide before", "To approve plan", first.owner,
            date_words(first.start)} <= set(words)
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    cells = [cell.text_frame.text for row in table.rows for cell in row.cells]
    assert {"Go ahead with the plan.", "It costs $12.", "Sellers."} <= set(cells)
    assert any(one.startswith("Plan") and "recommended" in one for one in cells)
    assert any(one.startswith("Status quo") for one in cells)
    kickers = [text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
               if (text := shape.text_frame.text).startswith("APPENDIX")]
    assert kickers == ["APPENDIX: ASSUMPTIONS", "APPENDIX: METHOD"]
