"""One browser for the room. Where Playwright or Chromium is missing, what needs it is skipped and says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.reader import FLAGS, chromium


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e '.[dev]'")
    if chromium() is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), headless=True, args=FLAGS)
        yield launched
        launched.close()
