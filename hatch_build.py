"""Puts configs and scenarios into the wheel, beside the code that reads them.

A plain ``force-include`` would copy them into editable installs too, where the checkout's own files are meant.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class TravellingFiles(BuildHookInterface):
    """Maps ``configs`` and ``scenarios`` into the package of a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend what is built."""
        if version == "standard":
            root = Path(self.root)
            for name in ("configs", "scenarios"):
                build_data["force_include"][str(root / name)] = f"sim/_{name}"
