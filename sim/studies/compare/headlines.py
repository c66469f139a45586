"""Titles of charts: the finding, in words, from the same verdicts as the table."""

from __future__ import annotations

from collections.abc import Sequence

from sim.methods.intervals import Effect
from sim.model.outcomes.dictionary import HEADLINE
from sim.show.numbers import change, outcome_change, outcome_level, subject
from sim.show.places import in_place, place_words
from sim.show.style import display
from sim.show.words import listed
from sim.studies.compare.analysis import MOST_PANELS, Analysis
from sim.studies.compare.groups import GroupRow


def outcome_headline(analysis: Analysis, outcome: str) -> str:
    """Return what the scenarios do to an outcome; in a forecast, what it comes to."""
    label = subject(outcome)
    if analysis.baseline is None:
        interval = analysis.outcomes[analysis.scenarios[0].name][outcome]
        return f"{_capital(label)} averages {outcome_level(outcome, interval.mean)}"
    clear = [
        (one.name, analysis.effects[one.name][outcome])
        for one in analysis.compared
        if analysis.judgements[one.name][outcome].certain
    ]
    if analysis.count < 2:
        return f"{_capital(label)}: one replication tells no effect from noise"
    if not clear:
        if all(analysis.judgements[one.name][outcome].decided for one in analysis.compared):
            return f"No material change in {label}"
        return f"No scenario certainly changes {label}" if len(analysis.compared) > 1 else (
            f"No certain change in {label}")
    first, *others = [f"{_verb(name, effect)} {{}} by {outcome_change(outcome, effect).size}" for name, effect in clear]
    sentence = "; ".join([first.format(label), *(other.format("it") for other in others)])
    return _capital(sentence)


def effects_headline(analysis: Analysis) -> str:
    """Return how many headline outcomes each scenario changes by enough to matter."""
    counts = {
        one.name: sum(analysis.judgements[one.name][name].matters for name in HEADLINE) for one in analysis.compared
    }
    most = max(counts, key=lambda name: counts[name])
    if counts[most] == 0:
        return "No headline outcome certainly changes by enough to matter"
    told = [f"{display(name)} {count}" for name, count in counts.items()]
    return f"Of {len(HEADLINE)} headline outcomes, changed by enough to matter: {', '.join(told)}"


def region_headline(analysis: Analysis, outcome: str) -> str:
    """Return in which regions the scenarios certainly move an outcome."""
    label = subject(outcome)
    if analysis.baseline is None:
        scenario = analysis.scenarios[0].name
        means = {name: float(analysis.regional_values[name][scenario][outcome].mean())
                 for name in analysis.drawn_regions}
        levels = ", ".join(f"{place_words(name)} {outcome_level(outcome, mean)}" for name, mean in means.items())
        rest = len(analysis.regions) - len(means)
        return f"{_capital(label)}: {levels}" + (f", and {rest} smaller regions" if rest else "")
    told = []
    for one in analysis.compared:
        by_way: dict[str, list[str]] = {}
        for region, judged in analysis.regional_judgements.items():
            if judged[one.name][outcome].certain:
                by_way.setdefault(judged[one.name][outcome].direction, []).append(region)
        ways = [f"{way} in {_all_or(regions, analysis.regions)}" for way, regions in by_way.items()]
        if ways:
            told.append(f"{display(one.name)} {', '.join(ways)}")
    return f"{_capital(label)}: {'; '.join(told) or 'no certain change in any region'}"


def retention_headline(analysis: Analysis) -> str:
    """Return how many new creators are still there after 30 and 90 days, or which scenario changes that."""
    moved = [
        (name, one.name, analysis.effects[one.name][name])
        for name in ("creator_retention_90d", "creator_retention_30d")
        for one in analysis.compared
        if analysis.judgements[one.name][name].certain
    ]
    if moved:
        name, scenario, effect = moved[0]
        return _capital(f"{_verb(scenario, effect)} {subject(name)} by {outcome_change(name, effect).size}")
    reference = analysis.baseline or analysis.scenarios[0].name
    levels = {
        day: outcome_level(name, analysis.outcomes[reference][name].mean)
        for day, name in ((30, "creator_retention_30d"), (90, "creator_retention_90d"))
    }
    told = f"Of new creators, {levels[30]} are there on day 30 and {levels[90]} on day 90"
    return f"{told}; no scenario certainly changes it" if analysis.compared else told


def tier_headline(rows: Sequence[GroupRow], compared: Sequence[str]) -> str:
    """Return whose income changes most, and under which scenario."""
    moved = [
        (abs(relative.mean), name, row)
        for row in rows
        if row.reading.name == "income"
        for name in compared
        for relative in [row.effects[name].relative]
        if relative is not None and row.judgements[name].certain
    ]
    if not compared:
        return "What creators earn, by tier"
    if not moved:
        return "No tier's income per creator certainly changes"
    _, name, row = max(moved, key=lambda one: one[0])
    text = change(row.reading.unit, row.effects[name])
    way = "more" if row.effects[name].paired.mean > 0 else "less"
    return f"{_capital(row.group)} feel it most: {text.size} {way} income each under {display(name)}"


def _verb(name: str, effect: Effect) -> str:
    return f"{display(name)} {'raises' if effect.paired.mean > 0 else 'lowers'}"


def _all_or(names: Sequence[str], every: Sequence[str]) -> str:
    if MOST_PANELS < len(names) < len(every):
        return f"{len(names)} of {len(every)} regions"
    if len(names) < len(every) or len(every) == 1:
        return listed([in_place(name) for name in names])
    return "both regions" if len(every) == 2 else f"all {len(every)} regions"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
