"""Phase 3, after the scan: which flagged offers a reviewer looks at today, and at which minute.

Like a flag's, that minute is fixed before the first viewer arrives. What is decided in time stops the offer there;
until then it is up, shown to fewer or held.
"""

from __future__ import annotations

import numpy as np

from sim.model.compilation import inner_loop, loop
from sim.model.day.staffing import man
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import Review
from sim.model.outcomes import tallies as y
from sim.model.parameters import tactics as t
from sim.model.rules import detection
from sim.model.rules import review as rules
from sim.model.state.schema import AVAILABLE, LOOKED, QUEUED, SCHEDULED, SEVERITY_SLOTS, STOPPED


@loop
def triage(case, n, creators, creators_n, offer, world, policy, seed, day, tally):
    """Man every region's desk, and let it look at what was flagged today as far as its turn comes."""
    stream = key(seed, Decision.REVIEW, day)
    mine, turns = np.empty(2 * creators_n, np.int64), np.empty(2 * creators_n)
    for region in range(tally.shape[0]):
        p = world.values[region]
        waiting, left = np.zeros(SEVERITY_SLOTS), np.zeros(SEVERITY_SLOTS)
        for j in range(n):
            drawn, waited = uniform(case.id[j], Review.TAKEN_UP), day - case.day[j]
            queued = case.state[j] == QUEUED and creators.region[case.creator[j]] == region
            if queued and rules.taken_up(p, drawn, waited):
                severity = int(world.tactics[region, case.policy[j], t.SEVERITY])
                waiting[severity] += 1.0
                left[severity] += rules.taken_up(p, drawn, waited - 1)
        man(policy, region, p, day, tally)
        found = 0
        for o in range(2 * creators_n):
            if offer.active[o] == 0 or offer.to_review[o] == 0 or creators.region[o // 2] != region:
                continue
            row = o // 2
            draws = fork(fork(stream, creators.id[row]), o % 2)
            days = rules.hand_over(p, uniform(draws, Review.TAKEN_UP))
            scheduled, flag = offer.hot[o, SCHEDULED], offer.flag[o]
            offer.hot[o, AVAILABLE] = rules.minutes_up(p, scheduled, flag, scheduled, False)
            if days < 1.0:
                severity = world.tactics[region, offer.accused[o], t.SEVERITY]
                to_come = creators.views_28d[row] * max(0.0, 1.0 - flag / scheduled)
                mine[found] = o
                turns[found] = rules.turn(p, severity, to_come, flag + rules.DAY * days)
                found += 1
        order = np.argsort(turns[:found], kind="mergesort")
        for at in range(found):
            look(mine[order[at]], at, waiting, left, creators, offer, world, policy, stream, tally)


@inner_loop
def look(o, place, waiting, left, creators, offer, world, policy, stream, tally):
    """Look at one offer, if its turn comes today; stop it there if it is confirmed before its end.

    ``waiting`` are the cases of earlier days that can be decided today, ``left`` those that could yesterday; both by
    severity.
    """
    row = o // 2
    region = creators.region[row]
    p = world.values[region]
    severity = world.tactics[region, offer.accused[o], t.SEVERITY]
    if rules.ahead(p, waiting, severity) + place + 1.0 > policy.room[region]:
        return
    draws = fork(fork(stream, creators.id[row]), o % 2)
    scheduled, flag = offer.hot[o, SCHEDULED], offer.flag[o]
    ready = flag + rules.DAY * rules.hand_over(p, uniform(draws, Review.TAKEN_UP))
    line = rules.minutes_in_line(p, policy.pressure[region], uniform(draws, Review.IN_LINE))
    seen = rules.minute_of_look(ready, rules.ahead(p, left, severity), policy.room[region], line)
    guilty = offer.violation[o] > 0
    confirmed = verdict(draws, p, policy, region, guilty)
    offer.looked[o] = LOOKED
    offer.hot[o, AVAILABLE] = rules.minutes_up(p, scheduled, flag, seen, confirmed)
    tally[region, y.REVIEW_WAITED] += int(seen - flag)
    tally[region, y.REVIEW_IN_QUEUE] += int(seen - ready)
    tally[region, y.SEEN_LATE] += seen >= scheduled
    if confirmed and seen < scheduled:
        offer.looked[o] = STOPPED
        tally[region, y.STOPPED] += 1
        tally[region, y.MINUTES_TO_ACT] += int(seen)
        tally[region, y.STOPS + detection.bucket(int(seen))] += 1


@inner_loop
def verdict(draws, p, policy, region, guilty):
    """Return whether a reviewer of today's team confirms a case."""
    return rules.confirms(
        p, uniform(draws, Review.RIGHT), uniform(draws, Review.BY_DEFAULT), uniform(draws, Review.HOUR),
        policy.pressure[region], policy.blend[region], guilty,
    )
