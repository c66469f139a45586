"""Phase 2, supply: what a tactic is worth to a creator, as far as it can see (gain, morals, what is at stake)."""

from __future__ import annotations

from sim.model.compilation import inner_loop
from sim.model.parameters import creators as c
from sim.model.parameters import enforcement as e
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.rules import bonuses, commission, decisions, deterrence, ledger, offending, offers, orders


@inner_loop
def worth(creators, row, world, tactic, intensity, lag, share):
    """Return the utility of a tactic for this creator at the use it intends, given where its account stands.

    ``share`` of a bonus is really paid.
    """
    if tactic == 0:
        return 0.0
    scope = creators.scope[row]
    p, line = world.values[scope], world.tactics[scope, tactic]
    use = offending.intended(intensity, creators.foresight[row])
    gain = believed_gain(creators, row, p, line, world.categories[scope, creators.category[row]], share)
    if tactic == creators.tactic[row]:
        gain = decisions.experienced(p, gain, creators.tactic_payoff[row] / use)
    loss = at_stake(creators, row, world, tactic)
    deterrent = deterrence.deterrent(p, creators.perceived[row, tactic], creators.caution[row], loss, lag)
    moral = offending.moral_left(p, creators.moral[row], creators.norm[row])
    return decisions.tactic_utility(p, line, use, gain, moral, deterrent)


@inner_loop
def at_stake(creators, row, world, tactic):
    """Return the weeks of income that penalties for a tactic would cost this account, as they are felt.

    Of the next one and the two after it, the one felt most counts.
    """
    scope = creators.scope[row]
    p, line = world.values[scope], world.tactics[scope, tactic]
    if creators.offences[row] < p[e.WARNINGS]:
        return 0.0
    drive = creators.drive[row]
    pieces = offers.pieces_a_day(p, creators.supply[row], drive, drive * creators.hosts[row])
    withheld = ledger.withheld(
        creators.traffic_cut[row], creators.posting_limit[row], creators.links_hidden[row] == 1, pieces
    )
    each = ledger.points_for(p, world.severities[scope], line)
    level = int(line[t.SEVERITY])
    every = 0
    for k in range(creators.level_offences.shape[1]):
        every += creators.level_offences[row, k]
    offered = world.categories[scope, creators.category[row], m.CATEGORY_COMMISSION]
    most = 0.0
    for ahead in range(offending.PENALTIES_AHEAD):
        points = max(0, creators.rating[row] - (ahead + 1) * each)
        loss = commission.tier_at_stake(p, offered, creators.rating[row], points) + deterrence.next_loss(
            p, world.ladder[scope], world.escalations[scope], creators.milestone[row], points, level,
            creators.breaches[row, tactic] + 1 + ahead, creators.level_offences[row, level] + 1 + ahead,
            every + 1 + ahead, withheld, pieces,
        )
        reached = ledger.milestone_of(world.ladder[scope], points)
        crosses = ledger.harder(world.ladder[scope], reached, creators.milestone[row])
        most = max(most, offending.looming(p, loss, ahead, crosses))
    return most


@inner_loop
def believed_gain(creators, row, p, line, category, share):
    """Return the relative gain of income that a creator sees in a tactic, if it were used on every offer."""
    base, price = category[m.CATEGORY_RETURN], category[m.CATEGORY_PRICE]
    honest = orders.return_chance(p, base, 0.0, False)
    chance = orders.return_chance(p, base + line[t.RETURN_ADD], line[t.EXAGGERATION], False)
    kept = decisions.income_kept(p, line, commission.kept(p, chance, honest), category[m.CATEGORY_COMMISSION])
    supply, drive, week = creators.supply[row], creators.drive[row], 7.0 * creators.gmv_28d[row]
    live = drive * creators.hosts[row]
    usual = decisions.usual_income(creators.income[row], creators.outside[row])
    staged = line[t.FAKE_ORDERS] * price * offers.pieces_a_week(p, supply, drive, live)
    gross = bonuses.gross_part(p, week, usual, share)
    off_ledger = decisions.money_off_ledger(p, line, p[c.LIVE_START] * live * supply, staged, usual)
    if staged > 0.0:
        off_ledger += bonuses.gross_part(p, week + staged, usual, share) - gross
    return off_ledger + decisions.tactic_gain(
        p, line, kept, gross, bonuses.net_part(p, week, honest, usual, share), (1.0 - chance) / (1.0 - honest),
        decisions.sales_lift(p, staged / 7.0, creators.gmv_28d[row], price),
    )
