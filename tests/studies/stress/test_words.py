"""Sentences say what the numbers bear: what matters, what is small or open, tied, unnoticed, not recovered."""

from __future__ import annotations

from typing import Any

from sim.methods.intervals import Interval
from sim.studies.stress.words import days_words, felt, helped, lost, noticed, rated, recovered, summary, year_words
from tests.studies.attributes import attributes
from tests.studies.judged import judged


def days(median: float | None, met: int = 0) -> dict[str, Any]:
    low, high = (None, None) if median is None else (median - 1, median + 2)
    return {"median": median, "low": low, "high": high, "runs": 8, "never": {"met": met, "runs": 8}, "ends": True}


def row(
    threat: str, *, matters: bool = True, decided: bool = True, rating: tuple[int, int, int] = (9, 6, 12),
    year: tuple[float, float] = (10.0, 1.0), alarm: float | None = 4, over: float | None = 3,
    best: str | None = "act", alike: tuple[str, ...] = (),
) -> Any:
    mean, half = year
    sales = Interval(-mean, -mean - half, -mean + half, 8)
    yearly = {"mean": mean, "low": mean - 8, "high": mean + 9}
    return attributes({
        "policy": "status_quo", "threat": threat, "impact": {"matters": matters, "decided": decided},
        "rating": dict(zip(("middle", "low", "high"), rating, strict=True)),
        "loss": {"judged": judged(sales, 5.0), "year": yearly,
                 "share_of_year": {key: one / 100 for key, one in yearly.items()}},
        "detect": days(alarm, 0 if alarm else 8), "recover": days(over, 0 if over else 8),
        "plans": [{"name": best, "undone": {"mean": 0.4, "low": 0.3, "high": 0.5, "verdict": "up"}}],
        "best": {"name": best, "alike": list(alike), "criterion": "quality"},
    })


def test_felt_small_and_open_are_told_apart():
    text = felt([row("one"), row("two", matters=False), row("three", matters=False, decided=False)], "status_quo")
    assert text == ("Under status quo, 1 of 3 threats hurts an outcome that it is feared for by enough to matter; two: "
                    "no harm that matters; three: undecided.")
    assert "no threat is known to hurt" in felt([row("one", matters=False)], "status_quo")


def test_ratings_that_overlap_are_not_ranked():
    near = rated([row("one", rating=(16, 12, 20)), row("two", rating=(9, 6, 12))])
    assert "that of one, 16 (12 to 20); it cannot be ranked above two" in near
    assert "lies above all others" in rated([row("one", rating=(16, 12, 20)), row("two", rating=(4, 2, 6))])


def test_only_a_loss_that_matters_is_one():
    open_, small = row("two", year=(99.0, 150.0)), row("three", year=(1.0, 0.1))
    assert lost([open_]) == ("No threat is known to cost net GMV by enough to matter; of 1 of 1 threats it is "
                             "undecided.")
    text = lost([row("one"), open_, small])
    assert "one costs most: 10% (2.0% to 19%)" in text
    assert text.endswith("of 1 of 3 threats it is too little to matter; of 1 of 3 threats it is undecided.")
    assert year_words(open_.loss).startswith("undecided (")
    assert year_words(small.loss).startswith("certain but small (")


def test_what_is_missed_is_named():
    text = noticed([row("one", alarm=2), row("two", alarm=9), row("three", alarm=None)])
    assert "the soonest is one, 2 days (1 to 4)" in text
    assert "the latest two" in text
    assert "three goes unnoticed" in text
    assert noticed([row("one", alarm=None)]) == "No threat is noticed by its signal in most runs."


def test_what_is_not_over_is_named():
    assert "two is still felt on the last day" in recovered([row("one"), row("two", over=None)])
    assert "None of two is over for good" in recovered([row("two", over=None)])


def test_ties_and_noise_among_plans_are_said():
    text = helped([row("one", alike=("wait",)), row("two", best=None)])
    assert "for one: act, 40% of the harm (not told apart from wait)" in text
    assert "for two, no plan is known to help by enough to matter" in text


def test_there_are_six_sentences_and_one_on_other_policies():
    told = attributes({"about": {"policies": [{"name": "status_quo"}, {"name": "strict"}]}, "between": [
        {"threat": "one", "policy": "strict", "outcome": "quality",
         "harder": {"mean": 0.2, "low": 0.15, "high": 0.25, "verdict": "up"},
         "judged": judged(Interval(0.2, 0.15, 0.25, 8), 0.1)}]})
    told.rows_of = lambda policy: [row("one")]
    sentences = summary(told)
    assert len(sentences) == 7
    assert sentences[-1].startswith("Compared with status quo, one hits strict harder on content quality")
    assert all(one.endswith(".") for one in sentences)


def test_medians_without_an_end_are_not_numbers():
    assert days_words(attributes(days(None, 8))) == "not in most runs"
    assert days_words(attributes({**days(4), "low": None, "high": None})) == "4 days"  # too few runs for an interval
    assert days_words(attributes({**days(4), "high": None})) == "4 days (3 to the end)"
    assert days_words(attributes({**days(1), "low": 1.0, "high": 1.0})) == "1 day"
