"""Settling: a market starts where the status quo keeps it, with the slow states of one that has run for years.

A file holds accounts and viewers of such a market, a row each: ages, traits as scores, beliefs, earnings, audiences.
``python -m sim.runs.settled`` makes it anew. Accounts are matched by rank: whoever has a reach of rank u in the graph,
generated or real, takes the row whose views have rank u, so what draws people in and who follows agree with the reach,
and totals do not depend on how many accounts there are. Traits are kept as scores, and states against what a newcomer
has, so that they still answer to parameters. What fades within the warm-up (tactics, cases, orders) is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.model.ecosystem.proneness import exp_each, prone_at, prone_rank
from sim.model.network import CreatorGraph
from sim.model.parameters import creators as c
from sim.model.parameters import distribution as d
from sim.model.parameters import enforcement as e
from sim.model.parameters import lifecycle as lc
from sim.model.parameters import market as m
from sim.model.parameters import viewers as v
from sim.model.parameters import work as w
from sim.model.rules.measures import LONG_AGO, NEVER
from sim.model.rules.work import MOST_QUALITY, MOST_SUPPLY
from sim.model.state.schema import ACTIVE, PILOT
from sim.model.state.state import State

PILOT_TENURE = 30
FILE = Path(__file__).with_name("settled.npz")
Array = NDArray[Any]

# How a field of an account is kept, and by which parameter it comes back.
NORMAL = {"persuasion": c.PERSUASION_SPREAD, "attraction": c.ATTRACTION_SPREAD}  # spread * score
LOGNORMAL = {  # median * exp(spread * score)
    "caution": c.CAUTION_SPREAD, "drive": c.DRIVE_SPREAD, "outside": c.OUTSIDE_SPREAD, "hobby": w.HOBBY_SPREAD,
}
MEDIAN = {"outside": c.OUTSIDE_OPTION, "hobby": w.HOBBY}  # of others it is 1
ABOVE = {"effort": c.EFFORT_START, "awareness": c.AWARENESS_START, "fairness": c.FAIRNESS_START}  # a newcomer's value
LESSONS = {  # a newcomer's belief, and the most that is believed
    "income_quality": (c.INCOME_QUALITY, MOST_QUALITY), "income_supply": (c.INCOME_SUPPLY, MOST_SUPPLY),
}
PLAIN = (
    "intrinsic", "moral", "supply", "evidence", "quality_seen", "hosts", "resting", "worked", "work_worth",
    "pay_reference", "usual_quality", "usual_sales", "usual_offers", "foresight", "norm", "chastened",
)
BY_POLICY = ("sanctions", "escapes")  # evidence, the same of every tactic: what is kept is the mean
MONEY = (  # in mean prices of the region
    "income", "gpm", "gmv_28d", "gmv_usual", "gmv_seen_28d", "income_28d", "sold", "prospects",
)
AUDIENCE = ("exposure", "aspiration", "views_28d", "followers")  # in viewers per creator of the region
VIEWER_ABOVE = {"satisfaction": v.SATISFACTION_START, "trust": v.TRUST_START}
VIEWER_PLAIN = ("activity", "habit", "fickle", "appetite", "leaning")
LOWEST = {"effort": 0.05}


@dataclass(frozen=True)
class Settled:
    """Rows of a settled market.

    Attributes
    ----------
    prices
        Mean price in minor units of each kind of region that rows come from.
    accounts
        A field to its numbers, shape (kinds, rows); rows by views, ascending.
    viewers
        The same of viewers, in no order.
    entry
        Of viewers and of creators: arrivals a day per head, and the share of them who are gone within a month;
        shape (2, 2).
    """

    prices: Array
    accounts: dict[str, Array]
    viewers: dict[str, Array]
    entry: Array

    @property
    def lost(self) -> tuple[float, float]:
        """Shares of new viewers and of new creators who are gone within a month."""
        return float(self.entry[0, 1]), float(self.entry[1, 1])

    def kind(self, price: float) -> int:
        """Return the kind of region whose prices are nearest."""
        return int(np.argmin(np.abs(np.log(self.prices / price))))


@cache
def read() -> Settled:
    """Return the rows of the settled market that comes with the package."""
    with np.load(FILE) as saved:
        found = {name: saved[name] for name in saved.files}
    tables: dict[str, dict[str, Array]] = {"account": {}, "viewer": {}}
    for name, column in found.items():
        table, _, field = name.partition(".")
        if field:
            tables[table][field] = column
    return Settled(found["prices"], tables["account"], tables["viewer"], found["entry"])


def mean_price(world: Any, region: int) -> float:
    """Return the mean price in a region, in minor units, its categories weighted by share."""
    categories = world.categories[region]
    return float((categories[:, m.CATEGORY_SHARE] * categories[:, m.CATEGORY_PRICE]).sum())


def kept_accounts(
    creators: Any, rows: Array, p: Array, price: float, per_creator: float, clock: int
) -> dict[str, Array]:
    """Return some accounts as rows of a settled market.

    Parameters
    ----------
    creators
        Table of creators.
    rows
        Which of them, shape (n,).
    p
        Parameter row of their region.
    price, per_creator
        Mean price and viewers per creator of the region.
    clock
        Today on the clock.
    """
    agency = (creators.agency[rows] >= 0) * p[lc.AGENCY_DRIVE]
    kept = {"tenure": clock - creators.joined[rows], "pilot": creators.status[rows] == PILOT}
    kept["skill"] = (creators.skill[rows] - 0.5) / p[c.SKILL_SPREAD]
    for field, spread in NORMAL.items():
        kept[field] = getattr(creators, field)[rows] / p[spread]
    for field, spread in LOGNORMAL.items():
        score = np.log(getattr(creators, field)[rows] / _median(p, field))
        kept[field] = (score - (agency if field == "drive" else 0.0)) / p[spread]
    for field, newcomer in ABOVE.items():
        kept[field] = getattr(creators, field)[rows] - p[newcomer]
    for field, (newcomer, _) in LESSONS.items():
        kept[field] = getattr(creators, field)[rows] - p[newcomer]
    for field in PLAIN:
        kept[field] = getattr(creators, field)[rows]
    kept["prone"] = prone_rank(p, creators.prone[rows])
    for field in BY_POLICY:
        kept[field] = getattr(creators, field)[rows, 1:].mean(axis=1)
    kept["silent"] = clock - creators.last_offer[rows]
    kept["penalised"] = creators.first_penalty[rows] != NEVER
    for field in MONEY:
        kept[field] = getattr(creators, field)[rows] / price
    for field in AUDIENCE:
        kept[field] = getattr(creators, field)[rows] / per_creator
    kept["earned"] = creators.earned[rows]
    kept["engagement"] = creators.engagement[rows] / p[d.REFERENCE_ENGAGEMENT]
    kept["perceived"] = creators.perceived[rows, 1:].mean(axis=1) - p[c.PERCEIVED_START]
    return kept


def settle_creators(state: State, graph: CreatorGraph, world: Any, settled: Settled) -> Array:
    """Give every account of the start but those of rings a row of the settled market, by rank of its reach.

    Ages come from the rows unless the graph is from files that tell them.

    Returns
    -------
    reach
        In which proportion accounts are followed, shape (creators,).
    """
    creators, reach = state.creators, np.ones(len(graph))
    for region in range(len(graph.regions)):
        here = np.flatnonzero(graph.region == region)
        if len(here) == 0:
            continue
        p, price = world.values[region], mean_price(world, region)
        kind = settled.kind(price)
        rows = {field: column[kind] for field, column in settled.accounts.items()}
        told = graph.report.get("kind") == "files" and bool(graph.tenure_days[here].any())
        match = _matched(graph, here, rows["tenure"], told)
        mine = {field: column[match].astype(np.float64) for field, column in rows.items()}
        reach[here] = mine["followers"] + 0.01 * mine["followers"].mean() + 1e-9
        if not told:
            creators.joined[here] = -np.maximum(1, mine["tenure"]).astype(np.int64)
            creators.status[here] = np.where(mine["pilot"] > 0.0, PILOT, ACTIVE)
        per_creator = float(state.policy.viewers_base[region]) / max(1, int(state.policy.creators_base[region]))
        single = creators.ring[here] < 0
        _take_up(creators, here[single], {f: x[single] for f, x in mine.items()}, p, price, per_creator)
    return reach


def _matched(graph: CreatorGraph, here: Array, tenure: Array, told: bool) -> Array:
    """Return the row of each account: by rank of reach, among the young or the old.

    As many accounts are young as rows are, those with the shortest tenure in the graph; where files tell tenures, those
    who are.
    """
    age = np.argsort(np.argsort(graph.tenure_days[here], kind="stable"))
    young_rows = tenure < PILOT_TENURE
    young = graph.tenure_days[here] < PILOT_TENURE if told else age < round(float(young_rows.mean()) * len(here))
    match = np.zeros(len(here), np.int64)
    for accounts, rows in ((young, np.flatnonzero(young_rows)), (~young, np.flatnonzero(~young_rows))):
        members = np.flatnonzero(accounts)
        ranked = members[np.argsort(graph.reach[here[members]], kind="stable")]
        level = (np.arange(len(ranked)) + 0.5) / max(1, len(ranked))
        match[ranked] = rows[(level * len(rows)).astype(np.int64)]
    return match


def _take_up(
    creators: Any, rows: Array, mine: Mapping[str, Array], p: Array, price: float, per_creator: float
) -> None:
    agency = exp_each((creators.agency[rows] >= 0) * p[lc.AGENCY_DRIVE])
    creators.skill[rows] = np.clip(0.5 + p[c.SKILL_SPREAD] * mine["skill"], 0.0, 1.0)
    for field, spread in NORMAL.items():
        getattr(creators, field)[rows] = p[spread] * mine[field]
    for field, spread in LOGNORMAL.items():
        factor = agency if field == "drive" else 1.0
        getattr(creators, field)[rows] = _median(p, field) * exp_each(p[spread] * mine[field]) * factor
    for field, newcomer in ABOVE.items():
        getattr(creators, field)[rows] = np.clip(p[newcomer] + mine[field], LOWEST.get(field, 0.0), 1.0)
    for field, (newcomer, most) in LESSONS.items():
        getattr(creators, field)[rows] = np.clip(p[newcomer] + mine[field], 0.0, most)
    creators.prone[rows] = prone_at(p, mine["prone"])
    for field in BY_POLICY:
        getattr(creators, field)[rows, 1:] = mine[field][:, None]
    creators.last_offer[rows] = -mine["silent"].astype(np.int64)
    creators.first_penalty[rows] = np.where(mine["penalised"] > 0.0, LONG_AGO, NEVER)
    for field in PLAIN:
        column = getattr(creators, field)
        column[rows] = mine[field].astype(column.dtype)
    for field in MONEY:
        getattr(creators, field)[rows] = mine[field] * price
    for field in AUDIENCE:
        if field != "followers":  # whoever follows them is drawn with the viewers
            getattr(creators, field)[rows] = mine[field] * per_creator
    creators.engagement[rows] = p[d.REFERENCE_ENGAGEMENT] * mine["engagement"]
    believed = np.clip(p[c.PERCEIVED_START] + mine["perceived"], 0.0, 1.0)
    creators.perceived[rows, 1:] = believed[:, None]
    room = int(p[e.TOP_RATING]) - int(p[e.START_RATING]) if p[e.EARN_WEEKLY] > 0.0 else 0
    creators.earned[rows] = np.minimum(mine["earned"], room).astype(np.int64)
    creators.rating[rows] += creators.earned[rows]
    creators.shown_effort[rows] = creators.effort[rows]
    creators.income_before[rows] = creators.income[rows]


def _median(p: Array, field: str) -> float:
    return float(p[MEDIAN[field]]) if field in MEDIAN else 1.0


def kept_viewers(viewers: Any, rows: Array, p: Array, clock: int) -> dict[str, Array]:
    """Return some viewers as rows of a settled market (see `kept_accounts`)."""
    kept: dict[str, Array] = {"age": clock - viewers.joined[rows]}
    kept["affinity"] = viewers.affinity[rows] / p[v.AFFINITY_SPREAD]
    for field in VIEWER_PLAIN:
        kept[field] = getattr(viewers, field)[rows]
    kept["follows"] = (viewers.follows[rows] >= 0).sum(axis=1)
    for field, reference in VIEWER_ABOVE.items():
        kept[field] = getattr(viewers, field)[rows] - p[reference]
    return kept


def settle_viewers(viewers: Any, pick: Array, world: Any, settled: Settled) -> Array:
    """Give every viewer of the start a row of the settled market.

    Parameters
    ----------
    viewers
        Table of viewers, just born.
    pick
        A uniform number each, which picks the row.

    Returns
    -------
    follows
        How many creators each follows, against the mean.
    """
    regions = viewers.region.astype(np.int64)
    kinds = np.array([settled.kind(mean_price(world, region)) for region in range(len(world.values))])[regions]
    rows = settled.viewers
    match = (pick * rows["age"].shape[1]).astype(np.int64)
    viewers.joined[:] = -np.maximum(1, rows["age"][kinds, match])
    for field in VIEWER_PLAIN:
        column = getattr(viewers, field)
        column[:] = rows[field][kinds, match].astype(column.dtype)
    viewers.affinity[:] = world.values[regions, v.AFFINITY_SPREAD] * rows["affinity"][kinds, match]
    for field, reference in VIEWER_ABOVE.items():
        value = world.values[regions, reference] + rows[field][kinds, match]
        getattr(viewers, field)[:] = np.clip(value, 0.0, 1.0)
    follows = rows["follows"].astype(np.float64)
    relative: Array = (follows / follows.mean(axis=1, keepdims=True))[kinds, match]
    return relative
