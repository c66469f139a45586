"""Viewing, derived again: who was shown what, entered, and for how long, from keyed draws and rules alone."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from sim.config import compose
from sim.model.draws import Decision, bits, fork, key, lower, uniform, upper
from sim.model.draws.market import MAX_IMPRESSIONS, Impression
from sim.model.ecosystem.model import Ecosystem
from sim.model.parameters.attention import ADS_LOAD, ADS_STAY
from sim.model.rules import funnel, ranking, staying, trust, viewers
from sim.model.state import schema as s

CONFIG = (
    "population.creator.hosts=1", "population.creator.participation_base=6",  # everybody goes LIVE, nobody rests
    "population.viewers=300", "population.creators=60", "warmup_days=0", "population.settled=0",
    "distribution.follow_share=0",
    "enforcement.auto.recall=1", "enforcement.auto.minutes=20", "enforcement.review.share=0",
    "population.awareness.ignorance=0.5", "population.care.vigilance=0",
    "population.proneness.chronic_share=0", "population.proneness.shape=10", "population.creator.live_hours=30",
)


def replay(model: Any, before: Any, clock: int, seed: int) -> dict[str, Counter[int]]:
    """Return what every offer got on a day, seen through the eyes of one viewer after the other (no follows here)."""
    state, lottery, world = model.state, model.engine.lottery, model.book.today
    hot, categories = state.offers.hot, world.categories.shape[1]
    seen: dict[str, Counter[int]] = {name: Counter() for name in ("impressions", "ended", "views", "watch")}
    last: dict[int, float] = {}
    for v in range(len(before)):
        if before.status[v] != s.ACTIVE_VIEWER or not state.viewers.activity[v] & 1:
            continue
        p = world.values[before.region[v]]
        entry = viewers.entry_factor(p, trust.rested(p, before.trust[v], before.leaning[v]))
        lift = staying.lift_for(before.taste[v], lottery.lift, before.region[v] * categories)
        usual = viewers.scroll_chance(p, lift)
        mine = fork(key(seed, Decision.SESSION, clock), int(before.id[v]))
        for k in range(MAX_IMPRESSIONS):
            impression = fork(mine, k)
            scrolls = uniform(impression, Impression.SCROLLS_ON)
            if upper(bits(impression, Impression.AD_AND_FOLLOWED)) < p[ADS_LOAD]:
                if not viewers.scrolls_on(p, scrolls, usual, p[ADS_STAY]):
                    break
                continue
            drawn = bits(impression, Impression.CATEGORY_AND_SERVED)
            group = before.region[v] * categories + funnel.category_of(upper(drawn), before.taste[v])
            if lottery.count[group] == 0:
                break
            o = ranking.serve(lower(drawn), lottery.start[group], lottery.count[group], lottery.pair, lottery.keep)
            offer, stay = hot[o], 0.0
            seen["impressions"][o] += 1
            drawn = bits(impression, Impression.ARRIVAL_AND_ENTERS)
            arrival = upper(drawn) * offer[s.SCHEDULED]
            if arrival >= offer[s.AVAILABLE]:
                seen["ended"][o] += 1
            elif funnel.happens(lower(drawn), offer[s.ENTRY_ODDS] * entry):
                minutes = funnel.watch_minutes(
                    uniform(impression, Impression.MINUTES), offer[s.WATCH_MEAN], offer[s.AVAILABLE] - arrival
                )
                last[o] = max(last.get(o, 0.0), arrival + minutes)
                seen["views"][o] += 1
                seen["watch"][o] += funnel.centiminutes(minutes)
                stay = offer[s.STAY]
            if not viewers.scrolls_on(p, scrolls, usual, stay):
                break
    for o, until in last.items():
        assert until <= hot[o, s.AVAILABLE] * (1.0 + 1e-12)  # nobody is watched after the cut
    return seen


def test_every_view_can_be_derived_again_and_none_outlasts_a_cut() -> None:
    model = Ecosystem(compose(list(CONFIG)), seed=11)
    cut_and_watched = 0
    for _ in range(12):
        before, clock = model.state.viewers.copy(), model.clock
        for phase in ("supply", "distribution"):
            getattr(model.engine, phase)(clock)
        model.engine.viewing(clock, False)
        offers = model.state.offers
        seen = replay(model, before, clock, 11)
        columns = {"impressions": s.T_IMPRESSIONS, "ended": s.T_ENDED, "views": s.T_VIEWS, "watch": s.T_WATCH}
        for name, column in columns.items():
            counted = np.array([seen[name][o] for o in range(len(offers))])
            assert np.array_equal(counted, offers.tally[:, column]), name
        cut = offers.hot[:, s.AVAILABLE] < offers.hot[:, s.SCHEDULED]
        cut_and_watched += int((cut & (offers.tally[:, s.T_VIEWS] > 0) & (offers.tally[:, s.T_ENDED] > 0)).sum())
        model.engine.orders(clock)
        model.engine.lifecycle(clock)
        model.day += 1
    assert cut_and_watched > 3
