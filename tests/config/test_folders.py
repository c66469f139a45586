"""Configs and scenarios travel with an installed wheel, and are read from the checkout otherwise."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import types
from pathlib import Path
from typing import Any

import pytest

from sim.config import compose, folders, load_scenario, scenario_names

ROOT = Path(__file__).parents[2]


def test_a_checkout_reads_its_own_files() -> None:
    assert folders.configs_folder() == ROOT / "configs"
    assert folders.scenarios_folder() == ROOT / "scenarios"


def test_an_installed_package_reads_what_travelled_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, names = compose(["seed=5"]), scenario_names()
    package = tmp_path / "site-packages" / "sim"
    for name in ("configs", "scenarios"):
        shutil.copytree(ROOT / name, package / f"_{name}")
    monkeypatch.setattr(folders, "_PACKAGE", package)
    monkeypatch.chdir(tmp_path)
    assert folders.configs_folder() == package / "_configs"
    assert compose(["seed=5"]) == here
    assert scenario_names() == names
    assert load_scenario("warn_first").changes


@pytest.mark.parametrize(("version", "travels"), [("standard", True), ("editable", False)])
def test_the_wheel_takes_them_along(version: str, travels: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    interface: Any = types.ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = type("BuildHookInterface", (), {"root": str(ROOT)})
    monkeypatch.setitem(sys.modules, "hatchling.builders.hooks.plugin.interface", interface)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    build: dict[str, Any] = {"force_include": {}}
    hook.TravellingFiles().initialize(version, build)
    expected = {str(ROOT / name): f"sim/_{name}" for name in ("configs", "scenarios")}
    assert build["force_include"] == (expected if travels else {})
