"""Workers start while the configuration is made, where the line asks for runs that they will do."""

from __future__ import annotations

import pytest

from sim.cli import early
from sim.cli.line import read
from sim.cli.table import load_all

AT_ONCE = {"app", "check", "story", "picture", "levers", "network", "outcomes", "scenarios", "rerun", "query"}


@pytest.mark.parametrize(("words", "starts"), [
    ("compare warn_first", True),
    ("--outputs levers compare warn_first", True),
    ("forecast replications=2", True),
    ("forecast replications=1", False),
    ("compare warn_first execution=serial", False),
    ("compare warn_first --cfg=job", False),
    ("sweep --info enforcement.auto.recall=0.3,0.5", False),
])
def test_a_server_starts_where_workers_will_run(words: str, starts: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[bool] = []
    monkeypatch.setattr(early, "start_server", lambda: started.append(True))
    monkeypatch.setattr(early, "cores", lambda: 2)
    name, _, asked = read(words.split())
    early.start_early(name, asked)
    assert started == [True] * starts


def test_what_is_answered_at_once_needs_no_workers() -> None:
    assert {name for name, command in load_all() if not command.workers} == AT_ONCE
