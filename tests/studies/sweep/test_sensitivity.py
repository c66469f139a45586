"""Known answers are found within their intervals: Ishigami's function, and a market of one formula."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.errors import UserError
from sim.methods.designs.points import design_points
from sim.methods.designs.settings import DesignSettings
from sim.runs.blueprint import Factor
from sim.studies.experiment.read import StoredStudy
from sim.studies.sweep.sensitivity import indices, sensitivity
from sim.studies.sweep.words import index_finding
from tests.runs.test_engine import SERIAL, begin
from tests.studies.experiment.stand_in import HABIT, MAKER, RECALL, TRUST, factor, sweep

pytest.importorskip("SALib")

ANGLES = [Factor(name, "lever", low=-np.pi, high=np.pi) for name in ("x1", "x2", "x3")]
FIRST, TOTAL = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)  # Ishigami with a = 7, b = 0.1


def ishigami(settings: DesignSettings) -> np.ndarray:
    points = np.array([list(point.values()) for point in design_points(ANGLES, settings)], float)
    return np.sin(points[:, 0]) + 7 * np.sin(points[:, 1]) ** 2 + 0.1 * points[:, 2] ** 4 * np.sin(points[:, 0])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ishigami_is_found_within_its_intervals(seed: int) -> None:
    settings = DesignSettings("sobol_indices", points=1024, seed=seed)
    found = indices(ANGLES, settings, ishigami(settings))
    for row, first, total in zip(found.to_dict("records"), FIRST, TOTAL, strict=True):
        assert row["first_low"] - 0.01 <= first <= row["first_high"] + 0.01
        assert row["total_low"] - 0.01 <= total <= row["total_high"] + 0.01
        assert row["total_high"] - row["total_low"] < 0.3
    assert (found["blocks"] == 1024).all()


def test_morris_ranks_ishigami_and_finds_its_interaction() -> None:
    settings = DesignSettings("morris", points=60)
    found = indices(ANGLES, settings, ishigami(settings)).set_index("factor")
    assert (found["mu_star_low"] > 0).all()
    assert found.loc["x3", "sigma"] > found.loc["x3", "mu_star"]  # it acts through x1 alone


def test_blocks_with_a_failed_run_are_left_out() -> None:
    settings = DesignSettings("sobol_indices", points=256)
    values = ishigami(settings)
    whole = indices(ANGLES, settings, values)
    values[[3, 4, 700]] = np.nan
    holed = indices(ANGLES, settings, values)
    assert (holed["left_out"] == 2).all()
    assert np.allclose(holed["total"], whole["total"], atol=0.1)
    with pytest.raises(UserError, match=r"only 0 of 256 blocks of points are complete"):
        indices(ANGLES, settings, np.full_like(values, np.nan))


def test_an_outcome_that_nothing_moves_has_no_indices() -> None:
    settings = DesignSettings("sobol_indices", points=8)
    found = indices(ANGLES, settings, np.ones(8 * 5))
    assert (found[["first", "total"]] == 0).all(axis=None)


@pytest.mark.parametrize(("design", "points", "seeds"), [("sobol_indices", 32, 3), ("morris", 10, 3)])
def test_luck_alone_claims_nothing(design: str, points: int, seeds: int) -> None:
    settings, rng = DesignSettings(design, points=points), np.random.default_rng(5)
    rows = points * (5 if design == "sobol_indices" else 4)
    claims = 0
    for _ in range(40):
        shared = rng.normal(0, 3, seeds)  # what a seed does at every point alike is no factor's doing
        claims += bool(indices(ANGLES, settings, rng.normal(0, 1, (rows, seeds)) + shared)["told"].any())
    assert claims <= 4


def test_what_a_factor_does_is_told_above_luck_and_luck_is_taken_off() -> None:
    settings, rng = DesignSettings("sobol_indices", points=256), np.random.default_rng(6)
    values = ishigami(settings)
    noisy = values[:, None] + rng.normal(0, values.std(), (values.size, 3))
    clean, found = indices(ANGLES, settings, values), indices(ANGLES, settings, noisy)
    assert found["told"].all()
    assert np.allclose(found["total"], clean["total"], atol=0.15)
    assert not indices(ANGLES, settings, noisy[:, :1])["told"].any()  # one seed cannot tell


def test_words_never_say_that_nothing_moves_when_seeds_cannot_tell() -> None:
    rows = [{"outcome": "quality", "factor": RECALL, "total": 0.9, "told": False, "seeds": 2, "seeds_to_tell": 11.0}]
    assert index_finding("quality", rows, "total", FACTORS) == (
        "2 seeds cannot tell what moves content quality; 9 more would")
    rows[0] |= {"seeds_to_tell": np.inf}
    assert "no affordable number would" in index_finding("quality", rows, "total", FACTORS)
    rows[0] |= {"told": True}
    assert "behind 90%" in index_finding("quality", rows, "total", FACTORS)


FACTORS = (
    factor(RECALL, low=0.0, high=1.0), factor(HABIT, low=0.0, high=2.0), factor(TRUST, low=0.0, high=4.0)
)


def test_a_market_of_one_formula_gives_its_own_shares(tmp_path: Path) -> None:
    asked = sweep(*FACTORS, seeds=1, study="sensitivity", design="sobol_indices", points=64, outcomes=("quality",))
    study = begin(tmp_path / "x", asked)
    run = sweep(*FACTORS, seeds=1, study="sensitivity", design="sobol_indices", points=64)
    assert len(run.points) == 64 * 5
    from sim.runs.engine import run_study

    run_study(study, SERIAL, factory=MAKER)
    found = sensitivity(StoredStudy(study)).set_index("factor")
    shares = {RECALL: 0.4**2, HABIT: (0.1 * 2) ** 2, TRUST: 0.0}
    for name, share in shares.items():
        share /= sum(shares.values())
        assert found.loc[name, "total_low"] - 0.02 <= share <= found.loc[name, "total_high"] + 0.02
        assert found.loc[name, "first_low"] - 0.02 <= share <= found.loc[name, "first_high"] + 0.02
    assert list(found.index) == [RECALL, HABIT, TRUST]


def test_an_outcome_that_is_undefined_takes_no_other_with_it(tmp_path: Path) -> None:
    from sim.runs.engine import run_study

    study = begin(tmp_path / "x", sweep(
        *FACTORS, seeds=1, study="sensitivity", design="morris", points=4, outcomes=("quality", "return_rate")))
    run_study(study, SERIAL, factory=MAKER)
    found = sensitivity(StoredStudy(study))
    assert found.query("outcome == 'return_rate'")["mu_star"].isna().all()
    assert (found.query("outcome == 'quality'")["blocks"] == 4).all()
    with pytest.raises(UserError, match="only 0 of 4 blocks"):
        sensitivity(StoredStudy(study), ["return_rate"])


def test_a_tornado_gives_each_factors_swing(tmp_path: Path) -> None:
    from sim.runs.engine import run_study

    study = begin(tmp_path / "x", sweep(
        *FACTORS, seeds=4, study="sensitivity", design="one_at_a_time", outcomes=("quality",)))
    run_study(study, SERIAL, factory=MAKER)
    found = sensitivity(StoredStudy(study)).set_index("factor")
    assert list(found.index) == [RECALL, HABIT, TRUST]
    for name, swing in ((RECALL, 0.4), (HABIT, 0.2), (TRUST, 0.0)):
        assert found.loc[name, "low"] - 1e-9 <= swing <= found.loc[name, "high"] + 1e-9
    with pytest.raises(UserError, match="a grid has no sensitivity indices"):
        sensitivity(StoredStudy(begin(tmp_path / "grid")))
