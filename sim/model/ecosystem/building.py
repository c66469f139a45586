"""Building a market: creators from a graph, viewers from their births, and who follows whom at the start."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from sim.model.compilation import loop
from sim.model.day import lifecycle
from sim.model.day.births import birth_category, creator_born, viewer_born
from sim.model.day.traits import veteran
from sim.model.draws import Decision, fork, key, uniform
from sim.model.draws.people import CreatorBirth
from sim.model.draws.ties import FOLLOW_STRIDE, FirstActivity, FirstFollow, FollowGraph
from sim.model.ecosystem import settling
from sim.model.ecosystem.settling import PILOT_TENURE, Settled
from sim.model.network import CreatorGraph, generate, read_files
from sim.model.network.peers import PeerNetwork
from sim.model.parameters import market as m
from sim.model.parameters import tactics as t
from sim.model.parameters import viewers as v
from sim.model.parameters.commission import COMMISSION_EXTRA
from sim.model.parameters.creators import PERCEIVED_START
from sim.model.rules import ranking, trust, work
from sim.model.rules.funnel import category_of
from sim.model.rules.staffing import first_load
from sim.model.state.schema import ACTIVE, DORMANT_VIEWER, FOLLOW_SLOTS
from sim.model.state.state import State

# Shares of new viewers and new creators who are expected to be gone within a month where nobody knows better.
NEWCOMERS_LOST = (0.2, 0.6)


def split(total: int, shares: list[float]) -> list[int]:
    """Split a whole number by shares, largest remainders first, so that the parts add up."""
    exact = [total * share / sum(shares) for share in shares]
    parts = [math.floor(x) for x in exact]
    order = sorted(range(len(shares)), key=lambda r: (parts[r] - exact[r], r))
    for r in order[: total - sum(parts)]:
        parts[r] += 1
    return parts


def creator_graph(config: Mapping[str, Any], world: Any, seed: int) -> CreatorGraph:
    """Return a generated graph of creators whose ties prefer the category that each is born into."""
    regions = config["market"]["regions"]
    sizes = split(config["population"]["creators"], [float(r["share"]) for r in regions.values()])
    categories = _birth_categories(np.repeat(np.arange(len(sizes)), sizes), world, seed)
    return generate(seed, dict(zip(regions, sizes, strict=True)), dict(config["network"]), categories)


def file_graph(config: Mapping[str, Any]) -> CreatorGraph:
    """Return the graph of creators that the config's files hold."""
    return read_files(dict(config["network"]), Path.cwd())


def with_file_regions(config: dict[str, Any], graph: CreatorGraph) -> dict[str, Any]:
    """Return the config with regions and creators as the files have them (values of regions of that name stay)."""
    counts = np.bincount(graph.region, minlength=len(graph.regions))
    known = config["market"]["regions"]
    regions = {
        name: {"share": float(counts[r] / len(graph)), "values": dict((known.get(name) or {}).get("values") or {})}
        for r, name in enumerate(graph.regions)
    }
    return {
        **config,
        "market": {**config["market"], "regions": regions},
        "population": {**config["population"], "creators": len(graph)},
    }


def build(config: Mapping[str, Any], graph: CreatorGraph, world: Any, seed: int) -> State:
    """Return the market's state on its first morning.

    A settled market (`population.settled`) takes slow states from one that the status quo has kept for years
    (`sim.model.ecosystem.settling`); else everybody has just come.

    Parameters
    ----------
    config
        The resolved config, its regions those of ``graph``.
    world
        Parameter values of every cell.
    """
    regions = config["market"]["regions"]
    state = State(len(regions), len(config["market"]["categories"]), world.tactics.shape[1])
    viewers = split(config["population"]["viewers"], [float(r["share"]) for r in regions.values()])
    creators = np.bincount(graph.region, minlength=len(regions))
    state.policy.viewers_base[:] = viewers
    state.policy.creators_base[:] = creators
    state.policy.horizon[:] = int(config["warmup_days"])
    state.policy.knowledge[:] = world.tactics[:, :, t.KNOWN]
    state.policy.held_extra[:] = world.values[:, COMMISSION_EXTRA]
    state.policy.cut_day[:] = -1
    state.policy.paid_share[:] = 1.0
    state.policy.review_load[:] = [first_load(p, int(n)) for p, n in zip(world.values, creators, strict=True)]
    state.policy.review_plan[:] = state.policy.review_load
    state.policy.reviewers[:] = -1.0  # manned on the first morning, by the levers of that day
    state.policy.rest[:] = world.values[:, PERCEIVED_START, None]
    state.policy.pending_since[:] = -1
    settled = settling.read() if int(config["population"].get("settled", 1)) else None
    lifecycle.start_entry(world, state.policy.view(), *(settled.lost if settled else NEWCOMERS_LOST))
    reach = _add_creators(state, graph, world, seed, settled)
    dormant = int(config["population"].get("dormant_viewers", 0))
    expected = sum(viewers) * (1.0 + float(world.values[0, v.VIEWER_ARRIVALS]) * config["days"])
    state.viewers.reserve(min(int(expected), 5 * sum(viewers) // 4) + dormant)
    state.viewers.add(sum(viewers) + dormant)
    region_of = np.concatenate([np.repeat(np.arange(len(viewers)), viewers), np.zeros(dormant, np.int64)])
    pick = np.zeros(len(region_of))
    _add_viewers(state.viewers.view(), region_of.astype(np.int16), world, seed, pick)
    follows = world.values[region_of, v.FOLLOWS_START] / FOLLOW_SLOTS
    if settled:
        follows *= settling.settle_viewers(state.viewers, pick, world, settled)
    if dormant:
        state.viewers.status[-dormant:] = DORMANT_VIEWER
        state.viewers.activity[-dormant:] = 0
    _first_follows(state, reach, follows, world, seed, sum(viewers))
    return state


def _add_creators(state: State, graph: CreatorGraph, world: Any, seed: int, settled: Settled | None) -> Any:
    """Add the accounts of the graph; return in which proportion they are followed."""
    n = len(graph)
    state.creators.reserve(n + n // 2)
    state.creators.add(n)
    state.offers.reserve(2 * state.creators.capacity)
    state.offers.add(2 * n)
    view = state.creators.view()
    _bear_creators(view, graph.region, world, state.policy.view(), seed)
    creators = state.creators
    creators.joined[:] = -np.minimum(graph.tenure_days, 100_000)
    creators.status[:] = np.where(graph.tenure_days >= PILOT_TENURE, ACTIVE, creators.status)
    creators.partner[:] = graph.partner
    reach = graph.reach
    if settled:
        reach = settling.settle_creators(state, graph, world, settled)
    else:
        _hope_for_usual(state, graph)
        _rest(view, n, PILOT_TENURE, world, seed)
    state.peers = PeerNetwork.from_edges(n, graph.edges)
    for groups in (creators.agency, creators.ring):
        state.peers.gather(groups, creators.region, creators.id, world.values, seed)
    return reach


def _hope_for_usual(state: State, graph: CreatorGraph) -> None:
    creators = state.creators
    # Accounts that have been around know what to hope for: their own share of the region's views.
    for region, viewers in enumerate(state.policy.viewers_base):
        here = graph.region == region
        if here.any():
            usual = graph.reach[here] / graph.reach[here].sum() * float(viewers)
            old = graph.tenure_days[here] >= PILOT_TENURE
            creators.exposure[here] = np.where(old, usual, creators.exposure[here])
            creators.aspiration[here] = np.where(old, usual, creators.aspiration[here])
            creators.views_28d[here] = usual
            # ... and of the pay, as far as sales follow views
            sales = usual / max(1e-9, usual.mean())
            creators.sold[here] *= np.where(old, sales, 1.0)


@loop
def _birth_categories(regions, world, seed):
    out = np.empty(len(regions), np.int8)
    for row in range(len(regions)):
        out[row] = birth_category(world, regions[row], row, seed)
    return out


@loop
def _bear_creators(view, regions, world, policy, seed):
    for row in range(len(regions)):
        creator_born(view, row, row, regions[row], -1, world, policy, seed, 0)


@loop
def _rest(view, n, old, world, seed):
    """Let accounts that have been around be active or at rest, in proportion to what the work is worth to them."""
    for row in range(n):
        if -view.joined[row] < old:
            continue
        p = world.values[view.region[row]]
        offered = world.categories[view.region[row], view.category[row], m.CATEGORY_COMMISSION]
        pay = work.sales_pay(view.sold[row], view.worked[row], offered, view.outside[row])
        view.work_worth[row] = view.hobby[row] + pay
        u = uniform(fork(key(seed, Decision.CREATOR_BIRTH, 0), view.id[row]), CreatorBirth.RESTS)
        view.resting[row] = u >= work.takes_part(p, view.work_worth[row], 0.0)


@loop
def _add_viewers(view, regions, world, seed, pick):
    for row in range(len(regions)):
        viewer_born(view, row, row, regions[row], world, seed, 0)
        view.habit[row] = 0.5
        veteran(view, row, world.values[regions[row]], seed)
        mine = fork(key(seed, Decision.FOLLOW_GRAPH, FollowGraph.ACTIVITY), row)
        view.activity[row] = (1 << 62) - 1 if uniform(mine, FirstActivity.ACTIVE) < 0.9 else 0
        pick[row] = uniform(mine, FirstActivity.SETTLED)


def _first_follows(state: State, reach: Any, follows: Any, world: Any, seed: int, viewers: int) -> None:
    """Let every viewer follow a few creators of its region and taste, in proportion to their reach."""
    creators = state.creators
    regions, categories, _ = state.sizes
    lottery = state.new_lottery()
    group = creators.region.astype(np.int64) * categories + creators.category
    order = np.argsort(group, kind="stable")
    lottery.count[:] = np.bincount(group, minlength=regions * categories)
    lottery.start[:] = np.concatenate([[0], np.cumsum(lottery.count)[:-1]])
    for g in range(regions * categories):
        lo, hi = int(lottery.start[g]), int(lottery.start[g] + lottery.count[g])
        if hi > lo:
            lottery.offers[lo:hi] = order[lo:hi]
            lottery.chance[lo:hi] = reach[order[lo:hi]]
            ranking.fill_alias(lottery.chance[lo:hi], lottery.alias[lo:hi], lottery.keep[lo:hi])
            lottery.pair[lo:hi, 0] = order[lo:hi]
            lottery.pair[lo:hi, 1] = order[lo + lottery.alias[lo:hi]]
    _draw_follows(
        state.viewers.view(), viewers, lottery, categories, world.values, follows, creators.columns["followers"], seed
    )


@loop
def _draw_follows(view, n, lottery, categories, values, follows, followers, seed):
    stream = key(seed, Decision.FOLLOW_GRAPH, FollowGraph.FOLLOWS)
    for row in range(n):
        p = values[view.region[row]]
        mine = fork(stream, view.id[row])
        for slot in range(FOLLOW_SLOTS):
            if uniform(mine, FOLLOW_STRIDE * slot + FirstFollow.FOLLOWS) >= follows[row]:
                continue
            category = category_of(uniform(mine, FOLLOW_STRIDE * slot + FirstFollow.CATEGORY), view.taste[row])
            g = view.region[row] * categories + category
            if lottery.count[g] == 0:
                continue
            u = uniform(mine, FOLLOW_STRIDE * slot + FirstFollow.CREATOR)
            creator = ranking.serve(u, lottery.start[g], lottery.count[g], lottery.pair, lottery.keep)
            known = False
            for other in range(slot):
                if view.follows[row, other] == creator:
                    known = True
            if not known:
                view.follows[row, slot] = creator
                view.bonds[row, slot] = trust.whole(p[v.CREATOR_TRUST])
                followers[creator] += 1
