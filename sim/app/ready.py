"""A process that has imported what a run needs and waits for one command: ``python -m sim.app.ready``.

Imports are most of what a small question costs. The server keeps one such process at hand; it reads one line (the
command's words and where its output goes), does that command as if it had been typed, and ends.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path


def main() -> int:
    """Import, wait, run."""
    from sim.commands.streams import settle

    settle()
    import sim.cli.main
    from sim.config import compose
    from sim.runs.spawning import start_server
    from sim.runs.workforce import cores
    from sim.studies.compare import run  # noqa: F401 - what most commands will need

    if cores() > 1:
        start_server()
    compose([])
    line = sys.stdin.readline()
    if not line.strip():
        return 0
    asked = json.loads(line)
    with Path(asked["log"]).open("wb") as log, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    sys.argv = ["sim", *map(str, asked["words"])]
    return sim.cli.main.main()


if __name__ == "__main__":
    sys.exit(main())
