"""The first sheet of a comparison's workbook: question, headline table and findings, as a strategist reads them."""

from __future__ import annotations

from collections.abc import Iterator

from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.folder import StudyFolder
from sim.show.numbers import held, outcome_change, outcome_level, title
from sim.show.recommendation.sheet import recommendation_lines
from sim.show.sheet import Line
from sim.show.style import display
from sim.show.verdicts import verdict_cell
from sim.studies.compare.answer import Answer
from sim.studies.compare.console import certainty, heading
from sim.studies.compare.outlook import outlook
from sim.studies.compare.presenter import ComparisonPresenter
from sim.studies.compare.words import expectation
from sim.studies.experiment.read import StoredStudy


def answer_lines(study: StudyFolder) -> list[Line]:
    """Return the lines of the sheet; none while no replication is finished."""
    presenter = ComparisonPresenter(StoredStudy(study))
    if not presenter.finished:
        return []
    partial = presenter.finished < presenter.asked
    told = f"Partial: {presenter.finished} of {presenter.asked} replications are finished." if partial else ""
    return [*_opening(presenter.answer, told), *_table(presenter.answer), *_findings(presenter.answer)]


def _opening(answer: Answer, partial: str) -> Iterator[Line]:
    analysis = answer.analysis
    asked = analysis.compared or analysis.scenarios
    for question in dict.fromkeys(one.question or f"What comes of {display(one.name)}?" for one in asked):
        yield Line("title", (question,))
    if answer.recommendation is not None:
        yield from recommendation_lines(answer.recommendation)
    else:
        for sentence in outlook(analysis):
            yield Line("text", (sentence,))
    yield Line("text", (heading(analysis).replace("\n", " · "),))
    if partial:
        yield Line("text", (partial,))
    yield Line("text", ())


def _table(answer: Answer) -> Iterator[Line]:
    """Yield a row a headline outcome: where it stands, and each scenario's effect, interval and verdict."""
    analysis = answer.analysis
    reference = analysis.baseline or analysis.scenarios[0].name
    names = [display(one.name) for one in analysis.compared]
    effects = [word for name in names for word in (name, "95% interval", "verdict")]
    yield Line("head", ("outcome", display(reference), *(effects or ("95% interval",)), "unit", "better"))
    for name in HEADLINE:
        level = held(name, analysis.outcomes[reference][name])
        cells = []
        for one in analysis.compared:
            effect = analysis.effects[one.name][name]
            change = outcome_change(name, effect)
            cells += [change.mean, change.interval, verdict_cell(analysis.judgements[one.name][name])]
        if not analysis.compared:
            bounds = f"{outcome_level(name, level.low)} to {outcome_level(name, level.high)}"
            cells = [bounds if level.bounded else ""]
        about = OUTCOMES[name]
        yield Line("row", (title(name), outcome_level(name, level.mean), *cells, about.unit, about.better))
    yield Line("text", ())
    yield Line("text", (certainty(analysis),))
    yield Line("text", ())


def _findings(answer: Answer) -> Iterator[Line]:
    for scenario, sentences in answer.findings.items():
        yield Line("head", (display(scenario),))
        for sentence in (*sentences, *map(expectation, answer.judged.get(scenario, ()))):
            yield Line("text", (sentence,))
        yield Line("text", ())
