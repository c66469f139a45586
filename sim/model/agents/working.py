"""A creator's weekly decision about its work (in columns: `sim.model.day.working`).

What it believes of pay, how much it works, how hard, and whether at all; equations in `sim.model.rules.work`.
"""

from __future__ import annotations

from sim.model.agents.account import Account
from sim.model.agents.cell import Cell
from sim.model.day.looking import PEERS_SEEN
from sim.model.draws import uniform
from sim.model.draws.market import Weekly
from sim.model.parameters import creators as c
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.parameters import work as w
from sim.model.parameters.campaigns import STAKE
from sim.model.rules import attention, bonuses, commission, decisions, offers, recognition, work


class WorkingAccount(Account):
    """A creator account that learns what work pays, and works accordingly."""

    cell: Cell

    def learn_pay(self, mine: int) -> None:
        """Draw a lesson from the week's sales, quality and offers, and one from the best-paid peer that was seen."""
        p, values = self.cell.p, self.cell.values
        spread, moved_quality, moved_supply = values[w.QUALITY_VARIATION], 0.0, 0.0
        if self.offers_week > 0:
            sales = work.ln_weeks(float(self.gmv_week), self.outside)
            quality = self.quality_week / self.offers_week
            count = work.ln_offers(self.offers_week)
            better, more = quality - self.usual_quality, count - self.usual_offers
            surprise = sales - self.usual_sales
            surprise -= self.income_quality * better + self.income_supply * more
            moved_quality = work.lesson(p, better, spread, surprise)
            moved_supply = work.lesson(p, more, values[w.SUPPLY_VARIATION], surprise)
            self.usual_sales = work.next_usual(p, self.usual_sales, sales)
            self.usual_quality = work.next_usual(p, self.usual_quality, quality)
            self.usual_offers = work.next_usual(p, self.usual_offers, count)
        best_paid, best = self.income, None
        for k in range(PEERS_SEEN if self.peers else 0):
            peer = self.peers[int(uniform(mine, Weekly.PEER + k) * len(self.peers))]
            if peer.income > best_paid:
                best_paid, best = peer.income, peer
        seen = self if best is None else best
        ahead = work.sales_a_unit(seen.sold, seen.worked)
        self.prospects = work.next_usual(p, self.prospects, ahead)
        if best is not None:
            better = best.quality_seen - self.quality_seen
            surprise = work.ln_weeks(7.0 * best_paid, self.outside) - work.ln_weeks(7.0 * self.income, self.outside)
            surprise -= self.income_quality * better
            moved_quality += values[w.PEER_LESSON] * work.lesson(p, better, spread, surprise)
        self.income_quality = work.believed(
            p, self.income_quality, values[c.INCOME_QUALITY], moved_quality, work.MOST_QUALITY
        )
        self.income_supply = work.believed(
            p, self.income_supply, values[c.INCOME_SUPPLY], moved_supply, work.MOST_SUPPLY
        )

    def terms(self, day: int) -> float:
        """Return what a unit of sales pays this creator at today's terms, as far as it counts."""
        cell = self.cell
        p, offered = cell.p, cell.categories[self.category][m.CATEGORY_COMMISSION]
        kept = commission.earned_share(p, self.returned, self.return_norm)
        kept *= work.frozen_value(p, self.frozen_until - day)
        return max(0.0, offered + cell.programme.extra_for(self)) * kept

    def revise_work(self, mine: int, model_effort: float, day: int) -> None:
        """Take a step in effort and in supply; go on, rest, or come out of a rest."""
        cell = self.cell
        p, values, effort, supply = cell.p, cell.values, self.effort, self.supply
        live, week, share = self.drive * self.hosts, work.week_of(self.outside, self.drive), cell.programme.paid_share
        rate = self.terms(day)
        pay = work.sales_pay(self.sold, self.worked, rate, self.outside)
        star = rate + bonuses.sales_rate(p, self.returned, share)
        ahead = values[w.PROSPECTS] * work.sales_pay(self.prospects, 1.0, star, self.outside)
        sales = 7.0 * work.sales_a_unit(self.sold, self.worked) * self.drive * supply
        returned, seen = self.returned, self.quality_seen
        bonus = bonuses.expected(p, values[c.LIVE_START] * live * supply, sales, returned, seen, share)
        bonus /= week * supply
        # what one is used to, and what is missing
        usual = week * supply * self.work_worth
        part = bonuses.part_of_income(bonuses.on_offer(p, live, supply, sales), usual)
        gap = self.habituation_gap = bonuses.habituation_gap(self.bonus_habituation, part)
        part = bonuses.part_of_income(self.bonus_last, usual)
        self.bonus_habituation = bonuses.next_habituation(p, self.bonus_habituation, part)
        factor = work.felt_share(p, pay + bonus, self.pay_reference)
        self.pay_reference = work.next_reference(p, self.pay_reference, pay + bonus)
        joy = work.joy(p, self.hobby, bonus, gap)
        self.work_worth = joy + ahead + factor * (pay + bonus)
        # effort
        stake = values[STAKE] if cell.has_campaigns else 0.0
        learned = self.income_quality
        reward = bonuses.quality_pull(p, seen, sales, returned, learned, week * supply, share)
        notice = attention.quality_pull(p, seen, cell.programme.top_quality, self.performance, stake)
        slope = work.effort_gap(
            p, offers.quality_slope(p, self.skill, effort), effort, self.intrinsic, factor * pay + ahead, learned,
            notice, factor * reward, work.crowded(p, bonus, gap),
        )
        self.effort = decisions.step_effort(p, effort, slope)
        if model_effort >= 0.0 and uniform(mine, Weekly.IMITATES_EFFORT) < values[c.IMITATION]:
            self.effort = decisions.toward(p, self.effort, model_effort)
        # hours and videos
        saved = cell.lines[self.tactic][t.EFFORT_SAVED] * self.intensity
        believed = self.income_supply
        margin = believed * pay + bonuses.supply_pull(p, live, supply, sales, returned, believed, week, share)
        self.supply = work.next_supply(p, supply, work.intended_supply(p, joy + ahead + factor * margin, saved))
        urge = recognition.urge(p, self.recognition, day - self.joined)
        self.resting = int(work.rests_next(p, uniform(mine, Weekly.RESTS), self.resting == 1, self.work_worth, urge))
