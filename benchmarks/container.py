"""Does the main job run where little is given? ``python benchmarks/container.py`` builds the wheel and asks it there.

There: no home, the C locale, code that nobody may write, umask 077, a dumb terminal of 80 columns, nothing in the
environment besides, and a user id without a name where this process may take one on. Writes benchmarks/container.json.
`tests/stories/test_containers.py` does the same with the package laid out as the wheel has it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # as a script, only this folder is on the path

from benchmarks import record
from benchmarks.machine import describe
from benchmarks.process import ROOT, run
from sim.model.version import cache_folder, code_version

OUT = ROOT / "benchmarks" / "container.json"
NAMELESS = 54321
JOB = ("compare", "quality_bonus", "earlier_traffic_cut", "warn_first", "population.viewers=300",
       "population.creators=30", "warmup_days=5", "days=8", "replications=2")


def laid_out(site: Path) -> Path:
    """Lay the package out as its wheel does, and return where."""
    shutil.copytree(ROOT / "sim", site / "sim", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("configs", "scenarios"):
        shutil.copytree(ROOT / name, site / "sim" / f"_{name}")
    return site


def from_wheel(site: Path) -> Path:
    """Build the wheel, install it without what it needs, and return where."""
    with tempfile.TemporaryDirectory() as built:
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        run([*pip, "wheel", "--no-deps", "--wheel-dir", built, str(ROOT)])
        (wheel,) = Path(built).glob("*.whl")
        run([*pip, "install", "--no-deps", "--target", str(site), str(wheel)])
    return site


def read_only(site: Path) -> None:
    """Take the right to write away from everybody, all the way down."""
    for place in (site, *site.rglob("*")):
        place.chmod(0o555 if place.is_dir() else 0o444)


def nameless() -> list[str]:
    """Return what to put before a command so that a user without a name gives it; empty where that cannot be.

    That user may read what this one may, since Python itself may lie in this one's home, and write what is its own.
    """
    if not shutil.which("setpriv") or os.geteuid():
        return []
    before = ["setpriv", f"--reuid={NAMELESS}", f"--regid={NAMELESS}", "--clear-groups",
              "--inh-caps=-all,+dac_read_search", "--ambient-caps=-all,+dac_read_search",
              "--bounding-set=-all,+dac_read_search"]
    done = subprocess.run([*before, sys.executable, "-c", ""], capture_output=True, check=False)
    return [] if done.returncode else before


def asked(site: Path, room: Path, *, compiled: bool) -> dict[str, Any]:
    """Give the main job to a read-only package, and return what came of it.

    Parameters
    ----------
    room
        An empty folder, to work in and for passing files.
    compiled
        Whether code that is compiled on this machine already is put where it would be found.
    """
    before = nameless()
    user = NAMELESS if before else os.getuid()
    work, passing = room / "work", room / "tmp"
    work.mkdir()
    passing.mkdir()
    if compiled:
        there = passing / f"live-shopping-sim-{user}"
        shutil.copytree(Path(cache_folder()), there / "live-shopping-sim" / Path(cache_folder()).name)
        there.chmod(0o700)
    if before:
        for place in (room, *room.rglob("*")):
            if site not in (place, *place.parents):
                os.chown(place, user, user)
    environment = {
        "PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C", "TERM": "dumb", "COLUMNS": "80",
        "PYTHONPATH": str(site), "TMPDIR": str(passing), "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
    }
    program = "import os, sys; os.umask(0o077); from sim.cli.main import main; sys.exit(main())"
    began = time.monotonic()
    code, said, errors = on_a_terminal([*before, sys.executable, "-P", "-c", program, *JOB], work, environment)
    lines = said.splitlines()
    folder = work / (os.fsdecode(lines[-1]) if lines else "outputs")
    files = [one for one in folder.rglob("*") if one.is_file()]
    return {
        "user_without_name": bool(before), "exit_code": code, "seconds": round(time.monotonic() - began, 1),
        "errors": errors[-600:], "plain_ascii": said.isascii(),
        "widest_line": max((len(line) for line in lines), default=0), "lines": len(lines),
        "page_kb": round((folder / "report.html").stat().st_size / 1e3) if (folder / "report.html").exists() else 0,
        "open_to_others": sum(bool(one.stat().st_mode & 0o077) for one in files), "files": len(files),
    }


def on_a_terminal(command: list[str], work: Path, environment: dict[str, str]) -> tuple[int, bytes, str]:
    """Run a command on a terminal of 80 columns; return its exit code, what was shown, and what standard error got."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 25, 80, 0, 0))
    shown = b""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, cwd=work, env=environment, stdout=theirs, stderr=errors)
        os.close(theirs)
        with contextlib.suppress(OSError):  # which is how a terminal ends
            while part := os.read(ours, 1 << 16):
                shown += part
        os.close(ours)
        code = process.wait()
        errors.seek(0)
        return code, shown, errors.read().decode("ascii", "replace")


def main() -> None:
    """Build, ask, record."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        room = Path(place) / "room"
        room.mkdir()
        site = from_wheel(Path(place) / "site")
        read_only(site)
        told = asked(site, room, compiled=False)
        for one in (site, *site.rglob("*")):
            one.chmod(0o755)
    record.write(OUT, {"machine": describe(), "code_version": code_version(), **told})
    print(told)
    sys.exit(told["exit_code"] or not told["page_kb"])


if __name__ == "__main__":
    main()
