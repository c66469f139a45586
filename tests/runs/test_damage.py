"""Whatever becomes of a file of a study, it is noticed; with consent its runs are done again, and nothing else is.

Flips, cuts, copies and losses of every file, at places spread over it: reading never gives a wrong table, resuming
without consent either heals the study or names the file in one line, and with consent it ends with the rows of one
untouched.
"""

from __future__ import annotations

import contextlib
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from sim.errors import UserError
from sim.runs.engine import horizon_of, jobs_of, run_study
from sim.runs.facts import Record
from sim.runs.folder import StudyFolder, open_study
from sim.runs.inventory import INVENTORY
from sim.runs.worker import ModelFactory, RunContext, Worker
from tests.runs.test_engine import SERIAL, begin, numbers
from tests.studies.experiment.stand_in import RECALL, StandIn, factor, sweep

TABLES = ("daily", "facts")
RECORD = Record((("quality", 1),), (0, 2))
ASKED = replace(sweep(factor(RECALL, 0.3, 0.8), seeds=2, daily=True), record=RECORD)


class Recorded(StandIn):
    """Has no marks."""

    def fired(self) -> dict[int, int]:
        return {}

    def undone(self) -> dict[int, int]:
        return {}


FACTORY = ModelFactory(Recorded)


def rows_of(study: StudyFolder) -> dict[str, Counter[Any]]:
    found = {name: study.table(name) for name in TABLES}
    tables = {name: [] if table is None else table.to_pylist() for name, table in found.items()}
    runs = [] if study.rows() is None else numbers(study)
    return {"runs": Counter(runs), **{name: Counter(map(str, rows)) for name, rows in tables.items()}}


@dataclass(frozen=True)
class Studies:
    """One that is finished, and one that was killed when two of its runs were in journals."""

    finished: Path
    killed: Path
    rows: dict[str, Counter[Any]]


@pytest.fixture(scope="module")
def studies(tmp_path_factory: pytest.TempPathFactory) -> Studies:
    place = tmp_path_factory.mktemp("studies")
    finished, killed = begin(place / "finished", ASKED), begin(place / "live", ASKED)
    run_study(finished, SERIAL, factory=FACTORY)

    def stop(told: Any) -> None:
        if told.done == 1:
            raise KeyboardInterrupt

    run_study(killed, SERIAL, factory=FACTORY, on_progress=stop)
    worker = Worker(RunContext(killed.blueprint, killed.path, "token", FACTORY, 1, horizon_of(killed)), "w")
    for job in jobs_of(killed.plan)[1:3]:
        worker.do(job)
    shutil.copytree(killed.path, place / "killed")
    worker.close()
    return Studies(finished.path, place / "killed", rows_of(finished))


def flip(share: float) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[round(share * (len(content) - 1))] ^= 0x04
        path.write_bytes(content)

    return harm


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def copy(path: Path) -> None:
    shutil.copy(path, path.with_name(f"{path.stem} (1){path.suffix}"))


HARMS: dict[str, Callable[[Path], None]] = {
    **{f"flip at {share}": flip(share) for share in (0.1, 0.6, 0.99)},
    "cut": cut, "emptied": lambda path: path.write_bytes(b""), "gone": lambda path: path.unlink(), "copy": copy,
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("stood", ["finished", "killed"])
def test_every_file_may_be_harmed(stood: str, harm: str, studies: Studies, tmp_path: Path) -> None:
    source = getattr(studies, stood)
    files = [path.relative_to(source) for path in sorted(source.rglob("*")) if path.is_file()]
    for file in files:
        if file.name in ("study.lock", "study.json", "plan.parquet"):
            continue
        place = tmp_path / "x"
        shutil.copytree(source, place)
        HARMS[harm](place / file)
        study = open_study(place)
        try:
            found = rows_of(study)
            assert all(not rows - studies.rows[name] for name, rows in found.items()), file
            if stood == "finished":
                assert found == studies.rows, file
        except UserError as error:
            assert one_line(error), file
        try:
            run_study(study, SERIAL, factory=FACTORY)
        except UserError as error:
            assert one_line(error) and "sim resume FOLDER --yes" in str(error), file
            run_study(study, SERIAL, factory=FACTORY, consent=True)
        assert rows_of(study) == studies.rows, file
        shutil.rmtree(place)


def one_line(error: UserError) -> bool:
    return "\n" not in str(error) and any(word in str(error) for word in ("damaged", "missing"))


@pytest.mark.parametrize("table", ["parts", *TABLES])
@pytest.mark.parametrize("what", ["folder", "files"])
def test_a_table_that_is_gone_is_named_and_done_again(
    what: str, table: str, studies: Studies, tmp_path: Path
) -> None:
    shutil.copytree(studies.finished, tmp_path / "x")
    study = open_study(tmp_path / "x")
    part = next((study.path / table).iterdir())
    if what == "folder":
        shutil.rmtree(part.parent)
    else:
        part.unlink()
    for look in (study.rows, lambda: run_study(study, SERIAL, factory=FACTORY)):
        with pytest.raises(UserError, match=rf"{table}/{part.name}: missing: sim resume FOLDER --yes does its r"):
            look()
    assert run_study(study, SERIAL, factory=FACTORY, consent=True).done == 4
    assert rows_of(study) == studies.rows


def test_rows_that_are_gone_with_the_list_of_parts_are_missed_all_the_same(studies: Studies, tmp_path: Path) -> None:
    shutil.copytree(studies.finished, tmp_path / "x")
    study = open_study(tmp_path / "x")
    (study.path / INVENTORY).unlink()
    shutil.rmtree(study.path / "daily")
    with pytest.raises(UserError, match="daily: rows of 4 runs are missing: sim resume FOLDER does those runs again"):
        study.table("daily")
    again = run_study(study, SERIAL, factory=FACTORY)
    assert (again.lost, again.done) == (4, 4)
    assert rows_of(study) == studies.rows


def test_only_runs_of_the_damaged_part_are_done_again(studies: Studies, tmp_path: Path) -> None:
    shutil.copytree(studies.killed, tmp_path / "x")
    study = open_study(tmp_path / "x")
    flip(0.5)(next((study.path / "daily").glob("*.parquet")))  # of one run; two are in a journal, one was never done
    assert len(study.states()) == 2
    again = run_study(study, SERIAL, factory=FACTORY, consent=True)
    assert (again.lost, again.done) == (1, 2)
    assert rows_of(study) == studies.rows


@pytest.mark.parametrize("name", ["study.json", "plan.parquet"])
@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_question_is_asked_again_and_keeps_its_runs(
    harm: str, name: str, studies: Studies, tmp_path: Path
) -> None:
    shutil.copytree(studies.finished, tmp_path / "x")
    HARMS[harm](tmp_path / "x" / name)
    if harm != "copy":
        gone = (name, harm) == ("study.json", "gone")
        said = "there is no study.json" if gone else rf"{name}: .*take study\.json away"
        with pytest.raises(UserError, match=said) as told:
            run_study(open_study(tmp_path / "x"), SERIAL, factory=FACTORY)
        assert "\n" not in str(told.value)
        (tmp_path / "x" / "study.json").unlink(missing_ok=True)
    study = begin(tmp_path / "x", ASKED)
    assert run_study(study, SERIAL, factory=FACTORY).done == 0
    assert rows_of(study) == studies.rows


def test_a_plan_and_its_description_change_places_with_the_old_ones_at_any_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed between any two of its writes, a study that grows holds the old plan or the new one."""
    small, large = sweep(seeds=2), sweep(seeds=3)
    sizes = []
    for moment in range(4):
        study = begin(tmp_path / str(moment), small)
        grown = StudyFolder(study.path, {**study.about, "seeds": 3})
        left = [moment]

        def killed(self: Path, target: Path, left: list[int] = left, real: Any = Path.replace) -> Path:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(self, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", killed)
            with contextlib.suppress(KeyboardInterrupt):
                grown.write(large.plan())
        there = open_study(study.path)
        sizes.append((there.about["seeds"], there.plan.num_rows))
    assert sizes == [(2, 12), (2, 12), (2, 18), (3, 18)]
