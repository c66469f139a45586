"""Births: what a new viewer or creator account is like, from draws keyed to its identity.

Used when the population is built and whenever somebody arrives, by both engines.
"""

from __future__ import annotations

import math

from sim.model.compilation import inner_loop, loop
from sim.model.day.records import clean_record
from sim.model.draws import Decision, fork, gamma, key, normal, uniform
from sim.model.draws.decision import NORMAL
from sim.model.draws.people import CreatorBirth, Membership, NewcomersRanks, ViewerBirth
from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d
from sim.model.parameters import enforcement as e
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import market as m
from sim.model.parameters import offending as o
from sim.model.parameters import tactics as t
from sim.model.parameters import viewers as v
from sim.model.parameters import work as w
from sim.model.parameters.ledger import NO_LIMIT
from sim.model.rules import belonging, deterrence, offending, offers, ranks, staying, trust, work
from sim.model.rules.attention import UNSCORED
from sim.model.state.schema import ACTIVE_VIEWER, FOLLOW_SLOTS, PILOT

NEWCOMER = 1 << 40  # identities of arrivals: NEWCOMER + day, region and order within the day
RING_OWNER = 1 << 48  # owners of rings: RING_OWNER + number of the ring
ACCOUNT = 1 << 56  # an owner's next account: identity + ACCOUNT


@loop
def newcomer_identity(day, region, order):
    """Return the identity of the ``order``-th arrival of a day in a region; nobody else's arrival changes it."""
    return NEWCOMER + ((day + 1) << 26) + (region << 20) + order


@inner_loop
def viewer_born(viewer, row, identity, region, world, seed, day):
    """Fill one viewer's row: taste, wish to buy, how fickle, and a newcomer's habit, satisfaction and trust."""
    p = world.values[region]
    mine = fork(key(seed, Decision.VIEWER_BIRTH, 0), identity)
    viewer.id[row] = identity
    viewer.region[row] = region
    viewer.scope[row] = region
    viewer.status[row] = ACTIVE_VIEWER
    viewer.joined[row] = day
    viewer.activity[row] = 0
    viewer.purchases[row] = 0
    viewer.bought[row] = 0
    categories = world.categories.shape[1]
    total = 0.0
    for k in range(categories):
        drawn = normal(mine, ViewerBirth.TASTE + NORMAL * k)
        total += world.categories[region, k, m.CATEGORY_SHARE] * math.exp(p[v.TASTE_FOCUS] * drawn)
    running = 0.0
    for k in range(categories):
        drawn = normal(mine, ViewerBirth.TASTE + NORMAL * k)
        running += world.categories[region, k, m.CATEGORY_SHARE] * math.exp(p[v.TASTE_FOCUS] * drawn)
        viewer.taste[row, k] = min(255, int(256.0 * running / total))
    drawn = gamma(mine, ViewerBirth.APPETITE, p[v.APPETITE_SHAPE])
    viewer.appetite[row] = staying.wish_to_buy(p, uniform(mine, ViewerBirth.NEVER_BUYS), drawn)
    viewer.fickle[row] = staying.fickleness(p, uniform(mine, ViewerBirth.FICKLE))
    viewer.affinity[row] = p[v.AFFINITY_SPREAD] * normal(mine, ViewerBirth.AFFINITY)
    viewer.habit[row] = p[v.NEW_HABIT]
    viewer.satisfaction[row] = p[v.SATISFACTION_START]
    viewer.leaning[row] = trust.leaning(p, normal(mine, ViewerBirth.LEANING))
    viewer.trust[row] = trust.rest(p, viewer.leaning[row])
    for slot in range(FOLLOW_SLOTS):
        viewer.follows[row, slot] = -1
        viewer.bonds[row, slot] = 0


@loop
def creator_born(creators, row, identity, region, category, world, policy, seed, day):
    """Fill one account's row: talents and motives from draws, a newcomer's beliefs, a clean ledger."""
    p = world.values[region]
    mine = fork(key(seed, Decision.CREATOR_BIRTH, 0), identity)
    creators.id[row] = identity
    creators.owner[row] = identity % ACCOUNT
    creators.region[row] = region
    creators.scope[row] = region
    creators.category[row] = category if category >= 0 else birth_category(world, region, identity, seed)
    creators.status[row] = PILOT
    creators.joined[row] = day
    creators.ended[row] = -1
    creators.weekday[row] = int(7.0 * uniform(mine, CreatorBirth.WEEKDAY))
    creators.tier[row] = 0
    creators.skill[row] = offers.unit(0.5 + p[c.SKILL_SPREAD] * normal(mine, CreatorBirth.SKILL))
    creators.intrinsic[row] = uniform(mine, CreatorBirth.INTRINSIC)
    creators.moral[row] = uniform(mine, CreatorBirth.MORAL)
    creators.caution[row] = math.exp(p[c.CAUTION_SPREAD] * normal(mine, CreatorBirth.CAUTION))
    creators.outside[row] = p[c.OUTSIDE_OPTION] * math.exp(p[c.OUTSIDE_SPREAD] * normal(mine, CreatorBirth.OUTSIDE))
    drive, persuasion, attraction = scores(p, mine, identity, region, seed)
    creators.drive[row] = math.exp(p[c.DRIVE_SPREAD] * drive)
    creators.persuasion[row] = p[c.PERSUASION_SPREAD] * persuasion
    creators.hosts[row] = uniform(mine, CreatorBirth.HOSTS) < work.hosts_chance(p, creators.persuasion[row])
    creators.attraction[row] = p[c.ATTRACTION_SPREAD] * attraction
    creators.foresight[row] = p[o.FORESIGHT] + (1.0 - p[o.FORESIGHT]) * uniform(mine, CreatorBirth.FORESIGHT)
    drawn = gamma(mine, CreatorBirth.PRONE, p[o.PRONE_SHAPE])
    creators.prone[row] = offending.proneness(p, uniform(mine, CreatorBirth.CHRONIC), drawn)
    creators.hobby[row] = p[w.HOBBY] * math.exp(p[w.HOBBY_SPREAD] * normal(mine, CreatorBirth.HOBBY))
    creators.effort[row] = p[c.EFFORT_START]
    creators.shown_effort[row] = p[c.EFFORT_START]
    creators.supply[row] = 1.0
    creators.awareness[row] = p[c.AWARENESS_START]
    for k in range(creators.perceived.shape[1]):
        creators.perceived[row, k] = p[c.PERCEIVED_START]
    creators.engagement[row] = p[d.REFERENCE_ENGAGEMENT]
    creators.gpm[row] = p[d.REFERENCE_GPM]
    creators.last_offer[row] = day
    creators.dark[row] = 0
    creators.quality_seen[row] = offers.quality(p, creators.skill[row], creators.effort[row])
    per_creator = policy.viewers_base[region] / max(1, policy.creators_base[region])
    hope = p[c.ASPIRATION_START] * per_creator * math.exp(p[c.AMBITION_SPREAD] * normal(mine, CreatorBirth.AMBITION))
    creators.aspiration[row] = hope
    creators.exposure[row] = hope
    expect(creators, row, p, world.categories[region, creators.category[row], m.CATEGORY_COMMISSION])
    creators.fairness[row] = p[c.FAIRNESS_START]
    creators.rating[row] = int(p[e.START_RATING])
    base = world.categories[region, creators.category[row], m.CATEGORY_RETURN]
    creators.returned[row] = creators.return_norm[row] = max(0.001, base)
    creators.sound[row] = 1.0 - base
    creators.performance[row] = UNSCORED
    creators.milestone[row] = -1
    creators.posting_limit[row] = NO_LIMIT
    creators.last_penalty[row] = -1000
    creators.notified_on[row] = -1000
    creators.return_day[row] = -1
    clean_record(creators, row)
    join_groups(creators, row, identity, region, world, policy, seed, day)


@inner_loop
def expect(creators, row, p, offered):
    """Give a newcomer its hopes of pay, in sales and work, and what newcomers believe of what pays."""
    creators.income[row] = 0.0
    creators.income_before[row] = 0.0
    creators.worked[row] = work.hope_weight(p)
    creators.sold[row] = creators.worked[row] * work.hoped_sales(p, creators.outside[row], offered)
    creators.prospects[row] = work.hoped_sales(p, creators.outside[row], offered)
    creators.work_worth[row] = creators.hobby[row] + p[w.HOPED_PAY] * (1.0 + p[w.PROSPECTS])
    creators.pay_reference[row] = 0.0
    creators.income_quality[row] = p[c.INCOME_QUALITY]
    creators.income_supply[row] = p[c.INCOME_SUPPLY]
    creators.usual_quality[row] = creators.quality_seen[row]
    units = 7.0 * creators.drive[row]
    creators.usual_sales[row] = work.ln_weeks(
        units * work.sales_a_unit(creators.sold[row], creators.worked[row]), creators.outside[row]
    )
    live = creators.drive[row] * creators.hosts[row]
    creators.usual_offers[row] = math.log(max(1.0, offers.pieces_a_week(p, 1.0, creators.drive[row], live)))


@inner_loop
def scores(p, mine, identity, region, seed):
    """Return the scores of an account's drive, persuasion and attraction; a newcomer's are spread evenly over ranks."""
    if not NEWCOMER <= identity < RING_OWNER:
        return (
            normal(mine, CreatorBirth.DRIVE), normal(mine, CreatorBirth.PERSUASION),
            normal(mine, CreatorBirth.ATTRACTION),
        )
    day, order = (identity - NEWCOMER) >> 26, (identity - NEWCOMER) % (1 << 20)
    begins = fork(key(seed, Decision.NEWCOMERS, 0), region)
    a, b = ranks.DRIVE_STEPS
    drive = ranks.score_at(p, ranks.lattice(uniform(begins, NewcomersRanks.DRIVE), day, order, a, b))
    a, b = ranks.PERSUASION_STEPS
    persuasion = ranks.score_at(p, ranks.lattice(uniform(begins, NewcomersRanks.PERSUASION), day, order, a, b))
    a, b = ranks.ATTRACTION_STEPS
    attraction = ranks.score_at(p, ranks.lattice(uniform(begins, NewcomersRanks.ATTRACTION), day, order, a, b))
    return drive, persuasion, attraction


@inner_loop
def join_groups(creators, row, identity, region, world, policy, seed, day):
    """Let an account be born into an agency, or into a ring with its tactic; groups are numbered across regions."""
    p = world.values[region]
    regions, people = world.regions.shape[0], policy.creators_base[region]
    mine = fork(key(seed, Decision.MEMBERSHIP, 0), identity)
    agency = belonging.agency_of(p, uniform(mine, Membership.IN_AGENCY), uniform(mine, Membership.AGENCY), people)
    creators.agency[row] = agency * regions + region if agency >= 0 else -1
    if agency >= 0:
        creators.awareness[row] = deterrence.taught(creators.awareness[row], p[lc.AGENCY_AWARENESS])
        creators.drive[row] *= math.exp(p[lc.AGENCY_DRIVE])
    ring = ring_number(p, policy, seed, region, identity)
    creators.ring[row] = ring * regions + region if ring >= 0 else -1
    if ring < 0:
        return
    creators.agency[row] = -1
    creators.owner[row] = RING_OWNER + creators.ring[row]
    creators.moral[row] *= p[lc.RING_MORAL]
    creators.craft[row] = creators.shown_craft[row] = p[lc.RING_CRAFT]
    u = uniform(mine, Membership.RING_TACTIC)
    tactic = belonging.weighted_tactic(world.tactics[region], t.RING, 0, day - policy.horizon[0], u)
    if tactic > 0:
        creators.tactic[row] = creators.shown_tactic[row] = tactic
        creators.intensity[row] = p[lc.RING_INTENSITY]


@inner_loop
def ring_number(p, policy, seed, region, identity):
    """Return the ring within its region that an identity belongs to, -1 for none."""
    mine = fork(key(seed, Decision.MEMBERSHIP, 0), identity)
    u, pick = uniform(mine, Membership.IN_RING), uniform(mine, Membership.RING)
    return belonging.ring_of(p, u, pick, policy.creators_base[region])


@inner_loop
def birth_category(world, region, identity, seed):
    """Return the category that an identity is born into."""
    mine = fork(key(seed, Decision.CREATOR_BIRTH, 0), identity)
    return category_at(world, region, uniform(mine, CreatorBirth.CATEGORY))


@inner_loop
def category_at(world, region, u):
    """Return the category drawn by uniform ``u`` from the region's mix."""
    categories = world.categories.shape[1]
    running = 0.0
    for k in range(categories - 1):
        running += world.categories[region, k, m.CATEGORY_SHARE]
        if u < running:
            return k
    return categories - 1
