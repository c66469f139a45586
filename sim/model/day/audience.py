"""Phase 8, life cycle, what is read off viewers at the day's end: cohorts, repeat purchases, satisfaction.

Cohorts need no memory of their own: the day somebody joined and the masks of days with a visit and with a purchase
(bit k: k days ago) tell who was there and who came back.
"""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.outcomes import tallies as y
from sim.model.parameters import measures as m
from sim.model.rules import measures as rules
from sim.model.rules import staying
from sim.model.state.schema import ACTIVE, LEFT_VIEWER

DAY_30 = 1 << 30
LAST_MONTH = DAY_30 - 1  # today and the 29 days before
BOUGHT_MASK = (1 << 31) - 1


@inner_loop
def count_cohorts(viewer, row, day, count):
    """Tally a viewer, gone or not, in the cohorts that come of age today."""
    mask = viewer.activity[row]
    if mask & LAST_MONTH:
        count[y.MAU] += 1
    if mask != 0 or viewer.status[row] != LEFT_VIEWER:
        count[y.ACCOUNTS] += 1
    joined = viewer.joined[row]
    if joined > 0:  # who was there from the start is nobody's newcomer
        tenure = day - joined
        if tenure == 1:
            count[y.NEW_1D] += 1
            count[y.NEW_1D_BACK] += mask & 1
        elif tenure == 7:
            count[y.NEW_7D] += 1
            count[y.NEW_7D_BACK] += mask & 1
        elif tenure == 30:
            count[y.NEW_30D] += 1
            count[y.NEW_30D_BACK] += mask & 1
    bought = viewer.bought[row]
    if bought != 0:
        if bought & DAY_30:
            count[y.BUYERS30] += 1
            if bought & LAST_MONTH:
                count[y.BUYERS30_BACK] += 1
        viewer.bought[row] = (bought << 1) & BOUGHT_MASK


@inner_loop
def count_satisfied(p, satisfaction, count):
    """Tally what a viewer who is here is expected to answer in a survey, in millionths."""
    count[y.VIEWERS_SATISFIED] += rules.answers_above(p, satisfaction, p[m.VIEWER_SATISFIED])
    count[y.VIEWERS_PROMOTE] += rules.answers_above(p, satisfaction, p[m.VIEWER_PROMOTES])
    count[y.VIEWERS_DETRACT] += rules.MILLION - rules.answers_above(p, satisfaction, p[m.VIEWER_DETRACTS])


@loop
def count_dormant(world, policy, tally):
    """Tally the accounts that were opened and are never used, of which nothing else is known."""
    for region in range(tally.shape[0]):
        tally[region, y.ACCOUNTS] += staying.dormant_accounts(world.values[region], policy.viewers_base[region])


@loop
def mark_dark(creators, n, world, day):
    """Mark the creators whom followers miss today."""
    for row in range(n):
        creators.dark[row] = staying.gone_dark(
            world.values[creators.scope[row]],
            creators.status[row] <= ACTIVE,
            creators.suspended_until[row],
            creators.last_offer[row],
            day,
        )
