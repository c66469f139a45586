"""Phase 6, enforcement, last: what gets about of the day's penalties and breaches, and what becomes of announcements.

Agencies, groups of creators and transparency reports let people know roughly how many breaches are punished. An
announcement is believed as far as earlier ones came true, and whether it did is read off measured enforcement.
"""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.parameters import publicity as pb
from sim.model.rules import beliefs, detection


@loop
def make_known(creators, n, offer, world, policy, day):
    """Count the day's announced penalties and its breaches by region and tactic; read what newcomers believe."""
    regions, policies = world.regions.shape[0], world.tactics.shape[1]
    for region in range(regions):
        half_life = world.values[region, pb.PUBLIC_HALF_LIFE]
        for k in range(policies):
            policy.told[region, k] = beliefs.faded_sum(policy.told[region, k], half_life, 1.0)
            policy.broken[region, k] = beliefs.faded_sum(policy.broken[region, k], half_life, 1.0)
    for row in range(n):
        region = creators.region[row]
        p, lines, today = world.values[region], world.tactics[region], day - policy.horizon[region]
        if creators.notified_on[row] == day:
            policy.told[region, creators.notified_policy[row]] += 1.0
            policy.told_since[region] += 1.0
        for o in range(2 * row, 2 * row + 2):
            k = offer.violation[o] if offer.active[o] == 1 else 0
            if k > 0 and detection.forbidden(p, lines[k], today):
                policy.broken[region, k] += 1.0
                policy.broken_since[region] += 1.0
    for region in range(regions):
        settle(policy, region, world.values[region], policies, day)


@inner_loop
def settle(policy, region, p, policies, day):
    """Read a region's public rates, judge the pending announcement, and make a new one."""
    told = broken = 0.0
    for k in range(1, policies):
        told += policy.told[region, k]
        broken += policy.broken[region, k]
    creators = policy.creators_base[region]
    for k in range(1, policies):
        policy.rest[region, k] = beliefs.rest(
            p, policy.told[region, k], policy.broken[region, k], told, broken, creators
        )
    policy.alarm[region] = beliefs.faded_sum(policy.alarm[region], p[pb.ALARM_HALF_LIFE], 1.0)
    if policy.pending_since[region] >= 0 and day - policy.pending_since[region] >= p[pb.PROOF_DAYS]:
        policy.announced[region] += 1.0
        policy.shown_true[region] += beliefs.came_true(
            p, policy.rate_before[region], policy.told_since[region], policy.broken_since[region]
        )
        policy.pending_since[region] = -1
    said = p[pb.ANNOUNCED]
    if said > policy.announcing[region]:
        trusted = beliefs.credibility(policy.shown_true[region], policy.announced[region])
        policy.alarm[region] += trusted * (said - policy.announcing[region])
        if policy.pending_since[region] < 0:
            policy.pending_since[region] = day
            policy.rate_before[region] = told / broken if broken > 0.0 else 0.0
            policy.told_since[region] = 0.0
            policy.broken_since[region] = 0.0
    policy.announcing[region] = said
