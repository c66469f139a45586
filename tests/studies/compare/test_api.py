"""Studies from Python: tidy frames, figures, and an object that says what it is."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from sim.errors import UserError
from sim.methods.verdicts import VERDICTS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.compare.api import Study, forecast
from sim.studies.experiment.judging import JUDGED
from tests.studies.compare.fake_model import FakeEcosystem, small_answer


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(small_answer(), None)


def test_effects_and_outcomes_are_tidy(study: Study) -> None:
    assert list(study.effects.columns) == [
        "scenario",
        "outcome",
        "mean",
        "low",
        "high",
        "unit",
        "visible_from",
        "visible_early",
        "visible_late",
        *JUDGED,
    ]
    assert len(study.effects) == 3 * len(OUTCOMES)
    assert len(study.outcomes) == 4 * len(OUTCOMES)
    quality = study.effects.query("scenario == 'quality_bonus' and outcome == 'quality'").iloc[0]
    assert (quality["verdict"] in VERDICTS, quality["low"] > 0, quality["p"] < 0.05) == (True, True, True)
    assert study.summary["scenarios"]["quality_bonus"]["effects"]["quality"]["mean"] == quality["mean"]


def test_an_expectation_keeps_its_verdict_and_the_effect_that_it_was_judged_by(study: Study) -> None:
    judged = study.expectations
    assert len(judged) == sum(len(one) for one in study._answer.judged.values()) > 0
    row = judged.iloc[0]
    effect = study.effects.query("scenario == @row.scenario and outcome == @row.outcome").iloc[0]
    assert (row["mean"], row["low"], row["high"]) == (effect["mean"], effect["low"], effect["high"])
    assert set(judged["verdict"]) <= {"MET", "NOT MET", "UNDECIDED"}


def test_slices_are_a_frame_by_category_and_format(study: Study) -> None:
    assert {"scenario", "category", "format", "gmv_placed"} <= set(study.slices.columns)
    assert len(study.slices) == 4 * 8 * 40 * 2 * 2 * 2


def test_daily_has_a_column_an_outcome(study: Study) -> None:
    assert len(study.daily) == 4 * 8 * 40 * 3
    assert set(OUTCOMES) <= set(study.daily.columns)


def test_days_can_be_summed_to_the_outcome_of_the_horizon(study: Study) -> None:
    whole = study.daily.query("scenario == 'warn_first' and region == 'all'").groupby("replication")
    told = study.outcomes.set_index(["scenario", "outcome"])["mean"]
    for name in ("quality", "creator_retention_30d", "appeal_overturn_rate", "complaint_rate"):
        ratio = whole[f"{name}_sum"].sum() / whole[f"{name}_count"].sum()
        assert ratio.mean() == pytest.approx(told["warn_first", name])
    assert "gmv_net_sum" not in study.daily.columns and "cheating_premium_sum" not in study.daily.columns


def test_plot_is_a_figure_with_two_panels(study: Study) -> None:
    figure = study.plot("violation_view_rate")
    assert isinstance(figure, Figure)
    assert len(figure.axes) == 2


def test_an_unknown_outcome_is_told_with_the_nearest_name(study: Study) -> None:
    with pytest.raises(UserError, match="Did you mean quality"):
        study.plot("qualty")


def test_printing_a_study_tells_what_it_is(study: Study) -> None:
    text = repr(study)
    assert text.startswith("Study of quality_bonus, earlier_traffic_cut, warn_first against status_quo: 8 replications")
    assert "violation view rate" in text


def test_a_forecast_has_levels_and_no_effects() -> None:
    study = forecast("quality_bonus", seeds=2, days=10, build=FakeEcosystem, processes=1)
    assert repr(study).startswith("Study of quality_bonus: 2 replications × 10 days")
    assert (len(study.effects), len(study.outcomes)) == (0, len(OUTCOMES))
    assert study.summary["study"] == "forecast"
    assert len(study.plot("quality").axes) == 1
