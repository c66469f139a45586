"""Traits of a viewer that are drawn again from its identity when they are needed, and so need no column."""

from __future__ import annotations

from sim.model.compilation import loop
from sim.model.draws import Decision, beta, fork, key, normal, uniform
from sim.model.draws.people import Veteran, ViewerBirth, ViewerKey
from sim.model.parameters import viewers as v
from sim.model.rules import staying, trust

TRIES = 400


@loop
def sensitivity(p, seed, identity):
    """Return how much events move a viewer's trust, against others."""
    mine = fork(key(seed, Decision.VIEWER_BIRTH, 0), identity)
    return trust.sensitivity(p, normal(mine, ViewerBirth.SENSITIVITY))


@loop
def buying_ends(p, seed, identity):
    """Return the chance that one of a viewer's orders is the last."""
    mine = fork(key(seed, Decision.VIEWER_BIRTH, 0), identity)
    return beta(fork(mine, ViewerKey.BUYING_ENDS), p[v.BUYING_ENDS_A], p[v.BUYING_ENDS_B])


@loop
def veteran(viewer, row, p, seed):
    """Make a newborn viewer one who has been there: as fickle as who stays, and perhaps through with buying.

    Who is there at any time is drawn from all who came, in proportion to how long they stay.
    """
    identity = viewer.id[row]
    mine = fork(key(seed, Decision.VETERAN, 0), identity)
    for k in range(TRIES):
        fickle = staying.fickleness(p, uniform(mine, Veteran.FICKLE + k))
        if staying.has_stayed(p, uniform(mine, Veteran.STAYED + k), fickle):
            break
    viewer.fickle[row] = fickle
    born = fork(key(seed, Decision.VIEWER_BIRTH, 0), identity)
    over = uniform(born, ViewerBirth.BUYING_OVER)
    if staying.buying_is_over(p, over, fickle, viewer.appetite[row], buying_ends(p, seed, identity)):
        viewer.appetite[row] = 0.0
