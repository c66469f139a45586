"""A register's results as the rows of its page's tables: every number already worded, every verdict as a class."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from sim.methods.intervals import Interval
from sim.show.numbers import level, money, subject
from sim.show.style import display
from sim.show.verdicts import verdict_parts, verdict_words
from sim.show.words import chance_interval, change_words, percent
from sim.studies.stress.results import Harm, PlanResult, Results, ThreatResult
from sim.studies.stress.watching import Detection, Recovery
from sim.studies.stress.words import (
    apart_words,
    best_words,
    class_words,
    days_words,
    distance_words,
    felt_words,
    harm_words,
    over_words,
    ranked,
    rating_words,
    share_words,
    watch_words,
    year_words,
)

_HITS = {"up": "harder", "down": "less hard"}
_TONES = {"harder": "worse", "less hard": "better"}


def register_rows(results: Results, policy: str) -> list[dict[str, Any]]:
    """Return a policy's register: a threat a row, the highest rating first."""
    return [{"place": place, **_row(results, one)} for place, one in
            enumerate(ranked(results.rows_of(policy)), 1)]


def threat_cards(results: Results, policy: str) -> list[dict[str, Any]]:
    """Return each threat with everything that the page says of it."""
    return [_card(one, results) for one in results.rows_of(policy)]


def between_rows(results: Results) -> list[dict[str, Any]]:
    """Return how much harder each threat hits other policies than the first."""
    rows = []
    for one in results.between:
        verdict, takes, _ = verdict_parts(one.judged, "down")
        verdict = _HITS[one.judged.direction] if one.judged.matters else verdict
        rows.append({"threat": display(one.threat), "policy": display(one.policy),
                     "outcome": subject(one.outcome), "text": change_words(one.unit, one.harder),
                     "verdict": verdict, "takes": takes, "tone": _TONES.get(verdict, "")})
    return rows


def scale_rows(results: Results) -> list[dict[str, str]]:
    """Return the classes with their thresholds."""
    scales = results.scales
    columns = [_steps(one) for one in (scales.likelihood, scales.lost, scales.grown)]
    names = zip(scales.likelihood_names, scales.impact_names, strict=True)
    return [{"number": str(at + 1), "chance": f"{chance}: {columns[0][at]}", "impact": impact,
             "lost": columns[1][at], "grown": columns[2][at]} for at, (chance, impact) in enumerate(names)]


def _row(results: Results, row: ThreatResult) -> dict[str, Any]:
    impact, chance, scales = row.impact, row.likelihood, results.scales
    first = row.harms[0]
    return {
        "threat": display(row.threat), "anchor": f"{row.policy}-{row.threat}",
        "likelihood": f"{percent(chance.low)} to {percent(chance.high)}",
        "likelihood_class": class_words(scales.likelihood_names, chance.class_, chance.low_class,
                                        chance.high_class),
        "impact": class_words(scales.impact_names, impact.class_, impact.low, impact.high)
        if impact.matters else felt_words(impact),
        "by": f"by {subject(impact.outcome)}" if impact.outcome else f"at most class {impact.high}",
        "first": f"{subject(first.outcome)} {harm_words(first)}", **_judged(first),
        "rating": rating_words(row.rating),
        "year": year_words(row.loss), "detect": days_words(row.detect), "missed": _missed(row.detect),
        "recover": over_words(row.recover),
        "stuck": _stuck(row.recover), "best": best_words(row),
    }


def _card(row: ThreatResult, results: Results) -> dict[str, Any]:
    detect, recover, loss = row.detect, row.recover, row.loss
    lasts = f"for {row.lasts} days" if row.lasts else "to the end of the run"
    binding = "chance is what binds" if detect.binding else "the distance written is what binds"
    share = results.scales.false_alarms
    return {
        "threat": display(row.threat), "anchor": f"{row.policy}-{row.threat}", "question": row.question,
        "when": f"From day {row.start} {lasts}", "moves": row.moves, "limits": row.limits,
        "basis": row.likelihood.basis,
        "likelihood": f"{percent(row.likelihood.low)} to {percent(row.likelihood.high)} a year",
        "harms": [{"name": subject(one.outcome), "level": level(one.unit, one.counterfactual),
                   "text": harm_words(one), **_judged(one),
                   "share": share_words(one.share)
                   + (" of net GMV" if one.of_sales else "")} for one in row.harms],
        "event": f"{money(loss.event.mean)} of net GMV, {share_words(loss.share_of_run)} of the run's"
        if not math.isnan(loss.event.mean) and loss.judged.matters else verdict_words(loss.judged),
        "year": year_words(loss),
        "signal": f"{watch_words(detect)} {'above' if detect.rises else 'below'} its counterfactual by "
                  f"{apart_words(detect.unit, detect.bound)} on average, over {detect.over} days: the larger "
                  f"of {distance_words(detect)} and the {apart_words(detect.unit, detect.by_chance)} by which "
                  f"{percent(share)} of pairs of unshocked markets come apart by chance ({binding})",
        "detect": days_words(detect) + (" after it begins" if detect.median is not None else ""),
        "missed": _missed(detect),
        "band": f"{watch_words(recover)} no worse than {distance_words(recover)} from its counterfactual, over "
                f"{recover.over} days",
        "recover": over_words(recover),
        "stuck": _stuck(recover), "plans": [_plan(one) for one in row.plans], "best": best_words(row),
        "criterion": subject(row.best.criterion),
    }


def _plan(plan: PlanResult) -> dict[str, Any]:
    since = "alarm" if plan.after == "detection" else "first day"
    began = f"begins in {plan.begun} of {plan.runs} runs"
    day = f", on day {plan.day:.0f} (median)" if plan.day is not None else ""
    return {
        "name": display(plan.name), "does": plan.does,
        "when": f"{plan.delay} day{'' if plan.delay == 1 else 's'} after the {since}; {began}{day}",
        "gain": change_words(plan.unit, _effect(plan), plan.base),
        "undone": _undone(plan.undone) if plan.helps else "",
        **_helps(plan),
        "sales": _money(plan.sales), "market": _money(plan.market_cost), "own": _own(plan),
    }


def _judged(harm: Harm) -> dict[str, str]:
    """Return what may be said of what a threat does to an outcome."""
    verdict, takes, tone = verdict_parts(harm.judged, harm.better)
    return {"verdict": verdict, "takes": takes, "tone": tone}


def _helps(plan: PlanResult) -> dict[str, str]:
    """Return what may be said of what a plan takes off."""
    verdict, takes, tone = verdict_parts(plan.judged, "up")
    words = {"better": "helps", "worse": "makes it worse"}.get(tone, verdict)
    return {"verdict": words, "takes": takes, "tone": tone}


def _undone(undone: Interval | None) -> str:
    if undone is None or math.isnan(undone.mean):
        return ""
    if undone.mean > 1:
        return "more than the whole harm: it does good without the threat too"
    return f"{share_words(undone)} of the harm"


def _effect(plan: PlanResult) -> Interval:
    """Return what a plan does to the outcome itself; its gain counts the harm that it takes off."""
    gain = plan.gain
    return Interval(-gain.mean, -gain.high, -gain.low, gain.count) if plan.down_is_better else gain


def _money(interval: Interval) -> str:
    if not interval.bounded or interval.low == interval.high:
        return level("USD", interval.mean)
    return f"{money(interval.mean)} [{money(interval.low)}, {money(interval.high)}]"


def _own(plan: PlanResult) -> str:
    """Return what a plan costs by itself: where it begins in some runs only, in how many."""
    if 0 < plan.begun < plan.runs:
        each = level("USD", plan.own_cost.mean * plan.runs / plan.begun)
        return f"{each} where it begins ({plan.begun} of {plan.runs} runs)"
    return _money(plan.own_cost)


def _missed(detect: Detection) -> str:
    never = detect.never
    if not never.met:
        return f"in all {never.runs} runs"
    return f"never in {never.met} of {never.runs} runs ({chance_interval(never)})"


def _stuck(recover: Recovery) -> str:
    if not recover.ends:
        return ""
    parts = []
    if recover.never_left:
        parts.append(f"{recover.never_left} runs never left the band")
    if recover.never.met:
        still = f"{recover.never.met} of {recover.never.runs} still outside"
        parts.append(f"{still} {recover.followed} days after the end, when the run stops")
    return "; ".join(parts)


def _steps(bounds: Sequence[float]) -> list[str]:
    named = [f"{100 * one:g}%" for one in bounds]
    return [f"under {named[0]}", *(f"{low} to {high}" for low, high in pairwise(named)),
            f"{named[-1]} or more"]

