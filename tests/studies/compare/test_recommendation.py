"""What to do is said by rules from numbers: each synthetic case has its recommendation, and claims no more than it."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import pytest

from sim.methods.as_json import plain, read
from sim.show.recommendation.recommendation import Advice, Recommendation
from sim.show.recommendation.sheet import recommendation_lines
from sim.show.terminal import in_one_piece
from sim.studies.compare.answer import Answer
from sim.studies.compare.console import print_comparison
from sim.studies.compare.page import write_page
from tests.studies.compare.cases import answer, effect, zero_inflated

BONUS = "quality_bonus"
GAIN = {"quality": (0.02, 0.002)}
PAID = {"platform_net_value": (-231.0, 2.0), "incentive_cost": (238.0, 2.0), "platform_fees": (7.0, 2.0)}


def advice(made: Answer, name: str = BONUS) -> Advice:
    told = made.recommendation
    assert told is not None
    found = told.of(name)
    assert found is not None
    return found


def told(made: Answer) -> Recommendation:
    found = made.recommendation
    assert found is not None
    return found


def test_a_clear_gain_is_to_be_adopted() -> None:
    made = answer({BONUS: GAIN})
    assert told(made).headline == "Adopt quality bonus: content quality +0.020; nothing that matters gets worse."
    assert (told(made).choice, advice(made).course) == (BONUS, "adopt")
    assert advice(made).buys.startswith("Content quality +0.020 [+0.018, +0.022]")
    assert advice(made).pays == "Nobody, as far as these runs can tell."
    assert advice(made).needed == ""


def test_a_clear_loss_is_not_to_be_adopted_and_says_who_bears_it() -> None:
    made = answer({BONUS: {"wrongly_hit_gmv": (60.0, 5.0)}})
    assert told(made).headline == (
        "Do not adopt quality bonus: wrongly hit GMV +115%, and nothing that matters gets better.")
    assert told(made).choice == "status_quo"
    assert advice(made).pays == "Creators who did nothing wrong (wrongly hit GMV +115%)."
    assert advice(made).buys == "Nothing that can be seen."


def test_a_gain_that_costs_money_is_a_price_to_agree_to() -> None:
    made = answer({BONUS: GAIN | PAID})
    assert told(made).headline == (
        "Adopt quality bonus only if content quality +0.020 is worth $231 a day to the platform: it costs $238 a day "
        "and brings about $7 in fees.")
    assert told(made).choice == ""
    money = advice(made).net_value
    assert "The platform loses $231 a day (-$233 to -$229), 4.14% of net sales." in money
    assert "$238 a day more is spent on incentives and $7 a day more comes in from fees." in money
    assert advice(made).pays == "The platform ($231 a day)."
    assert advice(made).would_change.startswith("A smaller dose")


def test_what_is_certain_but_trivial_changes_nothing_that_matters() -> None:
    made = answer({BONUS: {"quality": (0.001, 0.0002), "platform_net_value": (-0.09, 0.01)}})
    assert told(made).headline == "Keep the status quo: quality bonus changes nothing that matters."
    assert told(made).choice == "status_quo"
    assert advice(made).buys == "Nothing that matters; certain but small: content quality +0.0010."
    assert "certain but small" in advice(made).net_value
    assert "Adopt" not in told(made).headline


def test_equivalence_is_an_answer_too() -> None:
    made = answer({BONUS: {}})
    assert told(made).headline == "Keep the status quo: quality bonus changes nothing that matters."
    assert advice(made).sure == "12 seeds; 14 of 14 outcomes settled, all that decide among them."
    assert advice(made).needed == ""


def test_the_undecided_is_no_answer_and_says_what_would_settle_it() -> None:
    made = answer({BONUS: {"violation_view_rate": (0.0001, 0.0009)}})
    assert told(made).headline == "No clear answer on quality bonus: violation view rate may still go either way."
    assert (told(made).choice, advice(made).course) == ("", "undecided")
    assert "open: violation view rate (-0.08 to +0.10 pp)" in advice(made).sure
    assert "settle violation view rate" in advice(made).needed
    for word in ("Adopt", "rises", "falls"):
        assert word not in " ".join(words for _, words in advice(made).rows())


def test_a_gain_with_an_open_loss_is_to_be_tried_first() -> None:
    made = answer({BONUS: GAIN | {"violation_view_rate": (0.0003, 0.0009)}})
    assert told(made).headline == ("Try quality bonus before adopting it: content quality +0.020, and no loss is seen; "
                                   "violation view rate is not settled.")
    assert "iolation view rate turning out at +0.12 pp" in advice(made).would_change


def test_a_country_that_goes_the_other_way_is_named() -> None:
    made = answer({BONUS: GAIN}, {"vn": {"violation_view_rate": (0.004, 0.0005)}, "us": {}})
    assert advice(made).course == "adopt"
    assert advice(made).pays == "Vietnam, where violation view rate goes the other way (+0.40 pp)."
    assert "eaving out Vietnam" in advice(made).would_change


def test_one_seed_of_twelve_makes_no_claim() -> None:
    made = answer({BONUS: {"wrongly_hit_gmv": zero_inflated("wrongly_hit_gmv", 300.0)}})
    assert advice(made).course in ("keep", "undecided")
    assert "wrongly hit GMV" not in told(made).headline
    assert "12 of" in advice(made).sure or "13 of" in advice(made).sure


def test_a_tiny_base_is_told_in_its_unit_and_not_in_shares_of_nothing() -> None:
    made = answer({BONUS: {"platform_net_value": (-40.0, 3.0)}}, levels={"platform_net_value": 0.1})
    assert "the platform loses $40 a day" in told(made).headline
    assert "%" not in told(made).headline
    shown = console(made)
    assert "-$40.0" in shown and "-400" not in shown


def test_one_replication_decides_nothing() -> None:
    made = answer({BONUS: GAIN}, count=1)
    assert told(made).headline == "Do not decide on quality bonus yet: one seed tells no effect from luck."
    assert told(made).choice == ""


def test_a_better_option_wins_and_two_that_differ_do_not() -> None:
    both = answer({BONUS: {"quality": (0.03, 0.002)}, "warn_first": {"quality": (0.01, 0.002)}})
    assert told(both).choice == BONUS
    assert told(both).why == ("It is preferred to warn first: better on something that matters, worse on nothing that "
                              "does.")
    apart = answer({BONUS: GAIN, "warn_first": {"violation_view_rate": (-0.002, 0.0002)}})
    assert told(apart).choice == ""
    assert told(apart).headline == ("No clear winner: quality bonus and warn first could be adopted, and none is "
                                    "better than the others on all that matters.")


def test_where_none_is_worth_it_the_status_quo_stays() -> None:
    made = answer({BONUS: {"quality": (-0.02, 0.002)}, "warn_first": {}})
    assert told(made).headline == "Keep the status quo: none of 2 options is worth it."
    assert told(made).why == ("Quality bonus makes something that matters worse; warn first changes nothing that "
                              "matters.")


@pytest.mark.parametrize("given", [GAIN, GAIN | PAID, {}, {"wrongly_hit_gmv": (60.0, 5.0)}])
def test_the_terminal_opens_with_it_and_json_keeps_it(given: dict[str, tuple[float, float]]) -> None:
    made = answer({BONUS: given})
    lines = " ".join(console(made).split())
    assert lines.startswith(told(made).headline)
    for _, words in advice(made).rows():
        assert words in lines
    kept = read(Recommendation, plain(told(made)))
    assert kept.headline == told(made).headline
    assert kept.rows() == told(made).rows()


@pytest.mark.parametrize("given", [GAIN, GAIN | PAID, {}, {"violation_view_rate": (0.0001, 0.0009)}])
def test_page_card_and_workbook_say_the_same(given: dict[str, tuple[float, float]], tmp_path: Path) -> None:
    made = answer({BONUS: given})
    page = tmp_path / "report.html"
    write_page(page, made.analysis, made.tiers, made.judged, made.findings, (), made.about, made.recommendation)
    words = unescape(" ".join(re.sub("<[^>]+>", " ", page.read_text(encoding="utf-8")).split()))
    assert told(made).headline in words
    lines = [line.cells[0] for line in recommendation_lines(told(made)) if line.cells]
    assert lines[0] == told(made).headline
    for heading, sentence in advice(made).rows():
        assert sentence in words
        assert f"{heading}: {sentence}" in lines


def console(made: Answer) -> str:
    out = io.StringIO()
    with in_one_piece(out) as screen:
        print_comparison(screen, made.analysis, made.findings, made.judged, made.recommendation)
    return out.getvalue()


def test_an_effect_of_a_case_is_what_it_says() -> None:
    made = effect("quality", 0.02, 0.002)
    assert made.paired.half_width == pytest.approx(0.002, rel=0.05)
