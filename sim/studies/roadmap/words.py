"""The executive summary: six sentences made of a roadmap's numbers, none saying more than its interval allows.

A chance is *likely* only if its whole interval lies above one half, *unlikely* only if all of it lies below; else it is
*open*. An effect is told as one only if its interval leaves zero on one side. Alternatives differ on a target only if
the runs in which one of them alone meets it are too lopsided for chance, all pairs and targets counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.runs.plan import STATUS_QUO
from sim.show.numbers import level, money, subject
from sim.show.words import chance_words, change_words, date_words, listed, place_words, standing

Told = Mapping[str, Any]
PLAN = "plan"
LIKELY = 0.05
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def summary(told: Told) -> list[str]:
    """Return the six sentences.

    Parameters
    ----------
    told
        The content of ``results.json`` (`sim.studies.roadmap.results`).
    """
    return [answer(told), against_nothing(told), best_alternative(told), what_carries_it(told), where(told),
            money_and_risk(told)]


def answer(told: Told) -> str:
    """Say how many targets are likely to be met, which are not, and the chance of all together."""
    targets = told["targets"]
    groups: dict[str, list[str]] = {"likely": [], "unlikely": [], "open": []}
    for one in targets:
        groups[standing(one["by_arm"][PLAN]["chance"])].append(one["name"])
    said = (("likely", "more likely than not to meet"), ("unlikely", "more likely to miss"))
    verbs = [f"{words} {_these(groups[name], targets)}" for name, words in said if groups[name]]
    parts = [f"the plan is {' and '.join(verbs)}"] if verbs else []
    if groups["open"]:
        parts.append(f"whether {'it' if parts else 'the plan'} meets {_these(groups['open'], targets)} is open")
    whole = chance_words(told["all_targets"][PLAN])
    who = f"all {count_words(len(targets))} together are" if len(targets) > 1 else "it is"
    return f"{capital('; '.join(parts))}; {who} met in {whole}."


def against_nothing(told: Told) -> str:
    """Say on which targets' outcomes the plan does something beyond doing nothing, for better or worse."""
    better: list[str] = []
    worse: list[str] = []
    noise: list[str] = []
    for one in told["targets"]:
        effect = one["effect"][PLAN]
        good = "up" if one["at_least"] else "down"
        words = f"{_what(one)} ({change_words(one['unit'], effect, one['by_arm'][STATUS_QUO]['value']['mean'])})"
        if effect["verdict"] == "within noise":
            noise.append(_what(one))
        else:
            (better if effect["verdict"] == good else worse).append(words)
    if not better and not worse:
        return "Against the status quo, nothing that the plan does to its targets' outcomes can be told from noise."
    parts = []
    if better:
        parts.append(f"the plan clearly improves {listed(better)}")
    if worse:
        parts.append(f"{'but clearly worsens' if better else 'the plan clearly worsens'} {listed(worse)}")
    rest = f"; on {listed(noise)} it cannot be told from noise" if noise else ""
    return f"Against the status quo {' '.join(parts)}{rest}."


def best_alternative(told: Told) -> str:
    """Say whether some alternative meets a target in clearly more runs than the plan."""
    names = [one["name"] for one in told["alternatives"] if one["name"] != PLAN]
    if not names:
        return "There is no alternative to compare the plan with."
    found = [f"{other} meets {one['name']} {'more' if gain > 0 else 'less'} often "
             f"({chance_words(one['by_arm'][other]['chance'])} against {chance_words(one['by_arm'][PLAN]['chance'])})"
             for one, other, gain in clear_differences(told)]
    if not found:
        return (f"Of the alternatives ({listed(names)}), none meets any target clearly more or less often than the "
                "plan in these runs.")
    return f"Compared with the plan, {listed(found)}; other differences between alternatives could be chance."


def clear_differences(told: Told) -> list[tuple[Told, str, int]]:
    """Return target, alternative and runs won or lost, where an alternative differs from the plan beyond chance."""
    names = [one["name"] for one in told["alternatives"] if one["name"] != PLAN]
    bar = LIKELY / max(1, len(names) * len(told["targets"]))
    found = []
    for one in told["targets"]:
        for pair in one["between"]:
            if {pair["first"], pair["second"]} <= {PLAN, *names} and PLAN in (pair["first"], pair["second"]):
                other = pair["second"] if pair["first"] == PLAN else pair["first"]
                gain = pair["second_only"] - pair["first_only"]
                gain = gain if pair["second"] == other else -gain
                if pair["p"] <= bar and gain:
                    found.append((one, other, gain))
    return found


def what_carries_it(told: Told) -> str:
    """Say which phase does most for which target, and which does harm, as far as leaving it out shows."""
    phases = list(dict.fromkeys(one["phase"] for one in told["contributions"]))
    if not phases:
        return "The plan has one phase, which carries all of it."
    helps, harms, idle = phase_parts(told)
    if not helps and not harms:
        return (f"Leaving out any one of {listed(phases)} changes no target's outcome beyond noise, so no phase can be "
                "said to carry the plan.")
    parts = [f"{phase} helps {listed(targets)}" for phase, targets in helps.items()]
    parts += [f"{phase} costs {listed(targets)}" for phase, targets in harms.items()]
    rest = f"; what {listed(idle)} {'adds' if len(idle) == 1 else 'add'} cannot be told from noise" if idle else ""
    return f"By leaving out one phase at a time, {listed(parts)}{rest}."


def phase_parts(told: Told) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
    """Return phase → targets that it clearly helps, the same for costs, and the phases that clearly do neither."""
    helps: dict[str, list[str]] = {}
    harms: dict[str, list[str]] = {}
    for one in told["contributions"]:
        if one["effect"]["verdict"] != "within noise":
            side = helps if one["effect"]["verdict"] == one["better"] else harms
            side.setdefault(one["phase"], []).append(one["target"])
    phases = dict.fromkeys(one["phase"] for one in told["contributions"])
    return helps, harms, [phase for phase in phases if phase not in helps and phase not in harms]


def where(told: Told) -> str:
    """Say in which countries the first target's outcome clearly gets better, worse, or neither."""
    first = told["targets"][0]
    rows = [one for one in told["countries"] if one["outcome"] == first["outcome"] and one["place"] != "all"]
    good = "up" if first["at_least"] else "down"
    sides: dict[str, list[str]] = {"better": [], "worse": [], "noise": []}
    for one in rows:
        verdict = one["effect"][PLAN]["verdict"]
        side = "noise" if verdict == "within noise" else "better" if verdict == good else "worse"
        sides[side].append(place_words(one["place"]))
    name = subject(first["outcome"])
    if not sides["better"] and not sides["worse"]:
        return f"In no country does {name} clearly change by the end of the plan."
    parts = [f"clearly {side} in {listed(sides[side])}" for side in ("better", "worse") if sides[side]]
    rest = f", and within the noise in {listed(sides['noise'])}" if sides["noise"] else ""
    mixed = "Countries are mixed: " if sides["better"] and sides["worse"] else ""
    return f"{mixed}{name if mixed else capital(name)} ends {' but '.join(parts)}{rest}."


def money_and_risk(told: Told) -> str:
    """Say what the plan costs against its budget, and the earliest sign that a target will be missed."""
    return f"{cost(told)}; {first_sign(told)}."


def cost(told: Told) -> str:
    """Say what the plan costs, and how often it stays within its budget."""
    spent, budget = told["money"][PLAN], told["about"]["budget"]
    total = money(spent["total"]["mean"]) if spent["total"]["mean"] is not None else "an undefined sum"
    within = f" and stays within its budget of {money(budget)} in {chance_words(spent['within'])}" if budget else ""
    return f"The plan costs {total}{within}"


def first_sign(told: Told) -> str:
    """Say which reading shows first that a target will be missed, if any does."""
    found = [one for one in told["signs"] if one["sign"]]
    if not found:
        return "no reading taken four weeks or more ahead tells runs that miss a target from others beyond chance"
    one = min(found, key=lambda row: row["sign"]["day"])
    sign = one["sign"]
    return (f"the earliest sign that {one['target']} will be missed is {subject(sign['outcome'])} "
            f"{'above' if sign['above'] else 'below'} {level(sign['unit'], sign['bound'])} by "
            f"{date_words(sign['date'])} (right in {100 * sign['right']:.0f}% of runs left out of the search, where "
            "guessing gives 50%)")


def _these(names: Sequence[str], targets: Sequence[Told]) -> str:
    if len(targets) == 1:
        return "its target"
    if len(names) == len(targets):
        return f"all {count_words(len(targets))} targets"
    return f"{count_words(len(names))} of {count_words(len(targets))} targets ({listed(names)})"


def _what(target: Told) -> str:
    region = f" in {place_words(target['region'])}" if target["region"] else ""
    return f"{subject(target['outcome'])}{region}"


def count_words(number: int) -> str:
    """Return a whole number, in letters up to ten."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def capital(text: str) -> str:
    """Return text with a capital first letter."""
    return text[:1].upper() + text[1:]
