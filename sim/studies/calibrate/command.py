"""``sim calibrate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.errors import UserError
from sim.studies.calibrate.settings import BUDGET
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import JOBS, RESULTS, YES, on_so_many, run_options, whole_number


def _calibrate(asked: Asked) -> Task:
    if asked.options.template:
        return _template(asked)
    if len(asked.words) != 1:
        named = f" ({', '.join(asked.words)})" if asked.words else ", as in sim calibrate figures.csv"
        raise UserError(f"sim calibrate takes one file of figures{named}; --template writes one to fill in")
    runs = whole_number("--budget", asked.options.budget[-1]) if asked.options.budget else BUDGET
    figures = Path(asked.words[0]).expanduser()
    mapping = Path(asked.options.map).expanduser() if asked.options.map else None

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        from sim.studies.calibrate.run import plan_calibration, run_calibration
        from sim.studies.calibrate.settings import CalibrationSettings

        if not figures.is_file():
            raise UserError("no such file of figures (sim calibrate --template writes one to fill in)", path=figures)
        settings = CalibrationSettings(budget=runs)
        wanted = plan_calibration(config, figures, mapping, asked.options.assume or "", settings, asked.command)
        run_calibration(wanted, mapping, asked.outputs, run_options(asked, config))

    return Task(on_so_many(asked.overrides, asked.options.jobs), run)


def _template(asked: Asked) -> Task:
    if asked.words:
        raise UserError(f"--template writes an empty file of figures: leave out {asked.words[0]}")

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        from sim.studies.calibrate.template import template

        print(template(config), end="")

    return Task(asked.overrides, run)


CALIBRATE = Command(
    words="FIGURES.csv",
    about="Fit assumptions to a platform's own figures, and say which assumptions the figures tell nothing about. "
    "A row a figure: kpi, region, start, end, value. The figures stay where they are.",
    examples=("calibrate figures.csv --map figures.yaml --budget 600 population.viewers=5000 population.creators=150",
              "calibrate --template market=us_vn"),
    answer=_calibrate,
    options=(
        Option("--map", "what the platform calls its KPIs, and its dated changes of policy", "FILE.yaml"),
        Option("--assume", "which assumptions: names with commas, NAME=low..high, or all", "NAMES"),
        Option("--budget", "runs in all (default: 600)", "RUNS", several=True),
        Option("--template", "print an empty file of figures, every KPI explained"),
        JOBS, YES, *RESULTS,
    ),
)
