"""One replication of an explanation: the status quo, the scenario, and a twin for every set of channels let go.

All branches share seed, warm-up and draws. The scenario's lever values are recorded and repeated in every twin, so that
a change that hangs on an outcome begins there on the same day. This file runs inside worker processes: it imports
neither pandas nor Matplotlib.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.methods.shapley import Coalition, coalitions
from sim.model.outcomes.measure import period
from sim.runs.plan import Plan
from sim.runs.replication import ModelBuilder, Tick, with_threads
from sim.studies.explain.counterfactual import CHANNELS, hold, record

BRANCHES = 1 + 2 ** len(CHANNELS)
"""Horizons of a replication: the status quo's, and one for every set of channels let go."""

EVERYTHING: Coalition = frozenset(CHANNELS)


@dataclass(frozen=True)
class Explained:
    """What one seed left: every outcome over the horizon, of the status quo and of each twin.

    Attributes
    ----------
    baseline
        Outcome → value under the status quo.
    twins
        Channels let go → outcome → value under the scenario with the other channels held. With all let go it is the
        scenario itself.
    fired, undone
        Days on which changes of the scenario that hang on outcomes first began and were last undone, by name and place.
    """

    index: int
    regions: tuple[str, ...]
    baseline: dict[str, float]
    twins: dict[Coalition, dict[str, float]]
    fired: dict[str, dict[int, int]]
    undone: dict[str, dict[int, int]]
    impressions: int
    network: dict[str, Any]


def explain_one(plan: Plan, index: int, threads: int, build: ModelBuilder, tick: Tick) -> Explained:
    """Run replication ``index`` of a plan, with seed ``config.seed + index``."""
    model: Any = build(with_threads(plan.config, threads), int(plan.config["seed"]) + index)
    for _ in range(plan.warmup_days):
        model.step()
        tick(1, 0)
    status_quo, scenario = plan.scenarios
    days, before = plan.days, model.impressions
    reference = model.branch(status_quo)
    path = record(reference)
    baseline = _live(reference, days, tick)
    full = model.branch(scenario)
    levers = record(full, levers_only=True)
    twins = {EVERYTHING: _live(full, days, tick)}
    fired, undone = {scenario.name: full.fired()}, {scenario.name: full.undone()}
    impressions = reference.impressions + full.impressions - before
    del reference, full
    for free in coalitions(CHANNELS)[:-1]:
        twin = model.branch(scenario)
        hold(twin, path, [one for one in CHANNELS if one not in free], levers)
        twins[free] = _live(twin, days, tick)
        impressions += twin.impressions - before
    return Explained(
        index, tuple(model.regions), baseline, twins, fired, undone, impressions, dict(model.network_report)
    )


def _live(market: Any, days: int, tick: Tick) -> dict[str, float]:
    """Run a market's horizon and return its outcomes."""
    for _ in range(days):
        market.step()
        tick(1, 0)
    tick(0, 1)
    return period(market.tallies(), 0, days - 1)
