"""A test of robustness in words: who does best, who keeps what is required, who is dominated, and where each fails.

One policy is said to be better only by enough to matter (`sim.methods.verdicts`), all policies judged together.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from sim.methods.intervals import Interval
from sim.methods.robustness.boxes import Limit
from sim.methods.robustness.measures import MeasureName, Spread
from sim.methods.robustness.prim import Box
from sim.methods.robustness.satisficing import Kept
from sim.methods.two_way import FEWEST_SEEDS
from sim.model.outcomes.dictionary import OUTCOMES
from sim.runs.plan import STATUS_QUO
from sim.show.catalogue import lever_words
from sim.show.factors import short
from sim.show.numbers import NOT_DEFINED, held, level, subject
from sim.show.style import display
from sim.show.words import condition_words, counted, listed
from sim.studies.robust.read import Failing, RobustStudy
from sim.studies.sweep.words import capital

MEASURE_TITLES: dict[MeasureName, str] = {
    "mean": "mean over futures", "worst": "worst future", "tail": "worst tail", "mean_regret": "mean regret",
    "worst_regret": "worst regret",
}


_FEW = 3


def findings(study: RobustStudy) -> list[str]:
    """Return the sentences that answer which policy is robust, without full stops."""
    return [
        *(_best_on(study, outcome) for outcome in study.outcomes),
        *([_keeping(study)] if study.kept else []),
        *frontier_words(study),
        *all_failing_words(study),
    ]


def heading(study: RobustStudy) -> str:
    """Return the line that says what was run."""
    counts, base = study.study.counts, next(iter(study.study.blueprint.bases.values()))
    missing = counts["runs"] - counts["finished"]
    policies, seeds = counted(len(study.policies), "policy"), counted(counts["seeds"], "seed")
    return (
        f"{policies} × {counted(study.futures, 'future')} × {seeds}"
        f" · {counts['finished']:,} runs" + (f" · {missing:,} missing" if missing else "")
        + f" · {base['population']['viewers']:,} viewers · {counted(int(base['days']), 'day')}"
    )


def name_of(policy: str) -> str:
    """Return a policy's name as a sentence uses it."""
    return "the status quo" if policy == STATUS_QUO else display(policy)


def number(outcome: str, value: float) -> str:
    """Return an outcome's value in its unit; of a share, a regret is in points."""
    return level(OUTCOMES[outcome].unit, value)


def gap(outcome: str, value: float) -> str:
    """Return a difference in an outcome's unit, shares in percentage points."""
    unit = OUTCOMES[outcome].unit
    if math.isnan(value):
        return NOT_DEFINED
    if level(unit, value).endswith("%"):
        return f"{float(f'{100 * value:.2g}'):g} pp"
    return level(unit, float(f"{value:.2g}"))


def measure_text(study: RobustStudy, outcome: str, measure: MeasureName, place: int) -> tuple[str, str]:
    """Return a measure and its interval, in the outcome's own direction."""
    spread = study.measures[outcome][measure]
    if measure.endswith("regret"):
        return _with_interval(spread, place, 1.0, lambda value: gap(outcome, value))
    sign = study.sign(outcome)
    low, high = sorted((sign * float(spread.low[place]), sign * float(spread.high[place])))
    whole = held(outcome, Interval(sign * float(spread.value[place]), low, high, 2))
    return _text(whole, lambda value: number(outcome, value))


def share_text(kept: Kept) -> tuple[str, str]:
    """Return the share of futures in which something is kept, and its interval."""
    if not kept.futures:
        return NOT_DEFINED, ""
    low, high = kept.interval()
    return f"{100 * kept.share:.0f}%", f"[{100 * low:.0f}, {100 * high:.0f}]"


def failing_words(failing: Failing, study: RobustStudy) -> list[str]:
    """Return where a policy fails: its boxes, or that there is no rule."""
    who = capital(name_of(failing.policy))
    if not failing.futures:
        return [f"{who} has no future in which that can be told"]
    if failing.failures in (0, failing.futures):
        return [f"{who} {'fails' if failing.failures else 'holds up'} in all {failing.futures} futures"]
    if not failing.boxes:
        return [f"{who} fails in {failing.failures} of {failing.futures} futures; {no_rule(failing)}"]
    return [f"{who} {_verb(failing, box)} when {box_words(box, failing, study)}" for box in failing.boxes]


def no_rule(failing: Failing) -> str:
    """Return why nothing is told of where a policy fails."""
    if failing.checkable:
        return "no rule that each half of the seeds bears out says in which"
    return (f"{failing.seeds} seed{'s' if failing.seeds > 1 else ''} cannot tell a rule from luck "
            f"({FEWEST_SEEDS - failing.seeds} more would)")


def all_failing_words(study: RobustStudy) -> list[str]:
    """Return where the policies fail, those that always or never do in one sentence each."""
    if not study.failing:
        return []
    words = [f"To fail is here not to keep: {required_words(study) or study.failing[0].what}"]
    for one_does, several_do, always in (("holds up", "hold up", 0), ("fails", "fail", 1)):
        alike = [one.policy for one in study.failing if one.futures and one.failures == always * one.futures]
        if alike:
            names = listed([name_of(one) for one in alike])
            words.append(capital(f"{names} {one_does if len(alike) == 1 else several_do} in all futures"))
    mixed = [one for one in study.failing if 0 < one.failures < one.futures]
    return words + [sentence for one in mixed for sentence in failing_words(one, study)]


def box_words(box: Box, failing: Failing, study: RobustStudy) -> str:
    """Return a box as people say it, with its density and coverage."""
    rule = " and ".join(limit_words(limit, study) for limit in box.limits)
    such = "in which it holds up" if failing.turned else "in which it fails"
    return (f"{rule}: {box.failing} of the {box.inside} futures there (density {100 * box.density:.0f}%), and "
            f"{100 * box.coverage:.0f}% of all futures {such} (coverage)")


def limit_words(limit: Limit, study: RobustStudy) -> str:
    """Return one limit in plain words: ``“breaches found by automatic detection” is below 60%``."""
    factor = next(one for one in study.study.factors if one.name == limit.name)
    if limit.options:
        return f"{short(factor, study.study.factors)} is {' or '.join(limit.options)}"
    lever = lever_words(factor.name)
    name = lever.name if lever.name[:2].isupper() else lever.name[:1].lower() + lever.name[1:]
    low, high = (None if math.isinf(end) else lever.dose_words(float(f"{end:.2g}")) for end in (limit.low, limit.high))
    if low is None:
        return f"“{name}” is below {high}"
    return f"“{name}” is above {low}" if high is None else f"“{name}” is between {low} and {high}"


def frontier_words(study: RobustStudy) -> list[str]:
    """Return who stands on the frontier, and by whom the others are dominated."""
    if len(study.outcomes) < 2 or len(study.policies) < 2:
        return []
    frontier = [name for name in study.policies if study.standings[name].on_frontier]
    many = len(study.outcomes) > _FEW
    over = f"these {len(study.outcomes)} outcomes" if many else listed([subject(one) for one in study.outcomes])
    verb = "stands" if len(frontier) == 1 else "stand"
    words = [f"{capital(listed([name_of(one) for one in frontier]))} {verb} on the frontier over {over}"]
    if len(frontier) == len(study.policies):
        words = [f"No policy surely dominates another over {over}"]
    for name in study.policies:
        standing = study.standings[name]
        for by in standing.dominated_by[:1] or standing.perhaps_by[:1]:
            on = listed([subject(study.outcomes[place]) for place in standing.better_on[by]])
            rest = "on average worse on nothing" if standing.dominated_by else "not known to be worse on others"
            may = "is" if standing.dominated_by else "may be"
            words.append(f"{capital(name_of(name))} {may} dominated by {name_of(study.policies[by])}, which is "
                         f"better on {on} by enough to matter and {rest}")
    return words


def _best_on(study: RobustStudy, outcome: str) -> str:
    """Return who does best on an outcome over the futures, as far as that can be told."""
    spread = study.measures[outcome]["mean"]
    if not np.isfinite(spread.value).any():
        return capital(f"{subject(outcome)} is undefined in these runs")
    better = study.comparison.better[study.outcomes.index(outcome)]
    best = int(np.nanargmax(spread.value))
    known = [place for place in range(len(study.policies)) if np.isfinite(spread.value[place])]
    level_with = [place for place in known if not better[best, place]]
    if len(level_with) == len(known):
        pairs = study.comparison.decided[study.outcomes.index(outcome)][np.ix_(known, known)]
        if pairs.sum() == len(known) * (len(known) - 1):
            return capital(f"on {subject(outcome)} no policy differs from another by enough to matter over the futures")
        return capital(f"on {subject(outcome)} {_untold(study)}")
    names = listed([name_of(study.policies[place]) for place in level_with])
    words = measure_text(study, outcome, "mean", best)
    tail = measure_text(study, outcome, "tail", best)[0]
    most = f"{100 * study.judged.tail:.0f}%"
    if len(level_with) == 1:
        return capital(f"{names} does best on {subject(outcome)}: {' '.join(words)} over the futures, {tail} in the "
                       f"worst {most} of them")
    return capital(f"{names} do best on {subject(outcome)} and are not told apart by enough to matter "
                   f"({' '.join(words)} for {name_of(study.policies[best])})")


def _untold(study: RobustStudy) -> str:
    """Return why no policy is told from another."""
    seeds = study.study.counts["seeds"]
    if study.futures > 1 and seeds < FEWEST_SEEDS:
        more = FEWEST_SEEDS - seeds
        return f"{seeds} seed{'s' if seeds > 1 else ''} cannot tell one policy from another; {more} more would"
    return "no policy is known to differ from another by enough to matter over the futures"


def _keeping(study: RobustStudy) -> str:
    """Return how often each policy keeps all that is required, the best first."""
    together = study.kept[""]
    order = sorted(range(len(together)), key=lambda place: -np.nan_to_num(together[place].share, nan=-1))
    told = [f"{name_of(study.policies[place])} in {' '.join(share_text(together[place]))}" for place in order]
    return f"{required_words(study)} is kept by {listed(told)} of the futures"


def required_words(study: RobustStudy) -> str:
    """Return all that is required of policies; empty where nothing is."""
    return " and ".join(map(condition_words, study.judged.require))


def requirement_words(study: RobustStudy, written: str) -> str:
    """Return one requirement as people say it; all of them together where none is named."""
    return next((condition_words(one) for one in study.judged.require if str(one) == written), "all of these")


def _verb(failing: Failing, box: Box) -> str:
    verb = "holds up" if failing.turned else "fails"
    return verb if box.density > 0.5 else f"{verb} more often"


def _with_interval(spread: Spread, place: int, sign: float, text: Callable[[float], str]) -> tuple[str, str]:
    low, high = sorted((sign * float(spread.low[place]), sign * float(spread.high[place])))
    return _text(Interval(sign * float(spread.value[place]), low, high, 2), text)


def _text(found: Interval, text: Callable[[float], str]) -> tuple[str, str]:
    if math.isnan(found.mean):
        return NOT_DEFINED, ""
    return text(found.mean), "" if math.isnan(found.low) else f"[{text(found.low)}, {text(found.high)}]"
