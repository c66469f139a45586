"""The wheel in a container: no home, C locale, code that is read-only, umask 077, a dumb terminal, a nameless user."""

from __future__ import annotations

from pathlib import Path

from benchmarks.container import asked, laid_out, read_only


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
