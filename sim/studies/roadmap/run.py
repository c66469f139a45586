"""Carrying out a roadmap: all its runs at once, or look by look until the effects on its targets are settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sim.errors import UserError, quoted, suggest
from sim.runs.folder import StudyFolder
from sim.show.style import display
from sim.studies.experiment.plan import Sweep
from sim.studies.experiment.run import RunOptions, carry_out, grown_study, prepare, told
from sim.studies.experiment.until import Until, next_look, plan_looks
from sim.studies.roadmap.plan import Roadmap
from sim.studies.roadmap.presenter import RoadmapPresenter
from sim.studies.roadmap.results import Results


def run_roadmap(sweep: Sweep, outputs: Path, run_options: RunOptions, until: Until | None = None) -> Path:
    """Run a roadmap, or go on with it where its folder has some of it already; print it and return the folder.

    Parameters
    ----------
    until
        When there are seeds enough; as many as the sweep has, if not given.

    Raises
    ------
    UserError
        When the study is large and nobody has agreed, or results cannot be written.
    SystemExit
        With code 130 after Ctrl-C, with code 1 when some runs failed; what was finished is kept.
    """
    if until is None:
        return finish_roadmap(prepare(sweep, outputs, run_options), run_options)
    asked = replace(sweep, seeds=until.looks[0], judged={**sweep.judged, **until.to_json()})
    study = prepare(asked, outputs, run_options)
    plan_looks(study, until)
    return finish_roadmap(study, run_options)


def finish_roadmap(study: StudyFolder, run_options: RunOptions) -> Path:
    """Run what is missing of a roadmap and tell it; one that grows until it is settled goes on growing."""
    return told(study.path, run_options, lambda: _grown(study, run_options))


def expand_roadmap(study: StudyFolder, seeds: int | None, points: int | None, run_options: RunOptions) -> Path:
    """Grow a roadmap to more seeds or futures, without doing anything again."""
    return finish_roadmap(grown_study(study, seeds, points, run_options), run_options)


def outcomes_of(roadmap: Roadmap, named: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the outcomes of a roadmap's targets, or those of them that are named.

    Raises
    ------
    UserError
        If a named one is of no target.
    """
    known = tuple(dict.fromkeys(one.reading.outcome for one in roadmap.targets))
    for name in named:
        if name not in known:
            there = f"{suggest(name, known)} (they are on {', '.join(known)})"
            raise UserError(f"--outcome: no target of {roadmap.name} is on {quoted(name)}.{there}")
    return tuple(named) or known


def open_targets(until: Until, results: Results) -> list[str]:
    """Return the targets, with the alternative, on whose outcome nothing of an effect is decided yet."""
    return [
        f"{target.name} under {'the plan' if one.name == 'plan' else display(one.name)}"
        for target in results.targets if target.outcome in until.outcomes
        for one in results.alternatives if not target.judged[one.name].decided
    ]


def _grown(study: StudyFolder, run_options: RunOptions) -> RoadmapPresenter:
    """Return the answer of a study that has had as many looks as it takes."""
    until = Until.of(study.about.get("judged", {}))
    while True:
        answer = RoadmapPresenter(carry_out(study, run_options))
        if until is None:
            return answer
        about = answer.results.about
        following = next_look(until, study, answer.looks, open_targets(until, answer.results),
                              about.finished == about.runs)
        if following is None:
            return answer
        study = following
