"""A server of the pages on a port of its own, with results of a small study under it, and somebody who asks it."""

from __future__ import annotations

import http.client
import json
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.app.desk import Desk
from sim.app.jobs import Jobs
from sim.app.server import HOST, bound, make_app, quiet_server

ROOT = Path(__file__).parents[2]
TOKEN = "a-token-of-tests"
SLOW = (sys.executable, "-m", "tests.app.stand_in_run", "0.4")
QUICK = (sys.executable, "-m", "tests.app.stand_in_run", "0")


@dataclass
class Client:
    """Somebody who asks the server, with headers that a browser would send, or others."""

    port: int
    desk: Desk

    @property
    def host(self) -> str:
        return f"{HOST}:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.host}"

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str | None
    ) -> tuple[int, bytes, Mapping[str, str]]:
        """Return status, body and headers; a header given as None is left out."""
        ours: dict[str, str | None] = {"host": self.host, "cookie": f"sim-{self.port}={TOKEN}", "origin": self.address,
                                       "content-type": "application/json"}
        ours |= {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in ours.items():
            if value is not None:
                connection.putheader(name, value)
        if body is not None and "content-length" not in ours:
            connection.putheader("content-length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        found = answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()}
        connection.close()
        return found

    def post(self, path: str, content: Any, **headers: str | None) -> tuple[int, Any]:
        status, body, _ = self.ask("POST", path, json.dumps(content).encode(), **headers)
        try:
            return status, json.loads(body)
        except ValueError:
            return status, body.decode()

    def get(self, path: str) -> tuple[int, Any]:
        status, body, _ = self.ask("GET", path)
        return status, json.loads(body)


@contextmanager
def served(outputs: Path, program: tuple[str, ...] = QUICK) -> Iterator[Client]:
    """Serve a folder of results until the block ends."""
    desk = Desk(outputs, Jobs(outputs, program))
    listening = bound(0)
    port = listening.getsockname()[1]
    app = make_app(desk, TOKEN, [f"{HOST}:{port}", f"localhost:{port}"], f"sim-{port}")
    server = quiet_server(app)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Client(port, desk)
    finally:
        server.should_exit = True
        thread.join(10)
        for job in desk.jobs.every():
            desk.jobs.cancel(job.id)
        listening.close()


def until(condition: Any, patience_s: float = 60.0) -> Any:
    """Return what a condition gives as soon as that is anything."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if found := condition():
            return found
        time.sleep(0.05)
    raise TimeoutError(str(condition))
