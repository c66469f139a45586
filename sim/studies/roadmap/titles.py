"""What each part of a roadmap's results finds, in a sentence short enough to head a slide.

The rules are those of `sim.studies.roadmap.words`: nothing is said that the interval does not bear.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sim.methods.chance import Chance
from sim.runs.plan import STATUS_QUO
from sim.show.findings import Finding, Findings
from sim.show.words import capital, chance_words, counted, date_words, listed
from sim.studies.roadmap.plan import PLAN
from sim.studies.roadmap.results import Results, TargetResult
from sim.studies.roadmap.words import (
    clear_differences,
    cost,
    count_words,
    first_sign,
    phase_parts,
    standing,
    where,
)

_NAMED = 3
_LONG = 165
"""Letters from which names give way to counts."""


def answer_title(results: Results) -> str:
    """Say of how many targets the plan is likely, unlikely, or neither."""
    targets = results.targets
    found = [standing(one.by_arm[PLAN].chance) for one in targets]
    likely, unlikely, still_open = (found.count(name) for name in ("likely", "unlikely", "open"))
    if len(targets) == 1:
        return {
            "likely": "The plan is more likely than not to meet its target",
            "unlikely": "The plan is more likely to miss its target than to meet it",
            "open": "Whether the plan meets its target is open",
        }[found[0]]
    every = f"all {count_words(len(targets))} targets"
    if likely == len(targets):
        return f"The plan is more likely than not to meet each of {every}"
    if unlikely == len(targets):
        return f"The plan is more likely to miss than to meet each of {every}"
    if still_open == len(targets):
        return f"Whether the plan meets its targets is open for {every}"
    verbs = [f"more likely than not to meet {count_words(likely)}"] if likely else []
    if unlikely:
        verbs.append(f"more likely to miss {count_words(unlikely)}")
    parts = [f"the plan is {' and '.join(verbs)}"] if verbs else []
    if still_open:
        parts.append(f"{count_words(still_open)} {'is' if still_open == 1 else 'are'} open")
    return f"Of {count_words(len(targets))} targets, {'; '.join(parts)}"


def plan_title(results: Results) -> str:
    """Say how long the plan is, and how its gates fare."""
    phases = results.alternatives[0].phases
    many = "phase runs" if len(phases) == 1 else "phases run"
    first, last = min(one.start for one in phases), max(one.end for one in phases)
    head = f"{capital(count_words(len(phases)))} {many} from {date_words(first)} to {date_words(last)}"
    gated = [(one.gate.passed, _name(one.name)) for one in phases if one.gate]
    if not gated:
        return head
    chance, name = min(gated, key=lambda one: 1.0 if math.isnan(one[0].share) else one[0].share)
    passed = f"on its day in {_of_runs(chance)}"
    if len(gated) == 1:
        return f"{head}; the gate after {name} is passed {passed}"
    return f"{head}; of {count_words(len(gated))} gates the one after {name} is passed least often, {passed}"


def targets_title(results: Results) -> str:
    """Say which target is met most often, and which least."""
    rows = [(one.by_arm[PLAN].chance, one.name) for one in results.targets]
    rows = [row for row in rows if row[0].runs]
    if not rows:
        return "No target has a reading on its day in these runs"
    best, worst = max(rows, key=lambda row: row[0].share), min(rows, key=lambda row: row[0].share)
    if len(rows) == 1:
        return f"{capital(best[1])} is met in {chance_words(best[0])}"
    if best[0].share == worst[0].share:
        return f"Each target is met in {_of_runs(best[0])}"
    return f"Met most often: {best[1]}, in {_of_runs(best[0])}; least often: {worst[1]}, in {_of_runs(worst[0])}"


def alternatives_title(results: Results) -> str:
    """Say which alternative differs from the plan beyond chance, if any does."""
    found = clear_differences(results)
    names = [one.name for one in results.alternatives if one.name != PLAN]
    if not found:
        if len(names) == 1:
            return f"{capital(_name(names[0]))} meets no target clearly more or less often than the plan"
        return "No alternative meets any target clearly more or less often than the plan"
    parts = [f"{_name(other)} meets {one.name} {'more' if gain > 0 else 'less'} often" for one, other, gain in found]
    rest = len(parts) - 2
    more = f" ({rest} more such difference{'s' if rest > 1 else ''})" if rest > 0 else ""
    whole = f"Compared with the plan, {listed(parts[:2])}{more}"
    if len(whole) <= _LONG:
        return whole
    differing = capital(count_words(len({other for _, other, _ in found})))
    return f"{differing} of {count_words(len(names))} alternatives clearly differ from the plan on some target"


def phases_title(results: Results) -> str:
    """Say which phases help targets by enough to matter, or cost them."""
    found = phase_parts(results)
    phases = list(dict.fromkeys(one.phase for one in results.contributions))
    if not found.helps and not found.harms:
        return f"Leaving out any one of {_some(phases, 'phases')} is not known to change a target's outcome by enough"
    parts = [f"{_name(phase)} helps {_some(targets, 'targets')}" for phase, targets in found.helps.items()]
    parts += [f"{_name(phase)} costs {_some(targets, 'targets')}" for phase, targets in found.harms.items()]
    more = len(parts) - _NAMED
    tail = f" (and {more} more)" if more > 0 else ""
    rest = f"; {_some(found.undecided, 'other phases')}: undecided" if found.undecided else ""
    whole = f"{capital(listed(parts[:_NAMED]))}{tail}{rest}"
    if len(whole) <= _LONG:
        return whole
    return (
        f"Of {count_words(len(phases))} phases, {count_words(len(found.helps))} help some target and "
        f"{count_words(len(found.harms))} cost one by enough to matter"
    )


def countries_title(results: Results) -> str:
    """Say in which countries the first target's outcome changes by enough to matter."""
    return where(results).rstrip(".")


def tiers_title(results: Results) -> str:
    """Say which tiers of creators earn more or less under the plan by enough to matter."""
    found = Findings.of(
        Finding(_tier(one.tier), "", one.better, one.judged[PLAN]) for one in results.tiers if one.reading == "income")
    if not found.matter:
        return "In no tier of creators is the plan known to change income per creator by enough to matter"
    parts = [
        f"{verb} for {listed([one.what for one in tiers])}"
        for verb, tiers in (("rises", found.better), ("falls", found.worse))
        if tiers
    ]
    rest = f"; undecided for {listed([one.what for one in found.undecided])}" if found.undecided else ""
    return f"Under the plan income per creator {' and '.join(parts)}{rest}"


def money_title(results: Results) -> str:
    """Say what the plan costs."""
    return cost(results)


def risks_title(results: Results) -> str:
    """Say what shows first that a target will be missed."""
    return capital(first_sign(results).split(" (right in")[0])


def fan_title(target: TargetResult) -> str:
    """Say how often the plan meets a target, and how often the status quo does."""
    with_it, without = target.by_arm[PLAN].chance, target.by_arm[STATUS_QUO].chance
    return (
        f"{capital(target.name)}: met in {_of_runs(with_it)} under the plan, in {_of_runs(without)} under the "
        "status quo"
    )


def _tier(tier: str) -> str:
    return tier if tier.endswith("s") else f"{tier} creators"


def _of_runs(chance: Chance) -> str:
    return f"{chance.met} of {counted(chance.runs, 'run')}"


def _some(names: Sequence[str], what: str) -> str:
    """Return names, or how many they are where they are many."""
    return listed([_name(one) for one in names]) if len(names) <= _NAMED else f"{count_words(len(names))} {what}"


def _name(name: str) -> str:
    return name.replace("_", " ")
