"""What is done behind the addresses: runs that are known by their content, studies found, kept files, deletion."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

pytest.importorskip("starlette", reason="Starlette is not installed: pip install -e '.[app]'")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install -e '.[app]'")

from sim.app.asking import policy_name
from sim.app.jobs import Job
from sim.app.papers import composed_text, mistakes, outline
from sim.app.progress import begun_by
from sim.config import compose
from sim.config.scenarios import load_scenarios
from sim.studies.compare.run import run_compare
from sim.studies.explore.read import StoredExploration
from tests.app.serving import QUICK, Client, served, until
from tests.imports import ROOT
from tests.studies.compare.fake_model import FakeEcosystem
from tests.studies.explore.stand_in import explored

VALUES = {"enforcement.auto.recall": 0.8}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> StoredExploration:
    return explored(tmp_path_factory.mktemp("made"), points=24)


@pytest.fixture
def client(made: StoredExploration, tmp_path: Path) -> Iterator[Client]:
    shutil.copytree(made.folder, tmp_path / "explore" / made.folder.name)
    with served(tmp_path, QUICK) as found:
        yield found


@pytest.fixture(scope="module")
def ran(made: StoredExploration, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, dict[str, Any]]]:
    """A server under which one policy was run from its pages, and another by ``sim compare``."""
    outputs = tmp_path_factory.mktemp("ran")
    shutil.copytree(made.folder, outputs / "explore" / made.folder.name)
    with served(outputs, QUICK) as found:
        study = found.desk.exploration(asked(found)["study"])
        config = compose([*study.plain, "replications=3"])
        run_compare(config, load_scenarios("warn_first", config), outputs, "sim compare warn_first",
                    build=FakeEcosystem, processes=1)
        status, job = found.post("/api/runs", asked(found))
        assert status == 200, job
        yield found, {**ended(found, job), "before": job["study"]}


def asked(client: Client, **more: Any) -> dict[str, Any]:
    study = next(one.id for one in client.desk.library.entries() if one.kind == "explore")
    return {"study": study, "values": VALUES, "question": "What if we found more?", "expect": {"quality": "up"},
            "seeds": 3} | more


def ended(client: Client, job: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = until(lambda: next(
        (one for one in [client.get(f"/api/jobs/{job['id']}")[1]] if one["state"] not in ("waiting", "running")), None))
    return found


def test_a_run_is_the_one_of_sim_compare_and_stands_beside_the_estimate(ran: tuple[Client, dict[str, Any]]) -> None:
    client, done = ran
    assert (done["state"], done["done"], done["runs"], done["seeds"]) == ("finished", 6, 6, 3), done["said"]
    assert done["study"] == done["before"]  # known before it ran
    quality = next(row for row in done["rows"] if row["outcome"].startswith("content quality"))
    assert quality["agrees"] in ("agrees", "is off")
    assert quality["estimate"].startswith("+")
    assert (client.desk.outputs / done["study"] / "report.html").is_file()
    kept = load_scenarios(str(client.desk.papers.place("scenario", policy_name(VALUES))), compose([]))[0]
    assert (kept.question, kept.expect) == ("What if we found more?", {"quality": "up"})

    status, again = client.post("/api/runs", asked(client, question="Once more?"))
    assert (status, again["state"], again["done"]) == (200, "finished", 6)  # at once, nothing is started


def test_what_sim_compare_has_run_returns_at_once(ran: tuple[Client, dict[str, Any]]) -> None:
    client, _ = ran
    status, job = client.post("/api/runs", asked(client, values={"enforcement.warnings": 1}))
    assert (status, job["state"], job["done"], job["runs"]) == (200, "finished", 6, 6)
    assert job["study"].startswith("compare/warn_first-")


@pytest.mark.parametrize(("wrong", "told", "field"), [
    ({"question": " "}, "write the question first", "question"),
    ({"expect": {}}, "write what you expect", "expect"),
    ({"expect": {"quality": "sideways"}}, "sideways", "expect"),
    ({"expect": {"qualty": "up"}}, "Did you mean quality", "expect"),
    ({"values": {}}, "everything stands as today", None),
    ({"values": {"enforcement.auto.recall": 0.99}}, "tried from 0.4 to 0.9", None),
    ({"values": {"enforcement.auto.recall": "0.8"}}, "is no number", None),
    ({"values": {"enforcement.auto.recall": True}}, "is no number", None),
    ({"values": {"days": 3}}, "no such lever", None),
    ({"values": [1]}, "groups of names", None),
    ({"seeds": 1}, "from 2 to 48", "seeds"),
    ({"seeds": 10_000}, "from 2 to 48", "seeds"),
    ({"seeds": 2.5}, "from 2 to 48", "seeds"),
    ({"study": 7}, "study is missing", "study"),
])
def test_what_cannot_be_run_is_told_at_its_field(client: Client, wrong: Any, told: str, field: str | None) -> None:
    status, answer = client.post("/api/runs", asked(client, **wrong))
    assert status == 400
    assert told in answer["error"]
    assert answer["field"] == field
    assert client.get("/api/jobs")[1]["jobs"] == []


def test_a_run_larger_than_a_page_may_ask_for_is_refused(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.app.asking.MOST_VIEWER_DAYS", 5_000)
    status, answer = client.post("/api/runs", asked(client))
    assert status == 400
    assert "run the command in a terminal" in answer["error"]


def test_studies_are_listed_and_deleted_after_asking(ran: tuple[Client, dict[str, Any]], tmp_path: Path) -> None:
    study = ran[1]["study"]
    shutil.copytree(ran[0].desk.outputs / study, tmp_path / study)
    with served(tmp_path, QUICK) as client:
        listed, = client.get("/api/studies")[1]["studies"]
        assert (listed["id"], listed["finished"], listed["runs"], listed["seeds"]) == (study, 6, 6, 3)
        assert ["report.html", "page"] in listed["files"]
        assert client.post("/api/studies/expand", {"study": study, "seeds": 3})[0] == 400
        assert client.post("/api/studies/delete", {"study": study, "confirm": "something else"})[0] == 400
        assert client.post("/api/studies/delete", {"study": study})[0] == 400
        with client.desk.library.study(study).alone():
            status, answer = client.post("/api/studies/delete", {"study": study, "confirm": study.partition("/")[2]})
            assert status == 400
            assert "another process runs this study" in answer["error"]
        assert client.post("/api/studies/delete", {"study": study, "confirm": study.partition("/")[2]})[0] == 200
        assert client.get("/api/studies")[1]["studies"] == []


def test_a_study_that_goes_while_it_is_listed_is_no_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_folder: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr("sim.app.library.open_study", gone)
    status, answer = client.get("/api/studies")
    assert status == 200
    assert [one["fault"] for one in answer["studies"]] == ["No such file or directory"]


def test_two_comparisons_stand_side_by_side(ran: tuple[Client, dict[str, Any]]) -> None:
    client, done = ran
    other = next(one.id for one in client.desk.library.entries() if one.name.startswith("warn_first"))
    status, body, _ = client.ask("GET", "/beside?" + urlencode({"one": done["study"], "other": other}))
    assert status == 200
    assert body.decode().count('scope="col"') == 3
    wrong = urlencode({"one": other, "other": asked(client)["study"]})
    assert client.ask("GET", f"/beside?{wrong}")[0] == 400


def test_files_are_checked_as_sim_check_does_before_they_are_kept(client: Client) -> None:
    good = (ROOT / "scenarios" / "warn_first.yaml").read_text(encoding="utf-8")
    assert client.post("/api/files/save", {"kind": "scenario", "name": "mine", "text": good})[1]["mistakes"] == []
    bad = good.replace("enforcement.warnings", "enforcement.warning") + "  - set: enforcement.auto.recall\n    to: 7\n"
    status, answer = client.post("/api/files/save", {"kind": "scenario", "name": "other", "text": bad})
    assert status == 200
    assert len(answer["mistakes"]) == 2
    assert all(one["line"] for one in answer["mistakes"])
    assert client.get("/api/files")[1]["files"] == [{"kind": "scenario", "name": "mine"}]
    status, body, headers = client.ask("GET", "/paper/scenario/mine")
    assert (status, body.decode()) == (200, good)
    assert headers["content-disposition"] == 'attachment; filename="mine.yaml"'


def test_a_roadmap_survives_its_form() -> None:
    """Text to form and back is a roadmap that says the same, and nothing is wrong with it."""
    text = (ROOT / "scenarios" / "roadmaps" / "safer_growth.yaml").read_text(encoding="utf-8")
    form = outline(text)
    assert form["phases"][1]["name"] == "detect"
    again = composed_text(form)
    assert outline(again) == json.loads(re.sub(r"(\d)_(\d)", r"\1\2", json.dumps(form)))  # 6_000 is 6000
    assert mistakes("roadmap", "safer_growth", again) == []
    form["phases"][0]["start"] = "2031-01-01"
    assert mistakes("roadmap", "safer_growth", composed_text(form))[0]["line"] is not None


def test_a_run_whose_folder_is_not_known_beforehand_is_found_by_its_command(tmp_path: Path) -> None:
    job = Job("0" * 16, "roadmap", "", ("roadmap", "/my plans/plan.yaml", "--seeds", "4"), began=time.time())
    assert begun_by(job, tmp_path) is None
    for name, command in (("other", "sim roadmap other.yaml --seeds 4"), ("broken", "sim roadmap 'x"),
                          ("mine", "sim roadmap '/my plans/plan.yaml' --seeds 4 --outputs x")):
        folder = tmp_path / "roadmap" / name
        folder.mkdir(parents=True)
        (folder / "study.json").write_text(json.dumps({"command": command}))
    assert begun_by(job, tmp_path) == tmp_path / "roadmap" / "mine"
    assert begun_by(replace(job, began=time.time() + 60), tmp_path) is None


def test_a_page_of_another_size_is_a_command(client: Client) -> None:
    assert client.post("/api/explore", {"size": "enormous"})[0] == 400
