"""A comparison on the run engine: the same numbers whoever does its runs, nothing done twice, everything queried."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from sim.cli.main import main
from sim.errors import UserError
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.engine import Progress, run_study
from sim.runs.folder import open_study
from sim.runs.plan import Plan, plan_comparison
from sim.runs.worker import ModelFactory
from sim.runs.workforce import Workforce
from sim.show.numbers import title
from sim.show.verdicts import verdict_cell
from sim.studies.compare.counting import COUNTS, Counts, read_counts
from sim.studies.compare.run import begin_comparison, run_compare
from sim.studies.compare.study import finished_replications
from sim.studies.experiment.judging import JUDGED
from sim.studies.experiment.query import listing, query
from sim.studies.experiment.run import PLAIN, RunOptions
from sim.studies.kinds import answer_lines, expand, resume
from tests.studies.compare.fake_model import CONFIG, QUALITY_BONUS, FakeEcosystem, answer_of

ROOT = Path(__file__).parents[3]
SMALL = CONFIG | {"replications": 3, "days": 4, "warmup_days": 2}
HERE = RunOptions(Workforce("serial"), ModelFactory(FakeEcosystem))


def plan(**config: int) -> Plan:
    return plan_comparison(SMALL | config, [QUALITY_BONUS], "")


def build_wrong(config: dict[str, Any], seed: int) -> FakeEcosystem:
    raise UserError("edges.csv:7: unknown node 12")


def numbers(answer: Any) -> list[Any]:
    return [
        (one.index, one.impressions, scenario, name, column.tolist())
        for one in answer.analysis.replications
        for scenario, tallies in one.tallies.items()
        for name, column in tallies.items()
    ]


@pytest.fixture(scope="module", autouse=True)
def without_figures() -> Iterator[None]:
    """Leave figures out: test_page and test_charts look at them."""
    with pytest.MonkeyPatch.context() as here:
        here.setattr("sim.studies.compare.folder.draw_figures", lambda *_: [])
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return run_compare(SMALL, [QUALITY_BONUS], tmp_path_factory.mktemp("compare"), "", build=FakeEcosystem, processes=1)


def test_results_do_not_depend_on_the_number_of_processes() -> None:
    assert numbers(answer_of(plan(), 1)) == numbers(answer_of(plan(), 2))


def test_more_replications_leave_the_first_ones_as_they_were() -> None:
    few, more = numbers(answer_of(plan(replications=2))), numbers(answer_of(plan()))
    assert more[: len(few)] == few


def test_one_process_uses_the_threads_asked_for_and_several_use_one_each() -> None:
    assert answer_of(plan(replications=1)).about["machine"]["threads"] == CONFIG["engine"]["threads"]
    assert answer_of(plan(replications=2), 2).about["machine"]["threads"] == 1


@pytest.mark.parametrize("processes", [1, 2])
def test_bad_input_found_while_building_is_told_as_such_and_leaves_nothing(processes: int, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^edges\.csv:7: unknown node 12$"):
        run_compare(SMALL, [QUALITY_BONUS], tmp_path / "out", "", build=build_wrong, processes=processes)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_every_day_and_never_runs_ahead(tmp_path: Path) -> None:
    seen: list[Progress] = []
    study = begin_comparison(plan(), tmp_path, PLAIN).folder
    end = run_study(study, Workforce("serial"), factory=ModelFactory(FakeEcosystem), recipe=Counts(),
                    on_progress=lambda progress: seen.append(Progress(**vars(progress))))
    assert end.days == 3 * (2 + 2 * 4)
    shown = [one.finished for one in seen]
    assert shown == sorted(shown)
    assert (shown[0], shown[-1], seen[-1].done) == (0, 6, 6)
    assert all(one.done <= one.finished < one.done + 1 for one in seen)


def test_a_script_without_a_main_guard_may_use_processes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('once')\n"
        "from sim.runs.plan import plan_comparison\n"
        "from tests.studies.compare.fake_model import CONFIG, QUALITY_BONUS, answer_of\n"
        "plan = plan_comparison(CONFIG | {'replications': 2, 'days': 2, 'warmup_days': 1}, [QUALITY_BONUS], '')\n"
        "print(answer_of(plan, 2).analysis.count)\n"
    )
    run = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert run.stdout.split() == ["once", "2"], run.stderr


def test_counts_come_back_bit_for_bit_from_a_market_that_was_saved_too(tmp_path: Path) -> None:
    from sim.config import compose

    config = compose(["population.viewers=200", "population.creators=20", "warmup_days=40", "days=3", "replications=1"])
    cut = Scenario("cut", changes=(Change("enforcement.milestones.at_risk.rating", 195.0),))
    asked = plan_comparison(config, [cut], "")
    here, there = (begin_comparison(asked, tmp_path / name, PLAIN).folder for name in ("here", "there"))
    run_study(here, Workforce("serial"), recipe=Counts())
    run_study(there, Workforce("processes", 2), recipe=Counts())
    (one,), (other,) = finished_replications(here), finished_replications(there)
    warm = Ecosystem(config, seed=int(config["seed"]))
    warm.run(40)
    recent = warm.tallies(27)
    for found in (one, other):
        assert found.impressions == one.impressions
        for name, column in recent.items():
            np.testing.assert_array_equal(found.warmup[name], column)
    for kind in ("tallies", "tiers", "slices"):
        for scenario, arrays in getattr(one, kind).items():
            for name, column in arrays.items():
                assert column.dtype == np.int64
                np.testing.assert_array_equal(getattr(other, kind)[scenario][name], column)


def test_asked_again_it_presents_what_is_there_and_with_more_replications_it_goes_on(tmp_path: Path) -> None:
    def asked(**more: int) -> Path:
        return run_compare(SMALL | more, [QUALITY_BONUS], tmp_path, "", build=FakeEcosystem, processes=1)

    folder = asked(replications=2)
    before = query(folder, "select key, finished from runs order by key")
    assert asked(replications=2) == folder
    pd.testing.assert_frame_equal(query(folder, "select key, finished from runs order by key"), before)
    assert asked(replications=3) == folder
    after = query(folder, "select key, finished from runs order by key")
    pd.testing.assert_frame_equal(after[after["key"].isin(before["key"])].reset_index(drop=True), before)
    assert len(after) == 6
    whole = answer_of(plan())
    assert query(folder, "select max(replication) n from daily")["n"][0] == 2
    counts = read_counts(open_study(folder).table(COUNTS))
    assert len(counts) == len(whole.analysis.replications) * 2


def test_it_grows_by_seeds_and_has_no_points(folder: Path, tmp_path: Path) -> None:
    grown = run_compare(SMALL | {"replications": 2}, [QUALITY_BONUS], tmp_path, "", build=FakeEcosystem, processes=1)
    expand(grown, 3, HERE)
    for name in ("daily", "tiers", "slices"):
        assert (grown / f"{name}.parquet").read_bytes() == (folder / f"{name}.parquet").read_bytes()
    numbers = "select scenario, outcome, region, mean, low, high, p, smallest from effects"
    pd.testing.assert_frame_equal(query(grown, numbers), query(folder, numbers))
    looks = [json.loads((one / "looks.json").read_text(encoding="utf-8"))["seeds"] for one in (grown, folder)]
    assert looks == [[[0, 1], [0, 1, 2]], [[0, 1, 2]]]
    with pytest.raises(UserError, match="it has no points"):
        expand(grown, None, HERE, points=5)
    assert resume(grown, HERE) == grown


def test_effects_are_a_table_of_the_query(folder: Path) -> None:
    effects = query(folder, "select * from effects where region = 'all'")
    assert set(effects.columns) == {
        "scenario", "outcome", "region", "mean", "low", "high", "unit", "baseline", *JUDGED}
    assert effects["outcome"].tolist() == list(OUTCOMES)
    found = answer_of(plan()).analysis.effects["quality_bonus"]["quality"]
    quality = effects[effects["outcome"] == "quality"].iloc[0]
    assert (quality["mean"], quality["low"], quality["high"]) == (found.paired.mean, found.paired.low,
                                                                 found.paired.high)
    told = answer_of(plan()).analysis.judgements["quality_bonus"]["quality"]
    assert (quality["verdict"], quality["adjusted_p"], quality["baseline"]) == (
        told.verdict, told.adjusted, found.baseline)
    assert set(query(folder, "select distinct region from effects")["region"]) == {"all", "us", "vn"}
    tables = listing(folder).set_index("table")["rows"].to_dict()
    of_every_study = {"runs", "regions", "points", "failures", "plan"}
    assert set(tables) == of_every_study | {COUNTS, "daily", "tiers", "slices", "effects", "returns"}
    assert (tables["runs"], tables["daily"], tables["failures"]) == (6, 2 * 3 * 4 * 3, 0)


def sheet(path: Path, number: int) -> list[list[str]]:
    """Return the words of a sheet, row by row."""
    with zipfile.ZipFile(path) as book:
        shared = [one.findtext(".//{*}t") or "" for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        rows = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).findall(".//{*}row")
        return [[shared[int(value.text or 0)] for value in row.findall(".//{*}v")] for row in rows]


def test_the_workbook_begins_with_the_answer(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("xlsxwriter")
    monkeypatch.chdir(tmp_path)
    assert main(["query", str(folder), "--xlsx", "all.xlsx"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "all.xlsx"
    with zipfile.ZipFile("all.xlsx") as book:
        names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
    assert names[0] == "Answer"
    assert COUNTS not in names
    told = sheet(Path("all.xlsx"), 1)
    assert told[0] == [QUALITY_BONUS.question]
    advice = answer_of(plan()).recommendation
    assert advice is not None and told[1] == [advice.headline]
    assert ["What to do: " + advice.options[0].what_to_do] in told
    assert any(row and row[0].startswith("status quo and 1 scenario · 3 seeds") for row in told)
    assert ["outcome", "status quo", "quality bonus", "95% interval", "verdict", "unit", "better"] in told
    row = next(row for row in told if row[:1] == [title("quality")])
    told_of = answer_of(plan()).analysis.judgements["quality_bonus"]["quality"]
    assert row[-3:] == [verdict_cell(told_of), "0-1", "up"]
    lines = [row[0] for row in told if row]
    for sentence in answer_of(plan()).findings["quality_bonus"]:
        assert sentence in lines


def test_a_folder_without_a_study_has_no_answer(tmp_path: Path) -> None:
    assert answer_lines(tmp_path) == []
