"""How large a change has to be before somebody would act on it, read from ``data/material.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.errors import UserError
from sim.model.outcomes.dictionary import OUTCOMES

DATA = Path(__file__).parent / "data"
_OTHER = "other"


@cache
def rules() -> dict[str, dict[str, Any]]:
    """Return what is written, by outcome.

    Raises
    ------
    UserError
        On a row for something that is no outcome, or without an amount or a share.
    """
    path = DATA / "material.yaml"
    found: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, row in found.items():
        if name != _OTHER and name not in OUTCOMES:
            raise UserError(f"{name} is no outcome", path=path)
        if ("amount" in row) == ("share" in row):
            raise UserError(f"{name} needs an amount or a share", path=path)
    return found


def material(outcome: str, levels: Mapping[str, float]) -> float:
    """Return the smallest change of an outcome that matters, in its own unit (at least 0).

    Parameters
    ----------
    levels
        Today's level of every outcome.
    """
    row = rules().get(outcome) or rules()[_OTHER]
    if "amount" in row:
        return float(row["amount"])
    return float(row["share"]) * abs(levels[str(row.get("of", outcome))])


def why(outcome: str) -> str:
    """Return the reason of a threshold."""
    return str((rules().get(outcome) or rules()[_OTHER])["why"])
