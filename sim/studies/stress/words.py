"""A register's numbers in words: single cells, and six sentences that say no more than intervals allow.

An effect is told by one of four verdicts (`sim.methods.verdicts`); a median is told with its interval and with the runs
in which the thing never happens; ratings are ranges, and two that overlap are not ranked.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from sim.methods.intervals import Interval
from sim.show.findings import Finding, Findings
from sim.show.numbers import NOT_DEFINED, level, subject
from sim.show.style import display
from sim.show.verdicts import side, verdict_words
from sim.show.words import change_words, counted, listed, within
from sim.studies.stress.results import Harm, Impact, Loss, Rating, Results, Span, ThreatResult
from sim.studies.stress.watching import Recovery, TimeTo, Watched


def summary(results: Results) -> list[str]:
    """Return six sentences about the first policy, and one on the others where there are any."""
    policy = results.about.policies[0].name
    rows = results.rows_of(policy)
    sentences = [felt(rows, policy), rated(rows), lost(rows), noticed(rows), recovered(rows), helped(rows)]
    return sentences + ([compared(results)] if len(results.about.policies) > 1 else [])


def ranked(rows: Iterable[ThreatResult]) -> list[ThreatResult]:
    """Return a policy's rows as the register lists them: the highest rating first."""
    return sorted(rows, key=lambda one: (-one.rating.middle, -one.rating.high, one.threat))


def felt(rows: Sequence[ThreatResult], policy: str) -> str:
    """Say which threats hurt something that is feared for by enough to matter."""
    hurt = [one for one in rows if one.impact.matters]
    calm, undecided = ([display(one.threat) for one in rows if not one.impact.matters and one.impact.decided is known]
                       for known in (True, False))
    rest = [f"{listed(calm)}: no harm that matters"] if calm else []
    rest += [f"{listed(undecided)}: undecided"] if undecided else []
    if not hurt:
        start = f"Under {display(policy)}, no threat is known to hurt what it is feared for by enough to matter"
        return f"{'; '.join([start, *rest])}."
    verb = "hurts an outcome that it is" if len(hurt) == 1 else "hurt an outcome that they are"
    start = f"Under {display(policy)}, {len(hurt)} of {len(rows)} threats {verb} feared for by enough to matter"
    return f"{'; '.join([start, *rest])}."


def rated(rows: Sequence[ThreatResult]) -> str:
    """Say which threat has the highest rating, and which ones it cannot be ranked above."""
    top = max(rows, key=lambda one: (one.rating.middle, one.rating.low))
    near = [display(one.threat) for one in rows
            if one is not top and one.rating.high >= top.rating.low]
    above = (f"it cannot be ranked above {listed(near)}, whose ranges overlap with its own" if near
              else "its range lies above all others")
    return (f"The highest rating (class of likelihood × class of impact, at most 25) is that of "
            f"{display(top.threat)}, {rating_words(top.rating)}; {above}.")


def lost(rows: Sequence[ThreatResult]) -> str:
    """Say which threat is expected to cost most sales in a year, and of how many that is too little or undecided."""
    costs = [one for one in rows if loses(one.loss)]
    calm = sum(one.loss.judged.decided for one in rows) - sum(one.loss.judged.matters for one in rows)
    undecided = sum(not one.loss.judged.decided for one in rows)
    rest = [f"of {number} of {len(rows)} threats {words}" for number, words in (
        (calm, "it is too little to matter"), (undecided, "it is undecided")) if number]
    if not costs:
        return f"{'; '.join(['No threat is known to cost net GMV by enough to matter', *rest])}."
    top = max(costs, key=lambda one: one.loss.year.mean)
    start = (f"By likelihood times loss, {display(top.threat)} costs most: "
             f"{share_words(top.loss.share_of_year)} of a year's net GMV")
    return f"{'; '.join([start, *rest])}."


def noticed(rows: Sequence[ThreatResult]) -> str:
    """Say how soon threats are noticed, and which are missed in most runs."""
    seen = [one for one in rows if one.detect.median is not None]
    missed = [display(one.threat) for one in rows if one.detect.median is None]
    if not seen:
        return "No threat is noticed by its signal in most runs."
    slow, fast = (pick(seen, key=lambda one: one.detect.median or 0.0) for pick in (max, min))
    goes = "goes" if len(missed) == 1 else "go"
    rest = f"; {listed(missed)} {goes} unnoticed in at least half of runs" if missed else ""
    if len(seen) == 1 or slow.detect.median == fast.detect.median:
        who = "is noticed" if len(seen) == 1 else "are noticed"
        begins = "it begins" if len(seen) == 1 else "they begin"
        return (f"Of {counted(len(rows), 'threat')} {len(seen)} {who} in most runs, {days_words(fast.detect)} after "
                f"{begins}{rest}.")
    return (f"In most runs {len(seen)} of {len(rows)} threats are noticed: the soonest is {display(fast.threat)}, "
            f"{days_words(fast.detect)} after it begins, the latest {display(slow.threat)}, "
            f"{days_words(slow.detect)}{rest}.")


def recovered(rows: Sequence[ThreatResult]) -> str:
    """Say which threats are still felt at the end of the run in most runs."""
    ending = [one for one in rows if one.recover.ends and one.recover.runs]
    if not ending:
        return "Of no threat that ends has any run left its band, so there is nothing to recover from."
    stuck = [display(one.threat) for one in ending if one.recover.median is None]
    over = [one for one in ending if one.recover.median is not None]
    if not over:
        return f"None of {listed(stuck)} is over for good by the last day in most runs."
    slow = max(over, key=lambda one: one.recover.median or 0.0)
    are = "is" if len(stuck) == 1 else "are"
    rest = f"; {listed(stuck)} {are} still felt on the last day in at least half of runs" if stuck else ""
    return (f"Once over, {len(over)} of {len(ending)} threats that end are no longer felt in most runs, the slowest "
            f"being {display(slow.threat)}, {days_words(slow.recover)} after its end{rest}.")


def helped(rows: Sequence[ThreatResult]) -> str:
    """Say for which threats some plan helps by enough to matter, and for which none is known to."""
    planned = [one for one in rows if one.plans]
    if not planned:
        return "No threat has an action plan."
    good = [f"{display(one.threat)}: {best_words(one)}" for one in planned if one.best.name]
    none = [display(one.threat) for one in planned if not one.best.name]
    parts = [f"the plan that helps most against each is, for {'; for '.join(good)}"] if good else []
    if none:
        parts.append(f"for {listed(none)}, no plan is known to help by enough to matter")
    text = "; and ".join(parts)
    return text[:1].upper() + text[1:] + "."


def compared(results: Results) -> str:
    """Say which threats hit other policies harder or less hard than the first by enough to matter."""
    first = display(results.about.policies[0].name)
    found = Findings.of(
        Finding(f"{display(one.threat)} hits {display(one.policy)} {'harder' if one.harder.mean > 0 else 'less hard'} "
                f"on {subject(one.outcome)}", "", "down", one.judged)
        for one in results.between)
    rest = [f"{counted(len(told), 'difference')} {'is' if len(told) == 1 else 'are'} {words}" for told, words in (
        ((*found.small, *found.same), "too small to matter"), (found.undecided, "undecided")) if told]
    if not found.matter:
        start = f"No threat is known to hit another policy harder or less hard than {first} by enough to matter"
        return f"{'; '.join([start, *rest])}."
    tail = f"; of the others, {' and '.join(rest)}" if rest else ""
    return f"Compared with {first}, {listed([one.what for one in found.matter])}{tail}."


def best_words(row: ThreatResult) -> str:
    """Return the best plan of a row, and those that it cannot be told from; or that none is known to help."""
    best = row.best
    if not row.plans:
        return "no plan given"
    if not best.name:
        return "none is known to help"
    alike = f" (not told apart from {listed([display(name) for name in best.alike])})" if best.alike else ""
    return display(best.name) + _share_undone(row) + alike


def felt_words(impact: Impact) -> str:
    """Return what may be said where nothing is known to be hurt by enough to matter."""
    return "no harm that matters" if impact.decided else "undecided"


def loses(loss: Loss) -> bool:
    """Whether net GMV falls by enough to matter."""
    return side("up", loss.judged) == "worse"


def _share_undone(row: ThreatResult) -> str:
    plan = next(one for one in row.plans if one.name == row.best.name)
    undone = plan.undone
    if undone is None or math.isnan(undone.mean):
        return ""
    return ", more than the harm" if undone.mean > 1 else f", {_percent(undone.mean)} of the harm"


def days_words(days: TimeTo) -> str:
    """Return a median of days with its interval: ``4 days (3 to 6)``."""
    if not days.runs:
        return NOT_DEFINED
    if days.median is None:
        return "not in most runs"
    middle = f"{days.median:.1f}".removesuffix(".0")
    return f"{middle} day{'' if middle == '1' else 's'}{_span(days, middle)}"


def over_words(recover: Recovery) -> str:
    """Return how long after its end a threat is felt, or that it never was or does not end."""
    if not recover.ends:
        return "it stays"
    return days_words(recover) if recover.runs else "never out of its band"


def rating_words(rating: Rating) -> str:
    """Return a rating with its range: ``12 (8 to 20)``."""
    span = "" if rating.low == rating.high else f" ({rating.low} to {rating.high})"
    return f"{rating.middle}{span}"


def class_words(names: Sequence[str], middle: int, low: int, high: int) -> str:
    """Return a class by number and name with its range: ``4 major (3 to 5)``."""
    span = "" if low == high else f" ({low} to {high})"
    return f"{middle} {names[middle - 1]}{span}"


def share_words(shares: Interval | Span) -> str:
    """Return a share with its range: ``1.2% (0.3% to 2.4%)``."""
    if math.isnan(shares.mean):
        return NOT_DEFINED
    ends = "" if math.isnan(shares.low) else f" ({_percent(shares.low)} to {_percent(shares.high)})"
    return f"{_percent(shares.mean)}{ends}"


def year_words(loss: Loss) -> str:
    """Return the expected yearly loss in money, or what may be said of the loss where it is not known to matter."""
    if math.isnan(loss.year.mean):
        return NOT_DEFINED
    span = f"{level('USD', loss.year.low)} to {level('USD', loss.year.high)}"
    if not loss.judged.matters:
        return f"{verdict_words(loss.judged)} ({span})"
    return f"{level('USD', loss.year.mean)} ({span})"


def harm_words(harm: Harm) -> str:
    """Return what a threat does to an outcome: ``+0.19 pp [+0.15, +0.24]``."""
    return change_words(harm.unit, harm.effect, math.nan if harm.of_little else harm.counterfactual)


def watch_words(watch: Watched) -> str:
    """Return what is watched: ``violation view rate in VN``."""
    return f"{subject(watch.outcome)}{within(watch.region)}"


def distance_words(watch: Watched) -> str:
    """Return the distance from the counterfactual that was written: ``10%`` or ``0.2 pp``."""
    if watch.relative:
        return f"{100 * watch.by:g}%"
    shares = watch.unit.startswith(("fraction", "probability"))
    return f"{100 * watch.by:g} pp" if shares else f"{watch.by:g} {watch.unit}"


def apart_words(unit: str, value: float) -> str:
    """Return a distance between two values: points for shares, else the unit itself."""
    if math.isnan(value):
        return NOT_DEFINED
    return f"{100 * value:.3g} pp" if unit.startswith(("fraction", "probability")) else level(unit, value)


def _span(days: TimeTo, middle: str) -> str:
    if days.low is None:
        return ""  # too few runs for an interval
    low, high = f"{days.low:.0f}", "the end" if days.high is None else f"{days.high:.0f}"
    return "" if low == high == middle else f" ({low} to {high})"


def _percent(share: float) -> str:
    size = 100 * share
    if abs(size) < 0.005:
        return "0%"
    digits = 2 if abs(size) < 1 else 1 if abs(size) < 10 else 0
    return f"{size:.{digits}f}%"
