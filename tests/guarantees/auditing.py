"""What a process and all that it starts open, list, change, start and connect to, as Python's own audit events tell it.

A hook is installed by a ``sitecustomize`` of ours in every Python process under it, workers included. Where strace is
there, `traced` asks the kernel instead, which sees what libraries in C do too.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

HOOK = r'''
import json, os, sys
_LOG = os.open(os.environ["SIM_TEST_AUDIT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
_PATHS = {
    "os.listdir": 1, "os.scandir": 1, "os.remove": 1, "os.rmdir": 1, "os.mkdir": 1, "os.truncate": 1, "os.chmod": 1,
    "os.chown": 1, "os.utime": 1, "os.rename": 2, "os.link": 2, "os.symlink": 2, "shutil.rmtree": 1, "glob.glob": 0,
}
_STARTS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.forkpty", "pty.spawn"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

def _say(*what):
    os.write(_LOG, (json.dumps(what, default=repr) + "\n").encode())

def _place(path):
    if isinstance(path, int) or path is None:
        return None
    return os.path.realpath(os.fsdecode(path))

def _hook(event, given):
    if event == "open":
        if (place := _place(given[0])) is not None:
            _say("writes" if (given[2] or 0) & _WRITES else "reads", place)
    elif event in _PATHS:
        for path in given[:_PATHS[event]]:
            if (place := _place(path)) is not None:
                _say("reads" if event in ("os.listdir", "os.scandir") else "writes", place)
    elif event in _STARTS:
        _say("starts", repr(given)[:300])
    elif event in ("socket.connect", "socket.bind", "socket.sendto"):
        _say("connects", repr(given[1])[:300] if given[0].family != 1 else "unix")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        _say("connects", repr(given)[:300])

_say("python", " ".join(sys.orig_argv)[:300])
sys.addaudithook(_hook)
'''

DRIVER = r'''
import contextlib, io, json, sys, traceback
from sim.cli.main import main
for words in json.load(open(sys.argv[1], encoding="utf-8")):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            code = main(words)
        except BaseException:
            code = traceback.format_exc()
    print(json.dumps([code, said.getvalue()]), flush=True)
'''


@dataclass(frozen=True)
class Seen:
    """What was done, each once: ``reads``, ``writes`` (paths), ``starts``, ``connects`` and ``python`` (command lines).

    Attributes
    ----------
    answers
        Exit code of each command (text: a traceback), and what it said.
    """

    did: Mapping[str, list[str]]
    answers: list[tuple[int | str, str]]

    def outside(self, what: str, roots: Sequence[Path | str]) -> list[str]:
        """Return paths of a kind that lie under none of some folders."""
        known = [os.path.realpath(root) for root in roots]
        return [one for one in self.did.get(what, []) if not any(one == root or one.startswith(root.rstrip("/") + "/")
                                                                 for root in known)]


def audited(commands: Sequence[Sequence[str]], here: Path, room: Path, environment: Mapping[str, str]) -> Seen:
    """Give commands to one process that stands ``here``, and return what it and its workers did.

    Parameters
    ----------
    room
        Where hook, log and commands are kept.
    """
    log = _prepare(commands, room)
    path = os.pathsep.join((str(room), environment["PYTHONPATH"]))
    answers = _driven([], here, room, {**environment, "SIM_TEST_AUDIT": str(log), "PYTHONPATH": path})
    did: dict[str, list[str]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        what, path = json.loads(line)
        did.setdefault(what, []).append(path)
    return Seen({what: list(dict.fromkeys(paths)) for what, paths in did.items()}, answers)


def traced(commands: Sequence[Sequence[str]], here: Path, room: Path, environment: Mapping[str, str]) -> Seen:
    """Return the same as the kernel tells it, of what was opened, changed, started and connected to with success."""
    _prepare(commands, room)
    (room / "sitecustomize.py").unlink()
    calls = ("open,openat,creat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,rmdir,link,linkat,symlink,"
             "symlinkat,execve,connect")
    log = room / "strace"
    answers = _driven(["strace", "-f", "-y", "-z", "-s", "400", "-e", f"trace={calls}", "-o", str(log)], here, room,
                      environment)
    did: dict[str, list[str]] = {}
    for what, path in _calls(log.read_text(encoding="utf-8", errors="replace"), here):
        did.setdefault(what, []).append(path)
    return Seen({what: list(dict.fromkeys(paths)) for what, paths in did.items()}, answers)


def _calls(log: str, here: Path) -> Iterator[tuple[str, str]]:
    for call, given in re.findall(r"^\d+ +(\w+)\((.*)$", log, re.MULTILINE):
        if call == "execve":
            yield "starts", given
        elif call == "connect":
            if "sa_family=AF_UNIX" not in given:
                yield "connects", given
        else:
            writes = not call.startswith("open") or any(flag in given for flag in ("O_WRONLY", "O_RDWR", "O_CREAT"))
            for base, path in re.findall(r'(?:\b(?:AT_FDCWD|\d+)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', given):
                yield "writes" if writes else "reads", os.path.realpath(Path(base or here, path))


def _prepare(commands: Sequence[Sequence[str]], room: Path) -> Path:
    room.mkdir(exist_ok=True)
    (room / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    (room / "driver.py").write_text(DRIVER, encoding="utf-8")
    (room / "commands.json").write_text(json.dumps([list(map(str, one)) for one in commands]), encoding="utf-8")
    log = room / "log"
    log.write_text("", encoding="utf-8")
    return log


def _driven(
    before: Sequence[str], here: Path, room: Path, environment: Mapping[str, str]
) -> list[tuple[int | str, str]]:
    done = subprocess.run([*before, sys.executable, str(room / "driver.py"), str(room / "commands.json")], cwd=here,
                          env=dict(environment), capture_output=True, text=True, check=False)
    assert not done.returncode, done.stderr
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]
