"""The compiled engine: one method a phase, each a call or two of loops over columns.

Holds only scratch space (block tallies, the lottery, the order buffer); the state belongs to the model, so a saved or
branched state needs nothing of this.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from sim.model.day import (
    appeals,
    attention,
    audience,
    bonuses,
    census,
    commission,
    decisions,
    detectors,
    distribution,
    enforcement,
    escalations,
    ladder,
    lifecycle,
    linked,
    measures,
    memory,
    notices,
    off_ledger,
    orders,
    penalties,
    publicity,
    remedies,
    returns,
    screening,
    standing,
    supply,
    training,
    triage,
    viewing,
)
from sim.model.day.probes import Matter, Point, Probe
from sim.model.levers.trial import Trial
from sim.model.outcomes import tallies as y
from sim.model.outcomes.history import blank_count
from sim.model.state.columns import blank
from sim.model.state.schema import ACTIVE, MAX_ORDERS, TALLIES
from sim.model.state.state import State

Array = np.ndarray[Any, Any]


class CompiledDay:
    """Run the phases of a day over columns.

    Parameters
    ----------
    state
        The market; read and written in place.
    world
        Parameter values of every cell, today's.
    seed
        Root of all draws.
    threads
        Blocks of viewers that run side by side; any number gives the same bits.
    trial
        The test that is on, if any.

    Attributes
    ----------
    seen
        Views of each viewer and the quality delivered in them, summed as long as somebody gives it rows.
    probe
        Looks into the day between loops, to record or to hold a path (`explain.counterfactual`); ``None`` as a rule.
    """

    probe: Probe | None = None

    def __init__(self, state: State, world: Any, seed: int, threads: int, trial: Trial | None = None) -> None:
        self.trial = trial
        self.state, self.world, self.seed = state, world, seed
        self.threads = max(1, threads)
        self.seen = np.zeros((0, 2))
        regions = state.sizes[0]
        _, self.tally, self.tiers, self.slices, self.adoption = blank_count(0, *state.sizes)
        self.block_region = np.zeros((self.threads, regions, y.COUNT), np.int64)
        self.order_count = np.zeros(self.threads, np.int64)
        self._make_room()

    def _make_room(self) -> None:
        """Size the scratch space to the tables."""
        state = self.state
        state.offers.reserve(2 * state.creators.capacity)
        state.offers.n = 2 * state.creators.n
        self.lottery = state.new_lottery()
        self.block_tally = blank((self.threads, state.offers.capacity, TALLIES), np.int64)
        self.lost = np.zeros((self.threads, state.creators.capacity), np.int64)
        self.order_rows = np.empty((MAX_ORDERS * max(1, state.viewers.capacity), 3), np.int32)

    def supply(self, day: int) -> None:
        """Phase 2: weekly decisions, then offers."""
        state = self.state
        self.tally[:] = 0
        self.tiers[:] = 0
        self.slices[:] = 0
        self.adoption[:] = 0
        creators = state.creators.view()
        policy = state.policy.view()
        detectors.learn(policy, creators, state.creators.n, self.world, self.seed, day, self.tally)
        commission.announce(policy, self.world, day)
        if day % 7 == 0:
            attention.set_bars(creators, state.creators.n, self.world, policy)
            c = state.creators
            state.peers.refresh(c.status <= ACTIVE, c.region, c.id, c.followers, self.seed, day)
        decisions.decide(creators, state.creators.n, self.world, state.peers.view(), policy, self.seed, day)
        self._at("decided", day)
        supply.publish(creators, state.creators.n, state.offers.view(), self.world, policy, self.seed, day, self.tally)

    def distribution(self, day: int) -> None:
        """Phase 3: screening, ranking, lotteries."""
        state = self.state
        creators, offers, n = state.creators.view(), state.offers.view(), state.creators.n
        screening.screen(creators, n, offers, self.world, state.policy.view(), self.seed, day, self.tally)
        triage.triage(
            state.cases.view(), state.cases.n, creators, n, offers, self.world, state.policy.view(), self.seed, day,
            self.tally,
        )
        attention.sell_boosts(creators, n, offers, self.world, self.seed, day, self.tally)
        scope = {name: state.creators.columns[name] for name in ("scope", "region")}
        side = self.trial.side if self.trial is not None and self.trial.by_account else "creator"
        policy = state.policy.view()
        distribution.rank(
            creators, n, offers, scope["scope" if side == "creator" else "region"], self.world, policy, self.seed, day
        )
        self._at("ranked", day)
        again = state.offers.columns["weight"]
        if side != "creator":
            again = np.empty(2 * n)
            treated = scope["scope"] if side == "both" else scope["region"] + np.int16(state.sizes[0])
            distribution.rank_again(creators, n, offers, treated, self.world, policy, self.seed, day, again)
        distribution.build_lotteries(creators, n, offers, again, self._world("traffic", day), policy, self.lottery, day)
        audience.mark_dark(creators, n, self.world, day)

    def viewing(self, day: int, weekend: bool) -> None:
        """Phase 4: the viewers' day in blocks."""
        state = self.state
        numba.set_num_threads(min(self.threads, numba.config.NUMBA_NUM_THREADS))
        viewing.view(
            state.viewers.view(), state.viewers.n, state.offers.view(), state.creators.view(), self.lottery,
            self._world("traffic", day), state.policy.view(), self.seed, day, weekend, self.threads, self.block_tally,
            self.block_region, self.order_rows, self.order_count, self.seen,
        )
        measures.absorb(state.offers.view(), state.creators.view(), state.creators.n, self.block_tally)
        self._absorb_regions()

    def orders(self, day: int) -> None:
        """Phase 5: new orders in viewer order, then everything due."""
        state = self.state
        creators, world = state.creators.view(), self.world
        for block in range(self.threads):
            count = int(self.order_count[block])
            first = MAX_ORDERS * (state.viewers.n * block // self.threads)
            where = state.orders.add(count)
            orders.enter(
                state.orders.view(), where.start, self.order_rows[first : first + count], count, state.viewers.view(),
                creators, state.offers.view(), world, state.policy.view(), self.seed, day, self.tally, self.slices,
            )
        off_ledger.trade(creators, state.creators.n, state.offers.view(), world, self.seed, day, self.tally)
        state.orders.keep(orders.process(
            state.orders.view(), state.orders.n, state.viewers.view(), creators, world, self.seed, day, self.tally,
            self.slices,
        ))

    def enforcement(self, day: int) -> None:
        """Phase 6: cases, review, appeals, expiry, redemption, escalations, the ladder, linked accounts."""
        state, world, tally = self.state, self.world, self.tally
        creators, n = state.creators.view(), state.creators.n
        cases = state.cases
        remedies.exempt_best_sellers(creators, n, world, day, state.sizes[0])
        cases.reserve(cases.n + 2 * n)
        view = cases.view()
        policy, offers = state.policy.view(), state.offers.view()
        cases.n = enforcement.open_cases(view, cases.n, creators, n, offers, world, policy, self.seed, day, tally)
        enforcement.review(view, cases.n, creators, world, policy, day, tally)
        appeals.decide_appeals(view, cases.n, creators, world, policy, day, tally)
        appeals.audit(view, cases.n, creators, world, day, tally)
        cases.n = penalties.expire(view, cases.n, creators, world, day, tally)
        remedies.redeem(view, cases.n, creators, n, world, self.seed, day, tally)
        escalations.escalate(view, cases.n, creators, world, day, tally)
        ladder.apply_milestones(creators, n, world, self.seed, day, tally)
        self._at("sentenced", day)
        linked.act_on_linked(creators, n, world, self.seed, day, tally)
        self._at("judged", day)
        remedies.release_held(creators, n, world, day, tally)
        publicity.make_known(creators, n, offers, world, policy, day)
        notices.answer_reports(offers, creators, n, world, policy)

    def incentives(self, day: int) -> None:
        """Phase 7: bonuses, training, ads, memory."""
        state, world = self.state, self.world
        creators, n, offers, policy = state.creators.view(), state.creators.n, state.offers.view(), state.policy.view()
        bonuses.pay(creators, n, offers, world, policy, day, self.tally)
        training.teach(creators, n, world, policy, self.seed, day, self.tally)
        attention.sell_ads(world, self.tally)
        memory.remember(creators, n, offers, world, day)

    def lifecycle(self, day: int) -> None:
        """Phase 8: churn, careers, arrivals, returns."""
        state, world, seed = self.state, self.world, self.seed
        lifecycle.churn(
            state.viewers.view(), state.viewers.n, world, seed, day, self.threads, self.block_region, self.lost
        )
        measures.lose_followers(state.creators.view(), state.creators.n, self.lost)
        self._absorb_regions()
        audience.count_dormant(world, state.policy.view(), self.tally)
        policy, entry = state.policy.view(), self._world("entry", day)
        n = state.creators.n
        back = lifecycle.careers_move(state.creators.view(), n, entry, policy, seed, day, self.tally)
        self._at("moved", day)
        measures.count_offers(
            state.offers.view(), state.creators.view(), n, world, day, self.tally, self.tiers, self.slices
        )
        if back:
            first = state.creators.add(back).start
            returns.come_back(state.creators.view(), n, first, entry, policy, seed, day)
        for region in range(state.sizes[0]):
            if day % standing.LEVEL_DAYS == 0:
                standing.regrade(state.creators.view(), n, world, region, self.tally)
            self._admit(region, entry, day)
            count = lifecycle.viewer_arrivals(world, policy, seed, day, region)
            first = state.viewers.add(count).start
            lifecycle.admit_viewers(state.viewers.view(), first, count, region, world, seed, day, self.tally)
            lifecycle.balance_entry(world, policy, day, region, self.tally)
        self._at("closing", day)
        c = state.creators
        again = np.flatnonzero((c.status[:n] <= ACTIVE) & (c.return_day[:n] == day))
        state.peers.meet(
            np.concatenate([again, np.arange(n, c.n)]), (c.agency, c.ring), c.region, c.id, c.status[:n] <= ACTIVE,
            world.values, seed, day,
        )
        self._keep_room()

    def _admit(self, region: int, entry: Any, day: int) -> None:
        """Check today's applicants of a region by some lever values and let in who passes; today's levers cost."""
        state, seed = self.state, self.seed
        policy = state.policy.view()
        applications = lifecycle.creator_applications(entry, policy, seed, day, region)
        count = lifecycle.admissions(self.world, policy, seed, day, region, applications, self.tally)
        if entry is not self.world:
            unseen = np.zeros_like(self.tally)
            count = lifecycle.admissions(entry, policy, seed, day, region, applications, unseen)
        first = state.creators.add(count).start
        lifecycle.admit_creators(
            state.creators.view(), first, applications, region, entry, policy, seed, day, self.tally
        )

    def _at(self, point: Point, day: int) -> None:
        if self.probe is not None:
            self.probe.at(point, day, self.state, self.world, self.tally)

    def _world(self, matter: Matter, day: int) -> Any:
        return self.world if self.probe is None else self.probe.world(matter, day, self.world)

    def _keep_room(self) -> None:
        """Grow the scratch space when a table outgrew it."""
        state = self.state
        state.offers.reserve(2 * state.creators.capacity)
        state.offers.n = 2 * state.creators.n
        small = (
            len(self.lottery.offers) < state.feeds * state.offers.capacity
            or len(self.order_rows) < MAX_ORDERS * state.viewers.n
        )
        if small or self.lost.shape[1] < state.creators.capacity:
            self._make_room()

    def measures(self, day: int) -> None:
        """Phase 9: tallies of creators and concentration."""
        state = self.state
        creators, n = state.creators.view(), state.creators.n
        census.count_creators(creators, n, state.offers.view(), self.world, day, self.tally, self.tiers)
        standing.count_standing(creators, n, self.world, day, self.tally, self.adoption)
        for region in range(state.sizes[0]):
            census.concentrations(creators, n, region, self.tally)

    def _absorb_regions(self) -> None:
        self.tally += self.block_region.sum(axis=0)
        self.block_region[:] = 0
