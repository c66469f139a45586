"""While something is tested, both engines still leave the same bits behind: every side, clusters, a ramp."""

from __future__ import annotations

import numpy as np
import pytest

from sim.config import compose
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario
from sim.model.levers.trial import Trial
from tests.guarantees.markets import FLOOD
from tests.guarantees.test_two_engines import differing

SMALL = ("population.viewers=150", "population.creators=40", "warmup_days=4", "days=40", *FLOOD)


def treat(name: str, to: float) -> Change:
    return Change(name, to, tested=True)


RANKING = (treat("distribution.weights.quality", 5.0), treat("incentives.newcomer_boost.strength", 2.0))
FEED = (treat("incentives.ads.load", 0.3), treat("distribution.exploration", 0.5), *RANKING)
ACCOUNT = (
    *RANKING,
    treat("enforcement.penalty.scale", 3.0),
    treat("enforcement.warnings", 1),
    treat("enforcement.auto.recall", 0.95),
    treat("enforcement.precheck.coverage", 0.4),
    treat("incentives.training.coverage", 0.6),
    treat("incentives.quality_bonus.amount", 2000),
    treat("incentives.quality_bonus.threshold", 0.4),
    treat("incentives.commission.extra", 0.08),
    treat("incentives.paid_boost.strength", 1.0),
    treat("incentives.paid_boost.price", 10),
    treat("enforcement.demotion.share", 0.3),
    treat("enforcement.appeals.accuracy", 0.6),
    treat("enforcement.explain.share", 0.2),
    treat("enforcement.linked_accounts.recall", 0.9),
    treat("enforcement.milestones.at_risk.traffic_cut", 0.9),
    treat("enforcement.redemption.points", 20),
    treat("enforcement.review.audit", 0.5),
    treat("enforcement.expiry_days", 9),
)
TESTS = {
    "creators": (ACCOUNT, Trial("a", "creator", 0.5)),
    "a ramp of communities": (ACCOUNT, Trial("a", "creator", 0.2, groups="community", start=5, ramp=((12, 0.7),))),
    "viewers": (FEED, Trial("a", "viewer", 0.5)),
    "pairs": (FEED, Trial("a", "both", 0.5)),
}


@pytest.mark.parametrize("name", TESTS)
def test_both_engines_give_the_same_bits(name: str) -> None:
    changes, trial = TESTS[name]
    scenario = Scenario(name, changes=changes, trial=trial)
    compiled, objects = (
        Ecosystem(compose([*SMALL, f"engine={engine}"]), seed=5, scenario=scenario)
        for engine in ("compiled", "objects")
    )
    for day in range(44):
        compiled.step()
        objects.step()
        assert np.array_equal(compiled.engine.tally, objects.engine.tally), f"day {day}"
        if day % 11 == 0:
            assert not differing(compiled, objects), f"after day {day}"
    assert not differing(compiled, objects)
    assert len(np.unique(compiled.state.creators.scope)) + len(np.unique(compiled.state.viewers.scope)) > 2 * 2
