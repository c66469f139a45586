"""What every request has to pass before anything is done: host, token, origin, size; and what every answer carries.

The server listens on this machine alone. A page of somebody else's in the same browser can still send requests here:
a name of theirs may lead here (so the host has to be ours), their forms and scripts may post here (so the origin has to
be ours, and the body JSON), and they do not know the token, which a cookie carries that no other site may send.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlencode

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sim.show.page import POLICY

TOKEN = "token"  # noqa: S105 - the name of a word in an address, not a secret
LARGEST_BODY = 64 * 1024
"""Bytes of a request."""

APP_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""What the server's own pages may load and run: its own scripts and styles, and talk to nobody but it."""

REPORT_POLICY = f"{POLICY}; frame-ancestors 'none'"
"""What a study's page may, whoever wrote it: no script at all."""

_HEADERS = {
    "x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
_READING = ("GET", "HEAD")


class Guard:
    """Lets through what comes from the pages of this server, opened by whoever has its token.

    Parameters
    ----------
    hosts
        Names that the server goes by, each with its port.
    cookie
        What its cookie is called: cookies know no ports, and two servers may run side by side.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Sequence[str], cookie: str) -> None:
        self.app, self.token, self.hosts, self.cookie = app, token, frozenset(hosts), cookie

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        send = _with_headers(send)
        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, send)
            return
        body = await _whole_body(headers, receive)
        if body is None:
            await PlainTextResponse(f"more than {LARGEST_BODY} bytes", 413)(scope, receive, send)
            return

        waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def again() -> Message:
            return waiting.pop() if waiting else await receive()  # then it waits until whoever asked has left

        await self.app(scope, again, send)

    def _refused(self, scope: Scope, headers: Mapping[str, str]) -> Response | None:
        """Return why a request is refused, or where it is sent on to; ``None`` where it may pass."""
        if headers.get("host", "") not in self.hosts:
            return PlainTextResponse("this server answers to its own name alone", 403)
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if scope["method"] in _READING and TOKEN in query:
            return self._welcome(scope["path"], query)
        if not self._known(headers.get("cookie", "")):
            return PlainTextResponse("open the address that sim app printed: it holds the token", 401)
        if scope["method"] in _READING:
            return None
        if headers.get("origin", "") not in {f"http://{host}" for host in self.hosts}:
            return PlainTextResponse("only this server's own pages may ask for that", 403)
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("JSON alone is read", 415)
        return None

    def _welcome(self, path: str, query: Mapping[str, Sequence[str]]) -> Response:
        """Return the same page without the token in its address, which a cookie then carries."""
        if not hmac.compare_digest(query[TOKEN][0].encode(), self.token.encode()):
            return PlainTextResponse("not the token of this server: it makes a new one each time it starts", 401)
        rest = urlencode([(name, one) for name, of in query.items() if name != TOKEN for one in of])
        answer = RedirectResponse(f"/{path.lstrip('/')}" + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
        return answer

    def _known(self, cookies: str) -> bool:
        pairs = (one.strip().partition("=") for one in cookies.split(";"))
        return any(name == self.cookie and hmac.compare_digest(value.encode(), self.token.encode())
                   for name, _, value in pairs)


async def _whole_body(headers: Mapping[str, str], receive: Receive) -> bytes | None:
    """Return what a request holds; ``None`` where that is too much, whatever it said beforehand."""
    said = headers.get("content-length", "0")
    if not said.isdecimal() or int(said) > LARGEST_BODY:
        return None
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return body


def _with_headers(send: Send) -> Send:
    """Return what sends an answer with the headers that all of them carry."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            ours = {**_HEADERS, "content-security-policy": APP_POLICY}
            message["headers"] = [*message["headers"], *(
                (name.encode(), value.encode()) for name, value in ours.items() if name.encode() not in there)]
        await send(message)

    return sending
