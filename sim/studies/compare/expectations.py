"""What a scenario's author expected before the run, judged by the effects: MET, NOT MET or UNDECIDED."""

from __future__ import annotations

from dataclasses import dataclass

from sim.config.expectations import better_than_feared, judge, parse_expectation, parts
from sim.methods.intervals import Effect, paired_effect
from sim.model.levers.schedule import Scenario
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.compare.analysis import Analysis


@dataclass(frozen=True)
class Judged:
    """One expectation, its verdict, and the effect that it was judged by; none where the variant did not run.

    Attributes
    ----------
    effect
        What it was judged by; ``None`` where the variant did not run.
    note
        What the verdict alone does not tell: that it came better than feared.
    """

    outcome: str
    words: str
    verdict: str
    effect: Effect | None = None
    note: str = ""

    @property
    def told(self) -> str:
        """The verdict with its note."""
        return f"{self.verdict} ({self.note})" if self.note else self.verdict


def judge_all(analysis: Analysis, scenario: str) -> list[Judged]:
    """Return every expectation of a scenario with its verdict; none for the baseline or in a forecast."""
    asked = next(one for one in analysis.scenarios if one.name == scenario)
    if scenario not in analysis.effects:
        return []
    return [
        _judged(analysis, asked, outcome, words) for outcome, joined in asked.expect.items() for words in parts(joined)
    ]


def _judged(analysis: Analysis, scenario: Scenario, outcome: str, words: str) -> Judged:
    expectation = parse_expectation(words, outcome)
    effect = analysis.effects[scenario.name][outcome]
    if expectation.than:
        other = f"{scenario.family}.{expectation.than}"
        if other not in analysis.values:
            return Judged(outcome, words, "UNDECIDED", None, f"{expectation.than} was not run beside it")
        effect = paired_effect(analysis.values[scenario.name][outcome], analysis.values[other][outcome], None,
                               middle=OUTCOMES[outcome].few)
    interval, better = effect.paired, OUTCOMES[outcome].better
    smallest = analysis.judgements[scenario.name][outcome].smallest
    verdict = judge(expectation, interval.mean, interval.low, interval.high, effect.baseline, smallest, better)
    feared = better_than_feared(expectation, interval.low, interval.high, better)
    return Judged(outcome, words, verdict, effect, "better than feared" if verdict == "MET" and feared else "")
