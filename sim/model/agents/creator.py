"""A creator as one Mesa object: publishes offers and remembers how they fared.

Weekly decisions stand in `agents.deciding`, staying and leaving in `agents.career`; `agents.census` counts it. The same
life in columns: `day.supply`, `day.off_ledger`, `day.incentives`.
"""

from __future__ import annotations

import numpy as np

from sim.model.agents.account import Offer
from sim.model.agents.career import CareerAccount
from sim.model.draws import Decision, fork, key, normal, uniform
from sim.model.draws.market import Content, Publication, Staged
from sim.model.draws.people import CreatorBirth
from sim.model.outcomes import tallies as y
from sim.model.parameters import creators as c
from sim.model.parameters import enforcement as e
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.parameters.detection import PRECHECK
from sim.model.rules import attention, bonuses, careers, detection, offending, offers, orders, recognition, staying
from sim.model.rules.careers import moving_average
from sim.model.state.schema import ACTIVE, LIVE, PILOT, VIDEO


class Creator(CareerAccount):
    """One creator account; attributes are the fields of the creators table."""

    def publish(self, stream: int, day: int, seed: int) -> None:
        """Start the day: publish LIVEs, as one offer of all their minutes, and one batch of videos."""
        cell = self.cell
        for offer in self.offers:
            offer.take_down()
        if day % 7 == 0:
            self.lives_week = self.videos_week = 0
        self.settled_today = self.bonus_today = self.compliant_today = self.gmv_today = 0
        self.fake_today = self.off_ledger_today = 0
        if self.resting or self.status > ACTIVE or self.suspended_until > day:
            return
        p, values, tally = cell.p, cell.values, cell.tally
        mine = fork(stream, self.id)
        pilot = self.status == PILOT
        willing = recognition.willingness(p, self.recognition, day - self.joined)
        willing *= bonuses.disappointment(p, self.habituation_gap)
        supply, live = willing * self.supply, self.drive * self.hosts
        allowed = self.posting_limit
        wants_live = uniform(mine, Publication.LIVE) < offers.live_chance(p, supply, live) and not (
            pilot and self.lives_week >= values[e.PILOT_LIVES]
        )
        if wants_live:
            minutes = offers.live_minutes(p, supply, live)
            lives = offers.live_sessions(p, minutes)
            if pilot:
                left = int(values[e.PILOT_LIVES]) - self.lives_week
                minutes, lives = offers.minutes_of(minutes, lives, left), min(lives, left)
            if lives > allowed:
                tally[y.POSTS_WITHHELD] += lives - allowed
                minutes, lives = offers.minutes_of(minutes, lives, allowed), allowed
            allowed -= lives
            if lives > 0 and self.fill(self.offers[LIVE], fork(mine, LIVE), max(1, minutes), lives, day, seed):
                self.lives_week += lives
                self.clean_lives += lives if self.clean_lives >= 0 else 0
                minutes = int(self.offers[LIVE].scheduled)
                tally[y.LIVES] += lives
                tally[y.LIVE_MINUTES] += minutes
                if pilot:
                    tally[y.PILOT_LIVE_MINUTES] += minutes
        pieces = offers.video_pieces(p, uniform(mine, Publication.VIDEOS), supply, self.drive)
        if pilot:
            pieces = max(0, min(pieces, int(values[e.PILOT_VIDEOS]) - self.videos_week))
        if pieces > allowed:
            tally[y.POSTS_WITHHELD] += pieces - allowed
            pieces = allowed
        if pieces > 0 and self.fill(self.offers[VIDEO], fork(mine, VIDEO), 1440, pieces, day, seed):
            self.videos_week += pieces
            tally[y.VIDEOS] += pieces
            if pilot:
                tally[y.PILOT_VIDEOS_UP] += pieces

    def fill(self, offer: Offer, mine: int, minutes: int, pieces: int, day: int, seed: int) -> bool:
        """Make one offer: its quality, its violation if any, and what viewers will meet.

        Returns whether it is published: a check beforehand may make its creator think better of it.
        """
        cell = self.cell
        p = cell.p
        is_live = offer.kind == LIVE
        noise = cell.values[c.QUALITY_NOISE] * normal(mine, Content.QUALITY)
        effort = offending.effort_left(p, self.effort, self.care)
        quality = offers.unit(offers.quality(p, self.skill, effort) + noise)
        violation, deliberate = 0, False
        row = cell.tactics[self.tactic]
        usable = self.tactic > 0 and offers.fits(row, is_live) and detection.appeared(row, cell.horizon_day)
        low = offending.lies_low(self.notified_policy, self.notified_on, self.tactic, self.weekday, day)
        if usable and uniform(mine, Content.USES_TACTIC) < offending.use_today(p, self.intensity, low):
            violation, deliberate = self.tactic, True
        elif offers.breaks_unknowingly(
            p, uniform(mine, Content.BREAKS_UNKNOWINGLY), self.awareness, self.prone, self.care
        ):
            violation = offending.slipped(
                p, cell.table, np.array(self.slips, np.int32), 1 + offer.kind, cell.horizon_day,
                uniform(mine, Content.UNKNOWING_TACTIC),
            )
            self.slips[violation] += violation > 0
        if cell.values[PRECHECK] > 0.0:
            done = cell.enforcement.precheck(self, offer.kind, violation, deliberate, seed, day)
            if done == detection.CANCELLED:
                return False
            if done == detection.REVISED:
                violation, deliberate = 0, False
        self.uses += deliberate
        line = cell.lines[violation]
        strength = offers.strength_of(p, deliberate)
        if is_live:
            minutes = offers.stretched_minutes(minutes, line[t.HOURS_GAIN], strength if deliberate else 0.0)
        offer.active = 1
        offer.violation, offer.deliberate, offer.strength = violation, int(deliberate), strength
        offer.quality, offer.pieces = quality, pieces
        offer.exaggeration = line[t.EXAGGERATION] * strength
        offer.return_add = line[t.RETURN_ADD] * strength
        median = cell.categories[self.category][m.CATEGORY_PRICE]
        offer.price = offers.price_of(p, median, normal(mine, Content.PRICE))
        pull = line[t.ENTRY_GAIN] * strength + self.attraction
        if is_live:
            born = fork(key(seed, Decision.CREATOR_BIRTH, 0), self.id)
            pull += offers.live_appeal(p, normal(born, CreatorBirth.LIVE_APPEAL))
        offer.entry_odds = offers.entry_odds(p, quality, self.followers, pull)
        offer.watch_mean = offers.watch_mean(p, is_live, quality, line[t.STAY_GAIN] * strength)
        odds = offers.order_odds(p, is_live, quality, line[t.ORDER_GAIN] * strength + self.persuasion)
        offer.order_odds = 0.0 if self.links_hidden else odds * orders.kept_odds(line[t.LEAK] * strength)
        offer.value = offers.unit(quality - line[t.HARM] * strength)
        offer.noticed = offers.noticed(violation > 0, line[t.NOTICEABLE] * strength)
        offer.scheduled = offer.available = float(minutes)
        offer.stay = offers.unit(line[t.STAY_GAIN] * strength)
        self.offers_week += 1
        self.last_offer = day
        return True

    def go_dark(self, day: int) -> None:
        """Be missed by followers today, or not."""
        self.dark = int(staying.gone_dark(self.cell.p, self.open, self.suspended_until, self.last_offer, day))

    def count_followers(self) -> None:
        """Move the follower count by the day's follows and unfollows."""
        live, video = self.offers
        self.followers += live.follows - live.unfollows + video.follows - video.unfollows

    def trade_off_ledger(self, stream: int) -> None:
        """Stage orders on, and lead sales away from, offers whose tactic does so (in columns: `day.off_ledger`)."""
        cell = self.cell
        p, tally = cell.p, cell.tally
        for offer in self.offers:
            if not offer.active or offer.violation == 0:
                continue
            line = cell.lines[offer.violation]
            if line[t.FAKE_ORDERS] > 0.0:
                mine = fork(fork(stream, self.id), offer.kind)
                shown = offer.strength * offer.available / offer.scheduled
                staged = orders.staged_orders(uniform(mine, Staged.ORDERS), line[t.FAKE_ORDERS], shown)
                value = staged * offer.price
                self.fake_today += value
                self.off_ledger_today -= orders.staging_cost(p, value)
                tally[y.FAKE_ORDERS] += staged
                tally[y.FAKE_GMV] += value
                tally[y.FAKE_RETURNED] += orders.staged_returned(p, uniform(mine, Staged.RETURNED), staged)
            if line[t.LEAK] > 0.0:
                leaked = orders.leaked_sales(offer.orders * offer.price, line[t.LEAK] * offer.strength)
                self.off_ledger_today += orders.leaked_income(p, leaked)
                tally[y.LEAKED_GMV] += leaked

    def remember(self, day: int) -> None:
        """Fold the day into moving averages: income, exposure, engagement, sales, quality seen, performance."""
        p = self.cell.values
        rate = p[c.MEMORY_RATE]
        impressions = views = watch = 0
        for offer in self.offers:
            if offer.active:
                impressions += offer.impressions
                views += offer.views
                watch += offer.watch
                self.quality_seen = moving_average(self.quality_seen, offer.estimate, rate)
        live, video = self.offers
        videos = video.pieces if video.active else 0
        self.evidence = attention.next_evidence(self.cell.p, self.evidence, live.pieces if live.active else 0, videos)
        self.performance = attention.performance(self.cell.p, self.sound, self.quality_seen, self.evidence)
        income = self.settled_today + self.bonus_today - self.charged_today + self.off_ledger_today
        self.income = moving_average(self.income, float(max(0, income)), rate)
        if not self.resting:
            learning = careers.learning_rate(self.cell.p, rate, day - self.joined)
            self.exposure = moving_average(self.exposure, float(views), learning)
            self.aspiration = moving_average(self.aspiration, self.exposure, p[c.ASPIRATION_RATE])
        measured = self.gmv_today + self.fake_today  # staged orders look like any other
        self.gmv_seen_28d = moving_average(self.gmv_seen_28d, float(measured), 1.0 / 28.0)
        if impressions > 0:
            trust = rate * min(1.0, impressions / 20.0)
            self.engagement = moving_average(self.engagement, 0.01 * watch / impressions, trust)
            self.gpm = moving_average(self.gpm, 1000.0 * measured / impressions, trust)
        self.views_28d = moving_average(self.views_28d, float(views), 1.0 / 28.0)
        self.gmv_28d = moving_average(self.gmv_28d, float(self.gmv_today), 1.0 / 28.0)
        self.sold = moving_average(self.sold, float(self.gmv_today), 1.0 / 28.0)
        done = self.supply * self.drive if not self.resting and self.suspended_until <= day else 0.0
        self.worked = moving_average(self.worked, done, 1.0 / 28.0)
        if not self.restricted and self.suspended_until <= day:
            self.gmv_usual = moving_average(self.gmv_usual, float(self.gmv_today), 1.0 / 28.0)
        self.shown_tactic = self.tactic if not self.resting else 0
        self.shown_effort, self.shown_craft = self.effort, self.craft
