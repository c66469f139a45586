"""What runs were made with, and what is different since: code, Python, packages, processor.

A study may be taken up again weeks later. Whatever has changed by then is named; whether it can change a number decides
whether somebody has to agree first.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib import metadata
from typing import Any

from sim.model.version import code_version

PACKAGES = (
    "mesa",
    "numpy",
    "numba",
    "llvmlite",
    "scipy",
    "pandas",
    "pyarrow",
    "networkx",
    "hydra-core",
    "omegaconf",
    "matplotlib",
    "jinja2",
)

_DECISIVE = ("code", "numpy", "numba", "llvmlite", "scipy", "networkx", "processor")
"""What can change the bits of a run; the others only carry, draw or write it."""


def versions() -> dict[str, str]:
    """Return the versions of Python and of the packages that can change a number or a picture."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    return found


def environment() -> dict[str, str]:
    """Return the code's version, Python's, the packages' and the processor's kind."""
    return {"code": code_version(), **versions(), "processor": platform.machine()}


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return what differs between two environments, each as ``numpy 2.4.5 → 2.4.6``."""
    names = [*then, *(name for name in now if name not in then)]
    return [
        f"{name} {then.get(name, 'absent')} → {now.get(name, 'absent')}"
        for name in names
        if then.get(name) != now.get(name)
    ]


def decisive(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Return those differences that can change a number."""
    chosen = [{name: one[name] for name in _DECISIVE if name in one} for one in (then, now)]
    return differences(*chosen)
