"""The server of ``sim app``: addresses, answers, and how it is started on this machine alone."""

from __future__ import annotations

import json
import os
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sim.app import papers
from sim.app.desk import Desk
from sim.app.guard import REPORT_POLICY, Guard
from sim.app.library import NotThereError
from sim.app.pages import PAGES, static
from sim.errors import SeveralMistakesError, UserError

HOST = "127.0.0.1"
TENDING_S = 0.5
"""How often it is looked whether a run has ended, and the next may start."""
Action = Callable[[Desk, Mapping[str, Any]], Any]


def _saved(desk: Desk, asked: Mapping[str, Any]) -> dict[str, Any]:
    kind, name, text = (str(asked.get(one, "")) for one in ("kind", "name", "text"))
    return {"mistakes": desk.papers.write(kind, name, text), "name": name}


def _checked(_desk: Desk, asked: Mapping[str, Any]) -> dict[str, Any]:
    kind, name, text = (str(asked.get(one, "")) for one in ("kind", "name", "text"))
    return {"mistakes": papers.mistakes(kind, name, text)}


def _composed(_desk: Desk, asked: Mapping[str, Any]) -> dict[str, Any]:
    form = asked.get("form")
    if not isinstance(form, Mapping):
        raise UserError("form is missing")
    return {"text": papers.composed_text(form)}


def _deleted(desk: Desk, asked: Mapping[str, Any]) -> dict[str, Any]:
    desk.delete(asked)
    return {"deleted": True}


POSTS: Mapping[str, Action] = {
    "/api/runs": lambda desk, asked: desk.progress(desk.run(asked)),
    "/api/explore": lambda desk, asked: desk.progress(desk.explore(asked)),
    "/api/files/run": lambda desk, asked: desk.progress(desk.paper(asked)),
    "/api/studies/expand": lambda desk, asked: desk.progress(desk.expand(asked)),
    "/api/studies/delete": _deleted,
    "/api/jobs/{job}/cancel": lambda desk, asked: desk.progress(desk.jobs.cancel(asked["job"])),
    "/api/jobs/{job}/again": lambda desk, asked: desk.progress(desk.jobs.again(asked["job"])),
    "/api/files/check": _checked,
    "/api/files/save": _saved,
    "/api/roadmap/outline": lambda _desk, asked: {"form": papers.outline(str(asked.get("text", "")))},
    "/api/roadmap/text": _composed,
}
GETS: Mapping[str, Action] = {
    "/api/studies": lambda desk, _: {"studies": [one.to_json() for one in desk.library.entries()]},
    "/api/jobs": lambda desk, _: {"jobs": [desk.progress(one) for one in desk.jobs.every()[:50]]},
    "/api/jobs/{job}": lambda desk, asked: desk.progress(desk.jobs.job(asked["job"])),
    "/api/files": lambda desk, _: {"files": desk.papers.every()},
}


def make_app(desk: Desk, token: str, hosts: list[str], cookie: str) -> ASGIApp:
    """Return the whole application behind its guard."""

    @asynccontextmanager
    async def tending(_app: Starlette) -> Any:
        ended = threading.Event()

        def tend() -> None:
            while not ended.wait(TENDING_S):
                desk.jobs.tend()

        tender = threading.Thread(target=tend, daemon=True)
        desk.jobs.begin()
        tender.start()
        yield
        ended.set()
        await run_in_threadpool(tender.join)
        desk.jobs.close()

    routes = [
        *(Route(path, _page(desk, make), methods=["GET"]) for path, make in PAGES.items()),
        *(Route(path, _answer(desk, action), methods=["GET"]) for path, action in GETS.items()),
        *(Route(path, _answer(desk, action), methods=["POST"]) for path, action in POSTS.items()),
        Route("/study/{kind}/{name}/{file}", _file(desk), methods=["GET"]),
        Route("/paper/{kind}/{name}", _paper(desk), methods=["GET"]),
        Route("/static/{name}", _static, methods=["GET"]),
    ]
    app = Starlette(routes=routes, lifespan=tending)
    return Guard(app, token, hosts, cookie)


def _asked(request: Request) -> dict[str, str]:
    found = {**request.query_params, **{name: str(value) for name, value in request.path_params.items()}}
    if "kind" in found and "name" in found:
        found["study"] = f"{found['kind']}/{found['name']}"
    return found


def _page(desk: Desk, make: Callable[[Desk, Mapping[str, str]], str]) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            return HTMLResponse(make(desk, _asked(request)))
        except UserError as error:
            return PlainTextResponse(error.message, 404 if isinstance(error, NotThereError) else 400)

    return answer


def _answer(desk: Desk, action: Action) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        asked: dict[str, Any] = {}
        if request.method == "POST":
            try:
                content = json.loads(await request.body() or b"{}")
            except (ValueError, RecursionError):
                return JSONResponse({"error": "that is no JSON"}, 400)
            if not isinstance(content, dict):
                return JSONResponse({"error": "a group of names is read, nothing else"}, 400)
            asked = content
        asked |= {name: str(value) for name, value in request.path_params.items()}
        try:
            return JSONResponse(await run_in_threadpool(action, desk, asked))
        except NotThereError as error:
            return JSONResponse({"error": error.message}, 404)
        except UserError as error:
            several = error.errors if isinstance(error, SeveralMistakesError) else [error]
            told = "; ".join(one.message for one in several)
            return JSONResponse({"error": told, "field": error.about, "line": error.line}, 400)

    return answer


def _file(desk: Desk) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        asked = _asked(request)
        try:
            place = desk.library.file(asked["study"], asked["file"])
        except UserError as error:
            return PlainTextResponse(error.message, 404)
        if place.name == "explore.html":
            return RedirectResponse(f"/play/{asked['study']}", 303)
        inside = place.suffix == ".html"
        return FileResponse(place, filename=place.name, content_disposition_type="inline" if inside else "attachment",
                            headers={"content-security-policy": REPORT_POLICY})

    return answer


def _paper(desk: Desk) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        kind, name = request.path_params["kind"], request.path_params["name"]
        try:
            text = desk.papers.read(kind, name)
        except UserError as error:
            return PlainTextResponse(error.message, 404)
        return PlainTextResponse(text, headers={"content-disposition": f'attachment; filename="{name}.yaml"'})

    return answer


def _static(request: Request) -> Response:
    try:
        text, kind = static(request.path_params["name"])
    except NotThereError as error:
        return PlainTextResponse(error.message, 404)
    return Response(text, media_type=kind)


def bound(port: int) -> socket.socket:
    """Return a socket of this machine alone, on a port that the system picks if none is named.

    Raises
    ------
    UserError
        If the port is taken, or may not be used.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":  # a port that a server has just left may be taken up again; elsewhere it could be shared
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
    except OSError as error:
        found.close()
        raise UserError(f"--port {port}: {error.strerror or error}") from error
    return found


def serve(desk: Desk, listening: socket.socket, opened: Callable[[str], None]) -> None:
    """Answer until Ctrl-C.

    Parameters
    ----------
    opened
        Called with the address that opens the first page.
    """
    port, token = listening.getsockname()[1], secrets.token_urlsafe(24)
    hosts = [f"{HOST}:{port}", f"localhost:{port}"]
    app = make_app(desk, token, hosts, f"sim-{port}")
    opened(f"http://{HOST}:{port}/?token={token}")
    quiet_server(app).run(sockets=[listening])


def quiet_server(app: ASGIApp) -> uvicorn.Server:
    """Return what carries an application's answers, and says nothing of itself."""
    return uvicorn.Server(uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False,
        timeout_graceful_shutdown=1, limit_concurrency=200, proxy_headers=False))
