"""One page of each kind that the project writes, from stand-ins for the market: what differs is data, not templates."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

ModelFactory = Callable[[Path], Path]
"""Writes a page under an empty folder and returns its path."""


def comparison(folder: Path) -> Path:
    from tests.studies.compare.fake_model import small_answer, write_answer

    return write_answer(small_answer(), folder) / "report.html"


def forecast(folder: Path) -> Path:
    from sim.model.levers.schedule import Scenario
    from sim.runs.plan import plan_forecast
    from tests.studies.compare.fake_model import CONFIG, answer_of, write_answer

    plan = plan_forecast(CONFIG, Scenario("status_quo"), "sim forecast")
    return write_answer(answer_of(plan), folder) / "report.html"


def sweep(folder: Path) -> Path:
    from sim.model.levers.schedule import Change, Scenario
    from sim.studies.experiment.run import run_sweep
    from sim.studies.sweep.presenter import sweep_presenter
    from tests.studies.experiment.stand_in import SCENE, Failing
    from tests.studies.experiment.stand_in import sweep as small_sweep

    warned = Scenario("warn_first", changes=(Change(SCENE, 1.0),))
    asked = small_sweep(scenarios=[warned], outcomes=("quality",))
    with suppress(SystemExit):  # some of its runs fail, which is what its page has to show
        run_sweep(asked, folder, _here(Failing), sweep_presenter)
    return next(folder.rglob("report.html"))


def sensitivity(folder: Path) -> Path:
    from sim.studies.experiment.run import run_sweep
    from sim.studies.sweep.presenter import sweep_presenter
    from tests.studies.experiment.stand_in import HABIT, RECALL, TRUST, StandIn, factor
    from tests.studies.experiment.stand_in import sweep as small_sweep

    factors = (factor(RECALL, low=0.0, high=1.0), factor(HABIT, low=0.0, high=2.0), factor(TRUST, low=0.0, high=4.0))
    asked = small_sweep(*factors, seeds=1, study="sensitivity", design="sobol_indices", points=16,
                        outcomes=("quality",))
    return run_sweep(asked, folder, _here(StandIn), sweep_presenter) / "report.html"


def robust(folder: Path) -> Path:
    from sim.studies.experiment.run import run_sweep
    from sim.studies.robust.presenter import robust_presenter
    from tests.studies.experiment.stand_in import StandIn
    from tests.studies.robust.stand_in import LESS, MORE, SAME
    from tests.studies.robust.stand_in import robust as small_robust

    asked = small_robust(MORE, LESS, SAME, futures=16, require=("quality > 0.47",))
    return run_sweep(asked, folder, _here(StandIn), robust_presenter) / "report.html"


def optimise(folder: Path) -> Path:
    from sim.studies.optimise.run import run_optimise
    from tests.studies.optimise.stand_in import COST, HERE, search

    return run_optimise(search(f"{COST} < 70", trials=24), folder, HERE) / "report.html"


def explain(folder: Path) -> Path:
    from sim.studies.explain.page import write_explain_page
    from tests.studies.explain.stand_in import explanation
    from tests.studies.explain.test_page import ABOUT

    told = replace(explanation(together=-0.03), shown=("violation_view_rate", "quality", "return_rate", "awareness"))
    write_explain_page(folder, told, ABOUT)
    return folder / "report.html"


def roadmap(folder: Path) -> Path:
    from tests.studies.roadmap.test_study import carried_out

    return carried_out(folder) / "report.html"


def stress(folder: Path) -> Path:
    from tests.studies.stress.test_study import carried_out

    return carried_out(folder) / "report.html"


def validation(folder: Path) -> Path:
    """Every pattern, with a value inside its range, near it, beyond it, and none, in turn."""
    from sim.config import compose
    from sim.methods.intervals import Interval
    from sim.studies.validate.page import write_page
    from sim.studies.validate.patterns import choose
    from sim.studies.validate.plan import ValidationPlan
    from sim.studies.validate.read import Result
    from sim.studies.validate.verdicts import verdict

    plan = ValidationPlan(compose(["replications=2"]), choose([]))
    results = []
    for place, one in enumerate(plan.patterns):
        edge = one.low if one.low is not None else one.high
        middle = float(edge or 1.0) * (1.0, 1.05, 1.6, float("nan"))[place % 4]
        found = Interval(middle, middle - 0.1 * abs(middle), middle + 0.1 * abs(middle), 2)
        results.append(Result(one, found, verdict(found, one.low, one.high)))
    about = {
        "status": "partial", "command": "sim validate", "key": "abc123", "code_version": "1", "wall_s": 12.0,
        "replications": {"asked": 3, "finished": 2}, "seeds": [1, 2], "versions": {"python": "3.11"},
        "impressions": 1_000_000, "finished": "2027-01-01",
    }
    write_page(folder / "report.html", plan, results, about)
    return folder / "report.html"


def surface(folder: Path) -> Path:
    from sim.config import compose
    from sim.methods.designs.settings import DesignSettings
    from sim.studies.experiment.run import run_sweep
    from sim.studies.surface.plan import plan_surface
    from sim.studies.surface.presenter import surface_presenter
    from tests.studies.experiment.stand_in import RECALL, StandIn

    config = compose(["days=3", "warmup_days=2", "population.viewers=300", "population.creators=30", "replications=3"])
    levers = [RECALL, "enforcement.auto.minutes", "incentives.volume_bonus.per_hour"]
    asked = plan_surface(config, levers, {}, DesignSettings(outcomes=("quality", "trust")), "sim surface")
    return run_sweep(asked, folder, _here(StandIn), surface_presenter) / "report.html"


def explore(folder: Path) -> Path:
    from sim.studies.explore.page import PAGE
    from tests.studies.explore.stand_in import explored

    return explored(folder, points=24).folder / PAGE


def levels(folder: Path) -> Path:
    from sim.config import compose
    from sim.studies.experiment.run import run_sweep
    from sim.studies.validate.levels.plan import plan_levels
    from sim.studies.validate.levels.presenter import LevelsPresenter
    from tests.studies.experiment.stand_in import StandIn

    config = compose(["days=3", "warmup_days=2", "population.viewers=300", "population.creators=30", "replications=2"])
    asked = plan_levels(config, "sim validate --levels")
    return run_sweep(asked, folder, _here(StandIn), LevelsPresenter) / "report.html"


def _here(model: type) -> object:
    from sim.runs.worker import ModelFactory as ModelMaker
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.run import RunOptions
    from tests.studies.experiment.stand_in import load

    return RunOptions(Workforce("serial"), ModelMaker(model, load), consent=True, as_json=True)


PAGES: dict[str, ModelFactory] = {
    "forecast": forecast, "compare": comparison, "sweep": sweep, "sensitivity": sensitivity, "robust": robust,
    "optimise": optimise, "explain": explain, "roadmap": roadmap, "stress": stress, "validate": validation,
    "surface": surface, "explore": explore, "levels": levels,
}
