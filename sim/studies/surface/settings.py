"""What is shown first where nobody says: as ``study=surface`` has it."""

from __future__ import annotations

import yaml

from sim.config.folders import configs_folder


def shown_first() -> list[str]:
    """Return the outcomes of the configuration's group ``study``, option ``surface``."""
    content = yaml.safe_load((configs_folder() / "study" / "surface.yaml").read_text(encoding="utf-8"))
    return [str(name) for name in content["outcomes"]]
