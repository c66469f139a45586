"""Every made-up effect through registers, sweeps, tests of robustness, searches and explanations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.config.costs import Cost
from sim.model.levers.schedule import Change, Scenario
from sim.studies.explain.console import print_explanation
from sim.studies.explain.page import write_explain_page
from sim.studies.explain.words import findings as explained
from sim.studies.optimise.result import Optimised
from sim.studies.optimise.words import _against_rivals, _effects
from sim.studies.robust.decision import recommendation
from sim.studies.robust.page import _content as robust_content
from sim.studies.robust.read import RobustStudy
from sim.studies.robust.summary import robust_summary
from sim.studies.robust.words import findings as robust_findings
from sim.studies.stress.console import print_stress
from sim.studies.stress.decision import recommendation as advised
from sim.studies.stress.judging import RegisterJudgements
from sim.studies.stress.page import write_stress_page
from sim.studies.stress.read import _SCALES, _between, _row, _series
from sim.studies.stress.results import Results
from sim.studies.stress.runs import StressRuns
from sim.studies.stress.threat import ActionPlan, Likelihood, Register, Threat, Watch
from sim.studies.stress.words import summary
from sim.studies.sweep.console import print_study
from sim.studies.sweep.words import finding, told_effects
from tests.studies.bench.cases import CASES, OUTCOME, SEEDS, Case, claims, plain_text
from tests.studies.bench.stored import MadeUp
from tests.studies.experiment.stand_in import RECALL, factor
from tests.studies.explain.stand_in import explanation
from tests.studies.explain.test_page import ABOUT
from tests.studies.roadmap.synthetic_numbers import Numbers

POLICY, RIVAL = Scenario("new", question="What if?", changes=(Change(RECALL, 0.8),)), Scenario("old")
SALES = np.full((1, SEEDS), 5_000.0) * (1 + np.linspace(-0.01, 0.01, SEEDS))


def values_of(case: Case, arm: str = "new") -> dict[str, dict[str, Any]]:
    base, moved = case.moved()
    return {"status_quo": {OUTCOME: base[None], "gmv_net": SALES}, arm: {OUTCOME: moved[None], "gmv_net": SALES}}


class Shocked(StressRuns):
    """A register's runs without runs: a threat to content quality that one plan takes all of back."""

    def __init__(self, case: Case, undoes: float) -> None:
        base, moved = case.moved()
        self.case, self.by_arm = case, {"status_quo": base, "status_quo+ring": moved, "plan": moved + undoes * (
            base - moved)}
        threat = Threat(
            "ring", "A ring.", 10, 20, Likelihood(0.2, 0.6, "assumption"), (Change(RECALL, 0.1),),
            Watch(OUTCOME, False, 0.1, True), Watch(OUTCOME, False, 0.1, True), (OUTCOME,), OUTCOME,
            (ActionPlan("act", "Act.", 3, "start", None, Cost(100.0, 0.0), (Change(RECALL, 0.9),)),))
        self.register = Register((Scenario("status_quo"),), (threat,))
        self.study = MadeUp(values_of(case), [POLICY])  # type: ignore[assignment]

        vars(self)["seeds"] = list(range(1, SEEDS + 1))

    days = 40  # type: ignore[assignment]

    def outcome(self, arm: str, name: str) -> Any:
        return self.by_arm[arm] if name == OUTCOME else SALES[0]

    def planned(self, policy: Any, threat: Any, plan: Any, name: str) -> Any:
        return self.by_arm["plan"] if name == OUTCOME else SALES[0]

    def begins(self, policy: Any, threat: Any, plan: Any) -> Any:
        return [13] * SEEDS

    def readings(self, arm: str, watch: Any) -> Any:
        return np.repeat(self.outcome(arm, watch.outcome)[:, None], self.days, axis=1)


def register_of(case: Case, undoes: float = 1.0) -> Results:
    runs = Shocked(case, undoes)
    judged = RegisterJudgements(runs)
    (threat,) = runs.register.threats
    about = {**Numbers(1, 1, 1, 1, 1)._about(), "policies": [{"name": "status_quo", "question": ""}],
             "threats": ["ring"], "start_date": "2027-01-01", "days": 40, "seeds": SEEDS}

    found = Results.of({"format": 1, "about": about, "scales": _SCALES,
                        "rows": [_row(judged, runs.register.policies[0], threat)],
                        "between": list(_between(judged)), "summary": ()}, _series(runs))

    return replace(found, summary=tuple(summary(found)), recommendation=advised(found))


@pytest.mark.parametrize("name", CASES)
def test_a_register_says_it_on_page_and_console(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.studies.stress.page._charts", lambda _: ())
    case, found = CASES[name], register_of(CASES[name])
    row, told = found.rows[0], found.recommendation
    assert told is not None
    assert row.harms[0].judged.verdict == case.verdict
    assert row.impact.matters == (case.side == "worse")
    if case.side == "worse":
        assert told.headline.startswith("Prepare “act” against ring")
        assert "1 of 1 threats hurts an outcome" in found.summary[0]
    else:
        assert told.headline.startswith("Nothing to prepare yet")
        assert not claims(" ".join([found.summary[0], found.summary[2], told.headline]))
        assert ("ring: no harm that matters" in found.summary[0]) == (case.verdict != "undecided")
        assert ("undecided" in found.summary[0]) == (case.verdict == "undecided")
    print_stress(found)
    assert told.headline in " ".join(capsys.readouterr().out.split())
    write_stress_page(found, tmp_path)
    page = plain_text((tmp_path / "report.html").read_text("utf-8"))
    assert told.headline in page and found.summary[0] in page


def test_a_plan_that_does_nothing_is_not_advised() -> None:
    found = register_of(CASES["clear loss"], undoes=0.0)
    assert found.rows[0].best.name is None
    assert found.recommendation is not None
    assert found.recommendation.headline.startswith("No plan given against ring is known to help by enough to matter")


@pytest.mark.parametrize("name", CASES)
def test_a_sweep_says_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    case = CASES[name]
    base, moved = case.moved()
    lever = factor(RECALL, 0.3, 0.8)
    study = MadeUp({"status_quo": {OUTCOME: np.array([base, moved]), "gmv_net": np.repeat(SALES, 2, axis=0)}}, [],
                   [lever], [{RECALL: 0.3}, {RECALL: 0.8}])
    (told,) = told_effects(study, OUTCOME)
    assert told.judgement.verdict == case.verdict
    said = finding(study, OUTCOME)
    words = {"better": "Content quality rises by", "worse": "Content quality falls by"}.get(case.side)
    if words is None:
        words = "12 seeds cannot tell what moves" if case.verdict == "undecided" else "Nothing that was varied moves"
        assert not claims(said)
    assert said.startswith(words)
    print_study(study)
    out = capsys.readouterr().out
    assert told.verdict in out


def test_two_seeds_cannot_tell_and_say_how_many_more_would() -> None:
    values = np.array([[0.60, 0.62], [0.61, 0.66]])
    made = {"status_quo": {OUTCOME: values, "gmv_net": np.full((2, 2), 5_000.0)}}
    study = MadeUp(made, [], [factor(RECALL, 0.3, 0.8)], [{RECALL: 0.3}, {RECALL: 0.8}])
    assert finding(study, OUTCOME).startswith("2 seeds cannot tell what moves content quality; ")
    assert finding(study, OUTCOME).endswith(" more would")


@pytest.mark.parametrize("name", CASES)
def test_a_test_of_robustness_says_it(name: str) -> None:
    case = CASES[name]
    found = RobustStudy(MadeUp(values_of(case), [POLICY], study="robust", judged={
        "outcomes": [OUTCOME], "require": [], "tail": 0.1}))
    said, told = " ".join(robust_findings(found)), recommendation(found)
    summary = robust_summary(found)
    assert summary["recommendation"]["headline"] == told.headline
    page = robust_content(found, summary)
    assert list(page["findings"]) == robust_findings(found)
    if case.side:
        best = "New does best on content quality" if case.side == "better" else "The status quo does best on content"
        assert best in said
        assert told.headline.startswith({"better": ("Adopt", "Try"), "worse": "Do not adopt"}[case.side])
    else:
        assert "by enough to matter" in said and not claims(said)
        assert not told.headline.startswith(("Adopt", "Do not adopt"))


@pytest.mark.parametrize("name", CASES)
def test_a_search_says_it(name: str) -> None:

    case = CASES[name]
    values = values_of(case, "optimised_1")
    values["old"] = {key: one + 0.0 for key, one in values["status_quo"].items()}
    best = Scenario("optimised_1", changes=POLICY.changes)
    fresh = RobustStudy(MadeUp(values, [best, RIVAL], study="robust", judged={
        "outcomes": [OUTCOME], "require": [], "tail": 0.1}))
    search = SimpleNamespace(settings=SimpleNamespace(objectives=(OUTCOME,), budget=()))
    made = Optimised(search, [], [SimpleNamespace()], fresh, fresh)  # type: ignore[arg-type,list-item]
    vars(made).update(recommended="optimised_1", within_budget={"old": True, "optimised_1": True, "status_quo": True})
    (said,), (rival,) = _effects(made), _against_rivals(made)
    if case.side:
        assert said.startswith("It raises content quality" if case.side == "better" else "It lowers content quality")
        assert f"it is {case.side} on content quality by enough to matter" in rival
    else:
        assert case.verdict in said.lower() and case.verdict in rival.lower()
        assert not claims(said) and " better on " not in rival and " worse on " not in rival


@pytest.mark.parametrize(("planted", "luck", "begins"), [
    (0.05, 0.002, "Content quality rises by"), (-0.05, 0.002, "Content quality falls by"),
    (0.001, 0.0001, "Certain but small: content quality"), (0.0, 0.0005, "No material change: content quality"),
    (0.002, 0.05, "Undecided: content quality"),
])
def test_an_explanation_says_it(
    planted: float, luck: float, begins: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:


    monkeypatch.setattr("sim.studies.explain.page._charts", lambda _: ())
    study = replace(explanation({OUTCOME: {"deterrence": planted}}, luck=luck), shown=(OUTCOME,))
    said = explained(study)
    assert said[0].startswith(begins)
    if "rises" not in begins and "falls" not in begins:
        assert not claims(" ".join(said)) and "comes from" not in " ".join(said)
    write_explain_page(tmp_path, study, ABOUT)
    page = plain_text((tmp_path / "report.html").read_text("utf-8"))
    print_explanation(study)
    assert all(one in page for one in said)
    assert all(one in " ".join(capsys.readouterr().out.split()) for one in said)
