"""Every Python block of the docs runs, page by page, in this process."""

from __future__ import annotations

import matplotlib
import pytest

from tests.docs.documents import PAGES, SKIPPED, blocks, name_of

WITH_PYTHON = [page for page in PAGES if any(block.language == "python" for block in blocks(page))]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name_of)
def test_examples_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.runs.workforce.cores", lambda: 1)  # no workers: they would compile all over again
    matplotlib.use("Agg")
    names: dict[str, object] = {"__name__": "__docs__"}
    for block in blocks(page):
        if block.language == "python" and not block.skipped:
            padding = "\n" * (block.line - 1)  # so that a traceback shows the page's own line
            exec(compile(padding + block.text, str(page), "exec"), names)


def test_a_page_may_skip_a_block(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(f"{SKIPPED}\n```python\nraise SystemExit\n```\n\n```python\nx = 1\n```\n", encoding="utf-8")
    assert [block.skipped for block in blocks(page)] == [True, False]
