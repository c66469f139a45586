"""Attention as a reward: the performance score, and what a creator's offers get on top in the ranking."""

from __future__ import annotations

import math

from sim.model.compilation import Row, rule
from sim.model.parameters import attention as ad
from sim.model.parameters import bonuses as bo
from sim.model.parameters import campaigns as ca
from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d
from sim.model.parameters import market as m
from sim.model.rules.bonuses import gate_pull

UNSCORED = -1.0  # performance of an account with too little behind it


@rule
def next_sound(p: Row, sound: float, delivered: int, good: float) -> float:
    """Return the share of deliveries kept, not bad and not returned, after one more (a mean, later a moving one)."""
    return sound + (good - sound) / min(p[ad.EVIDENCE_ORDERS], delivered)


@rule
def next_evidence(p: Row, evidence: float, live: int, videos: int) -> float:
    """Return the evidence behind a score after a day: 1 is enough, old evidence fades."""
    kept = evidence * (1.0 - 1.0 / p[ad.EVIDENCE_DAYS])
    return kept + live / p[ad.EVIDENCE_LIVES] + videos / p[ad.EVIDENCE_VIDEOS]


@rule
def performance(p: Row, sound: float, seen: float, evidence: float) -> float:
    """Return the performance score 5 (w sound + (1 - w) content quality) in 0-5, or ``UNSCORED`` (S17)."""
    if evidence < 1.0:
        return UNSCORED
    weight = p[ad.SELECTION_WEIGHT]
    return 5.0 * (weight * sound + (1.0 - weight) * seen)


@rule
def bar_at(ordered: Row, share: float) -> float:
    """Return the value that the given share of ascending values reaches; out of reach if that is nobody."""
    at = int((1.0 - share) * len(ordered))
    return ordered[at] if at < len(ordered) else 2.0


@rule
def reaches_further(p: Row, score: float) -> bool:
    """Return whether a performance score earns wider reach."""
    return score >= max(0.0, p[ad.REACH_BAR])


@rule
def boost(p: Row, newcomer: bool, top: bool, proven: bool, in_campaign: bool, bought: bool) -> float:
    """Return the ranking score that rewards add to an offer."""
    total = p[ad.NEWCOMER_BOOST] if newcomer else 0.0
    if top:
        total += p[ad.TOP_STRENGTH]
    if proven:
        total += p[ad.REACH_BOOST]
    if in_campaign:
        total += p[ca.CAMPAIGN_BOOST]
    if bought:
        total += p[ad.PAID_STRENGTH]
    return total


@rule
def buys_boost(p: Row, income: float, price: int) -> bool:
    """Return whether a day's boost is believed to earn more than it costs.

    Gain = daily income (exp(vis strength / tau) - 1), the visible part of what the score does to traffic.
    """
    return income * (math.exp(p[c.RULE_VISIBILITY] * p[ad.PAID_STRENGTH] / p[d.TEMPERATURE]) - 1.0) > price


@rule
def quality_pull(p: Row, seen: float, top_bar: float, score: float, stake: float) -> float:
    """Return what quality is seen to earn in attention: the best tenth's boost, wider reach, and campaigns.

    Near a bar of the performance score, quality counts through content and through fewer bad deliveries.
    """
    seen_score = p[c.RULE_VISIBILITY] / p[d.TEMPERATURE]
    pull = gate_pull(seen_score * p[ad.TOP_STRENGTH], seen, top_bar, 0.05 + p[d.QUALITY_ERROR])
    if score < 0.0:
        return pull
    weight, noise = p[ad.SELECTION_WEIGHT], p[bo.THRESHOLD_NOISE]
    per_quality = 5.0 * (1.0 - weight + weight * p[m.BAD_QUALITY])
    reach = gate_pull(seen_score * p[ad.REACH_BOOST], score, p[ad.REACH_BAR], max(1e-9, noise * p[ad.REACH_BAR]))
    campaign = gate_pull(stake, score, p[ca.CAMPAIGN_BAR], max(1e-9, noise * p[ca.CAMPAIGN_BAR]))
    return pull + per_quality * (reach + campaign)


@rule
def ads_revenue(p: Row, ads: int) -> int:
    """Return what a day's ads bring, in whole minor units."""
    return int(p[ad.ADS_REVENUE] * ads / 1000.0)
