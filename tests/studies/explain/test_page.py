"""Words and pictures of an explanation say what the numbers allow, and no more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sim.studies.explain.charts import chart_title, draw_division
from sim.studies.explain.console import print_explanation
from sim.studies.explain.page import write_explain_page
from sim.studies.explain.words import division_words, findings, pair_words
from tests.studies.explain.stand_in import explanation

ABOUT = {
    "status": "complete", "command": "sim explain it", "key": "abc123", "code_version": "1", "wall_s": 12.0,
    "replications": {"asked": 8, "finished": 8, "seeds": [1, 2]}, "versions": {"python": "3.11"},
    "machine": {"cores": 2},
}


def test_the_largest_part_comes_first_with_its_share_in_words() -> None:
    told = division_words(explanation().divisions["violation_view_rate"])
    assert told.startswith("Violation view rate falls by ")
    assert "three quarters of the fall (7" in told
    assert "comes from who gets the traffic (allocation), about a fifth (" in told
    assert "from creators behaving otherwise (deterrence) and a little (" in told
    assert "learning" not in told  # its part is noise
    assert "Working the other way" not in told


def test_what_works_the_other_way_is_told_apart_and_the_rest_is_more_than_all() -> None:
    told = division_words(explanation().divisions["quality"])
    assert "More than all of the rise (1" in told
    assert "Working the other way: who stays and enters (selection) (-0.0" in told


def test_parts_that_cancel_out_are_told_of_an_effect_that_is_noise() -> None:
    told = next(one for one in findings(explanation()) if one.startswith("Return rate is not known to change"))
    assert "pp through who stays and enters (selection)" in told
    assert "pp through who gets the traffic (allocation)" in told
    assert "(%" not in told


def test_noise_is_named_and_not_shared_out() -> None:
    sentences = findings(explanation({}))
    assert not [one for one in sentences if "and yet" in one]
    assert all(one.startswith(("No material change: ", "Undecided: ", "Certain but small: ")) for one in sentences)
    assert "comes from" not in " ".join(sentences)


def test_one_seed_says_nothing() -> None:
    assert findings(explanation(seeds=1)) == [
        "One replication gives no interval, so nothing can be told from noise. Ask for replications=12."]


def test_a_wide_share_is_called_most_or_a_part() -> None:
    told = division_words(explanation(luck=0.05, seeds=6).divisions["violation_view_rate"])
    assert "Most of the fall" in told
    assert not re.search(r"about (three quarters|a fifth)", told)


def test_a_share_that_no_word_is_near_is_a_number_said_once() -> None:
    told = division_words(explanation({"quality": {"deterrence": 0.058, "selection": 0.042}}).divisions["quality"])
    assert re.search(r"5\d% of the rise \(5\d to \d\d\) comes from creators", told)
    assert re.search(r" and 4\d% \(\d\d to 4\d\) from who stays", told)


def test_interactions_are_told_with_their_interval() -> None:
    told = pair_words(explanation({}, together=-0.06).divisions["violation_view_rate"])
    assert re.fullmatch(r"deterrence × allocation: -\d+(\.\d+)? pp \[.*\]", told)


def test_a_picture_has_a_step_a_part_that_ends_where_the_effect_does() -> None:
    division = explanation().divisions["violation_view_rate"]
    axes = draw_division(division).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [
        "deterrence", "selection", "allocation", "learning", "norms", "direct", "whole effect"]
    bars = axes.patches
    assert bars[5].get_x() + bars[5].get_width() == pytest.approx(division.total.paired.mean)
    assert bars[6].get_width() == pytest.approx(division.total.paired.mean)
    hollow = [bar for bar in bars if bar.get_facecolor()[:3] == (1.0, 1.0, 1.0)]
    assert len(hollow) == sum(not part.clear for part in division.parts)
    assert "most of all through allocation" in chart_title(division)


def test_the_page_is_one_file_that_fetches_nothing(tmp_path: Path) -> None:
    study = replace(explanation(), shown=("violation_view_rate", "return_rate", "awareness"))
    write_explain_page(tmp_path, study, ABOUT)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?!data:|#)", page)
    assert "<script" not in page
    assert page.count("<figure>") == len(list((tmp_path / "figures").glob("*.png"))) == 2
    for sentence in findings(study):
        assert sentence in page
    assert "sim explain it" in page
    parts = [part for name in study.shown for part in study.divisions[name].parts]
    assert page.count('<span class="verdict">may be nothing</span>') == sum(not part.clear for part in parts) > 0


def test_the_terminal_shows_shares_below_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation(explanation())
    out = capsys.readouterr().out
    lines = out.splitlines()
    row = next(place for place, line in enumerate(lines) if line.startswith("violation view rate"))
    assert "-7.5" in lines[row] or "-7.4" in lines[row] or "-7.6" in lines[row]
    assert re.search(r"100%\s+\d+% ±\d+\s+noise\s+7\d% ±\d+\s+noise", lines[row + 1])
    assert max(map(len, lines)) <= 100
