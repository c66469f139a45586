"""Findings say what the intervals bear: a clear gain, its price, and what noise hides."""

from __future__ import annotations

from typing import Any

import pytest

from sim.methods.intervals import Effect, Interval
from sim.methods.onset import Onset
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import plan_comparison
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.expectations import Judged, judge_all
from sim.studies.compare.headlines import outcome_headline, region_headline
from sim.studies.compare.words import channel, direction, expectation, findings
from tests.studies.compare.fake_model import CONFIG, EARLIER_CUT, NAMES, small_answer


def effect(mean: float, half: float, baseline: float, visible: int | None = None) -> Effect:
    interval = Interval(mean, mean - half, mean + half, 12)
    return Effect(interval, interval, baseline, None if visible is None else Onset(visible, visible - 5, visible + 9))


def analysis(**effects: Effect) -> Analysis:
    """An analysis whose effects are given, all others being noise around zero."""
    plan = plan_comparison(CONFIG, [EARLIER_CUT], "")
    made = Analysis(plan, small_answer().analysis.replications)
    every = {name: effect(0.0, 0.01, 0.5) for name in OUTCOMES} | effects
    vars(made)["effects"] = {"earlier_traffic_cut": every}
    return made


def told(made: Analysis) -> str:
    return " ".join(findings(made, "earlier_traffic_cut", []))


def test_a_clear_gain_is_named_with_size_interval_level_and_day() -> None:
    text = told(analysis(return_rate=effect(-0.02, 0.005, 0.14, 41)))
    assert "Return rate falls by 2.0 pp (1.5 to 2.5) from 14.0%, visible from day 41 (36 to 50)." in text
    assert "No headline outcome gets clearly worse." in text


def test_a_clear_loss_is_the_price_and_no_gain_is_claimed() -> None:
    text = told(analysis(gmv_net=effect(-400, 100, 40_000), wrongly_hit_gmv=effect(40, 5, 100)))
    assert "No headline outcome gets clearly better." in text
    assert "The price: net GMV falls by 1.0% (0.8 to 1.2); also worse: wrongly hit GMV (+40%)." in text


def test_noise_is_never_called_a_change() -> None:
    text = told(analysis(gmv_net=effect(-400, 600, 40_000)))
    assert "No headline outcome gets clearly better. No headline outcome gets clearly worse." in text
    assert "Cannot be told from noise: net GMV (-2.5 to +0.5%)" in text
    for verb in ("rises", "falls"):
        assert verb not in text


def test_certain_but_tiny_changes_get_no_sentence() -> None:
    text = told(analysis(gmv_net=effect(-4, 1, 40_000)))
    assert "No headline outcome gets clearly worse." in text


def test_an_interval_that_pins_an_outcome_down_is_told_apart_from_ignorance() -> None:
    text = told(analysis(gmv_net=effect(0.0, 4, 40_000)))
    assert "As good as unchanged: net GMV." in text


def test_a_tactic_that_pays_less_is_better_and_neither_has_no_side() -> None:
    assert direction("cheating_premium", effect(-0.2, 0.05, 0.4)) == "better"
    assert direction("gmv_net", effect(-400, 100, 40_000)) == "worse"
    assert direction("warnings", effect(2, 1, 4)) == "neither"
    assert direction("gmv_net", effect(-400, 500, 40_000)) == "neither"


def test_identical_twins_are_said_to_be_identical() -> None:
    made = analysis()
    for one in made.replications:
        one.tallies["copy"] = one.tallies["status_quo"]
    try:
        assert made.changes_nothing("copy")
        assert findings(made, "copy", []) == [
            "Changes nothing: every count of every replication equals the status quo's."
        ]
    finally:
        for one in made.replications:
            del one.tallies["copy"]


def test_one_replication_claims_nothing() -> None:
    plan = plan_comparison(CONFIG, [EARLIER_CUT], "")
    made = Analysis(plan, small_answer().analysis.replications[:1])
    text = told(made)
    assert "nothing can be told from noise" in text
    assert "clearly" not in text


@pytest.mark.parametrize(
    ("content", "views", "words"),
    [
        ((0.010, 0.002), (0.008, 0.002), "+0.010 of it sits in what tiers of creators show, +0.008 in views"),
        ((0.018, 0.002), (0.000, 0.002), "kept its share of the views, it would be +0.018"),
        ((0.000, 0.002), (0.018, 0.002), "sits in views that moved between tiers of creators (+0.018)"),
        ((-0.01, 0.002), (0.028, 0.002), "-0.010 of it sits in what tiers of creators show, +0.028 in views"),
        ((0.009, 0.010), (0.009, 0.010), "cannot be told"),
    ],
)
def test_channels(
    content: tuple[float, float], views: tuple[float, float], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sim.studies.compare import words as room
    from sim.studies.compare.channels import Split

    both = effect(0.0, 0.001, 0.6)
    parts = Split("quality", effect(0.018, 0.002, 0.6), effect(*content, 0.6), effect(*views, 0.6), both)
    monkeypatch.setattr(room, "split", lambda *_: parts)
    assert words in channel(analysis(), "earlier_traffic_cut", "quality")


def test_expectations_are_judged_and_told() -> None:
    judged = {one.outcome: one.verdict for one in judge_all(small_answer().analysis, "earlier_traffic_cut")}
    assert judged["violation_view_rate"] == "MET"
    assert judged["creator_retention_90d"] in ("NOT MET", "UNDECIDED")
    assert expectation(Judged("gmv_net", "up", "UNDECIDED")) == "Expected net GMV “up”: UNDECIDED."


def test_titles_say_the_finding() -> None:
    made = analysis(violation_view_rate=effect(-0.0019, 0.0005, 0.0121))
    assert outcome_headline(made, "violation_view_rate") == "Earlier traffic cut lowers violation view rate by 0.19 pp"
    assert outcome_headline(made, "gmv_net") == "No clear change in net GMV"
    every: Any = small_answer().analysis
    assert region_headline(every, "violation_view_rate").startswith(
        "Violation view rate: earlier traffic cut down in both"
    )
    assert len(NAMES) > 0
