"""Names made of content: a key changes with everything that can change a number, and with nothing else.

A *run* is one configuration, one scenario and one seed under one version of the code; its key names it everywhere (in
tables, in errors, in ``sim rerun FOLDER KEY``). A *warm-up* is what several runs may share: the same configuration and
seed, whatever is done to levers afterwards and however long the horizon is. What cannot change a number stays out: how
many replications, threads, processes, and where results go.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sim.model.levers.schedule import Scenario

_WITHOUT_EFFECT = ("replications", "outputs", "execution", "study", "matters")


def digest(*content: Any, digits: int = 16) -> str:
    """Return ``digits`` hex digits of some plain content."""
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=digits // 2).hexdigest()


def config_content(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a configuration can change a number."""
    kept = {name: value for name, value in config.items() if name not in _WITHOUT_EFFECT}
    kept["engine"] = {name: value for name, value in config.get("engine", {}).items() if name != "threads"}
    return kept


def changes_content(scenario: Scenario) -> list[dict[str, Any]]:
    """Return what of a scenario can change a number: its dated changes, without the lines they were written on,
    and whom a test treats with them."""
    changes = [asdict(change) | {"line": None} for change in scenario.changes]
    return changes if scenario.trial is None else [*changes, asdict(scenario.trial)]


def seedless(config: Mapping[str, Any]) -> str:
    """Return the digest of a configuration whatever its seed."""
    return digest({name: value for name, value in config_content(config).items() if name != "seed"})


def warm_digest(config: Mapping[str, Any]) -> str:
    """Return the digest of all that a warm-up hangs on, whatever the seed and the horizon."""
    return digest({name: value for name, value in config_content(config).items() if name not in ("seed", "days")})


def run_key(config_digest: str, scenario_digest: str, seed: int, code: str) -> str:
    """Return the key of a run from the digests of its parts, which many runs share."""
    return digest("run", config_digest, scenario_digest, seed, code)


def warmup_key(config_digest: str, seed: int, code: str) -> str:
    """Return the key of a warm-up from the digest of `warm_digest`."""
    return digest("warm-up", config_digest, seed, code)
