"""A page to play with: what it asks, what its formulas find, how sure they say they are, what its file holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from sim.errors import UserError
from sim.methods.moves import fit_moves
from sim.model.levers.schedule import Change, Scenario
from sim.runs.folder import open_study as open_folder
from sim.studies.experiment.run import run_sweep
from sim.studies.explore.page import PAGE, step
from sim.studies.explore.presets import preset_of
from sim.studies.explore.read import StoredExploration
from sim.studies.explore.run import explore_folder
from sim.studies.kinds import expand
from sim.studies.sweep.presenter import sweep_presenter
from tests.studies.experiment.stand_in import HABIT, factor, sweep
from tests.studies.explore.stand_in import CONFIG, EXPLORATION, HERE, RANGES, RECALL, WARNINGS, Curved, asked, explored


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> StoredExploration:
    return explored(tmp_path_factory.mktemp("explore"))


def true_quality(values: dict[str, float], seed: int) -> float:
    model = Curved(CONFIG, seed)
    model.scenario = Scenario("x", changes=tuple(Change(name, to) for name, to in values.items()))
    return model.quality()


def test_today_is_the_first_point_and_the_box_is_kept() -> None:
    points = asked().points
    assert points[0] == {RECALL: 0.67, WARNINGS: 0, "enforcement.explain.share": 0.8, EXPLORATION: 0.16}
    assert len(points) == 41
    assert asked().extent == (41 * 4, 4)
    for name, span in RANGES.items():
        assert all(span["low"] <= float(one[name]) <= span["high"] for one in points)


def test_bands_and_errors_are_those_of_fresh_runs(study: StoredExploration) -> None:
    """At 200 fresh places: bands hold the mean over many seeds, and fresh runs of a few are off by what is told."""
    draws, answer, inside, wide, off = np.random.default_rng(7), study.answer("quality"), 0, [], []
    for _ in range(200):
        values = {RECALL: draws.uniform(0.4, 0.9), WARNINGS: float(draws.integers(0, 4))}
        few = [int(one) for one in draws.integers(100, 10_000, 4)]
        many = [int(one) for one in draws.integers(100, 10_000, 40)]
        effect, _ = study.estimate(answer, values)
        fresh, truth = (np.mean([true_quality(values, one) - true_quality({}, one) for one in seeds])
                        for seeds in (few, many))
        inside += effect.low <= truth <= effect.high
        off.append(fresh - effect.mean)
        wide.append(effect.half_width)
    assert inside >= 180
    assert np.median(wide) < 0.02  # moves change quality by up to 0.1
    assert answer.trust == "close"
    assert 0.5 < np.sqrt(np.mean(np.square(off))) / answer.moves.fresh_error < 2.0


def test_today_is_no_change_and_nothing_is_said_outside_the_box(study: StoredExploration) -> None:
    effect, judgement = study.estimate(study.answer("quality"), {RECALL: 0.67})
    assert (effect.mean, effect.low, effect.high) == (0.0, 0.0, 0.0)
    assert judgement.verdict == "no material change"
    with pytest.raises(UserError, match=r"tried from 0\.4 to 0\.9: nothing is known of 0\.95"):
        study.estimate(study.answer("quality"), {RECALL: 0.95})


def test_a_formula_that_tells_nothing_says_so() -> None:
    draws = np.random.default_rng(1)
    noise = fit_moves(draws.uniform(-1, 1, (60, 3)), draws.standard_normal((60, 4)))
    assert noise.r2 < 0.3
    effect = noise.change(np.zeros(3), np.ones(3))
    assert effect.low < 0 < effect.high


def test_seeds_that_answer_differently_make_bands_wider() -> None:
    draws = np.random.default_rng(2)
    inputs, luck = draws.uniform(-1, 1, (60, 1)), draws.standard_normal(6)
    alike, unlike = fit_moves(inputs, inputs * np.ones(6)), fit_moves(inputs, inputs * (1 + 0.5 * luck))
    start, end = np.array([-1.0]), np.array([1.0])
    assert alike.change(start, end).half_width < 1e-6 < 0.3 < unlike.change(start, end).half_width


def test_the_file_stands_alone(study: StoredExploration) -> None:
    page = (study.folder / PAGE).read_text(encoding="utf-8")
    assert len(page.encode()) < 400_000
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#|data:)""", page)
    assert re.search(r"script-src (?:&#39;|')sha256-[\w+/=]+(?:&#39;|')\"", page)
    assert page.count("<script") == 2
    data = json.loads(page.partition('id="data">')[2].partition("</script>")[0])
    assert [one["name"] for one in data["levers"]] == list(RANGES)
    assert data["regions"] == ["all", "us", "vn"]


def test_text_of_others_is_no_script(tmp_path: Path) -> None:
    evil = Scenario("x", question='</script><script>alert(1)</script>"<!--', changes=(Change(RECALL, 0.8),))
    study = explored(tmp_path, command="sim explore '</script><script>alert(2)</script>'")
    study.__dict__["presets"] = [preset_of(evil, study.factors)]
    from sim.studies.explore.page import render

    page = render(study)
    assert page.count("<script") == 2
    assert "alert(1)</script>" not in page
    assert "alert(2)</script>" not in page


def test_presets_are_those_that_sliders_can_set(study: StoredExploration) -> None:
    found = {one.name: one for one in study.presets}
    assert {"warn_first", "better_detection", "more_exploration"} <= set(found)
    assert "quality_bonus" not in found
    assert found["warn_first"].simpler == ""
    assert found["better_detection"].simpler == "a ramp of 30 days"
    late = Scenario("late", changes=(Change(RECALL, 0.8, start=30, regions=("us",)),))
    told = preset_of(late, study.factors)
    assert told is not None
    assert told.simpler == "from day 30, in us alone"


def test_scenarios_bring_their_levers_with_room_and_others_fill_up() -> None:
    plan = asked(scenarios=["warn_first"], ranges={})
    warnings, = (one for one in plan.blueprint.factors if one.name == WARNINGS)
    assert (warnings.low, warnings.high) == (0, 2)


@pytest.mark.parametrize(("ranges", "told"), [
    ({"population.viewer.open_habit": {"low": 1.0, "high": 2.0}}, "is no lever but an assumption"),
    ({"days": {"low": 10, "high": 20}}, "is no lever but a setting"),
    ({"enforcement.auto.recal": "range"}, "Did you mean enforcement.auto.recall"),
])
def test_what_is_no_lever_is_refused(ranges: dict[str, object], told: str) -> None:
    with pytest.raises(UserError, match=told):
        asked(ranges=ranges)


def test_too_few_points_are_refused_before_anything_runs() -> None:
    with pytest.raises(UserError, match="at least 24 points"):
        asked(points=8)


def test_it_grows_and_a_sweep_becomes_a_page(tmp_path: Path) -> None:
    folder = explored(tmp_path, points=24).folder
    expand(folder, None, HERE, points=32)
    assert StoredExploration(open_folder(folder)).counts["points"] == 33
    recall, habit = factor("enforcement.auto.recall", low=0.3, high=0.8), factor(HABIT, low=1.2, high=2.0)
    wide = sweep(recall, habit, design="latin_hypercube", points=24)
    done = run_sweep(wide, tmp_path / "sweep", HERE, sweep_presenter)
    assert explore_folder(done, HERE) == done
    page = (done / PAGE).read_text(encoding="utf-8")
    assert "an assumption, not ours to set" in page
    assert json.loads((done / "summary.json").read_text(encoding="utf-8"))["study"] == "sweep"  # its own stays


def test_a_sweep_away_from_today_has_no_page(tmp_path: Path) -> None:
    away = sweep(factor("enforcement.auto.recall", low=0.6, high=0.8), design="latin_hypercube", points=24)
    done = run_sweep(away, tmp_path, HERE, sweep_presenter)
    with pytest.raises(UserError, match=r"recall is 0\.5 today and was tried from 0\.6 to 0\.8"):
        explore_folder(done, HERE)


def test_steps_are_those_that_people_count_in() -> None:
    assert [step(span) for span in (1.0, 55, 3, 950)] == pytest.approx([0.01, 1.0, 0.05, 10.0])
