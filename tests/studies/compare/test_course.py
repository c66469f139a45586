"""Effects over time: the last quarter, cohorts born after the change, what still grows."""

from __future__ import annotations

from sim.model.outcomes.dictionary import HEADLINE
from sim.studies.compare.course import course_words, exposed, last_quarter, still_growing
from tests.studies.compare.fake_model import small_answer


def test_an_effect_that_begins_late_is_larger_in_the_last_quarter_and_said_so() -> None:
    analysis = small_answer().analysis
    whole = analysis.effects["earlier_traffic_cut"]["violation_view_rate"].paired.mean
    late = last_quarter(analysis, "earlier_traffic_cut", "violation_view_rate").paired.mean
    assert abs(late) > 1.1 * abs(whole)
    assert still_growing(analysis, "earlier_traffic_cut", "violation_view_rate")
    text = course_words(analysis, "earlier_traffic_cut", HEADLINE)
    assert text.startswith("In the last quarter of the 40 days:")
    assert "violation view rate" in text and "still growing (mean " in text


def test_cohorts_are_followed_only_where_the_horizon_reaches() -> None:
    analysis = small_answer().analysis
    assert exposed(analysis, "quality_bonus", "creator_retention_30d") is not None
    assert exposed(analysis, "quality_bonus", "creator_retention_90d") is None
    assert exposed(analysis, "quality_bonus", "quality") is None
    found = exposed(analysis, "quality_bonus", "creator_retention_30d")
    assert found is not None and found.paired.count == analysis.count
