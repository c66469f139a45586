"""``sim story``: one agent's life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sim.config.scenarios import find_scenario, load_scenario
from sim.errors import UserError, quoted, suggest
from sim.studies.experiment.command import Asked, Command, Task, other_scenarios
from sim.studies.experiment.options import BASELINE

AGENTS = ("creator", "viewer")
_USAGE = "as in sim story creator 417 [SCENARIO]"


def _story(asked: Asked) -> Task:
    if not asked.words or asked.words[0] not in AGENTS:
        said = f"no agent {quoted(asked.words[0])}.{suggest(asked.words[0], AGENTS)}" if asked.words else ""
        raise UserError(f"{said or 'sim story needs creator or viewer and a number'} ({_USAGE})")
    if len(asked.words) < 2:
        raise UserError(f"sim story needs an agent's number, {_USAGE}")
    agent, number, *scenarios = asked.words
    if len(scenarios) > 1:
        raise UserError(f"sim story takes one scenario, {_USAGE}")
    if asked.as_json:
        raise UserError("sim story has no --json: a story is read")
    for word in scenarios:
        find_scenario(word)

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        if not number.isdecimal() and (agent != "creator" or config["network"].get("kind") != "files"):
            raise UserError(f"{quoted(number)} is not an agent's number, {_USAGE}")
        scenario = load_scenario([*scenarios, BASELINE][0], config)
        from sim.studies.story.run import run_story

        run_story(config, agent, int(number) if number.isdecimal() else number, scenario)

    return Task(asked.overrides, run)


def _next(before: Sequence[str]) -> Iterable[str]:
    return AGENTS if not before else () if len(before) == 1 else other_scenarios(before)


STORY = Command(
    words="creator|viewer NUMBER|NAME [SCENARIO]",
    about="Tell one agent's readable life. The number is the agent's identity, which is the same under every scenario; "
    "without a scenario, it lives under the status quo. Creators of a network from files go by their names too.",
    examples=("story creator 417 earlier_traffic_cut", "story viewer 3 days=60 seed=2"),
    answer=_story,
    one_at_a_time="a story is read",
    workers=False,
    complete=_next,
)
