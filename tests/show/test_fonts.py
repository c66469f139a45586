"""Letters of any script in figures: a font that has them, or a question mark and one line that says so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from sim.show import fonts
from sim.show.style import save_both

JAPANESE, HEBREW, ENGLISH = "日本", "שלום", "Net GMV – €"
RARE = "\U0001e2c0"  # Wancho, which hardly any font has


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(fonts, "_said", set())
    found = fonts.family_with
    found.cache_clear()
    yield
    found.cache_clear()


def drawn(*texts: str) -> Figure:
    figure = Figure()
    for place, text in enumerate(texts):
        figure.text(0.1, 0.1 + place / 10, text)
    return figure


def without_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "family_with", lambda letter: "")


def test_what_the_house_font_has_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    figure = drawn(ENGLISH, HEBREW)
    before = [text.get_fontfamily() for text in figure.texts[:1]]
    assert fonts.with_fonts(figure).keys() <= set(figure.texts[1:])
    assert [text.get_fontfamily() for text in figure.texts[:1]] == before
    fonts.restored({})
    assert figure.texts[0].get_text() == ENGLISH and "Latin" not in capsys.readouterr().err


def test_a_letter_that_no_font_has_is_a_question_mark_until_restored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_fonts(monkeypatch)
    figure = drawn(f"{JAPANESE} one", f"a\n{JAPANESE}", ENGLISH)
    replaced = fonts.with_fonts(figure)
    assert [text.get_text() for text in figure.texts] == ["?? one", "a\n??", ENGLISH]
    fonts.restored(replaced)
    assert [text.get_text() for text in figure.texts] == [f"{JAPANESE} one", f"a\n{JAPANESE}", ENGLISH]
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and told.startswith("sim: no font on this machine has 日 本 (Cjk)")
    fonts.restored(fonts.with_fonts(drawn(JAPANESE)))
    assert not capsys.readouterr().err, "each letter is told once"


def test_many_letters_are_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    without_fonts(monkeypatch)
    fonts.with_fonts(drawn("".join(chr(0x4E00 + at) for at in range(40))))
    told = capsys.readouterr().err
    assert told.count("\n") == 1 and "and 28 more" in told and len(told) < 300


def test_a_font_of_the_machine_stands_behind_the_house_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "family_with", lambda letter: "Theirs" if letter == ord("日") else "")
    figure = drawn(JAPANESE)
    fonts.with_fonts(figure)
    assert figure.texts[0].get_fontfamily() == [fonts.HOUSE, "Theirs"] and figure.texts[0].get_text() == "日?"


def test_a_font_that_cannot_be_opened_has_no_letters(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    assert fonts._letters_of(tmp_path / "broken.ttf") == frozenset()
    assert fonts._letters_of(tmp_path / "none.ttf") == frozenset()


@pytest.mark.parametrize("text", [JAPANESE, HEBREW, RARE, "😀", "\u0301", "\u200b\ufeff", "ไทย", "한국"])
def test_a_figure_of_any_script_is_written_without_a_warning_of_pythons_own(text: str, tmp_path: Path) -> None:
    figure = drawn(text)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save_both(figure, tmp_path / "figure")
    assert (tmp_path / "figure.png").stat().st_size and (tmp_path / "figure.svg").stat().st_size
    assert figure.texts[0].get_text() == text
