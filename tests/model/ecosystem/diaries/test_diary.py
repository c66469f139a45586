"""A diary tells what happened to one agent, and watching changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.config import compose
from sim.errors import UserError
from sim.model.ecosystem.diaries.creator import CreatorDiary
from sim.model.ecosystem.model import Ecosystem
from sim.model.levers.schedule import Change, Scenario

HARSH = [
    "population.viewers=400", "population.creators=60", "warmup_days=20", "days=60", "enforcement.auto.recall=1.0",
]


def story(model: Ecosystem, kind: str) -> dict[int, list[tuple[int, str]]]:
    return {row: diary.events for (what, row), diary in model._diaries.items() if what == kind}


@pytest.fixture(scope="module")
def told() -> Ecosystem:
    """A market in which everybody keeps a diary, for 80 days."""
    model = Ecosystem(compose(HARSH), seed=2)
    for row in range(model.state.creators.n):
        model.watch("creator", row)
    for row in range(100):
        model.watch("viewer", row)
    return model.run(80)


def test_watching_changes_nothing(told: Ecosystem) -> None:
    alone = Ecosystem(told.config, seed=2).run(80)
    mine, theirs = told.state.arrays(), alone.state.arrays()
    assert all(np.array_equal(mine[name], theirs[name]) for name in mine)


def test_headers(told: Ecosystem) -> None:
    header, events = told.diary("creator", 3)
    creator = told.creators.everyone[3]
    place = f"{creator.region_name} · {creator.category_name}"
    assert header.startswith(f"creator 3 · {place} · skill {creator.skill:.2f} · ")
    assert told.diary("viewer", 3).header.startswith("viewer 3 · ")
    assert events == sorted(events, key=lambda event: event[0])


def test_every_exit_is_told_once(told: Ecosystem) -> None:
    creators = told.state.creators
    for row, events in story(told, "creator").items():
        texts = [text for _, text in events]
        starts = ("left: exposure", "took up the account")
        left, again = (sum(text.startswith(start) for text in texts) for start in starts)
        assert left - again == (creators.status[row] == 3)
        assert sum(text.startswith("removed: ") for text in texts) == (creators.status[row] == 2)
    for row, events in story(told, "viewer").items():
        assert sum(text.startswith("left for good") for _, text in events) == (told.state.viewers.status[row] == 1)


def test_points_told_add_up_to_the_ledger(told: Ecosystem) -> None:
    """Deductions less what came back equal what the account still has deducted."""
    creators, checked = told.state.creators, 0
    for row, events in story(told, "creator").items():
        balance = 0
        for _, text in events:
            if "(auto, " in text or "(reports, " in text:
                price = text.split(")")[0].rsplit(", ", 1)[1]
                balance += 0 if price == "warning" else -int(price)
            elif text.startswith("bought back"):
                balance -= int(text.split("+")[1].split()[0])
            elif text.startswith(("appeal won", "penalty of day")):
                balance -= int(text.split("+")[1].split(")")[0])
        assert balance == creators.deducted[row], (row, events)
        checked += any("(auto, " in text for _, text in events)
    assert checked > 0


def test_tactics_are_told(told: Ecosystem) -> None:
    texts = [text for events in story(told, "creator").values() for _, text in events]
    assert any(text.startswith("took up ") for text in texts)
    for row, events in story(told, "creator").items():
        on = [text for _, text in events if text.startswith(('took up "', "moved from", "gave up"))]
        if on:
            assert on[-1].startswith("gave up") == (told.state.creators.tactic[row] == 0)


def test_purchases_are_told(told: Ecosystem) -> None:
    bought = {row: sum(t.startswith("bought ") for _, t in events) for row, events in story(told, "viewer").items()}
    voided = {row: sum("was cancelled" in t for _, t in events) for row, events in story(told, "viewer").items()}
    purchases = told.state.viewers.purchases
    assert sum(bought.values()) > 0
    assert all(bought[row] <= purchases[row] <= bought[row] + 3 for row in bought)
    assert all(voided[row] <= bought[row] for row in bought)


def test_a_branch_goes_on_writing_its_own(told: Ecosystem) -> None:
    before = len(told.diary("creator", 1).events)
    twin = told.branch(Scenario("harsher", changes=(Change("enforcement.milestones.at_risk.rating", 205),)))
    twin.run(1)
    assert len(told.diary("creator", 1).events) == before
    texts = [text for events in story(twin, "creator").values() for _, text in events]
    moved = [text for text in texts if "milestone moved to 205" in text]
    assert moved and "traffic -50%" in moved[0]


def test_peers_who_had_it_first_are_named(small_config: dict[str, Any]) -> None:
    model = Ecosystem(small_config, seed=1).run(1)
    creator = next(c for c in model.creators if len(c.peers) >= 2)
    for peer in creator.peers[:2]:
        peer.shown_tactic, peer.income = 1, 1e9
    diary = model.watch("creator", creator.row)
    assert isinstance(diary, CreatorDiary)
    diary.day = diary.clock = 0
    diary._tactic(model, 0, 1)
    rows = sorted({peer.row for peer in creator.peers[:2]})
    assert f"after {len(rows)} better-paid peer" in diary.events[-1][1]
    assert ", ".join(map(str, rows)) in diary.events[-1][1]


def test_unknown_agents_are_named(told: Ecosystem) -> None:
    with pytest.raises(UserError, match=rf"no creator 100000: creators go from 0 to {told.state.creators.n - 1}$"):
        told.watch("creator", 100_000)
    with pytest.raises(UserError, match=r"no kind of agent 'creators'.*Did you mean creator"):
        told.watch("creators", 1)
    with pytest.raises(UserError, match="viewer 200 was not watched"):
        told.diary("viewer", 200)


def test_arrivals_are_found_by_identity(told: Ecosystem) -> None:
    last = told.creators.everyone[-1]
    assert last.id > told.state.creators.n
    assert told.watch("creator", last.id) is told.watch("creator", last.row)


def test_both_engines_tell_the_same() -> None:
    diaries = []
    for engine in ("compiled", "objects"):
        small = ["population.viewers=80", "population.creators=15", "warmup_days=0", "enforcement.auto.recall=1.0"]
        model = Ecosystem(compose([*small, f"engine.name={engine}"]), seed=4)
        for row in range(15):
            model.watch("creator", row)
            model.watch("viewer", row)
        model.run(35)
        diaries.append({which: (diary.header, diary.events) for which, diary in model._diaries.items()})
    assert diaries[0] == diaries[1]
    assert any(events for _, events in diaries[0].values())
