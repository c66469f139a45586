"""The ledger of an account: points, rating, milestones, escalations, and what restrictions take from income.

``ladder`` holds a region's milestones, ``rows`` its escalations, one row each as in the config. Rows may stand in any
order: several regimes can stand side by side, those of other regions out of reach.
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import enforcement as e
from sim.model.parameters import ledger as g
from sim.model.parameters import tactics as t

NO_LIMIT = g.NO_LIMIT


@rule
def points_for(p: Row, severities: Row, line: Row) -> int:
    """Return the points that one violation costs, a whole number: its level's points times the scale."""
    return math.floor(severities[int(line[t.SEVERITY]) - 1, g.SEVERITY_POINTS] * p[e.PENALTY_SCALE] + 0.5)


@rule
def rating(p: Row, earned: int, deducted: int) -> int:
    """Return the rating: start + earned - deducted, from 0 to the top of the scale."""
    return min(int(p[e.TOP_RATING]), max(0, int(p[e.START_RATING]) + earned - deducted))


@rule
def health(p: Row, points: int) -> int:
    """Return a rating on the scale on which a new account has 200, so that regimes can be compared."""
    start = int(p[e.START_RATING])
    return points if start == 200 or start <= 0 else points * 200 // start


@rule
def earned_points(p: Row, completed: int, this_week: int, earned: int) -> int:
    """Return points earned now: one per so many completed orders, within the caps of a week and in all.

    ``earned`` is what the account has earned so far; neither the cap nor the top of the scale lets it have more.
    """
    points = completed // int(p[e.EARN_ORDERS])
    room = min(int(p[e.TOP_RATING]) - int(p[e.START_RATING]), int(p[e.EARN_CAP])) - earned
    return max(0, min(points, int(p[e.EARN_WEEKLY]) - this_week, room))


@rule
def milestone_of(ladder: Row, points: int) -> int:
    """Return the hardest milestone reached (that of the lowest rating), -1 for none."""
    hardest = -1
    for m in range(len(ladder)):
        reached = points <= ladder[m, g.MILESTONE_RATING]
        if reached and (hardest < 0 or ladder[m, g.MILESTONE_RATING] < ladder[hardest, g.MILESTONE_RATING]):
            hardest = m
    return hardest


@rule
def harder(ladder: Row, one: int, other: int) -> bool:
    """Return whether a milestone lies below another (-1: none)."""
    return one >= 0 and (other < 0 or ladder[one, g.MILESTONE_RATING] < ladder[other, g.MILESTONE_RATING])


@rule
def most_at(ladder: Row, column: int, points: int) -> float:
    """Return the largest entry of a column over the milestones reached, 0 for none."""
    most = 0.0
    for m in range(len(ladder)):
        if points <= ladder[m, g.MILESTONE_RATING]:
            most = max(most, ladder[m, column])
    return most


@rule
def limit_at(ladder: Row, points: int) -> int:
    """Return the pieces a day that the milestones reached allow."""
    least = NO_LIMIT
    for m in range(len(ladder)):
        if points <= ladder[m, g.MILESTONE_RATING]:
            least = min(least, int(ladder[m, g.MILESTONE_POSTS]))
    return least


@rule
def on_reaching(ladder: Row, column: int, before: int, points: int) -> float:
    """Return the largest entry of a column over the milestones newly reached, those below the one stood at before."""
    most = 0.0
    for m in range(len(ladder)):
        if points <= ladder[m, g.MILESTONE_RATING] and harder(ladder, m, before):
            most = max(most, ladder[m, column])
    return most


@rule
def escalates(rows: Row, r: int, level: int, same_policy: int, same_level: int, every: int) -> bool:
    """Return whether an escalation bites on an offence of a level, given counts in the window that include it."""
    only = int(rows[r, g.ESCALATION_LEVEL])
    if only > 0 and only != level:
        return False
    scope = int(rows[r, g.ESCALATION_SCOPE])
    if scope == 1:
        offences = same_policy
    elif scope == 2 or only > 0:
        offences = same_level
    else:
        offences = every
    return offences >= rows[r, g.ESCALATION_COUNT]


@rule
def most_of(rows: Row, column: int, level: int, same_policy: int, same_level: int, every: int) -> float:
    """Return the largest entry of a column over the escalations that bite, 0 for none."""
    most = 0.0
    for r in range(len(rows)):
        if escalates(rows, r, level, same_policy, same_level, every):
            most = max(most, rows[r, column])
    return most


@rule
def limited_days(rows: Row, level: int, same_policy: int, same_level: int, every: int) -> int:
    """Return for how many days the escalations that bite withhold traffic or limit posting (0: they do not)."""
    most = 0
    for r in range(len(rows)):
        limits = rows[r, g.ESCALATION_CUT] > 0.0 or rows[r, g.ESCALATION_POSTS] < NO_LIMIT
        if limits and escalates(rows, r, level, same_policy, same_level, every):
            most = max(most, int(rows[r, g.ESCALATION_DAYS]))
    return most


@rule
def limit_of(rows: Row, level: int, same_policy: int, same_level: int, every: int) -> int:
    """Return the pieces a day that the escalations that bite allow."""
    least = NO_LIMIT
    for r in range(len(rows)):
        if escalates(rows, r, level, same_policy, same_level, every):
            least = min(least, int(rows[r, g.ESCALATION_POSTS]))
    return least


@rule
def withheld(cut: float, limit: int, hidden: bool, pieces: float) -> float:
    """Return the share of income that restrictions take from an account that usually publishes ``pieces`` a day."""
    posted = 1.0 if limit >= pieces else limit / pieces
    return 1.0 if hidden else 1.0 - (1.0 - cut) * posted


@rule
def redeemable(level: int, points: int, credit: int) -> int:
    """Return the points of one case that a credit buys back; those of severe violations have to age out (S9 S11)."""
    return 0 if level >= g.SEVERE else min(points, credit)


@rule
def passes_quiz(p: Row, u: float) -> bool:
    """Return whether a penalised creator takes and passes the quiz at the end of the month."""
    return p[g.QUIZ_POINTS] > 0.0 and u < p[g.QUIZ_SHARE]


@rule
def clean_enough(p: Row, clean: int) -> bool:
    """Return whether enough LIVEs went without a penalty to buy points back (``clean`` is -1 once they have)."""
    return p[g.CLEAN_LIVES] > 0.0 and clean >= p[g.CLEAN_LIVES]


@rule
def exempt_sales(p: Row, ranked: Row) -> float:
    """Return the 28-day sales from which accounts are exempt; ``ranked`` has the region's in ascending order."""
    count = math.ceil(p[g.EXEMPT_SHARE] * len(ranked))
    return ranked[len(ranked) - count] if count > 0 else math.inf
