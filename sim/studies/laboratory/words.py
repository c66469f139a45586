"""What a laboratory says, in words for those who decide: no name of an estimator stands in them."""

from __future__ import annotations

import math

from sim.methods.intervals import Interval
from sim.show.style import display
from sim.show.words import capital, counted
from sim.studies.laboratory.cards import Card
from sim.studies.laboratory.metrics import Judged
from sim.studies.laboratory.scoring import Laboratory

READ = {
    "difference": "means compared",
    "cuped": "means compared, each one's own past taken out",
    "ratio": "rates compared",
    "ratio_cuped": "rates compared, each one's own past taken out",
    "known_ranker": "corrected by what the ranking takes from others",
    "regression_on_exposure": "by how many rivals had it, on a line",
    "hajek": "by how many rivals had it, weighed",
    "two_sided_naive": "treated pairs against all others",
    "two_sided_corrected_1": "pairs, corrected for what they take from each other",
    "two_sided_corrected_2": "pairs, corrected twice for what they take from each other",
    "cluster_means": "groups compared",
    "cluster_means_did": "groups compared with their own past",
    "cluster_robust": "members compared, groups counted",
    "wild_bootstrap": "members compared, groups redrawn",
    "difference_in_differences": "how much more the treated rose",
    "group_time": "how much more each treated group rose",
    "synthetic_control": "against a mix of the others",
    "switchback_blocks": "days on against days off",
    "switchback_lags": "days on against days off, with what lingers",
    "differences_in_q": "days on against days off, with what they leave behind",
}
"""How each estimator reads a test, in plain words."""

USUAL = ("creator", "viewer", "two_sided", "cluster", "agency", "category", "switchback", "region", "stepped")
USUALLY_READ = ("cuped", "ratio_cuped", "difference", "ratio", "cluster_means_did", "switchback_blocks")
FEW_WORLDS = 20
HALF = 0.5


def percent(value: float, digits: int = 1) -> str:
    """Return a relative change: ``+2.1%``."""
    if not math.isfinite(value):
        return "not known"
    return f"{value:+.{digits}%}".replace("-", "−")


def share(value: float) -> str:
    """Return a share: ``85%``."""
    return f"{value:.0%}" if math.isfinite(value) else "not known"


def spread(interval: Interval) -> str:
    """Return an interval in brackets."""
    if not interval.bounded:
        return "[not known]"
    return f"[{percent(interval.low)}, {percent(interval.high)}]"


def heading(lab: Laboratory) -> str:
    """Return the line on top: what was tried, on how much."""
    ask = lab.plan.ask
    name = capital(display(lab.plan.scenario.name))
    return (f"{name} · {counted(len(ask.designs), 'design')} of a test of {ask.days} days, "
            f"{counted(lab.finished, 'world')}")


def usual(lab: Laboratory, judged: Judged) -> Card | None:
    """Return the test that most teams would run for a metric: the simplest design, read as it usually is."""
    cards = [card for card in lab.cards if card.judged is judged and card.scores]
    for design in USUAL:
        for estimator in USUALLY_READ:
            for card in cards:
                if (card.design.name, card.estimator) == (design, estimator):
                    return card
    return None


def best(lab: Laboratory, judged: Judged, most_exposed: float = 1.0) -> Card | None:
    """Return the test that decides rightly most often, and errs least among those that do as often.

    Where it is not certain that a launch moves the metric, whoever finds nothing decides rightly, so none is best.

    Parameters
    ----------
    most_exposed
        Share of what is shown that may be treated.
    """
    cards = _offered(lab, judged, most_exposed)
    if not cards or not moves(lab, judged):
        return None
    top = max(card.decision.value - card.decision.error for card in cards)
    able = [card for card in cards if card.decision.value + card.decision.error >= top]
    return min(able, key=lambda card: card.scores.rmse.value if card.scores else math.inf)


def sharpest(lab: Laboratory, judged: Judged, most_exposed: float = 1.0) -> Card | None:
    """Return the test that finds the smallest effects, whatever a launch brings."""
    return min(_offered(lab, judged, most_exposed), key=lambda card: card.smallest, default=None)


def _offered(lab: Laboratory, judged: Judged, most_exposed: float) -> list[Card]:
    return [
        card for card in lab.cards
        if card.judged is judged and card.scores and card.offered
        and lab.spent[card.design.name].exposed <= most_exposed
    ]


def first_cards(lab: Laboratory, judged: Judged) -> list[Card]:
    """Return each design at its best reading, and as it is usually read; those without an answer last."""
    cards = [card for card in lab.cards if card.judged is judged]
    found = []
    for design in lab.plan.ask.chosen:
        mine = [card for card in cards if card.design is design and card.scores]
        kept = [card for card in mine if card is usual(lab, judged)]
        chosen = min(mine, key=lambda card: (not card.offered, card.scores.rmse.value if card.scores else 0.0),
                     default=None)
        found += kept + ([chosen] if chosen is not None and chosen not in kept else [])
    return found


def telling(lab: Laboratory, judged: Judged) -> str:
    """Return how a metric's launch effect is told: ``+2.1% [+1.8%, +2.4%]``."""
    found = lab.launched(judged)
    return f"{percent(found.mean)} {spread(found)}"


def moves(lab: Laboratory, judged: Judged) -> bool:
    """Return whether it is certain which way a launch moves a metric."""
    return lab.launched(judged).verdict not in ("within noise", "not measured")


def fault(lab: Laboratory, card: Card) -> str:
    """Return what is wrong with a test: "wrong sign", "overstates", "understates", "blind", "false alarm" or "".

    Where it is not certain that a launch does anything, a test is right to find nothing only if it would have seen the
    most that the launch may do.
    """
    scores = card.scores
    if scores is None:
        return "no answer"
    truth, shown = scores.truth.value, scores.estimate.value
    claims = scores.power.value
    if not moves(lab, card.judged):
        launched = lab.launched(card.judged)
        most = max(abs(launched.low), abs(launched.high)) if launched.bounded else 0.0
        if claims - 2 * scores.power.error > 0.05:
            return "false alarm"
        return "" if card.smallest <= most else "blind"
    if truth * shown < 0 and claims >= HALF:
        return "wrong sign"
    off = abs(scores.bias.value)
    if off > 2 * scores.bias.error and off > HALF * abs(truth) and claims >= HALF:
        return "overstates" if abs(shown) > abs(truth) else "understates"
    return "blind" if claims < HALF else ""


def right_words(lab: Laboratory, card: Card) -> str:
    """Return what is said of a test with which nothing is wrong."""
    return "tells the truth" if moves(lab, card.judged) else "rightly finds nothing"


def verdict(lab: Laboratory, card: Card) -> str:
    """Return what a test would show, beside what a launch brings."""
    scores, ask = card.scores, lab.plan.ask
    test = f"a test {card.design.label} of {ask.days} days"
    if scores is None:
        return f"{test} gives no answer: {card.why}"
    shown, truth = percent(scores.estimate.value), percent(scores.truth.value)
    sure = f"a sure effect in {share(scores.power.value)} of worlds"
    wrong = fault(lab, card)
    told = {
        "wrong sign": f"{test} would show {shown} ({sure}) where a launch brings {truth}: the wrong sign",
        "overstates": f"{test} would show {shown} ({sure}) where a launch brings {truth}: too much",
        "understates": f"{test} would show {shown} ({sure}) where a launch brings {truth}: too little",
        "blind": f"{test} would mostly find nothing: {sure}, since it sees effects of {share_of(card.smallest)} or "
                 f"more and a launch brings {truth if moves(lab, card.judged) else telling(lab, card.judged)}",
        "false alarm": f"{test} would show {shown} ({sure}) where a launch brings nothing that is certain",
        "": f"{test} would show {shown} ({sure}); a launch brings {truth}",
    }
    return told[wrong]


def share_of(value: float) -> str:
    """Return the size of a relative effect: ``2.1%``, and from ten times the level on ``193 times the level``."""
    if not math.isfinite(value):
        return "an unknown size"
    return f"{abs(value):.1%}" if abs(value) < 10.0 else f"{abs(value):,.0f} times the level"


def findings(lab: Laboratory) -> list[str]:
    """Return the sentences of the answer: of each metric the launch, the usual test, and the best one."""
    told = []
    for judged in lab.plan.ask.judged:
        name = f"{judged.label[0].upper()}{judged.label[1:]}"
        first = usual(lab, judged)
        if first is None:
            told.append(f"{name}: none of these tests can tell of it")
            continue
        told.append(f"{name}: {verdict(lab, first)}")
        chosen = best(lab, judged)
        if not moves(lab, judged):
            told.append(f"{name}: these worlds do not tell whether a launch moves it ({telling(lab, judged)}), so none "
                        "of these tests can be called best; more simulated worlds or a larger market tell")
        elif chosen is None:
            told.append(f"{name}: no test here raises false alarms seldom enough to be offered")
        elif chosen.decision.value < HALF:
            told.append(f"{name}: none of these tests decides rightly more often than not; the best one, "
                        f"{chosen.design.label}, sees effects of {share_of(chosen.smallest)} or more")
        elif chosen is not first:
            told.append(f"{name}, best of these: {advice(lab, chosen)}")
        else:
            told.append(f"{name}: no other test here decides rightly more often ({share(first.decision.value)})")
        bent = lab.curve.get(judged.name)
        if bent is not None and bent[2].flagged and moves(lab, judged):
            told.append(f"{name} is not straight in the share treated: a test at one share alone does not tell what "
                        "all bring")
    if lab.finished < FEW_WORLDS:
        told.append(f"{counted(lab.finished, 'world')} only: rates here are off by up to {100 / lab.finished**0.5:.0f} "
                    "points; more of them say more (--worlds)")
    return told


def advice(lab: Laboratory, card: Card) -> str:
    """Return a test as it is advised, with how often it decides rightly."""
    spent, scores = lab.spent[card.design.name], card.scores
    assert scores is not None
    return (f"{card.design.label}, {READ[card.estimator]}, at {share(spent.exposed)} of what is shown: it would show "
            f"{percent(scores.estimate.value)} (a launch brings {percent(scores.truth.value)}) and decides rightly in "
            f"{share(card.decision.value)} of worlds")


def plan_lines(lab: Laboratory, most_exposed: float = 1.0) -> list[str]:
    """Return the plan of a test: design, reading, days, ramp, guardrails, and checks before results are read."""
    ask, lines = lab.plan.ask, []
    for judged in lab.plan.ask.judged:
        certain = moves(lab, judged)
        if not certain and not ask.smallest:
            lines.append(f"For {judged.label}: these worlds do not tell whether a launch moves it "
                         f"({telling(lab, judged)}): say what a test is to find, as in --smallest 0.02")
            continue
        card = best(lab, judged, most_exposed) if certain else sharpest(lab, judged, most_exposed)
        if card is None or card.scores is None:
            lines.append(f"For {judged.label}: no test of these at up to {share(most_exposed)} of what is shown can be "
                         "advised")
            continue
        wanted = ask.smallest or abs(card.scores.truth.value)
        days = ask.days * (card.smallest / wanted) ** 2 if wanted else math.inf
        long = f"about {days:.0f} days" if days <= 365 else "more than a year"
        lines.append(f"For {judged.label}: {card.design.label}, {READ[card.estimator]}. In {ask.days} days it finds "
                     f"effects of {share_of(card.smallest)}; to find {share_of(wanted)} four times out of five takes "
                     f"{long}" + (f". It decides rightly in {share(card.decision.value)} of worlds" if certain else ""))
    steps = [step for step in (0.01, 0.05, 0.2) if step < ask.share]
    ramp = ", ".join(f"{step:.0%}" for step in steps)
    lines.append(f"Ramp: {ramp} of units for some days each, then {share(ask.share)}: who is in stays in")
    for name, spent in ((design.name, lab.spent[design.name]) for design in ask.chosen):
        harm = spent.harm["gmv_net"]
        lines.append(f"While a test {lab.plan.ask.chosen[list(ask.designs).index(name)].label} runs, net GMV moves by "
                     f"{percent(harm.mean)} {spread(harm)}; {share(spent.exposed)} of what is shown is treated")
    lines.append("Before results are read: do the arms have their share of units (chi-square, p below 0.001 stops the "
                 "test), and did they differ before the test began?")
    return lines
