"""Phase 6, enforcement: other accounts of removed owners, and those that are taken for them."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.day.ladder import remove
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.enforcement import LinkedAccount, LinkedAction
from sim.model.outcomes import tallies as y
from sim.model.parameters import enforcement as e
from sim.model.parameters import ledger as g
from sim.model.state.schema import ACTIVE, REMOVED

LINKED, MISTAKEN = 1, 2  # in `sentenced`


@loop
def act_on_linked(creators, n, world, seed, day, tally):
    """Remove recognised accounts of today's removed owners, and now and then an unrelated one.

    All are picked before any is removed, so that neither order nor a chain of removals matters.
    """
    stream = key(seed, Decision.LINKED_ACTION, day)
    picked = 0
    for row in range(n):
        if creators.status[row] == REMOVED and creators.ended[row] == day:
            picked += pick(creators, n, row, world.values[creators.scope[row]], fork(stream, creators.id[row]))
    if picked == 0:
        return
    for row in range(n):
        if creators.sentenced[row] == 0 or creators.status[row] > ACTIVE:
            continue
        region = creators.region[row]
        scope = creators.scope[row]
        tally[region, y.LINKED_REMOVALS] += 1
        if creators.sentenced[row] == MISTAKEN:
            tally[region, y.LINKED_WRONG] += 1
            tally[region, y.WRONGLY_HIT] += int(creators.gmv_usual[row])
        remove(creators, row, world.values[scope], seed, day, tally)


@inner_loop
def pick(creators, n, removed, p, mine):
    """Mark the accounts that go with a removed one; return how many."""
    picked = 0
    mistaken, lowest = -1, 1.0
    for row in range(n):
        if creators.status[row] > ACTIVE or creators.region[row] != creators.region[removed]:
            continue
        theirs = fork(mine, creators.id[row])
        if creators.owner[row] == creators.owner[removed]:
            recognised = uniform(theirs, LinkedAccount.RECOGNISED) < p[e.LINKED_RECALL]
            if recognised and uniform(theirs, LinkedAccount.REMOVED) < p[g.LINKED_ACTION]:
                creators.sentenced[row] = LINKED
                picked += 1
        elif creators.agency[removed] < 0 or creators.agency[row] == creators.agency[removed]:
            drawn = uniform(theirs, LinkedAccount.MISTAKEN)
            if drawn < lowest:
                mistaken, lowest = row, drawn
    if mistaken >= 0 and uniform(mine, LinkedAction.MISTAKEN) < p[g.LINKED_FALSE]:
        if creators.sentenced[mistaken] == 0:
            creators.sentenced[mistaken] = MISTAKEN
        picked += 1
    return picked
