"""The how-tos on subclassing policies run as printed, and what they change is what they say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sim.config import compose
from sim.errors import UserError
from sim.model.agents.desk import ReviewDesk
from sim.model.agents.detectors import Detectors
from sim.model.agents.distribution import Distribution
from sim.model.agents.enforcement import EnforcementPolicy
from sim.model.agents.ledger import Ledger
from sim.model.agents.notices import Notices
from sim.model.agents.programme import IncentiveProgramme
from sim.model.agents.remedies import Remedies
from sim.model.agents.sanctions import Sanctions
from sim.model.ecosystem.model import Ecosystem

HOWTO = Path(__file__).parents[2] / "docs" / "howto"
PARTS = (EnforcementPolicy, Detectors, Notices, Ledger, Sanctions, Remedies, ReviewDesk)
KINDS = {
    "enforcement_class": EnforcementPolicy, "distribution_class": Distribution, "programme_class": IncentiveProgramme
}


def run(page: str) -> dict[str, Any]:
    """Run a page's one example and return its names."""
    (example,) = re.findall(r"```python\n(.*?)```", (HOWTO / page).read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(example, names)
    return names


def totals(market: Ecosystem, name: str) -> int:
    """Return a tally over all days and regions."""
    return int(market.tallies()[name].sum())


def test_a_capped_feed_is_less_unequal() -> None:
    names = run("subclass-a-ranking.md")
    assert {type(agent).__name__ for agent in names["capped"].policies} >= {"Capped"}
    usual, capped = names["inequality"]
    assert capped < usual - 0.005


def test_doubled_points_are_taken_and_given_back() -> None:
    names = run("subclass-a-regime.md")
    usual, doubled = names["usual"], names["doubled"]
    assert totals(doubled, "points_deducted") > 1.1 * totals(usual, "points_deducted")
    lists = [policy.cases for policy in doubled.engine.keepers]
    standing = [case.points for cases in lists for case in cases if case.state in (1, 2, 3)]
    assert sum(creator.deducted for creator in doubled.engine.creators) == sum(standing) > 0


def test_clean_records_are_paid() -> None:
    names = run("subclass-a-programme.md")
    usual, paid = names["usual"], names["paid"]
    assert totals(usual, "bonus_paid_quality") == 0
    assert totals(paid, "bonus_paid_quality") == 2000 * totals(paid, "bonuses_paid") > 0
    assert totals(paid, "creators_left") < totals(usual, "creators_left")


@pytest.mark.parametrize(
    ("page", "classes"),
    [
        ("subclass-a-ranking.md", (Distribution,)), ("subclass-a-regime.md", PARTS),
        ("subclass-a-programme.md", (IncentiveProgramme,)),
    ],
)
def test_methods_named_on_the_page_exist(page: str, classes: tuple[type, ...]) -> None:
    rows = [line for line in (HOWTO / page).read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    named = {method for row in rows for method in re.findall(r"`(\w+)\(", row)}
    assert len(named) >= 3
    assert not {method for method in named if not any(hasattr(one, method) for one in classes)}


@pytest.mark.parametrize("keyword", KINDS)
def test_a_policy_of_ones_own_needs_objects(keyword: str) -> None:
    with pytest.raises(UserError, match=f"{keyword} needs an engine of objects: set engine=objects"):
        Ecosystem(compose(["population.viewers=60", "population.creators=10"]), **{keyword: KINDS[keyword]})


def test_policies_of_ones_own_survive_a_branch_and_a_file(tmp_path: Path) -> None:
    mine: dict[str, Any] = {keyword: type(f"My{kind.__name__}", (kind,), {}) for keyword, kind in KINDS.items()}
    config = compose(["engine=objects", "population.viewers=60", "population.creators=10", "warmup_days=0"])
    model = Ecosystem(config, seed=1, **mine).run(3)
    model.save(tmp_path / "market")
    for market in (model, model.branch(), Ecosystem.load(tmp_path / "market", **mine)):
        assert {type(agent) for agent in market.policies} == set(mine.values())


def test_a_part_is_replaced_by_naming_its_class() -> None:
    class Silent(Notices):
        def notify(self, case: Any, day: int) -> None:
            pass

    class NoNotice(EnforcementPolicy):
        notices_class = Silent

    words = ["engine=objects", "population.viewers=200", "population.creators=60", "warmup_days=0",
             "population.awareness.ignorance=0.5", "enforcement.appeals.innocent=1", "enforcement.appeals.guilty=1"]
    usual = Ecosystem(compose(words), seed=1).run(30)
    silent = Ecosystem(compose(words), seed=1, enforcement_class=NoNotice).run(30)
    assert totals(usual, "appeals_filed") > 0
    assert totals(silent, "appeals_filed") == 0 < totals(silent, "penalties")
