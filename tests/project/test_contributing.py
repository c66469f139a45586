"""What contributors are told is there: every path, every target of make."""

from __future__ import annotations

import re

import pytest

from sim import __version__
from tests.imports import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATHS = sorted({word for word in re.findall(r"`([\w./-]+)`", TEXT) if "/" in word or word.partition(".")[0].isupper()})


@pytest.mark.parametrize("path", PATHS)
def test_paths_exist(path: str) -> None:
    assert (ROOT / path).exists()
    assert path.endswith("/") == (ROOT / path).is_dir()


def test_many_paths_are_named() -> None:
    assert len(PATHS) > 25


def test_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = set(re.findall(r"make ([a-z]+)", TEXT)) | set(re.findall(r"make ([a-z]+)", (ROOT / ".ci/run").read_text()))
    assert asked and asked <= targets


def test_this_version_has_a_section_in_the_changelog() -> None:
    sections = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sections[0] == "Unreleased"
    assert sections[1] == __version__
