"""What differs between futures: the words of `--assume`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from sim.config.documents import read_plain
from sim.config.folders import configs_folder
from sim.config.names import parameters_of
from sim.errors import UserError
from sim.methods.designs.factors import OWN_RANGE
from sim.model.parameters import Parameter

EVERYTHING = "all"


def default_assumptions() -> dict[str, Any]:
    """Return what varies where nothing is named, as ``study=robust`` has it."""
    content = yaml.safe_load((configs_folder() / "study" / "robust.yaml").read_text(encoding="utf-8"))
    assume: dict[str, Any] = content["assume"]
    return assume


def _bound(name: str, parameter: Parameter) -> bool:
    """Return whether an assumption cannot vary by itself: shares of a whole, and words in place of numbers."""
    return bool(parameter.words) or (name.startswith("market.categories.") and name.endswith(".share"))


def assumed(written: str | None, config: Mapping[str, Any]) -> dict[str, Any]:
    """Return the factors that ``--assume`` names: ``all``, names joined by commas, or a YAML file of names and ranges.

    Raises
    ------
    UserError
        If the file is missing or holds something else; unknown names are told later, like any other factor's.
    """
    if not written:
        return {}
    if written == EVERYTHING:
        every = parameters_of(config)
        return {name: OWN_RANGE for name, one in every.items() if one.kind == "assumption" and not _bound(name, one)}
    path = Path(written).expanduser()
    if path.suffix not in (".yaml", ".yml"):
        return {name.strip(): OWN_RANGE for name in written.split(",") if name.strip()}
    if not path.is_file():
        raise UserError(f"--assume: no file {written}")
    content = read_plain(path, written)
    if isinstance(content, list):
        return {str(name): OWN_RANGE for name in content}
    if not isinstance(content, dict) or not content:
        raise UserError("holds no assumptions: write a list of names, or name: {low: 0.2, high: 0.8}", path=written)
    return {str(name): form for name, form in content.items()}
