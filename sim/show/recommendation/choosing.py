"""From evidence on several options to one recommendation: the option to take, or that there is no clear winner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sim.methods.choice import COURSES, beats, unbeaten, welcome
from sim.show.recommendation.advice import advise
from sim.show.recommendation.evidence import Evidence, Sides
from sim.show.recommendation.recommendation import Advice, Recommendation
from sim.show.words import capital, counted, listed

STATUS_QUO = "status_quo"
_MOST = 3
_RIVALS = 12
"""Options that are held against each other, the first in their order: of hundreds each against each tells nothing."""



def recommend(evidence: Sequence[Evidence], between: Callable[[str, str], Sides]) -> Recommendation:
    """Return what to do about a study's question.

    Parameters
    ----------
    evidence
        Each option against the status quo.
    between
        Gives the sides of one option's outcomes against a second one.
    """
    advice = {one.option: advise(one) for one in evidence}
    ranked = sorted(advice.values(), key=lambda one: COURSES.index(one.course))
    if len(ranked) == 1:
        only = ranked[0]
        return Recommendation(only.what_to_do, "", _choice(only), (only,))
    able = welcome({name: one.course for name, one in advice.items()})
    if able:
        held = [one.option for one in evidence if one.option in able][:_RIVALS]
        left = unbeaten(held, lambda one, other: beats(between(one, other)))
        ranked.sort(key=lambda one: one.option not in left)
        return _of_able(able, left, advice, ranked)
    return _of_none(ranked)


def order(evidence: Sequence[Evidence]) -> list[str]:
    """Return options from the most to the least welcome, by what came of them and then by the platform's money."""
    def rank(one: Evidence) -> tuple[int, int, float]:
        net = one.reading("platform_net_value")
        gains = len(one.on("gain")) - len(one.on("loss"))
        return COURSES.index(one.course), -gains, -(net.effect.paired.mean if net else 0.0)

    return [one.option for one in sorted(evidence, key=rank)]


def _choice(only: Advice) -> str:
    if only.course in ("adopt", "try"):
        return only.option
    return STATUS_QUO if only.course in ("keep", "reject") else ""


def _of_able(
    able: Sequence[str], left: Sequence[str], advice: Mapping[str, Advice], ranked: Sequence[Advice]
) -> Recommendation:
    """Return the recommendation where some options could be taken."""
    first = advice[left[0]] if left else ranked[0]
    if len(left) == 1:
        beaten = [advice[name].label for name in able if name != left[0]]
        why = (f"It is preferred to {_some(beaten)}: better on something that matters, worse on nothing that does."
               if beaten else f"Of {counted(len(ranked), 'option')} it is the only one with a gain and no loss.")
        return Recommendation(first.what_to_do, why, left[0], tuple(ranked))
    verb = "could be adopted" if first.course == "adopt" else "are worth trying"
    names = _some([advice[name].label for name in left or able])
    return Recommendation(f"No clear winner: {names} {verb}, and none is better than the others on all that matters.",
                          "Each gains something and loses nothing against the status quo; they differ in what.", "",
                          tuple(ranked))


def _of_none(ranked: Sequence[Advice]) -> Recommendation:
    """Return the recommendation where no option has a gain without a loss."""
    groups: dict[str, list[str]] = {
        course: [one.label for one in ranked if one.course == course] for course in COURSES
    }
    told = [f"{_some(names)} {_verb(names, one, many)}" for course, one, many in (
        ("trade", "is a trade", "are trades"), ("undecided", "is undecided", "are undecided"),
        ("reject", "makes something that matters worse", "make something that matters worse"),
        ("keep", "changes nothing that matters", "change nothing that matters")) if (names := groups[course])]
    why = f"{capital('; '.join(told))}."
    trades, open_ = groups["trade"], groups["undecided"]
    choice = ""
    if len(trades) == 1:
        head = next(one for one in ranked if one.course == "trade").what_to_do
    elif trades:
        head = f"No clear winner: {_some(trades)} each buy something at a price; which is worth it is a judgement."
    elif open_:
        head = f"No clear winner: keep the status quo until more is known about {_some(open_)}."
    else:
        head, choice = f"Keep the status quo: none of {counted(len(ranked), 'option')} is worth it.", STATUS_QUO
    return Recommendation(head, why, choice, tuple(ranked))


def _verb(names: Sequence[str], one: str, many: str) -> str:
    return one if len(names) == 1 else many


def _some(names: Sequence[str]) -> str:
    return listed([*names[:_MOST], f"{len(names) - _MOST} more"] if len(names) > _MOST + 1 else names)
