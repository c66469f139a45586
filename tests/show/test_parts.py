"""An answer in parts: trouble with one takes none of the others along, and is told in a line."""

from __future__ import annotations

import pytest

from sim.errors import MissingExtraError, UserError
from sim.show.parts import LostPartsError, Parts


def test_whole_parts_say_nothing() -> None:
    parts = Parts()
    with parts.part("page"):
        pass
    parts.tell()


def test_the_other_parts_are_made_and_each_that_is_lost_is_a_line() -> None:
    parts, made = Parts(), []
    with parts.part("page"):
        made.append("page")
    with parts.part("deck"):
        raise ValueError("All strings must be XML\n compatible \x1b[31m\u202e" + "x" * 500)
    with parts.part("workbook"):
        made.append("workbook")
    with parts.part("figure"):
        raise KeyError("z")
    assert made == ["page", "workbook"]
    with pytest.raises(LostPartsError) as caught:
        parts.tell()
    deck, figure = caught.value.lines
    assert deck.startswith("no deck: ValueError: All strings must be XML compatible \\x1b[31m\\u202exxx")
    assert deck.isprintable() and len(deck) < 300 and figure.startswith("no figure: KeyError: 'z' (all else is written")
    assert caught.value.at_fault and str(caught.value).count("\n") == 1


def test_what_is_not_installed_is_nobodys_fault() -> None:
    parts = Parts()
    with parts.part("deck"):
        raise MissingExtraError("needs python-pptx")
    with pytest.raises(LostPartsError) as caught:
        parts.tell()
    assert not caught.value.at_fault and caught.value.lines == ["no deck: needs python-pptx"]


def test_lost_parts_of_parts_are_told_as_they_are() -> None:
    inner, outer = Parts(), Parts()
    with inner.part("figure one"):
        raise RuntimeError("x")
    with outer.part("page"):
        inner.tell()
    assert outer.lost == inner.lost and outer.at_fault


@pytest.mark.parametrize("error", [OSError(28, "full"), MemoryError(), UserError("wrong"), KeyboardInterrupt()])
def test_trouble_that_concerns_every_part_ends_them_all(error: BaseException) -> None:
    with pytest.raises(type(error)), Parts().part("page"):
        raise error
