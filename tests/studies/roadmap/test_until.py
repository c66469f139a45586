"""A roadmap grows until the effects on its targets are settled; a kill between looks costs no look and no 5%."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UserError
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.studies.experiment.run import RunOptions
from sim.studies.experiment.until import Until
from sim.studies.kinds import resume
from sim.studies.roadmap.file import load_roadmap
from sim.studies.roadmap.run import outcomes_of, run_roadmap
from sim.studies.roadmap.study import sweep_of
from tests.studies.roadmap.market import GatedMarket, build
from tests.studies.roadmap.test_study import FILE, only_results

COUNTED = "SIM_TEST_BRANCHES"
ARMS, FIRST = 5, 6
OPEN, STRONG = "matters.violation_view_rate=0.19 pp", "matters.violation_view_rate=0.01%"
OPTIONS = RunOptions(Workforce("serial"), ModelFactory(build), consent=True, as_json=True)


class Killing(GatedMarket):
    """Kills its process once, in the middle of what the second look adds."""

    def branch(self, scenario: Any) -> GatedMarket:
        place = Path(os.environ[COUNTED])
        with place.open("a") as file:
            file.write("x")
        if place.stat().st_size == ARMS * FIRST + 8:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().branch(scenario)


def killing(config: dict[str, Any], seed: int) -> Killing:
    return Killing(config, seed)


def grown(folder: Path, matters: str, options: RunOptions = OPTIONS) -> Path:
    file = folder / "small.yaml"
    file.write_text(FILE.replace("GATE", "90%").replace("OTHERWISE", "hold"), encoding="utf-8")
    roadmap, config = load_roadmap(str(file), ["warmup_days=2", "seed=1", matters])
    until = Until(outcomes_of(roadmap), 12)
    return run_roadmap(sweep_of(roadmap, config, "sim roadmap small.yaml"), folder / "outputs", options, until)


def looks_of(folder: Path) -> list[int]:
    return [len(one) for one in json.loads((folder / "looks.json").read_text())["seeds"]]


def be_killed(folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        only_results(patch)
        grown(folder, OPEN, replace(OPTIONS, factory=ModelFactory(killing)))


def test_what_is_settled_early_saves_seeds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    only_results(monkeypatch)
    folder = grown(tmp_path, STRONG)
    assert looks_of(folder) == [6]
    assert "settled with 6 seeds, 6 fewer than the cap" in capsys.readouterr().err


def test_a_kill_between_looks_ends_as_if_there_had_been_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    only_results(monkeypatch)
    (tmp_path / "whole").mkdir()
    (tmp_path / "torn").mkdir()
    whole = grown(tmp_path / "whole", OPEN)
    assert looks_of(whole) == [6, 9, 12]
    assert "going on to 9 (at most 12)" in capsys.readouterr().err
    monkeypatch.setenv(COUNTED, str(tmp_path / "counted"))
    process = multiprocessing.get_context("spawn").Process(target=be_killed, args=(tmp_path / "torn",))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    (torn,) = (tmp_path / "torn" / "outputs" / "roadmap").iterdir()
    assert looks_of(torn) == [6]  # written before the next seeds
    resume(torn, OPTIONS)
    assert looks_of(torn) == [6, 9, 12]
    told, again = (json.loads((one / "results.json").read_text()) for one in (whole, torn))
    assert again["targets"] == told["targets"] and again["recommendation"] == told["recommendation"]
    levels = [one["judged"]["plan"] for one in again["targets"]]
    assert all(one["seeds"] == 12 for one in levels)


def test_only_outcomes_of_targets_can_be_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(FILE.replace("GATE", "90%").replace("OTHERWISE", "hold"), encoding="utf-8")
    roadmap, _ = load_roadmap(str(file), [])
    assert outcomes_of(roadmap) == ("violation_view_rate",)
    with pytest.raises(UserError, match="no target of small is on 'gmv_net'"):
        outcomes_of(roadmap, ("gmv_net",))


