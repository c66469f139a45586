"""The wheel in a container: no home, C locale, code that is read-only, umask 077, a dumb terminal, a nameless user."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.container import asked, laid_out, read_only


@pytest.fixture
def short() -> Iterator[Path]:
    """A folder of a short name: sockets, in which workers meet, have at most about a hundred letters."""
    with tempfile.TemporaryDirectory(prefix="box", ignore_cleanup_errors=True) as name:
        yield Path(name)


def test_the_main_job_runs_where_little_is_given(short: Path) -> None:
    short.chmod(0o755)
    room = short / "room"
    room.mkdir()
    site = laid_out(short / "site")
    read_only(site)
    told = asked(site, room, compiled=True)
    assert told["exit_code"] == 0, told["errors"]
    assert told["page_kb"] > 100 and told["plain_ascii"] and told["widest_line"] <= 80
    assert told["files"] > 10 and told["open_to_others"] == 0
    assert not list(site.rglob("__pycache__"))
    for place in (site, *site.rglob("*")):  # so that pytest can clear it away
        place.chmod(0o755)
