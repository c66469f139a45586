"""Decks and workbooks of whatever text: control characters, long questions, right-to-left and East Asian scripts."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("pptx")
pytest.importorskip("xlsxwriter")

from pptx import Presentation

from sim.studies.roadmap.deck import write_roadmap_deck
from sim.studies.roadmap.results import Results
from sim.studies.roadmap.workbook import write_roadmap_workbook
from tests.studies.roadmap.synthetic import small_results

TEXTS = {
    "control": "Ring\x07 the \x1b[31mbell\x00\x0b?", "long": "Why would it? " * 60, "one word": "x" * 3000,
    "right to left": "מה יקרה אם נזהיר קודם? ماذا لو حذرنا أولا؟", "turned": "a\u202eb\u2066c\u2028d",
    "East Asian": "先に警告したら？" * 60, "half": "a\ud800b\uffff", "markup": "<a:t>&lt;x&gt;</a:t> & \"q\" ]]>",
    "formula": '=HYPERLINK("x")', "many lines": "one\n\ntwo\r\nthree\tfour", "emoji": "😀👩\u200d👩\u200d👧é",
}
ACTING = "\x00\x07\x0b\x1b\u202e\u2066\u2028\ud800\uffff"


@pytest.fixture(scope="module")
def small() -> Results:
    return small_results()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_deck_and_a_workbook_hold_any_text(text: str, small: Results, tmp_path: Path) -> None:
    plan = replace(small.plan, why=text)
    results = replace(small, about=replace(small.about, question=text, owner=text), alternatives=(plan,))
    write_roadmap_deck(results, tmp_path / "deck.pptx")
    write_roadmap_workbook(results, tmp_path / "roadmap.xlsx")
    about = Presentation(str(tmp_path / "deck.pptx")).core_properties
    assert max(map(len, (about.title, about.subject, about.author))) <= 255
    for name in ("deck.pptx", "roadmap.xlsx"):
        with zipfile.ZipFile(tmp_path / name) as packed:
            for part in packed.namelist():
                if part.endswith((".xml", ".rels")):
                    told = "".join(ElementTree.fromstring(packed.read(part)).itertext())
                    assert not set(told) & set(ACTING), (name, part)
