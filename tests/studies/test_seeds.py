"""Comparisons, explanations and validations that are killed, stopped or fail: what is kept, and how they go on."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from sim.config import compose
from sim.errors import UserError
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.runs.folder import StudyFolder, open_study
from sim.runs.plan import plan_comparison
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.compare.run import begin_comparison, run_compare
from sim.studies.experiment.query import query
from sim.studies.experiment.run import PLAIN, RunOptions
from sim.studies.explain.plan import plan_explanation
from sim.studies.explain.run import begin_explain, run_explain
from sim.studies.kinds import expand, kind_of, rerun, resume
from sim.studies.validate.patterns import choose
from sim.studies.validate.plan import ValidationPlan
from sim.studies.validate.run import begin_validate, run_validate
from tests.runs.killing import CUE, cues, kill_once

SMALL = ["population.viewers=200", "population.creators=20", "warmup_days=5", "days=6"]
CUT = Scenario("cut", changes=(Change("enforcement.milestones.at_risk.rating", 195.0),))
SCRIPT = "import sys; from tests.studies.test_seeds import main; main(*sys.argv[1:])"
ANSWERS = {"compare": "daily.parquet", "explain": "summary.json", "validate": "results.json"}
KINDS = list(ANSWERS)
DULL = {"finished", "wall_s", "warmup_s", "worker"}
"""What of a row hangs on when and where it was made."""


class Hunted(Ecosystem):
    """Kills the study's own process when its cue comes."""

    counted = 0

    def step(self) -> None:
        super().step()
        cue = json.loads(Path(os.environ[CUE]).read_text())
        if cue["day"] == self.day:
            Hunted.counted += 1
            if Hunted.counted > cue["after"]:
                os.kill(cue["pid"], signal.SIGKILL)


def build(config: dict[str, Any], seed: int) -> Any:
    return Hunted(config, seed=seed)


def stopping(config: dict[str, Any], seed: int) -> Any:
    """Press Ctrl-C when the second seed begins."""
    if seed == 2:
        raise KeyboardInterrupt
    return Ecosystem(config, seed=seed)


def stopping_at_once(config: dict[str, Any], seed: int) -> Any:
    """Press Ctrl-C before anything is finished."""
    raise KeyboardInterrupt


def failing(config: dict[str, Any], seed: int) -> Any:
    """Fail in the second seed."""
    if seed == 2:
        raise ZeroDivisionError("a bug")
    return Ecosystem(config, seed=seed)


def ask(kind: str, outputs: Path, make: Any, seeds: int = 2, **more: Any) -> Path:
    config = compose([*SMALL, "days=3", f"replications={seeds}", "execution=serial"])
    if kind == "compare":
        return run_compare(config, [CUT], outputs, "sim compare cut", build=make, **more)
    if kind == "explain":
        return run_explain(config, CUT, (), outputs, "sim explain cut", build=make, **more)
    return run_validate(config, ["gini_views"], outputs, "sim validate", build=make, **more)


def only_folder(outputs: Path, kind: str) -> Path:
    (folder,) = (outputs / kind).iterdir()
    return folder


def main(folder: str, place: str, execution: str) -> None:
    """Go on with a study whose workers kill this process."""
    cue = json.loads(Path(place).read_text())
    Path(place).write_text(json.dumps(cue | {"pid": os.getpid()}))
    resume(folder, RunOptions(Workforce(execution, 2), ModelFactory(build)))


def begun(kind: str, outputs: Path) -> StudyFolder:
    if kind == "compare":
        compared = plan_comparison(compose([*SMALL, "replications=6"]), [CUT], "sim compare cut")
        return begin_comparison(compared, outputs, PLAIN).folder
    if kind == "explain":
        plan = plan_explanation(compose([*SMALL, "replications=2"]), CUT, "sim explain cut")
        return begin_explain(plan, outputs, PLAIN).folder
    trials = ValidationPlan(compose([*SMALL, "replications=5"]), choose(["told_penalty_deters", "gini_views"]))
    return begin_validate(trials, outputs, "sim validate", PLAIN).folder


def rows(study: StudyFolder) -> dict[str, list[str]]:
    """Return the rows of every table of a study, each once, without what is dull."""
    found = {}
    for table in ("runs", *kind_of(study).recipe(study).tables):
        kept = study.rows() if table == "runs" else study.table(table)
        plain = [] if kept is None else kept.to_pylist()
        found[table] = sorted(str({name: row[name] for name in row if name not in DULL}) for row in plain)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_killed_it_ends_with_the_rows_of_one_that_was_not(kind: str, tmp_path: Path) -> None:
    whole, killed = begun(kind, tmp_path / "whole"), begun(kind, tmp_path / "killed")
    here = RunOptions(Workforce("serial"))
    resume(whole.path, here)
    kept = [0]
    for cue in cues(2, seed=5):
        kept.append(kill_once(killed, cue, tmp_path / "cue", "serial", script=SCRIPT))
    assert 0 < kept[1] <= kept[2] < killed.plan.num_rows
    resume(killed.path, here)
    assert rows(open_study(killed.path)) == rows(whole)
    told = ANSWERS[kind]
    assert (killed.path / told).read_bytes() == (whole.path / told).read_bytes()


@pytest.mark.parametrize("kind", KINDS)
def test_ctrl_c_keeps_what_is_whole_marked_partial_and_resume_goes_on(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        ask(kind, tmp_path, stopping)
    folder = only_folder(tmp_path, kind)
    out, err = capsys.readouterr()
    assert (stopped.value.code, out) == (130, "")
    assert err == (f"sim: stopped by Ctrl-C: 1 of 2 replications are kept, marked partial, in {folder}; "
                   f"sim resume {folder} goes on from there\n")
    told = json.loads((folder / "manifest.json").read_text())
    assert (told["status"], told["replications"]) == ("partial", {"asked": 2, "finished": 1, "seeds": [1]})
    assert resume(folder, RunOptions(Workforce("serial"))) == folder
    assert json.loads((folder / "manifest.json").read_text())["status"] == "complete"


@pytest.mark.parametrize("kind", KINDS)
def test_ctrl_c_before_anything_is_finished_leaves_nothing(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        ask(kind, tmp_path / "new", stopping_at_once)
    assert stopped.value.code == 130
    assert capsys.readouterr().err == "sim: stopped by Ctrl-C before anything was finished; nothing written\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_failed_runs_are_rows_and_a_partial_answer_is_no_success(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        ask(kind, tmp_path, failing)
    folder = only_folder(tmp_path, kind)
    out, err = capsys.readouterr()
    assert ended.value.code == 1
    assert out.splitlines()[-1] == str(folder)
    assert err.splitlines()[-1] == "sim: only 1 of 2 replications finished; manifest.json tells why the others failed"
    told = json.loads((folder / "manifest.json").read_text())
    assert {one["replication"] for one in told["failures"]} == {1}
    assert "ZeroDivisionError: a bug" in told["failures"][0]["traceback"]
    assert set(open_study(folder).states().values()) == {"finished", "failed"}
    assert ask(kind, tmp_path, Ecosystem, as_json=True) == folder  # who asks again has failed runs tried again
    assert json.loads((folder / "manifest.json").read_text())["failures"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_grown_it_is_what_it_would_be_had_all_been_asked_for_and_runs_come_out_again(kind: str, tmp_path: Path) -> None:
    folder = ask(kind, tmp_path / "grown", Ecosystem)
    expand(folder, 3, RunOptions(Workforce("serial")))
    whole = ask(kind, tmp_path / "whole", Ecosystem, seeds=3)
    told = ANSWERS[kind]
    assert (folder / told).read_bytes() == (whole / told).read_bytes()
    assert rerun(folder, open_study(folder).plan["key"][3 if kind == "explain" else 1].as_py(), PLAIN)
    with pytest.raises(UserError, match="3 seeds already"):
        expand(folder, 3, PLAIN)
    with pytest.raises(UserError, match="it has no points"):
        expand(folder, None, PLAIN, points=64)


def test_sql_reads_what_an_answer_rests_on(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    folder = ask("explain", tmp_path, Ecosystem)
    arms = query(folder, "select scenario, count(*) n from runs group by 1 order by 1")
    assert len(arms) == 1 + 2**5  # the status quo, and every set of channels
    assert {"status_quo", "cut", "cut holding selection+allocation"} <= set(arms["scenario"])
    gap = "sum(case part when 'total' then -mean else mean end)"
    parts = query(folder, f"select {gap} gap from effects group by outcome")  # parts add up to the whole
    assert parts["gap"].dropna().abs().max() < 1e-6
    kept = query(folder, "select count(*) n from counterfactuals where arm = 'counterfactual'")["n"][0]
    assert kept == 2 * (2**5 - 1)  # all sets but the whole, for each seed
    folder = ask("validate", tmp_path, Ecosystem)
    sums = query(folder, "select seed, numerator / denominator as gini from measured where side = 'of' order by seed")
    assert sums["seed"].tolist() == [1, 2]
    assert sums["gini"].between(0, 1).all()
    assert "quality" not in query(folder, "select * from runs")  # a validation keeps sums, and no outcomes
