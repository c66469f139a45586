"""Response curves in words: what moves, at which dose and by how much; what is flat; what more seeds would tell."""

from __future__ import annotations

from collections.abc import Sequence

from sim.methods.intervals import Effect
from sim.show.numbers import outcome_change, outcome_level, subject, title
from sim.show.places import places_words
from sim.show.words import capital, counted, listed
from sim.studies.surface.read import Response, StoredSurface, Surface
from sim.studies.surface.verdicts import dose_verdict, together

KEPT = {
    "moves": "Moves", "small": "Certain, too small to matter", "flat": "No material change", "undecided": "Undecided",
    "not measured": "Not measured",
}
"""Verdict on a curve → its heading."""

SHORT = {
    "creator_retention_30d": "new creators kept 30 d", "creator_retention_90d": "new creators kept 90 d",
    "creator_retention_established": "old creators kept 30 d", "viewer_retention_30d": "viewers kept 30 d",
}
"""How charts and lists name outcomes whose label is long."""


def heading(study: StoredSurface) -> str:
    """Return the line that says what was run."""
    base, counts = next(iter(study.blueprint.bases.values())), study.counts
    levers = len(study.surfaces)
    doses = sum(len(one.doses) for one in study.surfaces)
    market = base["population"]
    missing = counts["runs"] - counts["finished"] - counts["failed"]
    left = (f" · {counts['failed']:,} failed" if counts["failed"] else "") + (
        f" · {missing:,} not run" if missing else "")
    return (
        f"{counted(levers, 'lever')} · {counted(doses, 'dose')} beside today's · "
        f"{counted(counts['seeds'], 'seed')}{left} · {market['viewers']:,} viewers, {market['creators']:,} creators, "
        f"{places_words(list(base['market']['regions']))} · {counted(int(base['days']), 'day')}"
    )


def today_words(surface: Surface) -> str:
    """Return what a lever is today: ``67%``, or ``7 to 15 days by region``."""
    lever = surface.lever
    if len(surface.today) == 1:
        return lever.dose_words(surface.today[0])
    return f"{lever.amount(surface.today[0])} to {lever.dose_words(surface.today[-1])} by region"


def allowed_words(surface: Surface) -> str:
    """Return a lever's legal range: ``0 to 100%``."""
    low, high = surface.allowed
    return f"{surface.lever.amount(low)} to {surface.lever.dose_words(high)}"


def found_sentence(found: Response) -> str:
    """Return what a lever does to an outcome that it moves: ``Violation view rate rises by 1.3 pp at 0% …``."""
    what = subject(found.outcome)
    ways = ("rise", "fall") if _is_plural(what) else ("rises", "falls")
    told = [f"{ways[effect.paired.mean < 0]} by {outcome_change(found.outcome, effect).size}{_span(found, effect)} at "
            f"{found.surface.lever.dose_words(dose)}" for dose, effect in turns(found)]
    return f"{capital(what)} {' and '.join(told)}{_around(found)}"


def turns(found: Response) -> list[tuple[float, Effect]]:
    """Return the largest material change on either side of today, each way: at most one rise and one fall a side."""
    chosen: dict[tuple[bool, bool], tuple[float, Effect]] = {}
    middle = found.surface.today[0]
    for (dose, _), effect in zip(found.surface.doses, found.effects, strict=True):
        if dose_verdict(together(effect.paired, len(found.effects)), found.material) != "moves":
            continue
        place = (dose > middle, effect.paired.mean > 0)
        if place not in chosen or abs(effect.paired.mean) > abs(chosen[place][1].paired.mean):
            chosen[place] = (dose, effect)
    return sorted(chosen.values(), key=lambda one: one[0])


def strength(found: Response) -> float:
    """Return the largest material change, in thresholds."""
    sizes = [abs(effect.paired.mean) for _, effect in turns(found)]
    return max(sizes, default=0.0) / found.material if found.material else 0.0


def measured(study: StoredSurface, surface: Surface) -> list[Response]:
    """Return what a lever's doses do to the outcomes that are shown and could be measured."""
    return [one for one in study.responses[surface.lever.lever] if one.verdict != "not measured"]


def changes_nothing(study: StoredSurface, surface: Surface) -> bool:
    """Return whether no dose of a lever changes a single count of the outcomes that are shown."""
    return all(one.still for one in measured(study, surface))


def lever_sentence(study: StoredSurface, surface: Surface) -> str:
    """Return the sentence that a lever's chart carries."""
    found = measured(study, surface)
    moved = sorted((one for one in found if one.verdict == "moves"), key=strength, reverse=True)
    if changes_nothing(study, surface):
        return f"{surface.lever.name}: no dose changes anything here"
    if moved:
        names = [plain(one.outcome) for one in moved[:3]]
        rest = [f"{len(moved) - 3} more"] if len(moved) > 3 else []
        return f"{surface.lever.name}: moves {len(moved)} of {len(found)} outcomes, {listed([*names, *rest])}"
    verdicts = {one.verdict for one in found}
    if verdicts <= {"flat", "small"}:
        return f"{surface.lever.name}: flat over all its doses, no material change in {len(found)} outcomes"
    flat = sum(one.verdict in ("flat", "small") for one in found)
    return (f"{surface.lever.name}: nothing certain; {flat} of {len(found)} outcomes flat, "
            f"{len(found) - flat} undecided with so few seeds")


def findings(study: StoredSurface) -> list[str]:
    """Return a sentence a lever that moves something, the strongest first, and one for the rest."""
    def best(surface: Surface) -> float:
        found = study.responses[surface.lever.lever]
        return max((strength(one) for one in found if one.verdict == "moves"), default=0.0)

    moving = sorted((one for one in study.surfaces if best(one) > 0), key=best, reverse=True)
    sentences = [lever_sentence(study, one) for one in moving]
    rest = [one for one in study.surfaces if one not in moving]
    flat = [one for one in rest if {found.verdict for found in measured(study, one)} <= {"flat", "small"}]
    open_ones = [one for one in rest if one not in flat]
    if flat:
        sentences.append(f"Flat, whatever the dose: {listed([one.lever.name for one in flat])}")
    if open_ones:
        sentences.append(f"Not decided by these seeds: {listed([one.lever.name for one in open_ones])}")
    return sentences


def page_title(study: StoredSurface) -> str:
    """Return what the page says on top."""
    if len(study.surfaces) == 1:
        return lever_sentence(study, study.surfaces[0])
    moving = sum(any(found.verdict == "moves" for found in rows) for rows in study.responses.values())
    return f"{moving} of {len(study.surfaces)} levers move something that matters, at some dose"


def names_of(found: Sequence[Response], verdict: str) -> str:
    """Return the outcomes of a verdict, listed."""
    return "; ".join(plain(one.outcome) for one in found if one.verdict == verdict)


def plain(outcome: str) -> str:
    """Return an outcome's name as short as a panel of a chart needs it, without unit, article and comma."""
    return SHORT.get(outcome) or title(outcome).partition(" (")[0].removesuffix(", a day")


def level_words(found: Response) -> str:
    """Return an outcome's level today."""
    return outcome_level(found.outcome, found.effects[0].baseline)


def _is_plural(what: str) -> bool:
    """Return whether a sentence's subject is several: ``LIVE hours``, and not ``retention of viewers``."""
    return what.endswith("s") and " of " not in what


def _span(found: Response, effect: Effect) -> str:
    text = outcome_change(found.outcome, effect)
    return f" ({text.span})" if text.span else ""


def _around(found: Response) -> str:
    """Return between which doses around today nothing material is seen, if there are any."""
    doses = [dose for dose, _ in found.surface.doses]
    flat = {dose for dose, verdict in zip(doses, found.verdicts, strict=True) if verdict in ("flat", "small")}
    below = [dose for dose in doses if dose < found.surface.today[0]]
    above = [dose for dose in doses if dose > found.surface.today[-1]]
    low, high = _reach(below[::-1], flat), _reach(above, flat)
    if low is None and high is None:
        return ""
    lever, today = found.surface.lever, found.surface.today
    first, last = today[0] if low is None else low, today[-1] if high is None else high
    return f"; no material change from {lever.amount(first)} to {lever.dose_words(last)}"


def _reach(doses: Sequence[float], flat: set[float]) -> float | None:
    """Return the last of the doses that are flat without a gap."""
    reached = None
    for dose in doses:
        if dose not in flat:
            break
        reached = dose
    return reached
