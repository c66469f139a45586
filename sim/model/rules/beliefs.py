"""What creators believe of detection: public knowledge of enforcement, own and peers' evidence, announcements.

Two memories (docs/model.md, 7.4): what happened to oneself and to one's peers lasts for most of a year, what is
announced fades within weeks. General deterrence after Sah (1991) and Lochner (2007).
"""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import creators as c
from sim.model.parameters import offending as o
from sim.model.parameters import publicity as pb


@rule
def faded_sum(total: float, half_life: float, days: float) -> float:
    """Return what is left of a sum of events ``days`` later."""
    return total * 2.0 ** (-days / half_life)


@rule
def public_rate(p: Row, told: float, broken: float, before: float, creators: int) -> float:
    """Return announced penalties over breaches, shrunk to ``before``: (n0 before + told) / (n0 + broken), at most 1."""
    strength = p[pb.PUBLIC_PRIOR] * creators / 1000.0
    return min(1.0, (strength * before + told) / (strength + broken))


@rule
def rest(p: Row, told: float, broken: float, told_all: float, broken_all: float, creators: int) -> float:
    """Return the detection probability of one tactic that somebody without any evidence believes in.

    (1 - w) prior + w known: ``known`` is the tactic's public rate shrunk to that of all tactics, which is shrunk to
    the prior; transparency reports raise w towards 1.
    """
    prior = p[c.PERCEIVED_START]
    anywhere = public_rate(p, told_all, broken_all, prior, creators)
    weight = p[pb.PUBLIC_WEIGHT] + (1.0 - p[pb.PUBLIC_WEIGHT]) * p[pb.REPORT]
    return prior + weight * (public_rate(p, told, broken, anywhere, creators) - prior)


@rule
def own_weight(p: Row, notices: int, same: bool, first: bool) -> float:
    """Return how many events a week's own sanctions count for: more with the first ever, less for other policies."""
    events = notices + p[o.FIRST_SANCTION] if first else float(notices)
    return events if same else p[o.SPILL] * events


@rule
def next_evidence(p: Row, evidence: float, own: float, peers: float) -> float:
    """Return evidence (of sanctions, or of escapes) after a week: most of it stays; peers' events count for less."""
    return faded_sum(evidence, p[o.OWN_HALF_LIFE], 7.0) + own + p[o.TIE_WEIGHT] * peers


@rule
def perceived(p: Row, around: float, sanctions: float, escapes: float, alarm: float) -> float:
    """Return perceived detection: (n0 around + A) / (n0 + A + B), its log-odds raised by the alarm of announcements.

    ``around`` is what is generally believed (`rest`); ``sanctions`` (A) and ``escapes`` (B) are evidence in events, and
    an escape weighs less than a sanction.
    """
    b = p[o.ESCAPE] * escapes
    own = (p[o.OWN_PRIOR] * around + sanctions) / (p[o.OWN_PRIOR] + sanctions + b)
    raised = own * math.exp(alarm)
    return raised / (1.0 - own + raised)


@rule
def credibility(shown: float, announced: float) -> float:
    """Return how far announcements are believed: (shown true so far + 1) / (announced + 2), Laplace's rule."""
    return (shown + 1.0) / (announced + 2.0)


@rule
def came_true(p: Row, before: float, told: float, broken: float) -> bool:
    """Return whether measured enforcement rose after an announcement: penalties per breach since, against before.

    Few breaches tell little, so the rise must also exceed one standard deviation of what was to be expected.
    """
    expected = before * broken
    return told > (1.0 + p[pb.PROOF_RISE]) * expected + math.sqrt(expected)
