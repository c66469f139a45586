"""A search's result as scenario files that run as they are: the recommended policy, and all finalists as variants."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sim.studies.optimise.result import PREFIX, Optimised
from sim.studies.optimise.words import findings, lever_words, trial_of

RECOMMENDED, FINALISTS = "optimised.yaml", "finalists.yaml"


def write_scenarios(found: Optimised, folder: Path) -> None:
    """Write both files into a folder."""
    objectives = " and ".join(found.search.settings.objectives)
    asked = f"What if the levers were set as a search for {objectives} found them?"
    why = ". ".join(findings(found)) + "."
    best = trial_of(found, found.recommended)
    _write(folder / RECOMMENDED, {
        "name": "optimised", "question": asked, "why": why, "changes": [{"set": _levers(found, best.values)}],
    })
    variants = {
        f"finalist_{name.removeprefix(PREFIX)}": {
            "question": f"What if {lever_words(trial_of(found, name).values, found.search.levers)}?",
            "changes": [{"set": _levers(found, trial_of(found, name).values)}],
        }
        for name in found.names
    }
    _write(folder / FINALISTS, {"name": "finalists", "question": asked, "variants": variants})


def _levers(found: Optimised, values: dict[str, Any]) -> dict[str, Any]:
    return {one.name: values[one.name] for one in found.search.levers}


def _write(path: Path, content: dict[str, Any]) -> None:
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    path.write_text(text, encoding="utf-8")
