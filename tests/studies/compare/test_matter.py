"""The line on what the first screen leaves out says no more of several scenarios than holds for each."""

from __future__ import annotations

from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import subject
from sim.studies.compare.matter import rest_in_words, said_of_all
from tests.studies.compare.fake_model import small_answer


def test_what_is_undecided_under_one_scenario_is_never_called_no_change() -> None:
    analysis = small_answer().analysis
    scenarios = [one.name for one in analysis.compared]
    sentences = rest_in_words(analysis, scenarios, [])
    mixed = 0
    for outcome in HEADLINE:
        found = {analysis.judgements[one][outcome].verdict for one in scenarios}
        said = said_of_all(analysis, outcome, scenarios)
        assert (said == "no material change") == (found == {"no material change"})
        if "undecided" in found and "matters" not in found:
            assert said == "undecided"
            mixed += len(found) > 1
        unchanged = next((one for one in sentences if one.startswith("No material change")), "")
        assert (subject(outcome) in unchanged) == (found == {"no material change"})
    assert mixed  # the case that is guarded is among them


def test_one_scenario_is_told_by_its_own_verdicts() -> None:
    analysis = small_answer().analysis
    (one, *_) = (scenario.name for scenario in analysis.compared)
    assert {said_of_all(analysis, name, [one]) for name in HEADLINE} == {
        analysis.judgements[one][name].verdict for name in HEADLINE}
