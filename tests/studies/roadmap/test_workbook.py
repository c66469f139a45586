"""A roadmap's workbook holds the store's numbers as numbers, dates as dates, and opens where it should."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from sim.studies.roadmap.results import Results
from sim.studies.roadmap.workbook import FIRST_PRINTED, MOST_PRINTED, write_roadmap_workbook
from tests.studies.roadmap.synthetic import large_results

pytest.importorskip("xlsxwriter")
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def results() -> Results:
    return large_results()


@pytest.fixture(scope="module")
def sheets(results: Results, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    path = tmp_path_factory.mktemp("workbook") / "roadmap.xlsx"
    write_roadmap_workbook(results, path)
    return read(path)


def read(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return sheet → rows as column letter → number, or text."""
    with zipfile.ZipFile(path) as book:
        texts = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [
            one.get("name", "") for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SPACE}sheet")
        ]
        found = {}
        for place, name in enumerate(names, 1):
            tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{place}.xml"))
            found[name] = [
                {
                    cell.get("r", "").rstrip("0123456789"): value(cell, texts)
                    for cell in row
                    if cell.findtext(f"{SPACE}v") is not None
                }
                for row in tree.iter(f"{SPACE}row")
            ]
    return found


def value(cell: ElementTree.Element, texts: list[str]) -> Any:
    content = cell.findtext(f"{SPACE}v", "")
    return texts[int(content)] if cell.get("t") == "s" else float(content)


def test_targets_hold_chances_readings_and_dates(results: Results, sheets: dict[str, list[dict[str, Any]]]) -> None:
    rows = sheets["Targets"][1:]
    expected = [
        (one["name"], became["chance"]["share"], became["value"]["mean"], one["bound"])
        for one in results.plain()["targets"]
        for became in one["by_arm"].values()
    ]
    assert [(row["A"], row["E"], row["J"], row["M"]) for row in rows[: len(expected)]] == [
        (name, *map(pytest.approx, numbers)) for name, *numbers in expected
    ]
    first = dt.date(1899, 12, 30) + dt.timedelta(rows[0]["C"])
    assert first.isoformat() == results.plain()["targets"][0]["by"]
    together = rows[len(expected) :]
    assert [row["E"] for row in together] == [
        pytest.approx(one["share"]) for one in results.plain()["all_targets"].values()
    ]


def test_every_number_of_the_other_sheets_is_in_the_store(
    results: Results, sheets: dict[str, list[dict[str, Any]]]
) -> None:
    leaves = {f"{one:.9g}" for one in numbers(results.plain())}
    for name in ("Targets", "Phases", "Contributions", "Countries", "Creators", "Money", "Signs", "Assumptions"):
        for row in sheets[name][1:]:
            for cell in row.values():
                assert isinstance(cell, str) or f"{cell:.9g}" in leaves, (name, row)


def numbers(content: Any) -> list[float]:
    """Return every number of the store, dates as spreadsheets count them."""
    if isinstance(content, dict):
        return [one for value in content.values() for one in numbers(value)]
    if isinstance(content, list):
        return [one for value in content for one in numbers(value)]
    if isinstance(content, str):
        try:
            return [float((dt.date.fromisoformat(content) - dt.date(1899, 12, 30)).days)]
        except ValueError:
            return []
    return [float(content)] if isinstance(content, int | float) else []


def test_the_series_are_those_of_the_store(results: Results, sheets: dict[str, list[dict[str, Any]]]) -> None:
    shown = results.series[results.series["outcome"].isin({one["outcome"] for one in results.plain()["countries"]})]
    for name, window in (("Series", 28), ("Daily", 1)):
        stored, rows = list(shown[shown["window"] == window]["mean"]), sheets[name][1:]
        assert len(rows) == len(stored) > 0
        assert [row["E"] for row in rows] == pytest.approx(stored)


def test_the_sentences_are_those_of_the_page(results: Results, sheets: dict[str, list[dict[str, Any]]]) -> None:
    lines = [row.get("A") for row in sheets["Summary"]]
    assert [one for one in lines if one in results.plain()["summary"]] == results.plain()["summary"]


def test_the_same_results_give_the_same_bytes(results: Results, tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_roadmap_workbook(results, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_head_is_frozen_on_every_sheet(results: Results, tmp_path: Path) -> None:
    write_roadmap_workbook(results, tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        for name in (one for one in book.namelist() if one.startswith("xl/worksheets/sheet")):
            assert 'state="frozen"' in book.read(name).decode()


def test_it_prints_one_page_wide_with_heads_in_under_twenty_pages(results: Results, tmp_path: Path) -> None:
    write_roadmap_workbook(results, tmp_path / "book.xlsx")
    pages = 0
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        names = [one for one in book.namelist() if one.startswith("xl/worksheets/sheet")]
        about = book.read("xl/workbook.xml").decode()
        for name in names:
            text = book.read(name).decode()
            assert 'fitToHeight="0"' in text
            assert 'orientation="landscape"' in text
            rows = text.count("<row ")
            pages += 1 + (FIRST_PRINTED if rows > MOST_PRINTED else rows) // 46
        assert about.count("_xlnm.Print_Titles") == len(names) - 2  # the summary and the charts have no head to repeat
        assert "Series!$A$1:$L$46" in about  # of the longest sheets one page is printed
        assert len([one for one in book.namelist() if one.startswith("xl/charts/chart")]) == 3
    assert pages < 20
