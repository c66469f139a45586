"""The executive summary: six sentences made of a roadmap's numbers, none saying more than its interval allows.

A chance is *likely* only if its whole interval lies above one half, *unlikely* only if all of it lies below; else it is
*open*. An effect is told as one only if its interval leaves zero on one side. Alternatives differ on a target only if
the runs in which one of them alone meets it are too lopsided for chance, all pairs and targets counted.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Literal

from sim.methods.chance import Chance
from sim.runs.plan import STATUS_QUO
from sim.show.numbers import level, money, subject
from sim.show.places import in_place
from sim.show.words import capital, chance_words, change_words, date_words, listed, within
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
    better: list[str] = []
    worse: list[str] = []
    noise: list[str] = []
    for one in results.targets:
        effect = one.effect[PLAN]
        good = "up" if one.at_least else "down"
        words = f"{_what(one)} ({change_words(one.unit, effect, one.by_arm[STATUS_QUO].value.mean)})"
        if effect.verdict == "within noise":
            noise.append(_what(one))
        else:
            (better if effect.verdict == good else worse).append(words)
    if not better and not worse:
        return "Against the status quo, nothing that the plan does to its targets' outcomes can be told from noise."
    parts = []
    if better:
        parts.append(f"the plan clearly improves {listed(better)}")
    if worse:
        parts.append(f"{'but clearly worsens' if better else 'the plan clearly worsens'} {listed(worse)}")
    rest = f"; on {listed(noise)} it cannot be told from noise" if noise else ""
    return f"Against the status quo {' '.join(parts)}{rest}."


def best_alternative(results: Results) -> str:
    """Say whether some alternative meets a target in clearly more runs than the plan."""
    names = [one.name for one in results.alternatives if one.name != PLAN]
    if not names:
        return "There is no alternative to compare the plan with."
    found = [f"{other} meets {one.name} {'more' if gain > 0 else 'less'} often "
             f"({chance_words(one.by_arm[other].chance)} against {chance_words(one.by_arm[PLAN].chance)})"
             for one, other, gain in clear_differences(results)]
    if not found:
        return (f"Of the alternatives ({listed(names)}), none meets any target clearly more or less often than the "
                "plan in these runs.")
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
    phases = list(dict.fromkeys(one.phase for one in results.contributions))
    if not phases:
        return "The plan has one phase, which carries all of it."
    helps, harms, idle = phase_parts(results)
    if not helps and not harms:
        return (f"Leaving out any one of {listed(phases)} changes no target's outcome beyond noise, so no phase can be "
                "said to carry the plan.")
    parts = [f"{phase} helps {listed(targets)}" for phase, targets in helps.items()]
    parts += [f"{phase} costs {listed(targets)}" for phase, targets in harms.items()]
    rest = f"; what {listed(idle)} {'adds' if len(idle) == 1 else 'add'} cannot be told from noise" if idle else ""
    return f"By leaving out one phase at a time, {listed(parts)}{rest}."


def phase_parts(results: Results) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
    """Return phase → targets that it clearly helps, the same for costs, and the phases that clearly do neither."""
    helps: dict[str, list[str]] = {}
    harms: dict[str, list[str]] = {}
    for one in results.contributions:
        if one.effect.verdict != "within noise":
            side = helps if one.effect.verdict == one.better else harms
            side.setdefault(one.phase, []).append(one.target)
    phases = dict.fromkeys(one.phase for one in results.contributions)
    return helps, harms, [phase for phase in phases if phase not in helps and phase not in harms]


def where(results: Results) -> str:
    """Say in which countries the first target's outcome clearly gets better, worse, or neither."""
    first = results.targets[0]
    rows = [one for one in results.countries if one.outcome == first.outcome and one.place != "all"]
    good = "up" if first.at_least else "down"
    sides: dict[str, list[str]] = {"better": [], "worse": [], "noise": []}
    for one in rows:
        verdict = one.effect[PLAN].verdict
        side = "noise" if verdict == "within noise" else "better" if verdict == good else "worse"
        sides[side].append(in_place(one.place))
    name = subject(first.outcome)
    if not sides["better"] and not sides["worse"]:
        return f"In no country does {name} clearly change by the end of the plan."
    parts = [f"clearly {side} in {listed(sides[side])}" for side in ("better", "worse") if sides[side]]
    rest = f", and within the noise in {listed(sides['noise'])}" if sides["noise"] else ""
    mixed = "Countries are mixed: " if sides["better"] and sides["worse"] else ""
    return f"{mixed}{name if mixed else capital(name)} ends {' but '.join(parts)}{rest}."


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
