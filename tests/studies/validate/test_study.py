"""The study leaves a folder: same seeds, same bytes; the page has every pattern; misses are no failure."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from sim.config import compose
from sim.studies.experiment.read import StoredStudy
from sim.studies.validate.document import as_markdown
from sim.studies.validate.plan import validation_key
from sim.studies.validate.presenter import ValidatePresenter
from sim.studies.validate.read import judge
from sim.studies.validate.run import run_validate
from sim.studies.validate.summary import Validation
from sim.studies.validate.words import summary_sentence, value
from tests.studies.validate.conftest import TINY, stored

SOME = ("gini_views", "returns_live_above_video", "told_penalty_deters", "network_degree_gini")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Path:
    config = compose([*TINY, "days=60"])
    return run_validate(config, SOME, tmp_path_factory.mktemp("out"), "sim validate --only some", processes=1)


@pytest.fixture(scope="module")
def done(tiny: Any, measured: Any) -> Validation:
    return Validation(tiny, tuple(measured), judge(tiny, measured), "abc123")


def test_the_folder_holds_everything(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "config.yaml", "manifest.json", "report.html", "results.json", "results.parquet",
        "study.json", "study.lock", "plan.parquet", "inventory.json", "parts", "measured", "figures"}
    found = json.loads((folder / "results.json").read_text())
    assert found["key"] == folder.name
    assert found["seeds"] == [3, 4]
    assert tuple(found["patterns"]) == SOME
    table = pd.read_parquet(folder / "results.parquet")
    assert len(table) == 2 * len(SOME)
    assert json.loads((folder / "manifest.json").read_text())["status"] == "complete"


def test_the_same_seeds_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    again = run_validate(compose([*TINY, "days=60"]), SOME, tmp_path, "sim validate", as_json=True, processes=1)
    assert (again / "results.json").read_bytes() == (folder / "results.json").read_bytes()
    assert (again / "results.parquet").read_bytes() == (folder / "results.parquet").read_bytes()


def test_the_key_follows_what_can_change_a_number(tiny: Any) -> None:
    from sim.studies.validate.plan import ValidationPlan

    def key(**changed: Any) -> str:
        return validation_key(ValidationPlan(tiny.config | changed, tiny.patterns))

    assert key() == key(replications=9)
    assert key() != key(seed=9)
    assert key() != validation_key(ValidationPlan(tiny.config, tiny.patterns[:3]))


def test_the_page_has_every_pattern(done: Validation, tmp_path: Path) -> None:
    presenter = ValidatePresenter(StoredStudy(stored(done.plan, tmp_path, 0)))
    presenter.write(presenter.summary())
    page = (presenter.study.folder / "report.html").read_text()
    for one in done.results:
        assert f'id="{one.pattern.name}"' in page
    assert page.count("<svg") == len(done.results) + 5
    assert "://" not in re.sub(r"<title>.*?</title>", "", page)
    assert "NaN" not in page and ">nan" not in page


def test_the_answer_counts_honestly(done: Validation) -> None:
    summary = done.content["summary"]
    assert sum(summary["verdicts"].values()) == summary["patterns"] == len(done.results)
    assert summary["share_inside"] == summary["verdicts"]["inside"] / summary["patterns"]
    assert summary["verdicts"]["not measured"] > 0
    assert summary_sentence(done.results).startswith(f"{summary['verdicts']['inside']} of {summary['patterns']}")
    text = as_markdown(done.content)
    assert all(f"| `{one.pattern.name}` |" in text for one in done.results)


def test_a_stale_explanation_is_not_told(done: Validation) -> None:
    for one in done.results:
        if one.verdict == "inside":
            assert done.content["patterns"][one.pattern.name]["explanation"] == ""


def test_the_table_is_printed_with_verdicts(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run_validate(compose([*TINY, "days=5", "replications=1"]), ["gini_views"], tmp_path, "sim validate", processes=1)
    out = capsys.readouterr().out
    assert re.search(r"gini_views +0\.\d+ +0\.800 to 0\.930 +(miss|inside)", out)
    assert out.splitlines()[-1].startswith(str(tmp_path))


@pytest.mark.parametrize(("unit", "number", "said"), [
    ("share", 0.0089, "0.890%"), ("share", 0.5, "50.0%"), ("share points", 0.0313, "3.13 pp"), ("USD", 36.23, "$36.2"),
    ("ratio", 1.386, "1.39"), ("ratio", 1234.5, "1,234"), ("ratio", 0.0, "0"), ("Gini", float("nan"), "n/a"),
])
def test_numbers_in_words(unit: str, number: float, said: str) -> None:
    assert value(unit, number) == said
