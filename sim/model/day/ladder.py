"""Phase 6, enforcement: ratings, milestones, the restrictions of tomorrow, and removals."""

from __future__ import annotations

from sim.model.compilation import inner_loop, loop
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.people import BanReturn
from sim.model.outcomes import tallies as y
from sim.model.parameters import creators as c
from sim.model.parameters import enforcement as e
from sim.model.parameters import ledger as g
from sim.model.rules import careers, decisions, orders
from sim.model.rules import ledger as rules
from sim.model.state.schema import ACTIVE, REMOVED

OUT_OF_REACH = 1 << 20  # the rating that exempt accounts are taken to have: no milestone is as high


@loop
def apply_milestones(creators, n, world, seed, day, tally):
    """Credit earned points, read every account's rating, and apply the milestones it stands under."""
    for row in range(n):
        if creators.status[row] > ACTIVE:
            continue
        region = creators.region[row]
        scope = creators.scope[row]
        p, ladder = world.values[scope], world.ladder[scope]
        credit_orders(creators, row, p, day, tally)
        creators.rating[row] = rules.rating(p, creators.earned[row], creators.deducted[row])
        standing = OUT_OF_REACH if creators.exempt[row] == 1 else creators.rating[row]
        before = creators.milestone[row]
        reached = rules.milestone_of(ladder, standing)
        creators.milestone[row] = reached
        frozen = int(rules.on_reaching(ladder, g.MILESTONE_FREEZE, before, standing))
        if frozen > 0:
            creators.frozen_until[row] = max(creators.frozen_until[row], day + 1 + frozen)
        suspended = int(rules.on_reaching(ladder, g.MILESTONE_SUSPENSION, before, standing))
        if creators.sentenced[row] == 1 or rules.most_at(ladder, g.MILESTONE_REMOVAL, standing) > 0.5:
            remove(creators, row, p, seed, day, tally)
        elif suspended > 0:
            creators.suspended_until[row] = max(creators.suspended_until[row], day + 1 + suspended)
            tally[region, y.SUSPENSIONS] += 1
        restrict(creators, row, ladder, standing, day)
        deserved = rules.rating(p, creators.earned[row], creators.deducted[row] - creators.wrong_points[row])
        if rules.harder(ladder, reached, rules.milestone_of(ladder, deserved)):
            tally[region, y.WRONGLY_HIT] += int(creators.gmv_usual[row])


@inner_loop
def credit_orders(creators, row, p, day, tally):
    """Credit points for the day's settled orders of compliant offers."""
    if day % 7 == 0:
        creators.earned_week[row] = 0
    creators.completed[row] += creators.compliant_today[row]
    points = rules.earned_points(p, creators.completed[row], creators.earned_week[row], creators.earned[row])
    creators.completed[row] %= int(p[e.EARN_ORDERS])
    creators.earned[row] += points
    creators.earned_week[row] += points
    tally[creators.region[row], y.POINTS_EARNED] += points


@inner_loop
def restrict(creators, row, ladder, standing, day):
    """Read off what is withheld from tomorrow on: by the milestones reached and by limits that still run."""
    cut, posts = rules.most_at(ladder, g.MILESTONE_CUT, standing), rules.limit_at(ladder, standing)
    if creators.limited_until[row] > day + 1:
        cut, posts = max(cut, creators.limit_cut[row]), min(posts, creators.limit_posts[row])
    hidden = rules.most_at(ladder, g.MILESTONE_LINKS, standing) > 0.5
    blocked = rules.most_at(ladder, g.MILESTONE_CAMPAIGN, standing) > 0.5
    creators.traffic_cut[row] = cut
    creators.posting_limit[row] = posts
    creators.links_hidden[row] = hidden
    creators.campaign_blocked[row] = blocked
    creators.restricted[row] = cut > 0.0 or posts < g.NO_LIMIT or hidden or blocked


@inner_loop
def remove(creators, row, p, seed, day, tally):
    """End an account; part of what is frozen is lost, and its owner may come back on a new one some days later."""
    creators.status[row] = REMOVED
    creators.ended[row] = day
    creators.sentenced[row] = 0
    tally[creators.region[row], y.REMOVALS] += 1
    lost = orders.share_of(creators.held[row], orders.basis_points(p[e.FORFEIT]))
    creators.held[row] -= lost
    tally[creators.region[row], y.COMMISSION_FORFEITED] += lost
    mine = fork(key(seed, Decision.RETURN_FROM_BAN, 0), creators.id[row])
    creators.return_day[row] = -1
    weekly = decisions.usual_income(creators.income[row], creators.outside[row])
    if careers.comes_back(p, uniform(mine, BanReturn.COMES_BACK), weekly, creators.ring[row] >= 0):
        creators.return_day[row] = day + careers.delay_days(uniform(mine, BanReturn.DELAY), p[c.BAN_RETURN_DAYS])
