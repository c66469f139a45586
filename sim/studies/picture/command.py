"""``sim picture``: one scenario, or one of its variants, one seed."""

from __future__ import annotations

from typing import Any

from sim.config.scenarios import load_scenario
from sim.studies.experiment.command import Asked, Command, Option, Task
from sim.studies.experiment.options import RESULTS, VARIANT, one_arm, whole_number

DEFAULT = "whatif_20.rule_in_30_days"
"""The shipped question in which a tactic appears, spreads and is forbidden."""


def _picture(asked: Asked) -> Task:
    name = one_arm(asked.words or [DEFAULT], asked.options.variant, "sim picture earlier_traffic_cut")

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        from sim.studies.picture.run import run_picture

        run_picture(config, load_scenario(name, config), asked.outputs, asked.command,
                    tactic=asked.options.tactic or "", every=asked.options.every or 0, json_only=asked.as_json)

    return Task(asked.overrides, run)


PICTURE = Command(
    words="[SCENARIO]",
    about="Draw the network of one run, and animate a tactic spreading in it. It shows who cheats, who did before and "
    "who was caught. Without a scenario, it is whatif_20.rule_in_30_days.",
    examples=("picture", "picture whatif_01 --variant at_170 --tactic engagement_bait --every 7"),
    answer=_picture,
    options=(
        VARIANT,
        Option("--tactic", "which tactic to follow, in place of the one that appears or is used most", "NAME"),
        Option("--every", "days from frame to frame of the animation", "N", read=whole_number),
        *RESULTS,
    ),
    one_at_a_time="draw one run at a time",
    workers=False,
)
