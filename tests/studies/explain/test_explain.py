"""Explanations find the parts that were planted, add up, and claim no share of noise."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sim.config import compose
from sim.errors import UserError
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.engine import jobs_of
from sim.runs.worker import REAL, RunContext, Worker
from sim.studies.experiment.read import StoredStudy
from sim.studies.experiment.run import PLAIN
from sim.studies.explain.api import explain
from sim.studies.explain.counterfactual import CHANNELS
from sim.studies.explain.division import PARTS
from sim.studies.explain.plan import BRANCHES, plan_explanation
from sim.studies.explain.presenter import ExplainPresenter
from sim.studies.explain.recipe import CounterfactualRuns
from sim.studies.explain.run import begin_explain, run_explain
from tests.studies.explain.stand_in import PLANTED, SCENARIO, explanation

TINY = ["population.viewers=200", "population.creators=20", "warmup_days=5", "days=6", "replications=2",
        "execution=serial"]
CUT = Scenario("cut", changes=(Change("enforcement.milestones.at_risk.rating", 195.0),))


STORE = {"study.json", "study.lock", "plan.parquet", "inventory.json", "parts", "facts", "markets"}


def test_planted_parts_are_inside_their_intervals_and_named_clear() -> None:
    study = explanation()
    for outcome, planted in PLANTED.items():
        for part in study.divisions[outcome].parts:
            effect = part.effect.paired
            assert effect.low - 0.002 <= planted.get(part.name, 0.0) <= effect.high + 0.002
            assert part.clear or part.name not in planted or abs(planted[part.name]) < 0.01


def test_parts_add_up_to_the_effect_in_every_outcome() -> None:
    study = explanation(together=-0.03)
    for division in study.divisions.values():
        total = sum(part.effect.paired.mean for part in division.parts)
        assert total == pytest.approx(division.total.paired.mean, abs=1e-12)
        if division.divisible:
            assert sum(part.share.mean for part in division.parts if part.share) == pytest.approx(1.0)


def test_shares_are_of_clear_effects_alone() -> None:
    divisions = explanation().divisions
    allocation = divisions["violation_view_rate"].parts[PARTS.index("allocation")]
    assert allocation.share is not None
    assert allocation.share.mean == pytest.approx(0.75, abs=0.02)
    assert 0.0 < allocation.share.half_width < 0.03
    assert not divisions["return_rate"].divisible
    assert all(part.share is None for part in divisions["return_rate"].parts)
    assert {part.name for part in divisions["return_rate"].cancelling} == {"selection", "allocation"}
    assert divisions["violation_view_rate"].cancelling == []


def test_an_outcome_that_no_channel_touches_gets_exactly_nothing() -> None:
    study = explanation({"quality": {"direct": 0.05}}, luck=0.0)
    for part in study.divisions["quality"].parts:
        assert part.effect.paired.mean == pytest.approx(0.05 if part.name == "direct" else 0.0, abs=1e-15)


def test_working_together_is_shared_evenly_and_told_as_an_interaction() -> None:
    division = explanation({}, together=-0.06).divisions["violation_view_rate"]
    parts = {part.name: part for part in division.parts}
    assert parts["deterrence"].effect.paired.mean == pytest.approx(-0.03, abs=0.003)
    assert parts["allocation"].effect.paired.mean == pytest.approx(-0.03, abs=0.003)
    assert parts["deterrence"].first is not None
    assert parts["deterrence"].last is not None
    assert parts["deterrence"].first.mean == pytest.approx(0.0, abs=0.003)
    assert parts["deterrence"].last.mean == pytest.approx(-0.06, abs=0.003)
    assert division.strongest_pair is not None
    assert division.strongest_pair[0] == ("deterrence", "allocation")


def test_a_seed_in_which_a_run_is_undefined_drops_out_of_that_outcome_alone() -> None:
    study = explanation(undefined=("quality", 3))
    assert study.divisions["quality"].total.paired.count == 7
    assert all(part.effect.paired.count == 7 for part in study.divisions["quality"].parts)
    assert study.divisions["gmv_net"].total.paired.count == 8


def test_frames_hold_every_outcome_part_and_run() -> None:
    study = explanation(seeds=3)
    assert len(study.parts) == len(OUTCOMES) * (1 + len(PARTS))
    runs = pd.DataFrame(study.runs)
    assert len(runs) == 3 * BRANCHES
    assert set(runs["arm"]) == {"status_quo", "counterfactual", "scenario"}
    whole = runs[runs["arm"] == "scenario"]
    assert whole[list(CHANNELS)].all().all()


def test_one_seed_runs_every_arm_once_and_the_cut_acts_through_no_direct_way(tmp_path: Path) -> None:
    plan = plan_explanation(compose([*TINY, "days=20", "replications=1"]), CUT, "sim explain cut")
    study = begin_explain(plan, tmp_path, PLAIN).folder
    days: list[int] = []
    context = RunContext(study.blueprint, study.path, "x", REAL, 1, CounterfactualRuns())
    worker = Worker(context, "here", stopping=lambda: bool(days.append(1)))  # type: ignore[func-returns-value]
    for job in jobs_of(study.plan):
        assert not worker.do(job).failed
    worker.close()
    assert sum(days) == 5 + 20 * BRANCHES
    found = ExplainPresenter(StoredStudy(study)).explanation.replications[0]
    assert len(found.runs) == 32
    held = found.runs[frozenset()]
    for name in ("quality", "violation_view_rate", "gmv_net"):
        assert held[name] == found.baseline[name] or np.isnan(held[name])
    assert found.runs[frozenset(PARTS[:4])]["quality"] != found.baseline["quality"]


def test_the_command_writes_a_folder_and_says_what_it_wrote(tmp_path: Path, capsys: Any) -> None:
    folder = run_explain(compose(TINY), CUT, ("quality", "review_backlog"), tmp_path, "sim explain cut")
    out = capsys.readouterr().out
    assert out.splitlines()[-1] == str(folder)
    assert {one.name for one in folder.iterdir()} == {
        "config.yaml", "manifest.json", "summary.json", "counterfactuals.parquet", "effects.parquet", "report.html",
        *STORE}  # and no figures, since two seeds make nothing clear
    summary = json.loads((folder / "summary.json").read_text())
    assert summary["shown"] == ["quality", "review_backlog"]
    assert set(summary["outcomes"]) == set(OUTCOMES)
    assert json.loads((folder / "manifest.json").read_text())["study"] == "explain"
    assert len(pd.read_parquet(folder / "counterfactuals.parquet")) == 2 * BRANCHES


def test_json_is_the_summary_alone(tmp_path: Path, capsys: Any) -> None:
    folder = run_explain(compose(TINY), CUT, (), tmp_path, "sim explain cut", True)
    assert json.loads(capsys.readouterr().out) == json.loads((folder / "summary.json").read_text())


def test_from_python_it_is_the_same_answer_whatever_the_number_of_processes() -> None:
    one = explain(CUT, overrides=TINY)
    two = explain(CUT, overrides=[word for word in TINY if not word.startswith("execution")], processes=2)
    pd.testing.assert_frame_equal(one.parts, two.parts)
    assert one.shown == tuple(HEADLINE)


def test_nothing_to_explain_and_engines_that_cannot_are_told() -> None:
    with pytest.raises(UserError, match="status_quo changes nothing"):
        plan_explanation(compose([]), Scenario("status_quo"), "")
    with pytest.raises(UserError, match="leave out engine=objects"):
        plan_explanation(compose(["engine=objects"]), SCENARIO, "")
