"""The laboratory on tiny markets: an analyst's tables, the truth apart, the same answer whoever runs it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.config import compose
from sim.errors import UserError
from sim.methods.experiments.frames import CELLS, PANEL, UNITS, checked
from sim.model.levers.schedule import Change, Scenario, Trigger
from sim.runs.folder import open_study
from sim.runs.plan import STATUS_QUO
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions, carry_out
from sim.studies.laboratory import estimating
from sim.studies.laboratory.designs import DESIGNS
from sim.studies.laboratory.plan import LAUNCH, LabPlan, plan_laboratory
from sim.studies.laboratory.recipe import LaboratoryRuns
from sim.studies.laboratory.run import begin_laboratory, recipe_of
from sim.studies.laboratory.scoring import Laboratory
from sim.studies.laboratory.settings import Ask
from sim.studies.laboratory.summary import laboratory_summary
from sim.studies.laboratory.tables import CELLS as CELL_TABLE
from sim.studies.laboratory.tables import ESTIMATES, EXPOSURE, SCHEMAS, TESTED, TRUTH
from sim.studies.laboratory.words import findings

SMALL = ("population.viewers=250", "population.creators=50", "warmup_days=3", "days=30", "replications=3", "seed=7")
BOOST = Scenario("boost", "Would it?", changes=(Change("distribution.weights.quality", 6.0),))
PENALTIES = Scenario("p", changes=(Change("enforcement.penalty.scale", 2.0),))
ASK = Ask(("creator", "viewer", "two_sided", "category", "switchback"), days=14, pre=7, again=1, curve=False)
HERE = RunOptions(Workforce("serial", 1), consent=True)
TRUTHS = ("launch", "truth", "window")


def config(*overrides: str) -> dict[str, Any]:
    return compose([*SMALL, *overrides])


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    return run(tmp_path_factory.mktemp("lab"), HERE)


def run(place: Path, options: RunOptions) -> Laboratory:
    plan = plan_laboratory(config(), BOOST, ASK, "sim experiment")
    study = begin_laboratory(plan, place, options)
    return Laboratory(carry_out(study.folder, options, LaboratoryRuns(plan.ask)))


def table(lab: Laboratory, name: str) -> pd.DataFrame:
    return lab.study.kept(name, SCHEMAS[name])


def test_tables_are_what_the_estimators_contract_says(lab: Laboratory) -> None:
    units = table(lab, "units")
    for (_, design, side), frame in units.groupby(["seed", "design", "side"]):
        checked(frame.reset_index(drop=True), UNITS, ("gmv_net", "views", "pre_views"))
        assert 0.2 < frame["arm"].mean() < 0.8, (design, side)
    cells = table(lab, CELL_TABLE)
    for _, frame in cells.groupby("seed"):
        checked(frame.reset_index(drop=True), CELLS, ("gmv_net",))
    for _, frame in table(lab, "panel").groupby(["seed", "design"]):
        checked(frame.reset_index(drop=True), PANEL, ("gmv_net", "views"))
        assert frame["day"].min() == -ASK.pre
        assert frame["day"].max() == ASK.days - 1
        assert not frame.loc[frame["day"] < 0, "arm"].any()


def test_no_table_of_the_test_holds_a_truth(lab: Laboratory) -> None:
    for name in ("units", "cells", "panel", EXPOSURE):
        assert not set(TRUTHS) & set(SCHEMAS[name].names)
        assert set(table(lab, name)["design"]) <= set(DESIGNS)


def test_estimators_are_given_no_truth_and_no_other_arm(lab: Laboratory, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []
    original = estimating.difference_in_means

    def watched(frame: pd.DataFrame, metric: Any) -> Any:
        seen.append(set(frame.columns))
        return original(frame, metric)

    monkeypatch.setattr(estimating, "difference_in_means", watched)
    frame = table(lab, "units").query("design == 'creator' and side == 'creators'")
    known = table(lab, EXPOSURE).query("design == 'creator'")[["key", "unit", "market", "weight", "boost"]]
    frame = frame.merge(known, on=["key", "unit"]).query(f"seed == {lab.seeds[0]}").reset_index(drop=True)
    design = DESIGNS["creator"]
    for judged in lab.plan.ask.judged:
        list(estimating.answers(design, judged, {"creators": frame}, 7, lambda _: frame["arm"].to_numpy()))
    assert seen
    assert not any(set(TRUTHS) & columns for columns in seen)


def test_pairs_of_a_two_sided_test_add_up_to_its_viewers(lab: Laboratory) -> None:
    cells, units = table(lab, CELL_TABLE), table(lab, "units").query("design == 'two_sided'")
    for seed in lab.seeds:
        by_pairs = cells.loc[cells["seed"] == seed, "orders"].sum()
        by_viewers = units.loc[units["seed"] == seed, "orders"].sum()
        assert 0 < by_pairs <= by_viewers  # creators who came since are in no pair
        counts = cells[cells["seed"] == seed].drop_duplicates(["viewer_arm", "viewer_bucket"])["viewers"].sum()
        assert counts == (units["seed"] == seed).sum()


def test_the_truth_is_everybody_against_nobody(lab: Laboratory) -> None:
    truth = table(lab, TRUTH)
    assert set(truth["design"]) == {STATUS_QUO, LAUNCH}
    assert truth["window"].notna().all()
    assert truth["launch"].notna().all()
    quality = lab.truth("quality", "market", "window", lab.seeds)
    assert (quality > 0).all()  # a ranking by quality shows more of it
    window = truth.query("metric == 'creator_retention_30d'")
    assert (window["launch"] <= window["window"]).all()  # who is gone after the test is gone later too


def test_every_card_has_scores_or_a_reason(lab: Laboratory) -> None:
    assert {card.design.name for card in lab.cards} == set(ASK.designs)
    for card in lab.cards:
        assert (card.scores is None) == bool(card.why), card
        if card.scores:
            parts = card.scores
            assert parts.bias.value == pytest.approx(parts.interference.value + parts.horizon.value)
            assert parts.worlds == 3
            assert 0 <= card.decision.value <= 1
    viewer = next(c for c in lab.cards if (c.design.name, c.judged.name, c.estimator) == ("viewer", "quality", "ratio"))
    assert viewer.scores is not None
    assert viewer.scores.estimate.value > 0


def test_what_a_test_takes(lab: Laboratory) -> None:
    spent = lab.spent
    assert spent["viewer"].creators == 1.0
    assert 0.3 < spent["viewer"].exposed < 0.7
    assert spent["two_sided"].exposed == pytest.approx(spent["two_sided"].creators * spent["two_sided"].viewers)
    assert spent["switchback"].time == 0.5
    assert set(table(lab, TESTED)["design"]) == set(ASK.designs)


def test_false_alarms_are_read_off_untreated_markets(lab: Laboratory) -> None:
    rows = table(lab, ESTIMATES)
    quiet = rows[rows["again"] > 0].merge(lab.study.plan[["key", "scenario"]], on="key")
    assert set(quiet["scenario"]) == {STATUS_QUO}
    assert set(quiet["design"]) == set(ASK.designs)


def test_answers_are_told_without_names_of_estimators(lab: Laboratory) -> None:
    told = " ".join(findings(lab)).lower()
    for word in ("cuped", "ratio_", "estimator", "regression", "hajek", "synthetic", "p-value", "difference_in"):
        assert word not in told
    summary = laboratory_summary(lab)
    assert len(summary["scorecard"]) == len(lab.cards)
    assert summary["metrics"]["quality"]["launch"]["mean"] > 0


def test_the_same_answer_on_one_worker_and_on_two(lab: Laboratory, tmp_path: Path) -> None:
    other = run(tmp_path, RunOptions(Workforce("processes", 2), consent=True))
    for name in (ESTIMATES, TRUTH, "units"):
        one, two = (
            table(each, name).drop(columns="key").sort_values(list(SCHEMAS[name].names[1:]), kind="stable")
            .reset_index(drop=True) for each in (lab, other)
        )
        pd.testing.assert_frame_equal(one, two)


def test_a_folder_knows_how_it_goes_on(lab: Laboratory) -> None:
    study = open_study(lab.study.folder)
    assert recipe_of(study) == LaboratoryRuns(lab.plan.ask)
    again = LabPlan.of(study.about)
    assert again.scenario.changes == BOOST.changes
    assert again.ask == lab.plan.ask
    assert again.worlds == 3


@cache
def six_regions() -> dict[str, Any]:
    return compose(["market=global", "days=104"])


@pytest.mark.parametrize(("scenario", "ask", "said"), [
    (BOOST, Ask(("creator",), share=0.0), "--share is 0"),
    (BOOST, Ask(("creator",), share=1.0), "--share is 1"),
    (BOOST, Ask(("creator",), days=30, pre=7), "more than the horizon of 30"),
    (BOOST, Ask(("creator",), days=3, pre=7), "at least 7"),
    (BOOST, Ask(("viewer",), ("creator_retention_30d",), days=14, pre=7), "metric of creators"),
    (BOOST, Ask(("creator",), ("viewer_retention_30d",), days=14, pre=7), "metric of viewers"),
    (BOOST, Ask(("creator",), ("fairness",), days=14, pre=7), "whole market"),
    (BOOST, Ask(("creatr",), days=14, pre=7), "creator"),
    (BOOST, Ask(("region",), days=14, pre=7), "at least 6 regions"),
    (BOOST, Ask(("switchback",), days=14, pre=7, block=8), "half of the test"),
    (Scenario("none"), Ask(("creator",), days=14, pre=7), "changes nothing"),
    (PENALTIES, Ask(("viewer",), days=14, pre=7), "one account"),
    (Scenario("r", changes=(Change("enforcement.review.capacity", 2.0),)), Ask(("agency",), days=14, pre=7),
     "review team"),
    (Scenario("w", changes=(Change("enforcement.warnings", 1, when=Trigger("gmv_net", True, 1.0)),)),
     Ask(("creator",), days=14, pre=7), "hangs on outcomes"),
])
def test_an_impossible_test_is_refused_in_one_line(scenario: Scenario, ask: Ask, said: str) -> None:
    with pytest.raises(UserError, match=said) as refused:
        plan_laboratory(config(), scenario, ask, "")
    assert "\n" not in str(refused.value)


def test_six_regions_can_be_split() -> None:
    ask = Ask(("region", "stepped"), ("gmv_net",))
    plan = plan_laboratory(six_regions(), BOOST, ask, "")
    tests = [arm.trial for arm in plan.sweep.blueprint.scenarios if arm.name.startswith("test ")]
    assert [trial.side for trial in tests if trial] == ["region"] * 2


def test_without_a_name_every_possible_design_is_run() -> None:
    ranking = plan_laboratory(config(), BOOST, Ask((), days=14, pre=7), "").ask.designs
    assert set(ranking) - set(plan_laboratory(config(), PENALTIES, Ask((), days=14, pre=7), "").ask.designs) == {
        "viewer", "two_sided"}


def test_a_test_of_nothing_is_exactly_nothing(tmp_path: Path) -> None:
    """A scenario that sets a lever to what it is: launch and test are the status quo, bit for bit."""
    same = Scenario("same", changes=(Change("distribution.weights.quality", 1.1),))
    ask = Ask(("creator", "two_sided"), ("gmv_net", "quality"), days=7, pre=3, again=0, curve=False)
    plan = plan_laboratory(config("replications=1"), same, ask, "")
    assert [arm.changes[0].start for arm in plan.sweep.blueprint.scenarios[1:]] == [3, 3, 3]
    study = begin_laboratory(plan, tmp_path, HERE)
    done = carry_out(study.folder, HERE, LaboratoryRuns(plan.ask))
    assert done.runs.groupby("seed")[["gmv_net", "quality", "violating_offers"]].nunique().eq(1).all().all()
    assert np.array_equal(Laboratory(done).truth("quality", "market", "launch", [7]), [0.0])
