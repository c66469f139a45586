"""A surface from Python and from its folder: signs, flat in words, tables, growth, no technical names in sight."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import sim
from sim.errors import UserError
from sim.runs.workforce import Workforce
from sim.studies import kinds
from sim.studies.experiment.run import RunOptions
from sim.studies.surface.document import as_page
from sim.studies.surface.presenter import surface_presenter
from sim.studies.surface.words import lever_sentence
from tests.studies.experiment.stand_in import MAKER, RECALL

SMALL = ["population.creators=30", "warmup_days=2", "execution=serial"]
OFFSET = "enforcement.auto.minutes"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("surface")
    study = sim.surface(RECALL, OFFSET, doses={RECALL: [0.0, 0.3, 0.9]}, outcomes=["quality", "trust"], seeds=6,
                        viewers=300, days=3, overrides=SMALL, outputs=place, factory=MAKER)
    surface_presenter(study).write(surface_presenter(study).summary())
    return Path(study.folder)


def test_effects_have_the_right_sign_and_size(folder: Path) -> None:
    study = surface_presenter(sim.open_study(folder)).answer
    quality = study.effects().query("lever == @RECALL and outcome == 'quality'").set_index("dose")["mean"]
    assert quality.loc[0.0] == pytest.approx(-0.4 * 0.67, abs=0.02)
    assert quality.loc[0.9] == pytest.approx(0.4 * 0.23, abs=0.02)
    assert isinstance(study.plot(RECALL), Figure)
    with pytest.raises(UserError, match="Did you mean"):
        study.plot(RECALL + "s")


def test_what_does_nothing_is_called_so(folder: Path) -> None:
    study = surface_presenter(sim.open_study(folder)).answer
    sentences = {one.lever.lever: lever_sentence(study, one) for one in study.surfaces}
    assert sentences[RECALL].startswith("Breaches found by automatic detection: moves 1 of 1 outcomes, content quality")
    assert sentences[OFFSET] == "Minutes until a breach is stopped: no dose changes anything here"


def test_the_folder_has_tables_for_sql(folder: Path) -> None:
    study = surface_presenter(sim.open_study(folder)).answer
    found = study.query("select count(*) n from doses where lever = 'enforcement.auto.recall'")
    assert int(found["n"].iloc[0]) == 3
    verdicts = study.query(f"select verdict from responses where lever = '{RECALL}' and outcome = 'quality'")
    assert set(verdicts["verdict"]) == {"moves"}


def test_technical_names_are_folded_away(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    seen = page.partition('<section class="fold"')[0]
    assert RECALL in page
    assert RECALL not in seen and "_" not in re.sub(r"<style>.*?</style>|<code>.*?</code>", "", seen, flags=re.DOTALL)
    assert "no dose changes anything here" in page


def test_more_seeds_do_nothing_again(folder: Path) -> None:
    before = len(sim.open_study(folder).runs)
    kinds.expand(folder, 7, RunOptions(Workforce("serial", 1), MAKER))
    assert len(sim.open_study(folder).runs) == before // 6 * 7


def test_a_document_tells_figures_and_reasons(folder: Path) -> None:
    study = surface_presenter(sim.open_study(folder))
    page = as_page(study.summary(), "<!-- written -->")
    assert "### Breaches found by automatic detection" in page
    assert "Content quality falls by" in page
    assert "today 67%" in page.lower() and "What is found is stopped" in page
