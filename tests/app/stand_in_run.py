"""``sim compare`` over a market that takes no time, as slow as it is asked to be: what the server starts in tests.

A word before the command's says how many seconds a seed takes.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from sim.config import compose
from sim.config.scenarios import load_scenarios
from sim.studies.compare.run import run_compare
from tests.studies.compare.fake_model import FakeEcosystem


def make(seconds: float) -> Any:
    def build(config: dict[str, Any], seed: int) -> FakeEcosystem:
        time.sleep(seconds)
        return FakeEcosystem(config, seed)

    return build


def main(words: list[str]) -> None:
    seconds, kind, scenario, *rest = words
    assert kind == "compare"
    outputs = Path(rest[rest.index("--outputs") + 1])
    overrides = [word for word in rest if "=" in word]
    config = compose(overrides)
    run_compare(config, load_scenarios(scenario, config), outputs, f"sim compare {scenario} {' '.join(overrides)}",
                build=make(float(seconds)), processes=1)


if __name__ == "__main__":
    main(sys.argv[1:])
