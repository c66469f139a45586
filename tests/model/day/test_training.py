"""Training through agencies: all members of a drawn agency at once, cheaper, and nobody who has none."""

from __future__ import annotations

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.outcomes import tallies as y


def market(share: float, agencies: bool = True) -> Ecosystem:
    """Return a small market after a month of training, every other creator in one of five agencies."""
    model = Ecosystem(compose([
        "population.viewers=50", "population.creators=60", "warmup_days=0", "population.settled=0",
        "population.creator.arrivals=0", "enforcement.explain.share=0",  # so that nothing else teaches
        "incentives.training.coverage=0.6", f"incentives.training.through_agencies={share}",
    ]), seed=4)
    creators = model.state.creators
    for row in range(creators.n):
        creators.agency[row] = row % 5 if agencies and row % 2 else -1
    return model.run(30)


def test_members_are_trained_together_and_at_lower_cost() -> None:
    model = market(1.0)
    tallies = model.tallies()
    trained, by_agency = tallies["creators_trained"].sum(), tallies["creators_trained_by_agency"].sum()
    assert trained == by_agency > 0
    assert tallies["training_cost"].sum() == int(400 * 0.4) * trained
    assert len(y.NAMES) == model.engine.tally.shape[1]
    creators = model.state.creators
    here = creators.status <= 1
    outside = creators.awareness[here & (creators.agency < 0)]
    inside = creators.awareness[here & (creators.agency >= 0)]
    assert inside.mean() > outside.mean() + 0.05


def test_without_agencies_only_the_direct_part_is_given() -> None:
    direct, none = market(0.0, False).tallies(), market(1.0, False).tallies()
    assert direct["creators_trained"].sum() > 0 and none["creators_trained"].sum() == 0
