"""The server of tests as a process of its own, to be killed: ``python -m tests.app.serve_stand_in OUTPUTS PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.app.desk import Desk
from sim.app.jobs import Jobs
from sim.app.server import HOST, bound, make_app, quiet_server
from tests.app.serving import SLOW, TOKEN


def main(outputs: str, port: str) -> None:
    desk, listening = Desk(Path(outputs), Jobs(Path(outputs), SLOW)), bound(int(port))
    app = make_app(desk, TOKEN, [f"{HOST}:{port}"], f"sim-{port}")
    quiet_server(app).run(sockets=[listening])


if __name__ == "__main__":
    main(*sys.argv[1:])
