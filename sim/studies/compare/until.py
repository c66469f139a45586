"""``sim compare --until settled``: what of a comparison is open, and the comparison with the seeds of its next look."""

from __future__ import annotations

from dataclasses import replace

from sim.show.numbers import subject
from sim.show.style import display
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.presenter import ComparisonPresenter
from sim.studies.experiment.seeds import SeedStudy
from sim.studies.experiment.until import Until, next_look


def open_effects(until: Until, analysis: Analysis) -> list[tuple[str, str]]:
    """Return the scenarios and outcomes of which nothing is decided yet."""
    return [
        (scenario.name, name) for scenario in analysis.compared for name in until.outcomes
        if not analysis.judgements[scenario.name][name].decided and not analysis.changes_nothing(scenario.name)
    ]


def grow_until(until: Until, study: SeedStudy, answer: ComparisonPresenter) -> SeedStudy | None:
    """Return the study with the seeds of its next look, or ``None`` if what was asked is settled or the cap reached."""
    analysis = answer.answer.analysis
    open_ = [f"{subject(name)} under {display(scenario)}" for scenario, name in open_effects(until, analysis)]
    grown = next_look(until, study.folder, analysis.looks, open_, answer.finished == answer.asked)
    return None if grown is None else replace(study, folder=grown)
