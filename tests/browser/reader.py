"""A reader with a real browser, who opens pages at a desk, on a phone, at night or on paper and says what is wrong."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
DESK, PHONE, SHEET = (1280, 900), (390, 844), (680, 960)
"""Widths and heights in CSS pixels; the sheet is A4 less margins of 15 mm."""
AXE = Path(sys.prefix, "axe", "node_modules", "axe-core", "axe.min.js")
MOST_TABS = 400
MOST_LOOKS = 1_000  # of 20 ms and more each
PATIENCE_MS = 300_000  # a machine with other work may take its time
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe is not installed: make test fetches it with npm")


def chromium() -> str | None:
    """Return where Chromium is installed, if it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Visit:
    """An open page, with what it asked for and what it complained of on the way."""

    page: Any
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def unfold(self, kinds: str = "details") -> None:
        """Open every detail, or those that a selector finds."""
        self.page.evaluate(f"for (const one of document.querySelectorAll('{kinds}')) one.open = true")

    def until(self, condition: str) -> None:
        """Wait until a condition holds; asked from outside, since a page's policy lets nothing be evaluated inside."""
        for _ in range(MOST_LOOKS):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(20)
        raise TimeoutError(condition)

    def beyond(self) -> list[str]:
        """Return what stands beyond the right or left edge, other than inside a box that scrolls by itself."""
        return list(self.page.evaluate(_BEYOND))

    def cut_off(self) -> list[str]:
        """Return the boxes whose content is wider than they are: on paper nobody can scroll."""
        return list(self.page.evaluate(_CUT_OFF))

    def reached_by_tab(self) -> tuple[list[str], list[str]]:
        """Press Tab until focus comes round; return what can be focused and was not, and what showed no focus."""
        expected = set(self.page.evaluate(_FOCUSABLE))
        reached, unseen = set(), []
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            place, words, seen = self.page.evaluate(_FOCUSED)
            if place < 0 or place in reached:
                break
            reached.add(place)
            if not seen:
                unseen.append(words)
        return [str(one) for one in sorted(expected - reached)], unseen

    def barriers(self) -> list[str]:
        """Return what axe finds serious or critical."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']} ({one['impact']}): {node['html'][:120]} {_reason(node)}"
            for one in found["violations"] if one["impact"] in ("serious", "critical") for node in one["nodes"][:3]
        ]

    def brightness(self) -> tuple[float, float]:
        """Return how bright the page's paper and ink are, 0 to 1."""
        paper, ink = self.page.evaluate(
            "(style => [style.backgroundColor, style.color])(getComputedStyle(document.body))")
        return _brightness(paper), _brightness(ink)


@contextmanager
def visit(browser: Any, path: Path, size: tuple[int, int] = DESK, scheme: str = "light", media: str = "screen"
          ) -> Iterator[Visit]:
    """Open a page in a profile of its own, with no network: what is asked for is noted and refused."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce", offline=True)
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.emulate_media(media=media, color_scheme=scheme, reduced_motion="reduce")
        opened = Visit(page)
        page.on("request", lambda one: None if one.url.startswith("data:") else opened.asked.append(one.url))
        page.on("console", lambda one: opened.complaints.append(f"{one.type}: {one.text}"))
        page.on("pageerror", lambda one: opened.complaints.append(str(one)))
        page.goto(path.as_uri(), wait_until="load")
        yield opened
    finally:
        context.close()


def sheets(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def _reason(node: dict[str, Any]) -> str:
    return json.dumps([one["message"] for one in node["any"] + node["all"]][:1])


def _brightness(colour: str) -> float:
    red, green, blue = (float(one) / 255 for one in re.findall(r"[\d.]+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_BEYOND = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push(`page ${document.documentElement.scrollWidth} wide`);
  const inside = one => {
    for (let box = one.parentElement; box && box !== document.body; box = box.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(box).overflowX)) return true;
    return false;
  };
  for (const one of document.querySelectorAll('main *, header *')) {
    const at = one.getBoundingClientRect();
    if (at.width > 0 && (at.right > width + 1 || at.left < -1) && !inside(one))
      found.push(`${one.tagName} ${one.className}: ${at.left.toFixed()}-${at.right.toFixed()} `
                 + one.textContent.trim().slice(0, 40));
  }
  return found;
}"""
_CUT_OFF = """() => [...document.querySelectorAll('main *, header *')]
  .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1
          && getComputedStyle(one).display !== 'inline' && getComputedStyle(one).overflowX !== 'visible')
  .map(one => `${one.tagName} ${one.className}: ${one.scrollWidth} in ${one.clientWidth}, `
              + one.textContent.trim().slice(0, 40))"""
_TAKES_FOCUS = 'a[href], summary, [tabindex="0"], button:not(:disabled), input:not(:disabled), select, textarea'
_MARK = f"[...document.querySelectorAll('{_TAKES_FOCUS}')]"
_FOCUSABLE = f"""() => {_MARK}.map((one, place) => one.checkVisibility() ? place : -1).filter(place => place >= 0)"""
_FOCUSED = f"""() => {{
  const one = document.activeElement, style = getComputedStyle(one), at = one.getBoundingClientRect();
  const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && at.right > 0 && at.bottom > 0 && at.left < innerWidth && at.top < innerHeight;
  return [{_MARK}.indexOf(one), one.textContent.trim().slice(0, 40), seen];
}}"""
