"""The executive summary: six sentences made of a roadmap's numbers, none saying more than its interval allows.

A chance is *likely* only if its whole interval lies above one half, *unlikely* only if all of it lies below; else it is
*open*. An effect is told by one of four verdicts (`sim.methods.verdicts`), the surest first. Alternatives differ on a
target only if the runs in which one of them alone meets it are too lopsided for chance, all pairs and targets counted.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sim.methods.chance import Chance
from sim.runs.plan import STATUS_QUO
from sim.show.findings import Finding, Findings
from sim.show.numbers import level, money, subject
from sim.show.places import in_place
from sim.show.style import display
from sim.show.verdicts import side
from sim.show.words import base_of, capital, chance_words, change_words, date_words, listed, within
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import Asked, Reached, Results, TargetResult

Standing = Literal["likely", "unlikely", "open"]
TONES: dict[Standing, str] = {"likely": "better", "unlikely": "worse", "open": ""}
"""Classes of what may be said of a chance."""

LIKELY = 0.05
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def summary(results: Results) -> list[str]:
    """Return the six sentences."""
    sentences = (answer, against_nothing, best_alternative, what_carries_it, where, money_and_risk)
    return [sentence(results) for sentence in sentences]


def standing(chance: Chance) -> Standing:
    """Return whether something is more likely than not, less likely, or open, by the whole interval."""
    if chance.runs and chance.low > 0.5:
        return "likely"
    return "unlikely" if chance.runs and chance.high < 0.5 else "open"


def bound_words(bound: Asked) -> str:
    """Return what a gate or target asks: ``violation view rate in Vietnam at most 1%``."""
    side = "at least" if bound.at_least else "at most"
    asked = level(bound.unit, bound.bound)
    if bound.of_status_quo is not None:
        asked = f"{100 * bound.of_status_quo:.4g}% of the status quo ({asked})"
    return f"{subject(bound.outcome)}{within(bound.region)} {side} {asked}"


def reached_words(reached: Reached, start: str) -> str:
    """Return when a target is met for good: the median date, and the range of its interval."""
    if reached.day is None:
        return "not within the run in most runs"
    first = dt.date.fromisoformat(start)
    low, high = (None if end is None else first + dt.timedelta(int(end)) for end in (reached.low, reached.high))
    earliest = "earlier" if low is None else f"{low.day} {low:%b}"
    latest = "later than the run" if high is None else f"{high.day} {high:%b}"
    return f"{date_words(reached.date)} ({earliest} to {latest})"


def answer(results: Results) -> str:
    """Say how many targets are likely to be met, which are not, and the chance of all together."""
    targets = results.targets
    groups: dict[str, list[str]] = {"likely": [], "unlikely": [], "open": []}
    for one in targets:
        groups[standing(one.by_arm[PLAN].chance)].append(one.name)
    said = (("likely", "more likely than not to meet"), ("unlikely", "more likely to miss"))
    verbs = [f"{words} {_these(groups[name], targets)}" for name, words in said if groups[name]]
    parts = [f"the plan is {' and '.join(verbs)}"] if verbs else []
    if groups["open"]:
        parts.append(f"whether {'it' if parts else 'the plan'} meets {_these(groups['open'], targets)} is open")
    whole = chance_words(results.all_targets[PLAN])
    who = f"all {count_words(len(targets))} together are" if len(targets) > 1 else "it is"
    return f"{capital('; '.join(parts))}; {who} met in {whole}."


def against_nothing(results: Results) -> str:
    """Say on which targets' outcomes the plan does something beyond doing nothing, for better or worse."""
    found = Findings.of(
        Finding(_what(one), change_words(one.unit, one.effect[PLAN], base_of(one.by_arm[STATUS_QUO].value)),
                "up" if one.at_least else "down", one.judged[PLAN])
        for one in results.targets)
    verbs = [f"{verb} {listed([one.words for one in told])}"
             for verb, told in (("improves", found.better), ("worsens", found.worse)) if told]
    start = (f"the plan {' but '.join(verbs)}" if verbs
             else "nothing that the plan does to its targets' outcomes is known to matter")
    return f"Against the status quo {'; '.join([start, *found.rest()])}."


def best_alternative(results: Results) -> str:
    """Say whether some alternative meets a target in clearly more runs than the plan."""
    names = [one.name for one in results.alternatives if one.name != PLAN]
    if not names:
        return "There is no alternative to compare the plan with."
    found = [f"{display(other)} meets {one.name} {'more' if gain > 0 else 'less'} often "
             f"({chance_words(one.by_arm[other].chance)} against {chance_words(one.by_arm[PLAN].chance)})"
             for one, other, gain in clear_differences(results)]
    if not found:
        named = listed(list(map(display, names)))
        return (f"Of the alternatives ({named}), none meets any target clearly more or less often than the plan in "
                "these runs.")
    return f"Compared with the plan, {listed(found)}; other differences between alternatives could be chance."


def clear_differences(results: Results) -> list[tuple[TargetResult, str, int]]:
    """Return target, alternative and runs won or lost, where an alternative differs from the plan beyond chance."""
    names = [one.name for one in results.alternatives if one.name != PLAN]
    bar = LIKELY / max(1, len(names) * len(results.targets))
    found = []
    for one in results.targets:
        for pair in one.between:
            if {pair.first, pair.second} <= {PLAN, *names} and PLAN in (pair.first, pair.second):
                other = pair.second if pair.first == PLAN else pair.first
                gain = pair.second_only - pair.first_only
                gain = gain if pair.second == other else -gain
                if pair.p <= bar and gain:
                    found.append((one, other, gain))
    return found


def what_carries_it(results: Results) -> str:
    """Say which phase does most for which target, and which does harm, as far as leaving it out shows."""
    if not results.contributions:
        return "The plan has one phase, which carries all of it."
    parts = phase_parts(results)
    rest = [f"what {listed(parts.idle)} {_adds(parts.idle)} is too little to matter"] if parts.idle else []
    rest += [f"what {listed(parts.undecided)} {_adds(parts.undecided)} is undecided"] if parts.undecided else []
    told = [f"{phase} helps {listed(targets)}" for phase, targets in parts.helps.items()]
    told += [f"{phase} costs {listed(targets)}" for phase, targets in parts.harms.items()]
    start = listed(told) if told else "no phase can be said to carry the plan"
    return f"By leaving out one phase at a time, {'; '.join([start, *rest])}."


@dataclass(frozen=True)
class PhaseParts:
    """What phases do for targets, as far as leaving each out shows, the surest first.

    Attributes
    ----------
    helps, harms
        Phase → targets that it helps, or costs, by enough to matter.
    idle
        Phases of which all that they add is known to be too little to matter.
    undecided
        The others.
    """

    helps: dict[str, list[str]]
    harms: dict[str, list[str]]
    idle: list[str]
    undecided: list[str]


def phase_parts(results: Results) -> PhaseParts:
    """Return what each phase does for targets."""
    helps: dict[str, list[str]] = {}
    harms: dict[str, list[str]] = {}
    for one in sorted(results.contributions, key=lambda one: one.judged.rank):
        way = side(one.better, one.judged)
        if way != "neither":
            (helps if way == "better" else harms).setdefault(display(one.phase), []).append(one.target)
    every = dict.fromkeys(display(one.phase) for one in results.contributions)
    phases = [one for one in every if one not in helps | harms]
    idle = [one for one in phases
            if all(it.judged.decided for it in results.contributions if display(it.phase) == one)]
    return PhaseParts(helps, harms, idle, [one for one in phases if one not in idle])


def where(results: Results) -> str:
    """Say in which countries the first target's outcome gets better or worse by enough to matter, or neither."""
    first = results.targets[0]
    rows = [one for one in results.countries if one.outcome == first.outcome and one.place != "all"]
    found = Findings.of(
        Finding(in_place(one.place), "", "up" if first.at_least else "down", one.judged[PLAN]) for one in rows)
    name = subject(first.outcome)
    calm = [one.what for one in (*found.small, *found.same)]
    rest = [f"no change that matters in {listed(calm)}"] if calm else []
    rest += [f"undecided in {listed([one.what for one in found.undecided])}"] if found.undecided else []
    if not found.matter:
        start = f"In no country is {name} known to change by enough to matter by the end of the plan"
        return f"{'; '.join([start, *(rest if calm and found.undecided else [])])}."
    parts = [f"{word} in {listed([one.what for one in told])}"
             for word, told in (("better", found.better), ("worse", found.worse)) if told]
    start = f"{name} ends {' but '.join(parts)}"
    start = f"Countries are mixed: {start}" if len(parts) == 2 else capital(start)
    return f"{'; '.join([start, *rest])}."


def money_and_risk(results: Results) -> str:
    """Say what the plan costs against its budget, and the earliest sign that a target will be missed."""
    return f"{cost(results)}; {first_sign(results)}."


def cost(results: Results) -> str:
    """Say what the plan costs, and how often it stays within its budget."""
    spent, budget = results.money[PLAN], results.about.budget
    total = "an undefined sum" if math.isnan(spent.total.mean) else money(spent.total.mean)
    kept = ""
    if budget is not None and spent.within is not None:
        kept = f" and stays within its budget of {money(budget)} in {chance_words(spent.within)}"
    return f"The plan costs {total}{kept}"


def first_sign(results: Results) -> str:
    """Say which reading shows first that a target will be missed, if any does."""
    found = [(one.sign, one.target) for one in results.signs if one.sign]
    if not found:
        return "no reading taken four weeks or more ahead tells runs that miss a target from others beyond chance"
    sign, target = min(found, key=lambda one: one[0].day)
    return (f"the earliest sign that {target} will be missed is {subject(sign.outcome)} "
            f"{'above' if sign.above else 'below'} {level(sign.unit, sign.bound)} by "
            f"{date_words(sign.date)} (right in {100 * sign.right:.0f}% of runs left out of the search, where "
            "guessing gives 50%)")


def _adds(phases: Sequence[str]) -> str:
    return "adds" if len(phases) == 1 else "add"


def _these(names: Sequence[str], targets: Sequence[TargetResult]) -> str:
    if len(targets) == 1:
        return "its target"
    if len(names) == len(targets):
        return f"all {count_words(len(targets))} targets"
    return f"{count_words(len(names))} of {count_words(len(targets))} targets ({listed(names)})"


def _what(target: TargetResult) -> str:
    return f"{subject(target.outcome)}{within(target.region)}"


def count_words(number: int) -> str:
    """Return a whole number, in letters up to ten."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)
