"""A creator's weekly decision: beliefs, effort, supply, tactic; and its daily care (in columns: `day.decisions`).

No creator solves an equilibrium: it looks at six peers as they were yesterday, takes a step up the slope it can see,
and weighs one other tactic against its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.model.agents.working import WorkingAccount
from sim.model.day.looking import PEERS_SEEN
from sim.model.draws import fork, normal, uniform
from sim.model.draws.market import Weekly
from sim.model.parameters import creators as c
from sim.model.parameters import enforcement as e
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.rules import (
    beliefs,
    belonging,
    bonuses,
    careers,
    commission,
    decisions,
    detection,
    deterrence,
    enforcement,
    ledger,
    offending,
    offers,
    orders,
)
from sim.model.state.schema import ACTIVE


@dataclass
class Seen:
    """What a look around tells: better-paid peers, sanctioned peers and unpunished users, each by tactic.

    ``ties`` is for how many peers each look stands, ``peers`` how many looks there were, ``punished`` how many showed a
    user of some tactic punished; ``model_effort`` is that of the best paid (-1: nobody is paid better), ``master`` the
    best evasion craft of the same ring.
    """

    exposures: list[int]
    sanctions: list[int]
    users: list[int]
    ties: float
    peers: int = 0
    punished: int = 0
    model_effort: float = -1.0
    master: float = 0.0


class DecidingAccount(WorkingAccount):
    """A creator account that revises beliefs, effort, supply and tactic once a week, and its care every day."""

    def decide(self, stream: int, day: int) -> None:
        """Revise everything, if today is the day; take care in any case."""
        if self.status > ACTIVE:
            return
        if self.weekday == day % 7:
            self.decide_week(fork(stream, self.id), day)
        self.take_care()

    def decide_week(self, mine: int, day: int) -> None:
        """Revise everything; the norm that is seen counts from next week on."""
        seen = self.look_around(mine, day)
        notified = self.notified_policy if self.notices > 0 else 0
        self.revise_beliefs(notified, seen)
        self.remember_tactic(notified, seen.master)
        self.attraction = careers.fame(self.cell.p, self.attraction, normal(mine, Weekly.FAME))
        self.learn_pay(mine)
        self.revise_work(mine, seen.model_effort, day)
        if not self.resting:
            self.revise_tactic(mine, notified, seen)
        self.uses = self.notices = 0
        p = self.cell.p
        met = offending.seen_norm(p, sum(seen.users), seen.punished, seen.peers)
        self.norm = offending.next_norm(p, self.norm, met)

    def look_around(self, mine: int, day: int) -> Seen:
        """Look at some peers."""
        policies, peers = self.cell.policies, self.peers
        seen = Seen([0] * policies, [0] * policies, [0] * policies, min(len(peers), PEERS_SEEN) / PEERS_SEEN)
        best_paid = own = self.income
        for k in range(PEERS_SEEN if peers else 0):
            peer = peers[int(uniform(mine, Weekly.PEER + k) * len(peers))]
            caught = peer.notified_on > day - 7
            if caught:
                seen.sanctions[peer.notified_policy] += 1
            if peer.shown_tactic > 0 and caught:
                seen.punished += 1
            elif peer.shown_tactic > 0:
                seen.users[peer.shown_tactic] += 1
            seen.peers += 1
            if self.ring >= 0 and peer.ring == self.ring:
                seen.master = max(seen.master, peer.shown_craft)
            if peer.income > own:
                seen.exposures[peer.shown_tactic] += 1
                if peer.income > best_paid:
                    best_paid, seen.model_effort = peer.income, peer.shown_effort
        return seen

    def revise_beliefs(self, notified: int, seen: Seen) -> None:
        """Forget some rules; update every tactic's perceived detection by own, seen and publicly known sanctions."""
        p, public = self.cell.p, self.cell.enforcement.publicity
        self.awareness = deterrence.next_awareness(p, self.awareness)
        first = notified > 0 and self.chastened == 0
        self.chastened = int(self.chastened == 1 or notified > 0)
        for k in range(1, self.cell.policies):
            own = beliefs.own_weight(p, self.notices, notified == k, first)
            caught = self.notices if notified == k else 0
            got_by = max(0, self.uses - caught) if self.tactic == k else 0
            self.sanctions[k] = beliefs.next_evidence(p, self.sanctions[k], own, seen.ties * seen.sanctions[k])
            self.escapes[k] = beliefs.next_evidence(p, self.escapes[k], got_by, seen.ties * seen.users[k])
            self.perceived[k] = beliefs.perceived(
                p, public.rest[k], self.sanctions[k], self.escapes[k], public.alarm
            )

    def take_care(self) -> None:
        """Take care as far as the next usual penalty would cost this account, and is thought likely."""
        cell = self.cell
        p, lines, today, slips = cell.p, cell.table, cell.horizon_day, np.array(self.slips, np.int32)
        kind = offending.usual_slip(p, lines, slips, today)
        if kind == 0:
            self.care = 0.0
            return
        felt = offending.risk_felt(p, lines, slips, np.array(self.perceived, float), today)
        self.care = offending.care(p, self.caution, felt, self.at_stake(kind))

    def remember_tactic(self, notified: int, master: float) -> None:
        """Note what the tactic in use has paid; its craft grows unless sanctioned, and a ring shares its best."""
        if self.tactic == 0:
            return
        p = self.cell.p
        self.tactic_payoff = decisions.next_payoff(
            p, self.tactic_payoff, self.income, self.income_before, self.outside
        )
        self.craft = max(belonging.next_craft(p, self.craft, self.uses > 0, notified == self.tactic), master)

    def revise_tactic(self, mine: int, notified: int, seen: Seen) -> None:
        """Weigh one other tactic against the present one; go further or less far with one that is kept."""
        p, values, now = self.cell.p, self.cell.values, self.tactic
        candidate = self.considered(mine, seen)
        if candidate == 0 and self.ring >= 0:  # a ring's business is which tactic, not whether
            u = uniform(mine, Weekly.RING_TACTIC)
            candidate = belonging.weighted_tactic(self.cell.table, t.RING, 0, self.cell.horizon_day, u)
        if candidate != now:
            intensity = self.intensity if now > 0 else values[t.INTENSITY_START]
            worth_now, worth_then = self.worth(now, intensity), self.worth(candidate, intensity)
            if decisions.switches(p, uniform(mine, Weekly.SWITCHES), worth_now, worth_then):
                self.take_up(candidate)
        if now > 0 and self.tactic == now:
            self.intensity = decisions.next_intensity(p, self.intensity, notified == now)

    def take_up(self, tactic: int) -> None:
        """Change to another tactic (0: none), with no experience of it yet; only a ring's craft serves any tactic."""
        self.tactic = tactic
        self.intensity = self.cell.values[t.INTENSITY_START] if tactic > 0 else 0.0
        self.income_before, self.tactic_payoff = self.income, 0.0
        if self.ring < 0:
            self.craft = 0.0

    def considered(self, mine: int, seen: Seen) -> int:
        """Return the tactic considered: one of better-paid or of some peers, one tried out, or (cheating) none."""
        cell, exposures, users = self.cell, seen.exposures, seen.users
        values, policies = cell.values, cell.policies
        if policies < 2:
            return 0
        if uniform(mine, Weekly.IMITATES_TACTIC) < values[c.IMITATION]:
            best = 0
            for k in range(1, policies):
                commoner = exposures[k] > (exposures[best] if best > 0 else 0)
                if k != self.tactic and exposures[k] >= values[c.CONTAGION] and commoner:
                    best = k if detection.appeared(cell.tactics[k], cell.horizon_day) else best
            if best > 0:
                return best
        handy = 0
        for k in range(1, policies):
            more = users[k] > (users[handy] if handy > 0 else 0)
            if k != self.tactic and more and detection.appeared(cell.tactics[k], cell.horizon_day):
                handy = k
        if handy > 0 and offending.comes_up(cell.p, uniform(mine, Weekly.OPPORTUNITY), users[handy]):
            return handy
        best, promise = 0, 0.0
        for h in range(int(values[c.HEARD])):
            k = 1 + int(uniform(mine, Weekly.HEARSAY + h) * (policies - 1))
            age = cell.horizon_day - cell.lines[k][t.APPEARS]
            if detection.appeared(cell.tactics[k], cell.horizon_day) and decisions.tries_out(
                cell.p, uniform(mine, Weekly.TRIES_OUT), self.skill, age
            ):
                value = self.worth(k, values[t.INTENSITY_START])
                if best == 0 or value > promise:
                    best, promise = k, value
        return best

    def worth(self, tactic: int, intensity: float) -> float:
        """Return the utility of a tactic at the use intended, given where this account stands on the ladder."""
        if tactic == 0:
            return 0.0
        cell = self.cell
        p, row = cell.p, cell.tactics[tactic]
        use = offending.intended(intensity, self.foresight)
        gain = self.believed_gain(tactic)
        if tactic == self.tactic:
            gain = decisions.experienced(p, gain, self.tactic_payoff / use)
        loss = self.at_stake(tactic)
        lag = enforcement.days_to_penalty(p, cell.enforcement.load)
        deterrent = deterrence.deterrent(p, self.perceived[tactic], self.caution, loss, lag)
        moral = offending.moral_left(p, self.moral, self.norm)
        return decisions.tactic_utility(p, row, use, gain, moral, deterrent)

    def at_stake(self, tactic: int) -> float:
        """Return the weeks of income that penalties for a tactic would cost this account, as they are felt."""
        cell = self.cell
        p, row = cell.p, cell.tactics[tactic]
        if self.offences < cell.values[e.WARNINGS]:
            return 0.0
        pieces = offers.pieces_a_day(p, self.supply, self.drive, self.drive * self.hosts)
        withheld = ledger.withheld(self.traffic_cut, self.posting_limit, self.links_hidden == 1, pieces)
        each = ledger.points_for(p, cell.severities, row)
        level = int(cell.lines[tactic][t.SEVERITY])
        offered = cell.categories[self.category][m.CATEGORY_COMMISSION]
        most = 0.0
        for ahead in range(offending.PENALTIES_AHEAD):
            points = max(0, self.rating - (ahead + 1) * each)
            loss = commission.tier_at_stake(p, offered, self.rating, points) + deterrence.next_loss(
                p, cell.ladder, cell.escalations, self.milestone, points, level, self.breaches[tactic] + 1 + ahead,
                self.level_offences[level] + 1 + ahead, sum(self.level_offences) + 1 + ahead, withheld, pieces,
            )
            crosses = ledger.harder(cell.ladder, ledger.milestone_of(cell.ladder, points), self.milestone)
            most = max(most, offending.looming(p, loss, ahead, crosses))
        return most

    def believed_gain(self, tactic: int) -> float:
        """Return the relative gain of income seen in a tactic, if it were used on every offer."""
        cell = self.cell
        p, row, line, category = cell.p, cell.tactics[tactic], cell.lines[tactic], cell.categories[self.category]
        base, price = category[m.CATEGORY_RETURN], category[m.CATEGORY_PRICE]
        honest = orders.return_chance(p, base, 0.0, False)
        chance = orders.return_chance(p, base + line[t.RETURN_ADD], line[t.EXAGGERATION], False)
        kept = decisions.income_kept(p, row, commission.kept(p, chance, honest), category[m.CATEGORY_COMMISSION])
        week, share = 7.0 * self.gmv_28d, cell.programme.paid_share
        usual = decisions.usual_income(self.income, self.outside)
        staged = line[t.FAKE_ORDERS] * price * offers.pieces_a_week(p, self.supply, self.drive, self.drive * self.hosts)
        gross = bonuses.gross_part(p, week, usual, share)
        hours = cell.values[c.LIVE_START] * (self.drive * self.hosts) * self.supply
        off_ledger = decisions.money_off_ledger(p, row, hours, staged, usual)
        if staged > 0.0:
            off_ledger += bonuses.gross_part(p, week + staged, usual, share) - gross
        return off_ledger + decisions.tactic_gain(
            p, row, kept, gross, bonuses.net_part(p, week, honest, usual, share), (1.0 - chance) / (1.0 - honest),
            decisions.sales_lift(p, staged / 7.0, self.gmv_28d, price),
        )
