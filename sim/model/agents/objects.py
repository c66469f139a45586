"""The objects engine: the same day as `sim.model.day.compiled`, told agent by agent through Mesa's ``AgentSet.do``.

Bit for bit the same numbers, since both call the same rules with the same keyed draws. This is the readable statement
of the model, the place to subclass an agent, and the baseline that the compiled engine is measured against. The
objects are the state while the model runs; ``write_back`` exports them to the tables for saving and comparing.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from mesa.agent import AgentSet

from sim.model.agents.account import Offer
from sim.model.agents.case import Case
from sim.model.agents.cell import Buyer, Cell, treated_cells
from sim.model.agents.census import Census
from sim.model.agents.creator import Creator
from sim.model.agents.distribution import Distribution
from sim.model.agents.enforcement import EnforcementPolicy
from sim.model.agents.order_book import Order, OrderBook
from sim.model.agents.programme import IncentiveProgramme
from sim.model.agents.tables import fill, records
from sim.model.agents.viewer import Viewer
from sim.model.day import lifecycle
from sim.model.day.births import ACCOUNT, creator_born
from sim.model.day.census import MIDDLE, TOP, UPPER
from sim.model.day.standing import LEVEL_DAYS
from sim.model.draws import Decision, key
from sim.model.outcomes import tallies as y
from sim.model.outcomes.history import blank_count
from sim.model.rules import measures as rules
from sim.model.rules import staying
from sim.model.state.schema import ACTIVE, LIVE, VIDEO


class ObjectsDay:
    """Run the phases of a day over Mesa agents.

    Parameters
    ----------
    model
        The market, whose tables hold the state to start from.
    viewer_class, creator_class
        What to make of a viewer's or creator's row.
    enforcement_class, distribution_class, programme_class
        What to make a region's policies of.

    Attributes
    ----------
    viewers, creators, keepers, distributions, programmes
        The agents, in order of rows and of regions; those who left stay in their place.
    tally, tiers, slices
        Whole numbers of the day, by region (and tier; and category and format).
    """

    def __init__(
        self,
        model: Any,
        viewer_class: type[Viewer] = Viewer,
        creator_class: type[Creator] = Creator,
        enforcement_class: type[EnforcementPolicy] = EnforcementPolicy,
        distribution_class: type[Distribution] = Distribution,
        programme_class: type[IncentiveProgramme] = IncentiveProgramme,
    ) -> None:
        self.model, self.seed = model, int(model.root)
        self.viewer_class, self.creator_class = viewer_class, creator_class
        state, world = model.state, model.book.today
        regions = state.sizes[0]
        _, self.tally, self.tiers, self.slices, self.adoption = blank_count(0, *state.sizes)
        self.checkout: list[tuple[Buyer, Offer, int]] = []
        self.cells = [Cell(region, world, self.checkout) for region in range(regions)]
        self.trial = model.book.trial
        self.treated = [] if self.trial is None or not self.trial.by_account else treated_cells(
            self.cells, world, self.trial.side != "creator"
        )
        self.scopes: list[Cell] = [*self.cells, *self.treated]
        self.censuses = [Census(cell) for cell in self.cells]
        self.viewers, self.creators, self.keepers, self.distributions, self.programmes = (
            AgentSet([], random=model.random) for _ in range(5)
        )
        for cell, record in zip(self.cells, records(state.policy), strict=True):
            cell.viewers_base, cell.creators_base = record["viewers_base"], record["creators_base"]
            cell.usual, cell.answered = list(record["usual"]), record["answered"]
            enforcement, programme = enforcement_class(model, cell, record), programme_class(model, cell, record)
            cell.enforcement, cell.programme = enforcement, programme
            self.keepers.add(enforcement)
            self.distributions.add(distribution_class(model, cell))
            self.programmes.add(programme)
        self.accounts: list[Creator] = []
        self._meet_creators()
        self._tie()
        self._meet_viewers()
        self._open_books()

    def _meet_creators(self) -> None:
        """Make objects of the creators' rows that have none yet."""
        state, first = self.model.state, len(self.accounts)
        for record in records(state.creators, first):
            cell = self.scopes[record["scope"]]
            creator = self.creator_class(self.model, cell, len(self.accounts), record)
            self.creators.add(creator)
            self.accounts.append(creator)
            cell.home.creators.append(creator)
        state.offers.reserve(2 * state.creators.capacity)
        state.offers.n = 2 * state.creators.n
        rows = list(records(state.offers, 2 * first))
        for creator in self.accounts[first:]:
            live = 2 * (creator.row - first)
            creator.offers = (
                Offer.from_row(creator, LIVE, rows[live]), Offer.from_row(creator, VIDEO, rows[live + 1])
            )

    def _meet_viewers(self) -> None:
        """Make objects of the viewers' rows that have none yet."""
        for row, record in enumerate(records(self.model.state.viewers, len(self.viewers)), len(self.viewers)):
            self.viewers.add(self.viewer_class(self.model, self.scopes[record["scope"]], row, record, self.accounts))

    def _open_books(self) -> None:
        """Take over open orders and cases."""
        state, viewers = self.model.state, list(self.viewers)
        self.book = OrderBook([
            Order(**{**row, "viewer": viewers[row["viewer"]], "creator": self.accounts[row["creator"]]})
            for row in records(state.orders)
        ], self.cells)
        keepers = list(self.keepers)
        for row in records(state.cases):
            creator = self.accounts[row["creator"]]
            keepers[creator.region].cases.append(Case(**{**row, "creator": creator}))

    def _tie(self) -> None:
        """Let every creator see its peers."""
        peers, accounts = self.model.state.peers, self.accounts
        bounds, indices = peers.indptr.tolist(), peers.indices.tolist()
        for row, creator in enumerate(accounts):
            creator.peers = [accounts[peer] for peer in indices[bounds[row] : bounds[row + 1]]]

    def _stream(self, decision: int, day: int) -> int:
        return key(self.seed, decision, day)

    # the phases of a day, in order

    def supply(self, day: int) -> None:
        """Phase 2: weekly decisions, then offers."""
        self.tally[:] = 0
        for cell in self.scopes:
            cell.morning()
        for cell in self.cells:
            cell.horizon_day = day - cell.enforcement.horizon
        self.keepers.do("learn", day, self.seed)
        self.programmes.do("announce", day)
        if day % 7 == 0:
            self.programmes.do("set_bars")
            told = [(a.status <= ACTIVE, a.region, a.id, a.followers) for a in self.accounts]
            here, *of_all = (np.array(column) for column in zip(*told, strict=True))
            self.model.state.peers.refresh(here, *of_all, self.seed, day)
            self._tie()
        self.creators.do("decide", self._stream(Decision.WEEKLY, day), day)
        self.creators.do("publish", self._stream(Decision.OFFER, day), day, self.seed)

    def distribution(self, day: int) -> None:
        """Phase 3: screening, ranking, lotteries."""
        stream = self._stream(Decision.SCREEN, day)
        self.keepers.do("screen", stream, day)
        self.keepers.do("triage", self._stream(Decision.REVIEW, day), day)
        self.programmes.do("sell_boosts", self._stream(Decision.TRAINING, day))
        self.distributions.do("rank", stream, day)
        for distribution in self.distributions if self.treated and self.cells[0].pairs else ():
            distribution.rank_again(stream, day, self.treated[distribution.region], self.trial.side == "both")
        self.distributions.do("draw_up", day)
        self.creators.do("go_dark", day)

    def viewing(self, day: int, weekend: bool) -> None:
        """Phase 4: every viewer's day."""
        self.viewers.do(
            "step", day, weekend, self._stream(Decision.OPEN_APP, day), self._stream(Decision.SESSION, day)
        )
        self.creators.do("count_followers")

    def orders(self, day: int) -> None:
        """Phase 5: new orders in viewer order, then everything due."""
        self.book.enter(self.checkout, self._stream(Decision.ORDER, day), day)
        self.checkout.clear()
        self.creators.do("trade_off_ledger", self._stream(Decision.STAGED, day))
        self.book.process(day)

    def enforcement(self, day: int) -> None:
        """Phase 6: cases, review, appeals, expiry, the ladder."""
        self.keepers.do("enforce", self._stream(Decision.REVIEW, day), day, self.seed)

    def incentives(self, day: int) -> None:
        """Phase 7: bonuses, training, ads, memory."""
        self.programmes.do("pay", day)
        self.programmes.do("teach", self._stream(Decision.TRAINING, day), day)
        self.programmes.do("sell_ads")
        self.creators.do("remember", day)

    def lifecycle(self, day: int) -> None:
        """Phase 8: churn, careers, arrivals, returns."""
        self.viewers.do("churn", self._stream(Decision.CHURN, day), day)
        returning: list[Creator] = []
        self.creators.do("career_step", self._stream(Decision.EXIT, day), day, self.seed, returning)
        for census in self.censuses:
            census.count_all_offers(day)
        for cell in self.cells:
            cell.tally[y.ACCOUNTS] += staying.dormant_accounts(cell.p, cell.viewers_base)
        self._arrive(returning, day)

    def measures(self, day: int) -> None:
        """Phase 9: tallies of creators and concentration."""
        for census in self.censuses:
            census.count_all_accounts(day)
        for region, cell in enumerate(self.cells):
            self.tally[region] += np.array(cell.tally, np.int64)
            self.tiers[region], self.slices[region], self.adoption[region] = cell.tiers, cell.slices, cell.adoption
            here = [creator for creator in cell.creators if creator.status <= ACTIVE]
            views, gmv, income = (
                np.sort(np.array([getattr(creator, field) for creator in here], float))
                for field in ("views_28d", "gmv_28d", "income_28d")
            )
            for column, value in (
                (y.GINI_VIEWS, rules.gini(views)), (y.GINI_GMV, rules.gini(gmv)), (y.GINI_INCOME, rules.gini(income)),
                (y.TOP_INCOME, rules.share_between(income, TOP, 1.0)),
                (y.MID_INCOME, rules.share_between(income, MIDDLE, UPPER)),
            ):
                self.tally[region, column] = rules.micro(value)

    def _arrive(self, returning: list[Creator], day: int) -> None:
        """Let removed owners come back, then newcomers arrive; births write rows, and rows become objects."""
        here = np.array([creator.status <= ACTIVE for creator in self.accounts], bool)
        again = [creator.row for creator in self.accounts if creator.status <= ACTIVE and creator.return_day == day]
        state, world, seed, first = self.model.state, self.model.book.today, self.seed, len(self.accounts)
        creators, policy = state.creators, state.policy.view()
        for old in returning:
            row = creators.add(1).start
            creator_born(creators.view(), row, old.id + ACCOUNT, old.region, old.category, world, policy, seed, day)
            creators.agency[row], creators.ring[row] = old.agency, old.ring
        for region in range(len(self.cells)):
            if day % LEVEL_DAYS == 0:
                self.cells[region].regrade()
            applications = lifecycle.creator_applications(world, policy, seed, day, region)
            count = lifecycle.admissions(world, policy, seed, day, region, applications, self.tally)
            where = creators.add(count).start
            lifecycle.admit_creators(
                creators.view(), where, applications, region, world, policy, seed, day, self.tally
            )
            count = lifecycle.viewer_arrivals(world, policy, seed, day, region)
            where = state.viewers.add(count).start
            lifecycle.admit_viewers(state.viewers.view(), where, count, region, world, seed, day, self.tally)
            counted = self.tally.copy()
            counted[region] += np.array(self.cells[region].tally, np.int64)
            lifecycle.balance_entry(world, policy, day, region, counted)
        opened = np.array([*again, *range(first, creators.n)], np.int64)
        state.peers.meet(
            opened, (creators.agency, creators.ring), creators.region, creators.id, here, world.values, seed, day
        )
        self._meet_creators()
        for creator, old in zip(self.accounts[first:], returning, strict=False):
            creator.inherit(old)
            old.back_on = day
        self._meet_viewers()

    # export

    def write_back(self) -> None:
        """Export every agent, offer, order and case to the model's tables, in the compiled engine's order of rows."""
        state = self.model.state
        fill(state.viewers, self.viewers.map("to_row"))
        fill(state.creators, self.creators.map("to_row"))
        fill(state.offers, [offer.to_row() for creator in self.accounts for offer in creator.offers])
        fill(state.orders, [order.to_row() for order in self.book.orders])
        cases = [case for keeper in self.keepers for case in keeper.cases]
        cases.sort(key=lambda case: (case.day, case.creator.row))
        fill(state.cases, [case.to_row() for case in cases])
        policies = zip(self.keepers, self.programmes, strict=True)
        entry = {name: state.policy.columns[name].copy() for name in ("viewer_entry", "creator_entry")}
        rows = [{**keeper.to_row(), **programme.to_row()} for keeper, programme in policies]
        fill(state.policy, [{**row, **{name: kept[r] for name, kept in entry.items()}} for r, row in enumerate(rows)])

    def read_scopes(self) -> None:
        """Take over the cells that a test has given everybody for today."""
        for agents, table in ((self.viewers, self.model.state.viewers), (self.creators, self.model.state.creators)):
            for agent, scope in zip(agents, table.scope.tolist(), strict=True):
                agent.scope, agent.cell = scope, self.scopes[scope]

    def read_tiers(self) -> None:
        """Take over the tiers that were set on the creators' table."""
        for creator, tier in zip(self.accounts, self.model.state.creators.tier.tolist(), strict=True):
            creator.tier = tier
