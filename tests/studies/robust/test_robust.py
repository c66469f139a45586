"""Which policy is robust, on the market of one formula: known regrets, a known box, words that match the numbers."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sim.errors import UserError
from sim.model.levers.schedule import Change, Scenario
from sim.studies.experiment.run import carry_out, prepare, run_sweep
from sim.studies.kinds import expand, resume
from sim.studies.robust.presenter import robust_presenter
from sim.studies.robust.read import RobustStudy, open_robust
from sim.studies.robust.settings import Judged
from tests.studies.experiment.stand_in import HABIT, MAKER, RECALL, Failing
from tests.studies.robust.stand_in import HERE, LESS, MORE, SAME, folder_of, robust


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> RobustStudy:
    asked = robust(MORE, LESS, SAME, require=("quality > 0.47",))
    return RobustStudy(carry_out(prepare(asked, tmp_path_factory.mktemp("robust"), HERE), HERE))


def test_regret_is_known_in_every_future(study: RobustStudy) -> None:
    found = study.regrets("quality")
    assert found.shape == (4, 40)
    assert study.policies == ["status_quo", "more_recall", "less_recall", "warned"]
    for policy, known in zip(found, (0.12, 0.0, 0.24, 0.12), strict=True):
        assert policy == pytest.approx(known, abs=0.01)


def test_means_worst_cases_and_tails_stand_where_the_formula_puts_them(study: RobustStudy) -> None:
    table = study.measures_table.set_index(["policy", "measure"])
    level = 0.2 + 0.4 * 0.8  # and 0.1 of a habit between 0 and 2
    for measure, known in (("mean", level + 0.1), ("worst", level), ("tail", level + 0.01)):
        row = table.loc["more_recall", measure]
        assert row["value"] == pytest.approx(known, abs=0.02)
        assert row["low"] <= row["value"] <= row["high"]


def test_where_a_policy_fails_is_found_and_told(study: RobustStudy) -> None:
    by_policy = {one.policy: one for one in study.failing}
    (box,) = by_policy["status_quo"].boxes  # fails where 0.2 + 0.4 × 0.5 + 0.1 habit is not above 0.47
    (limit,) = box.limits
    assert limit.name == HABIT
    assert limit.high == pytest.approx(0.7, abs=0.1)
    assert box.density > 0.9
    assert box.coverage > 0.9
    assert by_policy["more_recall"].boxes == ()
    assert by_policy["more_recall"].failures == 0


def test_satisficing_shares_are_known(study: RobustStudy) -> None:
    shares = {name: one.share for name, one in zip(study.policies, study.kept[""], strict=True)}
    assert shares["more_recall"] == 1
    assert shares["status_quo"] == pytest.approx(0.65, abs=0.06)
    assert shares["less_recall"] == pytest.approx(0.05, abs=0.06)


def test_policies_that_do_the_same_are_told_to_be_level(study: RobustStudy) -> None:
    better = study.comparison.better[0]
    same, quo = study.policies.index("warned"), study.policies.index("status_quo")
    assert not better[same, quo]
    assert not better[quo, same]
    assert better[study.policies.index("more_recall"), quo]


def test_the_answer_is_told_in_all_its_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_sweep(robust(MORE, LESS, require=("quality > 0.47",)), tmp_path, HERE, robust_presenter)
    out = capsys.readouterr().out
    folder = folder_of(tmp_path)
    assert out.splitlines()[-1] == str(folder)
    told = " ".join(out.split())
    assert "More recall does best on content quality" in told
    assert "The status quo fails when “what the habit stock adds to the odds of opening” is below 0." in told
    summary = json.loads((folder / "summary.json").read_text())
    assert told.startswith(summary["recommendation"]["headline"])
    assert "no price for better detectors" in summary["recommendation"]["headline"]
    assert summary["policies"] == ["status_quo", "more_recall", "less_recall"]
    kept = {row["policy"]: row["share"] for row in summary["kept"] if row["requirement"] == "all"}
    assert kept["more_recall"] == 1
    assert summary["failing"][0]["boxes"][0]["limits"][0]["factor"] == HABIT
    page = (folder / "report.html").read_text()
    assert '<td role="cell" data-label="From, to">0 to ' in page  # the bounds of an assumption
    assert "http" not in page.replace("http-equiv", "")
    for sentence in summary["findings"]:
        assert sentence.replace(">", "&gt;").replace("<", "&lt;") in page
    assert page.count("<figure") == 3


def test_another_requirement_asks_the_same_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_sweep(robust(require=("quality > 0.47",)), tmp_path, HERE, robust_presenter)
    before = sorted((folder_of(tmp_path) / "parts").iterdir())
    run_sweep(robust(require=("quality > 0.55",)), tmp_path, HERE, robust_presenter)
    assert sorted((folder_of(tmp_path) / "parts").iterdir()) == before
    assert "content quality above 0.55 is kept by" in " ".join(capsys.readouterr().out.split())
    assert open_robust(folder_of(tmp_path)).judged.require[0].bound == 0.55


def test_resume_and_expand_tell_a_test_of_robustness(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run_sweep(robust(futures=12, seeds=3), tmp_path, HERE, robust_presenter)
    capsys.readouterr()
    expand(folder_of(tmp_path), 4, HERE)
    assert "3 policies × 12 futures × 4 seeds · 144 runs" in capsys.readouterr().out
    resume(folder_of(tmp_path), HERE)
    assert "144 runs" in capsys.readouterr().out


def test_failed_runs_cost_their_future_and_seed_and_nothing_else(tmp_path: Path) -> None:
    failing = replace(HERE, factory=type(MAKER)(Failing))
    found = RobustStudy(carry_out(prepare(robust(MORE, LESS, futures=8), tmp_path, failing), failing))
    assert found.study.counts["failed"] == 8  # seed 2 of every future under more recall
    assert found.measures["quality"]["mean"].value == pytest.approx([0.5, 0.62, 0.38], abs=0.02)


def test_without_futures_there_is_one_and_seeds_alone_speak(tmp_path: Path) -> None:
    asked = robust(MORE, factors=(), seeds=4)
    found = RobustStudy(carry_out(prepare(asked, tmp_path, HERE), HERE))
    assert (found.futures, found.axes) == (1, [])
    assert found.measures["quality"]["mean_regret"].value == pytest.approx([0.12, 0], abs=0.01)
    assert [one.boxes for one in found.failing] == [()]


def test_a_lever_can_differ_between_futures_too(tmp_path: Path) -> None:
    from tests.studies.experiment.stand_in import SCENE, factor

    policy = Scenario("warned_more", changes=(Change(SCENE, 1.0),))
    recall = factor(RECALL, low=0.0, high=1.0)
    found = RobustStudy(carry_out(prepare(robust(policy, factors=(recall,), futures=10), tmp_path, HERE), HERE))
    assert found.regrets("quality")[0] == pytest.approx(0.05, abs=0.001)


@pytest.mark.parametrize(("outcomes", "require", "said"), [
    (["qualty"], [], "Did you mean quality"),
    (["live_viewers_share"], [], "no outcome|no better side"),
    (["quality"], ["quality"], "cannot read"),
])
def test_wrong_words_are_told(outcomes: list[str], require: list[str], said: str) -> None:
    with pytest.raises(UserError, match=said):
        Judged.of(outcomes, [(one, "--require") for one in require], None, ["us"])


def test_what_judges_survives_json() -> None:
    judged = Judged.of(["quality"], [("gmv_net > 98% of status quo in us", "--require")], 0.2, ["us"])
    assert Judged.from_json(json.loads(json.dumps(judged.to_json()))) == judged
