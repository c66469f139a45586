"""A roadmap's results as the rows of its page's tables: every number already worded, every verdict as a class."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.config.numbers import show
from sim.runs.plan import STATUS_QUO
from sim.show.numbers import level, money, subject
from sim.show.style import display
from sim.show.words import (
    bound_words,
    chance_interval,
    change_words,
    date_words,
    listed,
    percent,
    place_words,
    reached_words,
    standing,
    value_words,
)

Told = Mapping[str, Any]
PLAN = "plan"
_TONES = {"likely": "better", "unlikely": "worse", "open": ""}


def alternative_cards(told: Told) -> list[dict[str, Any]]:
    """Return each alternative with its phases as rows."""
    return [
        {"name": display(one["name"]), "why": one["why"], "phases": [_phase(phase) for phase in one["phases"]],
         "together": f"{percent(told['all_targets'][one['name']]['share'])} "
                     f"[{chance_interval(told['all_targets'][one['name']])}]"}
        for one in told["alternatives"]
    ]


def _phase(phase: Told) -> dict[str, Any]:
    began, on_time = phase["began"], phase["on_time"]
    late = began["met"] - on_time
    course = f"on time in {on_time} of {began['runs']} runs"
    if late:
        course += f", later in {late} (by {phase['delay']:.0f} days, median)"
    if began["runs"] - began["met"]:
        course += f", never in {began['runs'] - began['met']}"
    if phase["undone"]["met"]:
        course += f"; rolled back in {phase['undone']['met']}"
    cost = phase["cost"]
    return {
        "name": display(phase["name"]), "owner": phase["owner"], "moves": [display_move(one) for one in phase["moves"]],
        "when": f"{date_words(phase['start'])} to {date_words(phase['end'])}",
        "where": ", ".join(map(place_words, phase["regions"])), "course": course,
        "cost": f"{money(cost['once'])} once, {money(cost['a_day'])} a day", "afterwards": phase["afterwards"],
        "depends": listed([display(one) for one in phase["depends_on"]]),
    }


def display_move(words: str) -> str:
    """Return a lever's move, or a scenario's name, as people read it."""
    return words if "→" in words else f"scenario {display(words)}"


def gate_rows(told: Told) -> list[dict[str, Any]]:
    """Return every gate and in how many runs it was passed."""
    rows = []
    for one in told["alternatives"]:
        for phase in one["phases"]:
            gate = phase["gate"]
            if gate is None:
                continue
            chance = gate["passed"]
            rows.append({
                "alternative": display(one["name"]), "phase": display(phase["name"]), "asks": bound_words(gate),
                "date": date_words(gate["date"]), "otherwise": gate["otherwise"],
                "value": value_words(gate["unit"], gate["value"]),
                "passed": f"{chance['met']} of {chance['runs']}",
                "interval": f"{percent(chance['share'])} [{chance_interval(chance)}]",
                "later": gate["passed_later"],
            })
    return rows


def target_table(told: Told) -> list[dict[str, Any]]:
    """Return every target with a cell an arm: chance, interval, value on its day, when reached, what is missing."""
    arms = [STATUS_QUO, *(one["name"] for one in told["alternatives"])]
    rows = []
    for one in told["targets"]:
        cells = []
        for arm in arms:
            became = one["by_arm"][arm]
            chance, missing = became["chance"], became["shortfall"]
            cells.append({
                "arm": display(arm), "share": percent(chance["share"]), "interval": chance_interval(chance),
                "tone": _TONES[standing(chance)], "standing": standing(chance),
                "value": value_words(one["unit"], became["value"]),
                "reached": reached_words(became["reached"], told["about"]["start"]),
                "short": "" if not missing["missed_runs"] else
                         f"short by {level(one['unit'], missing['mean'])} on average where missed",
            })
        rows.append({"name": one["name"], "asks": bound_words(one), "by": date_words(one["by"]),
                     "window": one["window"], "cells": cells})
    return rows


def contribution_rows(told: Told) -> list[dict[str, Any]]:
    """Return what each phase adds to each target."""
    base = {one["name"]: one["by_arm"][STATUS_QUO]["value"]["mean"] for one in told["targets"]}
    plan = {one["name"]: one["by_arm"][PLAN]["chance"] for one in told["targets"]}
    return [
        {
            "phase": display(one["phase"]), "target": one["target"],
            "effect": change_words(one["unit"], one["effect"], base[one["target"]]), **_verdict(one, one["better"]),
            "with": percent(plan[one["target"]]["share"]), "without": percent(one["without"]["share"]),
            "gained": one["gained"], "lost": one["lost"],
        }
        for one in told["contributions"]
    ]


def money_rows(told: Told) -> list[dict[str, Any]]:
    """Return what each alternative costs."""
    rows = []
    for one in told["alternatives"]:
        spent = told["money"][one["name"]]
        within = spent["within"]
        rows.append({
            "name": display(one["name"]), "total": value_words("USD", spent["total"]),
            "span": f"{level('USD', spent['least'])} to {level('USD', spent['most'])}" if spent["least"] is not None
                    else "n/a",
            "within": f"{percent(within['share'])} [{chance_interval(within)}]" if within else "no budget set",
            "market": value_words("USD", spent["market"]),
            "phases": [f"{display(name)} {level('USD', cost['mean'])}" for name, cost in spent["by_phase"].items()
                       if cost["mean"] is not None],
        })
    return rows


def country_table(told: Told) -> list[dict[str, Any]]:
    """Return an outcome a block, a place a row: level under the status quo, and each alternative's change."""
    blocks = []
    for outcome in told["outcomes_shown"]:
        rows = [one for one in told["countries"] if one["outcome"] == outcome]
        blocks.append({"title": subject(outcome)[:1].upper() + subject(outcome)[1:],
                       "rows": [_effects(one, place_words(one["place"])) for one in rows]})
    return blocks


def tier_table(told: Told) -> list[dict[str, Any]]:
    """Return a tier and reading a row: level under the status quo, and each alternative's change."""
    return [{**_effects(one, one["tier"]), "reading": one["label"]} for one in told["tiers"]]


def _effects(row: Told, name: str) -> dict[str, Any]:
    base = row["status_quo"]["mean"]
    return {
        "name": name, "level": "n/a" if base is None else level(row["unit"], base),
        "cells": [{"arm": display(arm), "text": change_words(row["unit"], effect, base),
                   **_verdict({"effect": effect}, row["better"])} for arm, effect in row["effect"].items()],
    }


def _verdict(row: Told, better: str) -> dict[str, str]:
    verdict = row["effect"]["verdict"]
    if verdict == "within noise" or better == "neither":
        return {"verdict": verdict, "tone": ""}
    return {"verdict": "better" if verdict == better else "worse", "tone": "better" if verdict == better else "worse"}


def heading(told: Told) -> str:
    """Return what the numbers are of, in a line."""
    about = told["about"]
    over = f"{about['futures']} futures × {about['seeds']} seeds" if about["futures"] > 1 else f"{about['seeds']} seeds"
    return (f"Roadmap {display(about['name'])} · {', '.join(about['regions'])} · {about['days']} days · "
            f"{about['viewers']:,} viewers, {about['creators']:,} creators · {over}")


def risk_lines(told: Told) -> list[str]:
    """Return what would have to be true for each target to be missed, and what shows it first."""
    return failing_lines(told) + [_sign(one) for one in told["signs"]]


def failing_lines(told: Told) -> list[str]:
    """Return what would have to be true for each target to be missed."""
    lines = []
    for one in told["failing"]:
        head = f"{one['target']}: missed in {one['missed']} of {one['futures']} futures"
        if one["boxes"]:
            lines += [f"{head}; dense where {_box(box)} ({box['failing']} of the {box['inside']} futures there, "
                      f"{100 * box['coverage']:.0f}% of all misses, p {box['p']:.3f})" for box in one["boxes"]]
        else:
            lines.append(f"{head}; no rule beyond chance says in which" if 0 < one["missed"] < one["futures"] else head)
    if not told["failing"]:
        lines.append("In these runs assumptions are as configured and runs differ by chance alone, so nothing can be "
                     "said about which of them would have to be wrong: --futures 32 asks that")
    return lines


def _box(box: Told) -> str:
    limits = []
    for one in box["limits"]:
        low, high = (None if one[end] is None else show(float(f"{one[end]:.2g}")) for end in ("low", "high"))
        limits.append(f"{one['name']} < {high}" if low is None else f"{one['name']} > {low}" if high is None
                      else f"{one['name']} is between {low} and {high}")
    return " and ".join(limits)


def sign_rows(told: Told) -> list[dict[str, str]]:
    """Return for each target how often the plan misses it, and the earliest sign of that."""
    rows = []
    for one in told["signs"]:
        sign = one["sign"]
        head = {"target": one["target"], "missed": f"{one['missed']} of {one['runs']} runs"}
        if sign is None:
            rows.append(head | {"sign": "none", "date": "", "right": ""})
            continue
        place = f" in {place_words(sign['region'])}" if sign["region"] else ""
        rows.append(head | {
            "sign": f"{subject(sign['outcome'])}{place} {'above' if sign['above'] else 'below'} "
                    f"{level(sign['unit'], sign['bound'])}",
            "date": f"{date_words(sign['date'])}, {sign['lead']} days ahead",
            "right": f"{100 * sign['right']:.0f}%",
        })
    return rows


def _sign(one: Told) -> str:
    sign = one["sign"]
    if sign is None:
        return (f"{one['target']}: missed in {one['missed']} of {one['runs']} runs; no early sign beyond chance, or "
                "too few runs on one side to look for one")
    place = f" in {place_words(sign['region'])}" if sign["region"] else ""
    side = "above" if sign["above"] else "below"
    return (f"{one['target']}: first shown by {subject(sign['outcome'])}{place} {side} "
            f"{level(sign['unit'], sign['bound'])} on {date_words(sign['date'])}, {sign['lead']} days ahead (area "
            f"under the ROC curve {sign['area']:.2f} in these runs, p {sign['p']:.3f}; right in "
            f"{100 * sign['right']:.0f}% of runs left out of the search, 50% being a guess)")


def assumption_rows(told: Told) -> list[dict[str, Any]]:
    """Return the assumptions with their weight, or without one where nothing was varied."""
    rows = []
    for one in told["assumptions"]:
        span = "" if one["low"] is None else f"{show(one['low'])} to {show(one['high'])}"
        clear = one["p"] is not None and one["p"] <= 0.05
        weight = "not varied" if one["weight"] is None else f"{one['weight']:+.2f} on {one['target']}" if clear else \
            "within noise"
        rows.append({"name": one["name"], "unit": one["unit"], "base": "n/a" if one["base"] is None else
                     show(one["base"]), "span": span, "weight": weight})
    return rows
