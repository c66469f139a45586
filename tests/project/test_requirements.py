"""What is installed is what was tested: every package that the project needs is pinned, and no pin breaks a range."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.imports import ROOT

PYTHONS = ("3.11", "3.12", "3.13")
EXTRAS = ("dev", "studies", "search", "decks", "ray", "launchers")  # all of them but those that no test needs


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]  # type: ignore[no-any-return]


def asked(extras: tuple[str, ...] = EXTRAS) -> list[Requirement]:
    """Return what pyproject.toml asks for."""
    known = project()["optional-dependencies"]
    return [Requirement(line) for line in (*project()["dependencies"], *(x for one in extras for x in known[one]))]


def pinned() -> list[Requirement]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def applies(requirement: Requirement, python: str | None = None, extra: str = "") -> bool:
    other = {"python_version": python, "python_full_version": f"{python}.0"} if python else {}
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra} | other)


def pins(python: str | None = None) -> dict[str, str]:
    """Return the pinned version of each package, for a Python or for this one."""
    here = [one for one in pinned() if applies(one, python)]
    found = {canonicalize_name(one.name): next(iter(one.specifier)).version for one in here}
    assert len(found) == len(here), "a package is pinned twice for one Python"
    return found


def needed() -> Iterator[metadata.Distribution]:
    """Yield the installed distributions that the project needs, directly or over others."""
    seen: set[tuple[str, str]] = set()
    edge = [(one, "") for one in asked()]
    while edge:
        requirement, asking = edge.pop()
        if not applies(requirement, extra=asking):
            continue
        for extra in ("", *requirement.extras):
            if (requirement.name, extra) in seen:
                continue
            seen.add((requirement.name, extra))
            try:
                found = metadata.distribution(requirement.name)
            except metadata.PackageNotFoundError:
                continue  # an extra that could not be had here
            if not extra:
                yield found
            edge += [(Requirement(line), extra) for line in found.requires or []]


def test_every_installed_package_that_is_needed_is_pinned() -> None:
    names = {canonicalize_name(one.name) for one in needed()}
    assert len(names) > 40 and "llvmlite" in names
    assert sorted(names - pins().keys()) == []


@pytest.mark.parametrize("python", PYTHONS)
def test_ranges_admit_the_pins(python: str) -> None:
    chosen = pins(python)
    for one in asked(tuple(project()["optional-dependencies"])):
        if applies(one, python) and canonicalize_name(one.name) in chosen:
            assert one.specifier.contains(Version(chosen[canonicalize_name(one.name)])), f"{one} forbids the pin"
    assert {canonicalize_name(one.name) for one in asked() if applies(one, python)} <= chosen.keys()


def test_pins_are_versions_and_name_no_place() -> None:
    for one in pinned():
        assert one.url is None and not one.extras
        assert [part.operator for part in one.specifier] == ["=="], one
    assert not re.search(r"https?:|--|@", (ROOT / "constraints.txt").read_text(encoding="utf-8"))


def test_what_a_user_installs_is_a_range_with_both_ends() -> None:
    for one in asked(("studies", "ray", "launchers", "search", "decks")):
        operators = {part.operator for part in one.specifier}
        assert operators == {">=", "<"}, one
