"""What a scenario's author expected before the run, judged by the effects: MET, NOT MET or UNDECIDED."""

from __future__ import annotations

from dataclasses import dataclass

from sim.config.expectations import judge, parse_expectation
from sim.studies.analysis import Analysis


@dataclass(frozen=True)
class Judged:
    """One expectation and its verdict."""

    outcome: str
    words: str
    verdict: str


def judge_all(analysis: Analysis, scenario: str) -> list[Judged]:
    """Return every expectation of a scenario with its verdict; none for the baseline or in a forecast."""
    expected = next(one.expect for one in analysis.scenarios if one.name == scenario)
    if scenario not in analysis.effects:
        return []
    judged = []
    for outcome, words in expected.items():
        effect = analysis.effects[scenario][outcome]
        interval = effect.paired
        expectation = parse_expectation(words, outcome)
        verdict = judge(expectation, interval.mean, interval.low, interval.high, effect.baseline)
        judged.append(Judged(outcome, words, verdict))
    return judged
