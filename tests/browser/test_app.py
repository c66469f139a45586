"""The local server's pages in a real browser: a run asked for and watched, by two users, over a kill of the server."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="Starlette is not installed: pip install -e '.[app]'")
pytest.importorskip("uvicorn", reason="uvicorn is not installed: pip install -e '.[app]'")

from sim.app.server import HOST
from tests.app.serving import ROOT, TOKEN, Client, served, until
from tests.browser.reader import DESK, PHONE, Visit, needs_axe
from tests.studies.explore.stand_in import explored

EVIL = "What if <img src=x onerror=alert(1)> & 'more'?"
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return explored(tmp_path_factory.mktemp("made"), points=24).folder


@pytest.fixture(scope="module")
def client(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    outputs = tmp_path_factory.mktemp("results")
    shutil.copytree(made, outputs / "explore" / made.name)
    with served(outputs) as found:
        yield found


@contextmanager
def user(browser: Any, address: str, size: tuple[int, int] = DESK, scheme: str = "light") -> Iterator[Visit]:
    """Open the pages as somebody with a browser of their own, who has been given the address."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme,
                                  reduced_motion="reduce")
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        opened = Visit(page)
        page.on("request", lambda one: opened.asked.append(one.url))
        page.on("console", lambda one: opened.complaints.append(f"{one.type}: {one.text}"))
        page.on("pageerror", lambda one: opened.complaints.append(str(one)))
        page.goto(f"{address}/?token={TOKEN}")
        yield opened
    finally:
        context.close()


def play(opened: Visit, address: str, made: Path) -> None:
    opened.page.goto(f"{address}/play/explore/{made.name}")
    opened.page.get_by_role("slider", name="Breaches found by automatic detection").fill("80")
    opened.until("explore.values()['enforcement.auto.recall'] === 0.8")


def ask_to_run(opened: Visit, seeds: int = 3) -> None:
    page = opened.page
    page.get_by_label("Your question, for the scenario file").fill(EVIL)
    page.get_by_label("I expect").select_option("quality")
    page.locator("#expect-way").select_option("up")
    page.get_by_label("Seeds").fill(str(seeds))
    page.get_by_role("button", name="Run it").click()


def test_question_and_expectation_come_first_then_a_run_beside_the_estimate(
    browser: Any, client: Client, made: Path
) -> None:
    with user(browser, client.address) as opened:
        page = opened.page
        assert TOKEN not in page.url
        play(opened, client.address, made)
        page.get_by_role("button", name="Run it").click()
        assert "Write your question first" in page.inner_text("#run-fault")
        page.get_by_label("Your question, for the scenario file").fill("Why?")
        page.get_by_role("button", name="Run it").click()
        assert "Say what you expect" in page.inner_text("#run-fault")
        ask_to_run(opened)
        page.locator("#run-job tbody tr").first.wait_for()
        opened.until("document.querySelector('#run-job p').textContent.startsWith('finished')")
        assert EVIL in page.inner_text("#run-job h3")  # as text
        assert page.locator("#run-job img").count() == 0
        assert page.locator("#run-job tbody td", has_text=re.compile("^(agrees|is off)$")).count() > 0
        page.get_by_role("slider", name="Breaches found by automatic detection").fill("60")
        opened.until("document.getElementById('run-job').classList.contains('stale')")
        page.get_by_role("link", name="Page").click()
        assert page.url.endswith("/report.html")
        page.goto(client.address)
        assert opened.complaints == []
        assert all(one.startswith((client.address, "data:")) for one in opened.asked)


def test_two_users_ask_the_same_and_one_run_answers_both(browser: Any, client: Client, made: Path) -> None:
    with user(browser, client.address) as one, user(browser, client.address, PHONE, "dark") as other:
        for opened in (one, other):
            play(opened, client.address, made)
            ask_to_run(opened)
        for opened in (one, other):
            opened.until("document.querySelector('#run-job p')?.textContent.startsWith('finished')")
            assert opened.complaints == []
        assert other.beyond() == []
    assert len(client.get("/api/jobs")[1]["jobs"]) == 1


def test_the_library_searches_and_asks_before_it_deletes(browser: Any, client: Client, made: Path) -> None:
    shutil.copytree(made, client.desk.outputs / "explore" / "copied-abcdef")
    with user(browser, client.address) as opened:
        page = opened.page
        page.get_by_role("button", name="Delete").first.wait_for()
        page.get_by_label("Search").fill("copied abc")
        opened.until("document.querySelectorAll('#studies tr').length === 1")
        page.get_by_role("button", name="Delete").click()
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        page.locator("#sure-fault", has_text="write the study's name").wait_for()
        page.get_by_label("The study's name").fill("copied-abcdef")
        page.get_by_role("dialog").get_by_role("button", name="Delete").click()
        opened.until("document.querySelectorAll('#studies tr').length === 0")
        assert [line for line in opened.complaints if "400" not in line] == []
    assert not (client.desk.outputs / "explore" / "copied-abcdef").exists()


def test_a_roadmap_is_edited_as_a_form_beside_its_text(browser: Any, client: Client) -> None:
    with user(browser, client.address) as opened:
        page = opened.page
        page.goto(f"{client.address}/files")
        page.get_by_label("This is a").select_option("roadmap")
        field = page.get_by_role("group", name="phase 1").get_by_label("scenario")
        field.wait_for()
        field.fill("explain_penaltie")
        page.locator("#mistakes li", has_text="explain_penalties").wait_for()
        assert field.get_attribute("aria-invalid") == "true"
        assert "explain_penalties" in field.evaluate("one => one.nextElementSibling.textContent")
        field.fill("warn_first")
        page.get_by_text("Nothing is wrong with it.").wait_for()
        assert "scenario: warn_first" in page.get_by_label("As YAML").input_value()
        page.get_by_role("button", name="Add a target").click()
        page.locator("#mistakes li").first.wait_for()
        page.get_by_role("button", name="Take target 2 away").click()
        page.get_by_text("Nothing is wrong with it.").wait_for()
        page.get_by_label("called").fill("mine")
        page.get_by_role("button", name="Keep", exact=True).click()
        page.get_by_text("Kept as mine.").wait_for()
        page.get_by_label("or take a file").set_input_files(ROOT / "scenarios" / "warn_first.yaml")
        opened.until("document.getElementById('text').value.includes('set: enforcement.warnings')")
        assert opened.complaints == []
    assert {"kind": "roadmap", "name": "mine"} in client.get("/api/files")[1]["files"]


@needs_axe
@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark"), ((640, 450), "light")],
                         ids=["desk", "phone-at-night", "200%"])
def test_pages_have_no_barrier_and_nothing_stands_beyond_the_edge(
    browser: Any, client: Client, made: Path, size: tuple[int, int], scheme: str
) -> None:
    with user(browser, client.address, size, scheme) as opened:
        for place in ("/", f"/play/explore/{made.name}", "/files"):
            opened.page.goto(client.address + place)
            opened.page.wait_for_load_state("networkidle")
            if place == "/files":
                opened.page.get_by_label("This is a").select_option("roadmap")
                opened.page.get_by_role("group", name="phase 1").wait_for()
            assert opened.barriers() == [], place
            assert opened.beyond() == [], place
            missed, unseen = opened.reached_by_tab()
            assert (missed, unseen) == ([], []), place


def test_a_run_outlives_its_server_and_the_page_recovers(browser: Any, made: Path, tmp_path: Path) -> None:
    """The server is killed while a run is going, and started again: the page says so, and shows the end of the run."""
    shutil.copytree(made, tmp_path / "explore" / made.name)
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]

    def begin() -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "tests.app.serve_stand_in", str(tmp_path), str(port)]
        started = subprocess.Popen(words, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})

        def answers() -> bool:
            with socket.socket() as asking:
                return asking.connect_ex((HOST, port)) == 0

        until(answers)
        return started

    server, address = begin(), f"http://{HOST}:{port}"
    try:
        with user(browser, address) as opened:
            play(opened, address, made)
            ask_to_run(opened, seeds=8)
            opened.until("/\\d+ of 16 runs/.test(document.querySelector('#run-job p')?.textContent)")
            server.send_signal(signal.SIGKILL)
            server.wait()
            opened.until("document.querySelector('#run-job p').textContent.includes('does not answer')")
            server = begin()
            opened.until("document.querySelector('#run-job p').textContent.startsWith('finished · 16 of 16 runs')")
            assert "does not answer" not in opened.page.locator("#run-job p").first.inner_text()
    finally:
        server.kill()
        server.wait()
