"""From a roadmap's runs to its results."""

from __future__ import annotations

from dataclasses import replace

from sim.studies.experiment.results import FORMAT, size_of
from sim.studies.experiment.reviewers import ASKED, NEEDED, THERE, Reviewers, shortfall
from sim.studies.roadmap.course import alternative_results, contributions, series
from sim.studies.roadmap.decision import evidence_of, recommendation
from sim.studies.roadmap.groups import outcomes_shown, place_results, tier_results
from sim.studies.roadmap.money import spending
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import About, Results
from sim.studies.roadmap.risks import failing, signs, weights
from sim.studies.roadmap.runs import RoadmapRuns
from sim.studies.roadmap.study import WINDOW
from sim.studies.roadmap.targets import all_met, target_results
from sim.studies.roadmap.words import summary


def results_of(runs: RoadmapRuns) -> Results:
    """Return everything that is presented of a roadmap's runs."""
    results = Results.of({
        "format": FORMAT,
        "about": _about(runs),
        "targets": target_results(runs),
        "all_targets": all_met(runs),
        "alternatives": alternative_results(runs),
        "contributions": contributions(runs),
        "money": spending(runs),
        "countries": place_results(runs),
        "tiers": tier_results(runs),
        "failing": failing(runs),
        "signs": signs(runs),
        "assumptions": weights(runs),
        "outcomes_shown": outcomes_shown(runs),
        "summary": (),
    }, series(runs))
    results = replace(results, summary=(*summary(results), *_reviewers(runs)))
    return replace(results, recommendation=recommendation(results, evidence_of(runs)))


def _reviewers(runs: RoadmapRuns) -> list[str]:
    """Return a sentence on reviewers whom the plan needs and cannot have in time, if so."""
    needed, there, asked = (runs.readings(PLAN, name, WINDOW)[runs.finished] for name in (NEEDED, THERE, ASKED))
    config = runs.study.blueprint.bases[""]
    said = shortfall(Reviewers(runs.days, needed, there, asked), config, runs.roadmap.start_date)
    return [said] if said else []


def _about(runs: RoadmapRuns) -> About:
    roadmap, study = runs.roadmap, runs.study
    futures, seeds = runs.shape
    return About(
        **size_of(study, seeds), name=roadmap.name, question=roadmap.question, owner=roadmap.owner, path=roadmap.path,
        start=roadmap.start_date, end=roadmap.date(roadmap.days - 1).isoformat(), budget=roadmap.budget,
        futures=futures, varied=len(study.factors), matched=int(runs.finished.sum()), arms=tuple(study.scenarios),
        window=WINDOW,
    )
