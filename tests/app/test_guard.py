"""What the server refuses: other names, strangers, other origins, paths, too much, and scripts in anybody's text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="Starlette is not installed: pip install -e '.[app]'")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install -e '.[app]'")

from sim.app.guard import APP_POLICY, LARGEST_BODY
from sim.app.server import GETS, POSTS
from tests.app.serving import TOKEN, Client, served
from tests.studies.explore.stand_in import explored

EVIL = "</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    outputs = tmp_path_factory.mktemp("results")
    explored(outputs, points=24)
    with served(outputs) as found:
        yield found


def filled(path: str) -> str:
    return path.replace("{job}", "0" * 16)


def test_another_name_than_ours_is_refused(client: Client) -> None:
    """A name of somebody else's that leads here (DNS rebinding) gets nothing, whatever it asks for."""
    for host in ("evil.example", f"evil.example:{client.port}", "127.0.0.1", f"127.0.0.1:{client.port}.evil.example",
                 "", f"[::1]:{client.port}", f"0.0.0.0:{client.port}"):
        for path in ("/", "/api/studies", "/static/app.css", f"/?token={TOKEN}"):
            status, body, headers = client.ask("GET", path, host=host)
            assert status == 403, host
            assert b"levers" not in body
            assert "set-cookie" not in headers
    assert client.ask("GET", "/", host=f"localhost:{client.port}")[0] == 200


def test_nobody_gets_in_without_the_token(client: Client) -> None:
    for cookie in (None, "", "sim=x", f"sim-{client.port}=wrong", f"sim-{client.port}=", f"other={TOKEN}"):
        assert client.ask("GET", "/", cookie=cookie)[0] == 401
        assert client.ask("GET", "/static/explore.js", cookie=cookie)[0] == 401
        assert client.ask("POST", "/api/explore", b"{}", cookie=cookie)[0] == 401
    assert client.ask("GET", "/?token=wrong", cookie=None)[0] == 401


def test_the_token_becomes_a_cookie_that_no_script_and_no_other_site_has(client: Client) -> None:
    status, _, headers = client.ask("GET", f"/files?token={TOKEN}&a=b", cookie=None)
    assert status == 303
    assert headers["location"] == "/files?a=b"
    cookie = headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert client.ask("GET", f"//evil.example/?token={TOKEN}", cookie=None)[2]["location"] == "/evil.example/"


@pytest.mark.parametrize("path", [filled(one) for one in POSTS])
def test_another_origin_may_not_ask_for_anything(client: Client, path: str) -> None:
    for origin in (None, "null", "http://evil.example", f"https://127.0.0.1:{client.port}", "http://127.0.0.1:1"):
        assert client.ask("POST", path, b"{}", origin=origin)[0] == 403
    for kind in (None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert client.ask("POST", path, b"{}", content_type=kind)[0] == 415


def test_what_changes_something_is_never_asked_by_reading(client: Client) -> None:
    for path in POSTS:
        assert client.ask("GET", filled(path))[0] in (404, 405)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert client.ask(method, "/api/studies", b"{}")[0] == 405


def test_no_path_leads_elsewhere(client: Client, tmp_path: Path) -> None:
    (client.desk.outputs / "explore" / "secret.txt").write_text("secret")
    study = next(one for one in client.desk.library.entries()).id
    outside = client.desk.outputs / "explore" / "linked-000000"
    outside.symlink_to(tmp_path)
    (tmp_path / "study.json").write_text("{}")
    (client.desk.outputs / study / "deck.pptx").symlink_to("/etc/passwd")
    for path in (f"/study/{study}/../secret.txt", f"/study/{study}/..%2fsecret.txt", f"/study/{study}/study.json",
                 f"/study/{study}/plan.parquet", "/study/explore/../../etc/passwd", "/study/explore/%2e%2e/secret.txt",
                 "/study/explore/secret.txt/report.html", "/study/explore/linked-000000/report.html",
                 f"/study/{study}/deck.pptx", "/static/../server.py", "/static/..%2fserver.py", "/static/guard.py",
                 "/paper/scenario/..%2f..%2fstudy", "/paper/../x", "/play/explore/..", "/job/../../x", "/job/ZZZ"):
        status, body, _ = client.ask("GET", path)
        assert status == 404, path
        assert b"secret" not in body
    outside.unlink()
    (client.desk.outputs / study / "deck.pptx").unlink()
    for study_id in ("../..", "explore/..", "explore/../x", "/etc", "explore/nothing-000000", "explore", ""):
        assert client.post("/api/studies/delete", {"study": study_id, "confirm": study_id.partition("/")[2]})[0] == 404
    for name in ("../x", "a/b", ".hidden", "", "x" * 61, "a.yaml"):
        assert client.post("/api/files/save", {"kind": "scenario", "name": name, "text": "changes: []"})[0] == 400
    assert client.post("/api/files/save", {"kind": "../x", "name": "a", "text": ""})[0] == 400


def test_too_much_is_not_read(client: Client) -> None:
    large = json.dumps({"text": "x" * LARGEST_BODY}).encode()
    assert client.ask("POST", "/api/files/check", large)[0] == 413
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in [large[:40_000], large[40_000:]]) + b"0\r\n\r\n"
    assert client.ask("POST", "/api/files/check", chunks, content_length=None, transfer_encoding="chunked")[0] == 413
    assert client.ask("POST", "/api/files/check", b"[" * 60_000)[0] == 400
    assert client.ask("POST", "/api/files/check", b"[1]")[0] == 400


def test_every_answer_carries_the_strict_policy_and_lets_no_other_site_read(client: Client) -> None:
    for path in ("/", "/files", "/api/studies", "/static/app.css", "/nothing", *(filled(one) for one in GETS)):
        _, _, headers = client.ask("GET", path, origin="http://evil.example")
        assert headers["content-security-policy"] == APP_POLICY
        assert not [name for name in headers if name.startswith("access-control")]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert headers["referrer-policy"] == "no-referrer"
        assert "server" not in headers
    allowed = dict(part.strip().split(" ", 1) for part in APP_POLICY.split(";"))
    assert allowed["default-src"] == allowed["frame-ancestors"] == "'none'"
    assert allowed["script-src"] == allowed["style-src"] == allowed["connect-src"] == "'self'"
    assert not re.search(r"unsafe|https?:|\*|blob:", APP_POLICY)


def test_pages_run_nothing_that_stands_in_them(client: Client) -> None:
    study = client.desk.library.entries()[0].id
    for path in ("/", "/files", f"/play/{study}"):
        status, body, _ = client.ask("GET", path)
        assert status == 200, body
        page = re.sub(r'<script type="application/json".*?</script>', "", body.decode(), flags=re.DOTALL)
        assert re.findall(r"<script(?! src=\"/static/[a-z]+\.js\" defer>)", page) == []
        assert "<style" not in page
        assert not re.search(r"\son\w+=|\sstyle=", page)


def test_a_study_s_page_runs_no_script_whoever_wrote_it(client: Client) -> None:
    study = client.desk.library.entries()[0].id
    (client.desk.outputs / study / "report.html").write_text(f"<script>alert(1)</script>{EVIL}")
    status, _, headers = client.ask("GET", f"/study/{study}/report.html")
    assert status == 200
    assert "script-src" not in headers["content-security-policy"]
    assert "default-src 'none'" in headers["content-security-policy"]


def test_text_of_anybody_is_text_on_the_server_s_pages(client: Client) -> None:
    study = client.desk.library.entries()[0].id
    status, job = client.post("/api/runs", {
        "study": study, "values": {"enforcement.auto.recall": 0.8}, "question": EVIL, "expect": {"quality": "up"},
        "seeds": 2})
    assert status == 200, job
    assert EVIL in job["title"]
    status, body, headers = client.ask("GET", f"/job/{job['id']}")
    assert status == 200
    assert b"<img" not in body
    for path in ("/api/jobs", f"/api/jobs/{job['id']}", "/api/studies"):
        assert client.ask("GET", path)[2]["content-type"] == "application/json"
    for asked in ({"study": study, "values": {EVIL: 1}, "question": "q", "expect": {"quality": "up"}, "seeds": 2},
                  {"study": study, "values": {"enforcement.auto.recall": 0.8}, "question": "q",
                   "expect": {"quality": EVIL}, "seeds": 2}):
        status, _, headers = client.ask("POST", "/api/runs", json.dumps(asked).encode())
        assert status == 400
        assert headers["content-type"] == "application/json"
    _, body, headers = client.ask("GET", "/beside?one=" + EVIL.replace(" ", "%20") + "&other=x")
    assert headers["content-type"].startswith("text/plain")


def test_yaml_of_anybody_is_plain_data(client: Client) -> None:
    names = "abcdefghij"
    bomb = "a: &a [x]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise(names))
    for text in ("!!python/object/apply:os.system [id]", "changes: !!python/name:os.system", bomb,
                 "changes:\n - set: enforcement.warnings\n   to: ${oc.env:HOME}", "\x00", "[" * 5000):
        for path in ("/api/files/check", "/api/roadmap/outline"):
            status, answer = client.post(path, {"kind": "scenario", "name": "x", "text": text})
            assert status == 400 or answer.get("mistakes") or answer.get("form"), (path, text[:40])
    status, answer = client.post("/api/files/check", {"kind": "scenario", "name": "x", "text": "changes:\n"
                                                      "  - set: enforcement.warning\n    to: 1\n"})
    assert (status, answer["mistakes"][0]["line"]) == (200, 2)
    assert "enforcement.warnings" in answer["mistakes"][0]["message"]
