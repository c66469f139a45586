"""Perceptual deterrence (model 11; beliefs stand in `beliefs`), awareness and fairness felt (model 12)."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import creators as c
from sim.model.parameters import ledger as g
from sim.model.rules import ledger


@rule
def faded(value: float, rest: float, half_life_weeks: float) -> float:
    """Return ``value`` one week later, on its way back to ``rest``."""
    return rest + (value - rest) * 2.0 ** (-1.0 / half_life_weeks)


@rule
def next_awareness(p: Row, awareness: float) -> float:
    """Return awareness after a week of forgetting, never below its floor."""
    floor = p[c.AWARENESS_FLOOR]
    if awareness <= floor:
        return awareness
    return faded(awareness, floor, p[c.AWARENESS_HALF_LIFE])


@rule
def taught(awareness: float, share_of_gap: float) -> float:
    """Return awareness after a lesson that closes ``share_of_gap`` of the gap to 1."""
    return awareness + share_of_gap * (1.0 - awareness)


@rule
def loss_at_stake(
    p: Row, withheld_now: float, withheld_after: float, days_away: float, days_frozen: float, removed_after: bool
) -> float:
    """Return weeks of income that the next deduction would cost *this* account: deterrence depends on position.

    A further restriction costs the share of income that it withholds for as long as restrictions are expected to last,
    a suspension its own length, a freeze of commission its length times how lost such income feels, removal the career.
    """
    if removed_after:
        return p[c.CAREER_WEEKS]
    lasting = max(0.0, withheld_after - withheld_now) * p[c.RESTRICTION_WEEKS]
    return lasting + days_away / 7.0 + p[c.FREEZE_FELT] * days_frozen / 7.0


@rule
def next_loss(
    p: Row, ladder: Row, rows: Row, before: int, points: int, level: int, same_policy: int, same_level: int, every: int,
    withheld_now: float, pieces: float,
) -> float:
    """Return the loss at stake in an offence that leaves ``points`` of rating and these counts in the window.

    ``before`` is the milestone stood at, ``pieces`` what the account publishes on a usual day. The milestones below and
    the escalations that would bite are read together: removal by either, the longer suspension and freeze of the two,
    and limits of some days as so many days' worth of what they withhold.
    """
    hidden = ledger.most_at(ladder, g.MILESTONE_LINKS, points) > 0.5
    after = ledger.withheld(
        ledger.most_at(ladder, g.MILESTONE_CUT, points), ledger.limit_at(ladder, points), hidden, pieces
    )
    limited = ledger.limited_days(rows, level, same_policy, same_level, every)
    short = ledger.withheld(
        ledger.most_of(rows, g.ESCALATION_CUT, level, same_policy, same_level, every),
        ledger.limit_of(rows, level, same_policy, same_level, every), False, pieces,
    )
    suspended = max(
        ledger.on_reaching(ladder, g.MILESTONE_SUSPENSION, before, points),
        ledger.most_of(rows, g.ESCALATION_SUSPENSION, level, same_policy, same_level, every),
    )
    frozen = max(
        ledger.on_reaching(ladder, g.MILESTONE_FREEZE, before, points),
        ledger.most_of(rows, g.ESCALATION_FREEZE, level, same_policy, same_level, every),
    )
    removed = (
        ledger.most_at(ladder, g.MILESTONE_REMOVAL, points) > 0.5
        or ledger.most_of(rows, g.ESCALATION_REMOVAL, level, same_policy, same_level, every) > 0.5
    )
    days_away = suspended + limited * max(0.0, short - withheld_now)
    return loss_at_stake(p, withheld_now, after, days_away, frozen, removed)


@rule
def deterrent(p: Row, believed: float, caution: float, loss_weeks: float, lag_days: float) -> float:
    """Return the disutility kappa_p p + kappa_s p ln(1 + loss) exp(-rho lag): certainty first, severity concave."""
    return caution * believed * (
        p[c.DETER_CERTAINTY]
        + p[c.DETER_SEVERITY] * math.log(1.0 + loss_weeks) * math.exp(-p[c.CELERITY] * lag_days)
    )


@rule
def next_fairness(p: Row, fairness: float, guilty: bool, explained: int) -> float:
    """Return fairness felt after a penalty: L' = L + lambda (right * explained - L) (model 12).

    ``explained``: 0 not at all, 1 with the reason, 2 with reason and clip. A wrong penalty is unfair however explained.
    """
    signal = 0.0
    if guilty:
        signal = 1.0
        if explained == 1:
            signal = p[c.FAIRNESS_REASON]
        elif explained == 0:
            signal = p[c.FAIRNESS_UNEXPLAINED]
    return fairness + p[c.FAIRNESS_RATE] * (signal - fairness)


@rule
def restored_fairness(p: Row, fairness: float) -> float:
    """Return fairness felt after a won appeal."""
    return fairness + p[c.FAIRNESS_RATE] * (1.0 - fairness)
