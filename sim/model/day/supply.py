"""Phase 2, supply, second half: today's offers (weekly decisions come first, in `sim.model.day.decisions`)."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.day import screening
from sim.model.draws import Decision, fork, key, normal, uniform
from sim.model.draws.market import Content, Publication
from sim.model.draws.people import CreatorBirth
from sim.model.outcomes import tallies as y
from sim.model.parameters import creators as c
from sim.model.parameters import enforcement as e
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.parameters.detection import PRECHECK
from sim.model.rules import bonuses, offending, offers, orders, recognition
from sim.model.rules.detection import CANCELLED, REVISED, appeared
from sim.model.state.schema import (
    ACTIVE,
    AVAILABLE,
    ENTRY_ODDS,
    LIVE,
    NOTICED,
    ORDER_ODDS,
    PILOT,
    SCHEDULED,
    STAY,
    VALUE,
    VIDEO,
    WATCH_MEAN,
)


@inner_loop
def can_sell(status, suspended_until, day):
    """Return whether an account may publish offers today."""
    return status <= ACTIVE and suspended_until <= day


@inner_loop
def begin_counts(creators, row, day):
    """Set what is counted in a creator's day, and on the first of a week in its week, to nought."""
    if day % 7 == 0:
        creators.lives_week[row] = 0
        creators.videos_week[row] = 0
    creators.settled_today[row] = 0
    creators.bonus_today[row] = 0
    creators.compliant_today[row] = 0
    creators.gmv_today[row] = 0
    creators.fake_today[row] = 0
    creators.off_ledger_today[row] = 0


@loop
def publish(creators, n, offer, world, policy, seed, day, tally):
    """Publish today's offers: LIVEs, as one offer of all their minutes, and a batch of videos a creator."""
    stream = key(seed, Decision.OFFER, day)
    offer.active[: 2 * n] = 0
    offer.tally[: 2 * n] = 0
    for row in range(n):
        begin_counts(creators, row, day)
        if creators.resting[row] == 1 or not can_sell(creators.status[row], creators.suspended_until[row], day):
            continue
        region = creators.region[row]
        scope = creators.scope[row]
        p = world.values[scope]
        mine = fork(stream, creators.id[row])
        pilot = creators.status[row] == PILOT
        willing = recognition.willingness(p, creators.recognition[row], day - creators.joined[row])
        willing *= bonuses.disappointment(p, creators.habituation_gap[row])
        supply, drive = willing * creators.supply[row], creators.drive[row]
        live = drive * creators.hosts[row]
        allowed = creators.posting_limit[row]
        wants_live = uniform(mine, Publication.LIVE) < offers.live_chance(p, supply, live) and not (
            pilot and creators.lives_week[row] >= p[e.PILOT_LIVES]
        )
        if wants_live:
            minutes = offers.live_minutes(p, supply, live)
            lives = offers.live_sessions(p, minutes)
            if pilot:
                left = int(p[e.PILOT_LIVES]) - creators.lives_week[row]
                minutes, lives = offers.minutes_of(minutes, lives, left), min(lives, left)
            if lives > allowed:
                tally[region, y.POSTS_WITHHELD] += lives - allowed
                minutes, lives = offers.minutes_of(minutes, lives, allowed), allowed
            allowed -= lives
            if lives > 0 and fill(
                creators, row, offer, LIVE, world, policy, seed, day, fork(mine, LIVE), max(1, minutes), lives, tally
            ):
                creators.lives_week[row] += lives
                creators.clean_lives[row] += lives if creators.clean_lives[row] >= 0 else 0
                minutes = int(offer.hot[2 * row + LIVE, SCHEDULED])
                tally[region, y.LIVES] += lives
                tally[region, y.LIVE_MINUTES] += minutes
                if pilot:
                    tally[region, y.PILOT_LIVE_MINUTES] += minutes
        pieces = offers.video_pieces(p, uniform(mine, Publication.VIDEOS), supply, drive)
        if pilot:
            pieces = max(0, min(pieces, int(p[e.PILOT_VIDEOS]) - creators.videos_week[row]))
        if pieces > allowed:
            tally[region, y.POSTS_WITHHELD] += pieces - allowed
            pieces = allowed
        if pieces > 0 and fill(
            creators, row, offer, VIDEO, world, policy, seed, day, fork(mine, VIDEO), 1440, pieces, tally
        ):
            creators.videos_week[row] += pieces
            tally[region, y.VIDEOS] += pieces
            if pilot:
                tally[region, y.PILOT_VIDEOS_UP] += pieces


@inner_loop
def fill(creators, row, offer, kind, world, policy, seed, day, mine, minutes, pieces, tally):
    """Write one offer: quality, violation if any, and what the viewing loop needs to know of it.

    Returns whether it is published: a check beforehand may make its creator think better of it.
    """
    o = 2 * row + kind
    region = creators.region[row]
    scope = creators.scope[row]
    p = world.values[scope]
    is_live = kind == LIVE
    noise = p[c.QUALITY_NOISE] * normal(mine, Content.QUALITY)
    effort = offending.effort_left(p, creators.effort[row], creators.care[row])
    intended = offers.unit(offers.quality(p, creators.skill[row], effort) + noise)
    lines = world.tactics[scope]
    violation, deliberate = breach(creators, row, kind, p, lines, mine, day, day - policy.horizon[region])
    if p[PRECHECK] > 0.0:
        done = screening.precheck(creators, row, kind, violation, deliberate, world, policy, seed, day, tally)
        if done == CANCELLED:
            return False
        if done == REVISED:
            violation, deliberate = 0, False
    creators.uses[row] += deliberate
    line = lines[violation]
    strength = offers.strength_of(p, deliberate)
    if is_live:
        minutes = offers.stretched_minutes(minutes, line[t.HOURS_GAIN], strength if deliberate else 0.0)
    offer.active[o] = 1
    offer.violation[o] = violation
    offer.deliberate[o] = deliberate
    offer.strength[o] = strength
    offer.quality[o] = intended
    offer.pieces[o] = pieces
    offer.exaggeration[o] = line[t.EXAGGERATION] * strength
    offer.return_add[o] = line[t.RETURN_ADD] * strength
    median = world.categories[scope, creators.category[row], m.CATEGORY_PRICE]
    offer.price[o] = offers.price_of(p, median, normal(mine, Content.PRICE))
    hot = offer.hot[o]
    pull = line[t.ENTRY_GAIN] * strength + creators.attraction[row]
    if is_live:
        born = fork(key(seed, Decision.CREATOR_BIRTH, 0), creators.id[row])
        pull += offers.live_appeal(p, normal(born, CreatorBirth.LIVE_APPEAL))
    hot[ENTRY_ODDS] = offers.entry_odds(p, intended, creators.followers[row], pull)
    hot[WATCH_MEAN] = offers.watch_mean(p, is_live, intended, line[t.STAY_GAIN] * strength)
    odds = offers.order_odds(p, is_live, intended, line[t.ORDER_GAIN] * strength + creators.persuasion[row])
    hot[ORDER_ODDS] = 0.0 if creators.links_hidden[row] == 1 else odds * orders.kept_odds(line[t.LEAK] * strength)
    hot[VALUE] = offers.unit(intended - line[t.HARM] * strength)
    hot[NOTICED] = offers.noticed(violation > 0, line[t.NOTICEABLE] * strength)
    hot[SCHEDULED] = minutes
    hot[AVAILABLE] = minutes
    hot[STAY] = offers.unit(line[t.STAY_GAIN] * strength)
    creators.offers_week[row] += 1
    creators.last_offer[row] = day
    return True


@inner_loop
def breach(creators, row, kind, p, lines, mine, day, today):
    """Return which rule an offer breaks (0: none) and whether on purpose; ``today`` counts from the horizon's start."""
    is_live, tactic = kind == LIVE, creators.tactic[row]
    usable = tactic > 0 and offers.fits(lines[tactic], is_live) and appeared(lines[tactic], today)
    low = offending.lies_low(
        creators.notified_policy[row], creators.notified_on[row], tactic, creators.weekday[row], day
    )
    if usable and uniform(mine, Content.USES_TACTIC) < offending.use_today(p, creators.intensity[row], low):
        return tactic, True
    violation = 0
    if offers.breaks_unknowingly(
        p, uniform(mine, Content.BREAKS_UNKNOWINGLY), creators.awareness[row], creators.prone[row], creators.care[row]
    ):
        u = uniform(mine, Content.UNKNOWING_TACTIC)
        violation = offending.slipped(p, lines, creators.slips[row], 1 + kind, today, u)
        creators.slips[row, violation] += violation > 0
    return violation, False
