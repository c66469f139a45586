"""A lever without a price is not free, and one that is turned the cheap way needs nothing."""

from __future__ import annotations

from sim.model.parameters import all_parameters
from sim.studies.experiment.prices import _table, price_of, unpriced


def test_levers_are_counted_unpriced_or_rules() -> None:
    assert price_of("incentives.quality_bonus.amount") == "counted"
    assert price_of("enforcement.auto.recall") == "unpriced"
    assert price_of("enforcement.milestones.at_risk.rating") == "rule"
    assert price_of("enforcement.review.accuracy") == "unpriced"
    assert price_of("enforcement.review.staff") == "counted"


def test_every_row_is_of_some_lever() -> None:
    levers = [one.name for one in all_parameters("lever")]
    for name in (*_table()["counted"], *_table()["unpriced"]):
        assert any(one == name or one.startswith(f"{name}.") for one in levers), name
    for row in _table()["unpriced"].values():
        assert row["dearer"] in ("up", "down") and row["what"]


def test_what_has_to_be_paid_is_named_once_and_only_the_dear_way() -> None:
    recall, minutes = ("enforcement.auto.recall", 0.67, 0.9), ("enforcement.auto.minutes", 12.0, 30.0)
    assert unpriced([recall, recall, minutes]) == ("better detectors",)
    assert unpriced([("enforcement.auto.recall", 0.67, 0.5)]) == ()
    assert unpriced([("enforcement.warnings", 0.0, 1.0)]) == ()


def test_detection_that_is_switched_off_needs_nothing() -> None:
    off = [("enforcement.auto.recall", 0.67, 0.0), ("enforcement.auto.false_positive_rate", 0.0007, 0.0)]
    assert unpriced(off) == ()
    assert unpriced(off[1:]) == ("more exact detectors",)
