"""Findings say what the intervals bear: a clear gain, its price, and what noise hides."""

from __future__ import annotations

import pytest

from sim.methods.intervals import Effect, Interval
from sim.methods.onset import Onset
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import plan_comparison
from sim.show.verdicts import verdict_words
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.expectations import Judged, judge_all
from sim.studies.compare.headlines import outcome_headline, region_headline
from sim.studies.compare.words import channel, direction, expectation, findings
from sim.studies.experiment.judging import judged_alone
from tests.studies.compare.fake_model import CONFIG, EARLIER_CUT, NAMES, answer_of, small_answer


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


def test_a_gain_that_matters_is_named_with_size_interval_level_and_day() -> None:
    text = told(analysis(return_rate=effect(-0.02, 0.005, 0.14, 41)))
    assert "Return rate falls by 2.0 pp (1.5 to 2.5) from 14.0%, visible from day 41 (36 to 50)." in text
    assert "No headline outcome certainly gets worse by enough to matter." in text


def test_a_loss_that_matters_is_the_price_and_no_gain_is_claimed() -> None:
    text = told(analysis(gmv_net=effect(-4000, 100, 40_000), wrongly_hit_gmv=effect(400, 5, 100)))
    assert "No headline outcome certainly gets better by enough to matter." in text
    assert "The price: net GMV falls by 10.0% (9.8 to 10.2); also worse: wrongly hit GMV" in text


def test_a_certain_change_that_is_only_likely_large_enough_says_so() -> None:
    text = told(analysis(quality=effect(0.006, 0.002, 0.6)))
    assert "Content quality rises by 0.006 (0.004 to 0.008) from 0.600 (probably the 0.005 or more that matter)" in text


def test_certain_but_trivial_changes_are_neither_gain_nor_price() -> None:
    text = told(analysis(gmv_net=effect(-4, 1, 40_000), governance_cost=effect(0.09, 0.01, 9.0)))
    assert "No headline outcome certainly gets worse by enough to matter." in text
    assert "Certain but small: governance cost (+1.00%) and net GMV (-0.010%)." in text
    for verb in ("rises", "falls", "worse:"):
        assert verb not in text


def test_what_is_undecided_is_never_called_a_change_and_says_what_it_takes() -> None:
    text = told(analysis(gmv_net=effect(-40, 200, 40_000), quality=effect(0.0001, 0.01, 0.6)))
    assert "No headline outcome certainly gets better by enough to matter. No headline outcome" in text
    assert "content quality (-0.010 to +0.010; " in text
    assert "Undecided: net GMV (-0.6 to +0.4%; " in text and " seeds would tell)" in text
    for verb in ("rises", "falls"):
        assert verb not in text


def test_a_certain_change_of_undecided_size_is_no_gain_yet() -> None:
    judgement = analysis(quality=effect(0.004, 0.002, 0.6)).judgements["earlier_traffic_cut"]["quality"]
    assert (judgement.verdict, judgement.direction) == ("undecided", "up")
    assert verdict_words(judgement) == "up, size undecided"
    text = told(analysis(quality=effect(0.004, 0.002, 0.6)))
    assert "gets better by enough to matter" in text and "Undecided: content quality (0.002 to 0.006; " in text


def test_what_is_shown_to_be_too_small_is_no_material_change_and_not_ignorance() -> None:
    text = told(analysis(gmv_net=effect(0.0, 4, 40_000)))
    assert "No material change: " in text and "net GMV" in text.split("No material change: ")[1]
    assert "net GMV" not in text.split("No material change: ")[0]


def test_surer_changes_come_before_larger_ones() -> None:
    text = told(analysis(gmv_net=effect(40_000, 15_000, 40_000), daily_active_viewers=effect(200, 5, 4_600)))
    assert text.index("daily active viewers rises") < text.index("net GMV (+100%)")


def test_a_tactic_that_pays_less_is_better_and_only_what_matters_takes_a_side() -> None:
    def side_of(name: str, one: Effect, smallest: float) -> str:
        return direction(name, judged_alone(one, smallest))

    assert side_of("cheating_premium", effect(-0.2, 0.05, 0.4), 0.05) == "better"
    assert side_of("gmv_net", effect(-400, 100, 40_000), 100) == "worse"
    assert side_of("warnings", effect(2, 1, 4), 0.1) == "neither"
    assert side_of("gmv_net", effect(-400, 500, 40_000), 100) == "neither"
    assert side_of("governance_cost", effect(0.09, 0.01, 9), 1.5) == "neither"


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
    assert "matter" not in text


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
    assert outcome_headline(made, "gmv_net") == "No material change in net GMV"
    every = answer_of(plan_comparison(CONFIG | {"replications": 8}, [EARLIER_CUT], "")).analysis
    assert region_headline(every, "violation_view_rate").startswith(
        "Violation view rate: earlier traffic cut down in both"
    )
    assert len(NAMES) > 0
