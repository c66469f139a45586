"""One behaviour, written once: the compiled and the objects engine leave the same bits behind.

Every array of the state is compared byte by byte once a week, the tallies and tiers every day, over markets chosen so
that every branch of a day is taken somewhere: `test_every_kind_of_event_was_met` fails where one no longer is.
"""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from functools import cache

import numpy as np
import pytest

from sim.model.agents.objects import ObjectsDay
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y
from sim.model.state.schema import SETTLED
from tests.guarantees.markets import MARKETS, build


def differing(compiled: Ecosystem, objects: Ecosystem) -> list[str]:
    """Return the names of all arrays of the state that differ in any byte."""
    left, right = compiled.write_back().arrays(), objects.write_back().arrays()
    assert left.keys() == right.keys()
    return [
        name for name, array in left.items()
        if array.shape != right[name].shape or array.dtype != right[name].dtype
        or array.tobytes() != right[name].tobytes()
    ]


@cache
def met(name: str) -> Counter[str]:
    """Run one market on both engines, compare, and return what happened in it."""
    market = MARKETS[name]
    compiled, objects = build(market, "compiled"), build(market, "objects")
    assert not differing(compiled, objects)
    events: Counter[str] = Counter()
    for day in range(market.days):
        compiled.step()
        objects.step()
        unequal = np.flatnonzero((compiled.engine.tally != objects.engine.tally).any(axis=0))
        assert not unequal.size, f"day {day}: {[y.NAMES[column] for column in unequal]}"
        assert np.array_equal(compiled.engine.tiers, objects.engine.tiers), f"tiers of day {day}"
        assert np.array_equal(compiled.engine.slices, objects.engine.slices), f"slices of day {day}"
        assert np.array_equal(compiled.engine.adoption, objects.engine.adoption), f"tactics of day {day}"
        if day % 7 == 0 or day == market.days - 1:
            assert not differing(compiled, objects), f"after day {day}"
        events.update(dict(zip(y.NAMES, compiled.engine.tally.sum(axis=0).tolist(), strict=True)))
    assert compiled.impressions == objects.impressions
    return events


@pytest.mark.parametrize("name", MARKETS)
def test_both_engines_give_the_same_bits(name: str) -> None:
    assert met(name)["impressions"] > 0


def test_every_kind_of_event_was_met() -> None:
    total: Counter[str] = sum((met(name) for name in MARKETS), Counter())
    never = {"creators_trained_by_agency"}  # where there are agencies: tests/model/day/test_training.py
    assert [name for name in y.NAMES if total[name] <= 0 and name not in never] == []


def test_objects_are_rebuilt_from_the_tables_without_a_trace() -> None:
    """Saving and branching go through the tables, so objects made from written rows must live on unchanged."""
    market = MARKETS["short memory"]
    straight, rebuilt = build(market, "objects"), build(market, "objects")
    straight.run(30)
    rebuilt.run(17)
    rebuilt.write_back()
    rebuilt.engine = ObjectsDay(rebuilt)
    rebuilt.run(13)
    assert not differing(straight, rebuilt)


def test_agents_are_plain_mesa_agents() -> None:
    model = build(MARKETS["tiny"], "objects").run(30)
    kinds = {kind.__name__: agents for kind, agents in model.agents_by_type.items()}
    state = model.write_back()
    assert set(kinds) == {"Viewer", "Creator", "EnforcementPolicy", "Distribution", "IncentiveProgramme"}
    assert len(kinds["Viewer"]) == len(state.viewers) > 3
    assert len(kinds["Creator"]) == len(state.creators) > 5
    assert kinds["Creator"].get("income") == state.creators.income.tolist()
    assert model.agents.select(lambda agent: agent.unique_id == 1).get("cell")[0] is model.engine.cells[0]


def test_two_models_do_not_meet() -> None:
    """Models that take turns in one process give what each gives alone."""
    market = MARKETS["full follow lists"]
    alone = build(market, "objects").run(10)
    one, other = build(market, "objects"), build(MARKETS["strict"], "objects")
    for _ in range(10):
        one.step()
        other.step()
    assert not differing(alone, one)
    assert (one.state.orders.state < SETTLED).all()


def test_a_dropped_model_is_freed() -> None:
    model = build(MARKETS["tiny"], "objects").run(2)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None
