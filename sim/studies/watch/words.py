"""A desk's results in words: what warns first, of what, how early, and what cannot be seen in time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from sim.methods.detection.rules import RULES
from sim.show.style import display
from sim.show.words import counted, listed, percent
from sim.studies.watch.leading import label_of
from sim.studies.watch.results import EventResult, Results, Share, Verdict

VERDICTS: dict[Verdict, str] = {
    "in time": "seen in time",
    "often in time": "often seen in time",
    "too late": "seen, but not in time",
    "no time": "harm comes at once",
    "not seen": "not told from luck",
    "harmless": "does no harm that matters",
}
TONES: dict[Verdict, str] = {
    "in time": "better", "often in time": "", "too late": "worse", "no time": "worse", "not seen": "worse",
    "harmless": "",
}
_MOST = 4


def share_words(share: Share) -> str:
    """Return a share with its interval: 75% (43% to 95%)."""
    if math.isnan(share.share):
        return "–"
    return f"{percent(share.share)} ({percent(share.low)} to {percent(share.high)})"


def share_of(share: float) -> str:
    """Return a share, or a dash where there is none."""
    return "–" if math.isnan(share) else percent(share)


def days_words(days: float | None) -> str:
    """Return days in whole numbers; *never* where they have no end."""
    if days is None or math.isinf(days):
        return "never"
    return "–" if math.isnan(days) else counted(round(days), "day")


def gained_words(one: EventResult) -> str:
    """Return days gained with their interval."""
    if math.isnan(one.gained):
        return "–"
    ends = "" if not math.isfinite(one.gained_high) else f" ({one.gained_low:.0f} to {one.gained_high:.0f})"
    return f"{counted(round(one.gained), 'day')}{ends}"


def watcher_words(indicator: str, rule: str) -> str:
    """Return a watcher in words: complaints, by CUSUM."""
    return f"{label_of(indicator)}, by {RULES[rule].label}"


def event_words(one: EventResult) -> str:
    """Return an event with its size."""
    return f"{display(one.event)} ({one.size})" if one.size else display(one.event)


def summary(results: Results) -> Iterator[str]:
    """Yield the answer's sentences, the most important one first."""
    large = [one for one in results.events if one.size == "large"]
    yield _in_time(large, results)
    if sentence := _first(results):
        yield sentence
    if sentence := _blind(large, results):
        yield sentence
    yield _budget(results)
    if sentence := _benign(results):
        yield sentence


def _in_time(large: Sequence[EventResult], results: Results) -> str:
    harmful = [one for one in large if one.verdict != "harmless"]
    seen = [one for one in harmful if one.verdict == "in time"]
    often = [one for one in harmful if one.verdict == "often in time"]
    what = (f"Of {counted(len(harmful), 'large event')} that do harm, {len(seen) or 'none'} {_are(len(seen))} seen at "
            f"least {counted(results.about.lead, 'day')} before it in four of five runs")
    names = f": {listed([display(one.event) for one in seen])}" if seen else ""
    more = f". {len(often)} more {_are(len(often))} seen in time more often than luck would have it " \
           f"({listed([display(one.event) for one in often])})" if often else ""
    return f"{what}{names}{more}."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _first(results: Results) -> str:
    best = [one for one in results.leads if one.finds][:_MOST]
    if not best:
        return "No indicator finds a large event beyond luck."
    said = [f"{watcher_words(one.indicator, one.rule)} ({listed([display(name) for name in one.finds])})"
            for one in best]
    return f"Large events that are found beyond luck, in time or not, and by whom: {'; '.join(said)}."


def _blind(large: Sequence[EventResult], results: Results) -> str:
    groups: list[tuple[Verdict, str]] = [
        ("no time", f"do harm within {counted(results.about.lead, 'day')}, so nothing can warn of them in time"),
        ("too late", "show only when harm is there, or nearly"),
        ("not seen", "cannot be told from luck by these runs"),
    ]
    parts = []
    for verdict, says in groups:
        names = [display(one.event) for one in large if one.verdict == verdict]
        if names:
            parts.append(f"{listed(names)} {says if len(names) > 1 else _singular(says)}")
    return f"These events cannot be seen in time: {'; '.join(parts)}." if parts else ""


def _singular(says: str) -> str:
    first, _, rest = says.partition(" ")
    ending = {"do": "does", "show": "shows", "cannot": "cannot"}[first]
    return f"{ending} {rest}".replace("of them", "of it")


def _budget(results: Results) -> str:
    check = results.check
    return (f"At a budget of {_alarms(results.about.budget)} a month, {check.kept} of {check.watchers} rules "
            "keep it within binomial limits on seeds that had no part in setting thresholds "
            f"({check.months:.1f} months of watching each; {check.a_month:.2f} a month on average).")


def _benign(results: Results) -> str:
    loud = [one for one in results.benign if one.rings.low > one.luck or one.who]
    if not results.benign:
        return ""
    if not loud:
        return "Campaigns, bonuses and other benign events ring no more alarms than chance does."
    said = [f"{display(one.event)} ({listed([label_of(name) for name in one.who[:_MOST]]) or 'all together'})"
            for one in loud]
    return f"Benign events that ring alarms, so that they have to be on the desk's calendar: {listed(said)}."


def _alarms(budget: float) -> str:
    return f"{budget:g} false alarm{'' if budget == 1 else 's'}"
