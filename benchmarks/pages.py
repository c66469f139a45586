"""The pages that people play with: from a slider to paint, first load, and the server's memory over many jobs."""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_MOVES = """async moves => {
  const slider = document.getElementById("slider-0"), found = [];
  const low = Number(slider.min), high = Number(slider.max);
  for (let at = 0; at < moves; at += 1) {
    const began = performance.now();
    slider.value = low + (high - low) * ((at * 37) % 101) / 100;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    await new Promise(done => requestAnimationFrame(() => {
      const told = new MessageChannel();
      told.port1.onmessage = done;
      told.port2.postMessage(0);
    }));
    found.push(performance.now() - began);
  }
  return found;
}"""


def playing(viewers: int, points: int, moves: int) -> dict[str, float]:
    """Return milliseconds from a slider's move to the painted answer, and of the first load of the page."""
    from playwright.sync_api import sync_playwright

    from sim.studies.explore.api import explore

    overrides = ["warmup_days=10", f"population.creators={max(30, viewers // 20)}"]
    with tempfile.TemporaryDirectory() as place:
        study = explore(viewers=viewers, days=20, points=points, seeds=4, overrides=overrides, outputs=place)
        page = study.folder / "explore.html"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            loads, paints = [], []
            for _ in range(5):
                context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
                opened = context.new_page()
                began = time.perf_counter()
                opened.goto(page.as_uri(), wait_until="load")
                loads.append(1000 * (time.perf_counter() - began))
                paints += opened.evaluate(_MOVES, moves)
                context.close()
            browser.close()
        return {"paint_p95_ms": statistics.quantiles(paints, n=20)[-1], "paint_median_ms": statistics.median(paints),
                "load_ms": statistics.median(loads), "page_kb": page.stat().st_size / 1000}


def serving(jobs: int) -> dict[str, Any]:
    """Return by how much the server's memory grows over so many jobs, and how long a page takes afterwards."""
    from tests.app.serving import served, until

    with tempfile.TemporaryDirectory() as place, served(Path(place), (sys.executable, "-c", "pass")) as client:
        def work(count: int, begin: int) -> None:
            for at in range(begin, begin + count):
                job = client.desk.jobs.ask(f"job {at}", ["compare", str(at)], "", {})
                until(lambda name=job.id: client.desk.jobs.job(name).state in ("finished", "failed"))
                client.ask("GET", "/")
                client.ask("GET", f"/api/jobs/{job.id}")

        work(20, 0)
        before = _resident()
        work(jobs, 20)
        grown = _resident() - before
        began = time.perf_counter()
        client.ask("GET", "/")
        return {"grown_mb": grown, "page_ms": 1000 * (time.perf_counter() - began)}


def _resident() -> float:
    """Return this process's resident memory in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * 4096 / 1e6
