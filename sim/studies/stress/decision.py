"""What to do about a register of threats: which plan to prepare against which threat first, and what it is worth.

Threats come in order of their rating. A plan is advised only where it takes off harm, both by enough to matter; its
money is of one run: what the platform is left with under the plan minus without it, its own cost taken off.
"""

from __future__ import annotations

import math

from sim.methods.choice import Course
from sim.methods.intervals import Interval
from sim.show.numbers import subject
from sim.show.recommendation.net_value import gained_or_lost, net_words, size_words
from sim.show.recommendation.recommendation import Advice, Recommendation
from sim.show.style import display
from sim.show.verdicts import side, verdict_cell
from sim.show.words import capital, change_words, counted, listed, percent
from sim.studies.stress.results import PlanResult, Results, ThreatResult
from sim.studies.stress.words import harm_words, ranked, rating_words

PER = "in a run"


def recommendation(results: Results) -> Recommendation:
    """Return what to do about the threats under the first policy."""
    rows = ranked(results.rows_of(results.about.policies[0].name))
    advice = [_advice(results, row) for row in rows]
    able = [one for one in advice if one.course == "adopt"]
    hurt = [row for row in rows if row.impact.matters]
    verb = "hurts what it is" if len(hurt) == 1 else "hurt what they are"
    why = f"{len(hurt)} of {counted(len(rows), 'threat')} {verb} feared for by enough to matter."
    if able:
        return Recommendation(able[0].what_to_do, why, able[0].option, tuple(_first(able[0], advice)))
    if hurt:
        lead = next(one for one in advice if one.option == hurt[0].threat)
        return Recommendation(lead.what_to_do, why, "", tuple(_first(lead, advice)))
    nothing = "Nothing to prepare yet: no threat is known to hurt what it is feared for by enough to matter."
    return Recommendation(nothing, why, "status_quo", tuple(advice))


def _first(lead: Advice, advice: list[Advice]) -> list[Advice]:
    return [lead, *(one for one in advice if one is not lead)]


def _advice(results: Results, row: ThreatResult) -> Advice:
    name = display(row.threat)
    plan = next((one for one in row.plans if one.name == row.best.name), None)
    course, line = _line(row, name, plan)
    if course == "keep":
        plan = None  # of what nobody needs to prepare, no price is told
    net = plan.net if plan is not None and plan.net is not None else Interval(math.nan, math.nan, math.nan, 0)
    return Advice(
        option=row.threat, label=name, course=course, what_to_do=line, net=net, per=PER,
        net_value=_net(plan) if plan else "", buys=_buys(plan) if plan else "", pays=_pays(plan) if plan else "",
        sure=_sure(results, row, plan), would_change=_would_change(row), needed=_needed(results, row, plan),
    )


def _line(row: ThreatResult, name: str, plan: PlanResult | None) -> tuple[Course, str]:
    if not row.impact.matters:
        return "keep", f"Nothing to do about {name} yet: {_feared(row)}."
    if plan is not None:
        begins = f" {counted(plan.delay, 'day')} after the alarm" if plan.after == "detection" else " at once"
        own = plan.once + plan.a_day * _days(plan)
        cost = f"costs {size_words(_at(own))} of its own where it begins" if own > 0 else "costs nothing of its own"
        undone = _undone(plan)
        does = f"it undoes {undone}, begins{begins} and {cost}" if undone else f"it begins{begins} and {cost}"
        alike = f" (or {listed([display(one) for one in row.best.alike])}, not told apart)" if row.best.alike else ""
        return "adopt", f"Prepare “{display(plan.name)}”{alike} against {name}: {does}."
    if not row.plans:
        return "undecided", f"Write a plan against {name}: it hurts {_hurt(row)}, and no plan is given."
    tried = f"{counted(len(row.plans), 'plan')} {'was' if len(row.plans) == 1 else 'were'} tried"
    return "undecided", (f"No plan given against {name} is known to help by enough to matter: it hurts {_hurt(row)}, "
                         f"and {tried}.")


def _feared(row: ThreatResult) -> str:
    """Return what may be said of the outcome that a threat is feared for: the one that it may hurt most."""
    feared = [one for one in row.harms if one.feared and not math.isnan(one.effect.mean)]
    if not feared:
        return "nothing that it is feared for could be measured"
    worst = min(feared, key=lambda one: (one.judged.decided, one.judged.rank))
    return f"{subject(worst.outcome)} {harm_words(worst)}, {verdict_cell(worst.judged)}"


def _hurt(row: ThreatResult) -> str:
    hurt = [one for one in row.harms if one.feared and one.side == "worse"]
    worst = [f"{subject(one.outcome)} ({harm_words(one)})" for one in hurt]
    return listed(worst[:2])


def _days(plan: PlanResult) -> float:
    """Return for how many days a plan is paid in the runs in which it begins, on average."""
    if not plan.a_day or not plan.begun:
        return 0.0
    a_run = plan.own_cost.mean * plan.runs / plan.begun
    return max(0.0, (a_run - plan.once) / plan.a_day)


def _net(plan: PlanResult) -> str:
    net = plan.net
    if net is None or math.isnan(net.mean):
        return ""
    judged = plan.net_judged
    ends = f" ({net_words(_at(net.low))} to {net_words(_at(net.high))} {PER})" if net.bounded else ""
    if judged is not None and judged.decided and not judged.matters:
        return f"What the platform gains or loses is too little to matter{ends}, the plan's own cost included."
    if judged is None or not judged.matters:
        return f"Whether the platform gains or loses is not settled{ends}, the plan's own cost included."
    return f"{capital(gained_or_lost(net, PER))}, the plan's own cost included."


def _buys(plan: PlanResult) -> str:
    gain = plan.gain
    effect = Interval(-gain.mean, -gain.high, -gain.low, gain.count) if plan.down_is_better else gain
    undone = _undone(plan)
    share = f", {undone}" if undone else ""
    return f"{capital(subject(plan.outcome))} {change_words(plan.unit, effect, plan.base)}{share}."


def _undone(plan: PlanResult) -> str:
    """Return how much of the harm a plan takes off; empty where that cannot be told."""
    undone = plan.undone
    if undone is None or math.isnan(undone.mean):
        return ""
    return "all of the harm" if undone.mean >= 1.0 else f"{percent(undone.mean)} of the harm"


def _pays(plan: PlanResult) -> str:
    if plan.net is not None and plan.net_judged is not None and side("up", plan.net_judged) == "worse":
        return f"The platform ({size_words(plan.net)} {PER})."
    return "Nobody, as far as these runs can tell."


def _sure(results: Results, row: ThreatResult, plan: PlanResult | None) -> str:
    told = f"{counted(results.about.seeds, 'seed')}; rating {rating_words(row.rating)} of 25"
    return f"{told}; the plan begins in {plan.begun} of {counted(plan.runs, 'run')}." if plan else f"{told}."


def _would_change(row: ThreatResult) -> str:
    low, high = (percent(one) for one in (row.likelihood.low, row.likelihood.high))
    return f"How likely it is: {low} to {high} a year is a judgement ({row.likelihood.basis.rstrip('.')})."


def _needed(results: Results, row: ThreatResult, plan: PlanResult | None) -> str:
    if not row.impact.matters or (row.plans and plan is None):
        return f"More seeds than {results.about.seeds}, or a plan that does more (sim expand)."
    return "" if row.plans else "An action plan with its cost (docs/howto/stress-a-policy.md)."


def _at(value: float) -> Interval:
    return Interval(value, math.nan, math.nan, 1)
