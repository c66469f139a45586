"""Every page carries a policy under which nothing runs and nothing is fetched, and holds nothing that would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.show import page
from sim.studies.kinds import KINDS
from tests.imports import ROOT

TEMPLATES = sorted((ROOT / "sim").rglob("*.j2"))
PAGES = [path for path in TEMPLATES if path.name == "page.html.j2"]
BASE = ROOT / "sim" / "show" / "templates" / "base.html.j2"
_RUNS = re.compile(r"<script|<iframe|<object|<embed|<form|\bon\w+\s*=|javascript:|@import|url\(", re.IGNORECASE)
_FETCHES = re.compile(r"""(?:src|srcset|action|poster)\s*=\s*["']?(?!\{\{|data:|#)|<link""", re.IGNORECASE)


def test_pages_have_one_frame_and_it_has_the_policy() -> None:
    assert len(PAGES) > len(KINDS) - 3  # a forecast is shown on a comparison's page, levels on a validation's
    assert [path for path in TEMPLATES if "<html" in path.read_text(encoding="utf-8")] == [BASE]
    head, _, _ = BASE.read_text(encoding="utf-8").partition("</head>")
    assert '<meta http-equiv="Content-Security-Policy" content="{{ policy }}">' in head
    assert head.index("Content-Security-Policy") < head.index("<style>") < len(head)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_page_is_in_the_frame(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r'\s*(\{#.*?#\}\s*)?\{% extends "show/templates/base.html.j2" %\}', text, re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_template_holds_what_the_policy_forbids(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not _RUNS.search(text) and not _FETCHES.search(text)


def test_the_policy_allows_no_script_and_nothing_from_elsewhere() -> None:
    allowed = dict(part.strip().split(" ", 1) for part in page.POLICY.split(";"))
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == "'none'"
    assert set(allowed) == {"default-src", "img-src", "style-src", "base-uri", "form-action"}
    assert not re.search(r"https?:|\*|unsafe-eval|script|blob:", page.POLICY)


@pytest.mark.parametrize("text", [
    "<script>x</script>", '"><img src=x onerror=x>', "{{ 7 * 7 }}", "a\x07b\u202ec\u2028d", "</style><script>",
    "\ud800"])
def test_text_of_others_is_text_on_a_page(text: str) -> None:
    shown = page._environment().from_string("<p title='{{ text }}'>{{ text }}</p>").render(text=text)
    assert "<script" not in shown and "<img" not in shown and "49" not in shown
    assert not re.search("[\x07\u202e\u2028\ud800]", shown)
    assert page._environment().from_string("{{ policy }}").render() == page.POLICY.replace("'", "&#39;")
