"""``sim story``: one agent's life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sim.config.scenarios import find_scenario, load_scenario
from sim.errors import UserError, suggest
from sim.studies.experiment.command import Asked, Command, Task, other_scenarios
from sim.studies.experiment.options import BASELINE

AGENTS = ("creator", "viewer")
_USAGE = "as in sim story creator 417 [SCENARIO]"


def _story(asked: Asked) -> Task:
    if not asked.words or asked.words[0] not in AGENTS:
        said = f"no agent {asked.words[0]!r}.{suggest(asked.words[0], AGENTS)}" if asked.words else ""
        raise UserError(f"{said or 'sim story needs creator or viewer and a number'} ({_USAGE})")
    if len(asked.words) < 2 or not asked.words[1].isdecimal():
        wrong = f"{asked.words[1]!r} is not" if len(asked.words) > 1 else "sim story needs"
        raise UserError(f"{wrong} an agent's number, {_USAGE}")
    agent, number, *scenarios = asked.words
    if len(scenarios) > 1:
        raise UserError(f"sim story takes one scenario, {_USAGE}")
    if asked.as_json:
        raise UserError("sim story has no --json: a story is read")
    for word in scenarios:
        find_scenario(word)

    def run(config: dict[str, Any], _study: dict[str, Any]) -> None:
        scenario = load_scenario([*scenarios, BASELINE][0], config)
        from sim.studies.story.run import run_story

        run_story(config, agent, int(number), scenario)

    return Task(asked.overrides, run)


def _next(before: Sequence[str]) -> Iterable[str]:
    return AGENTS if not before else () if len(before) == 1 else other_scenarios(before)


STORY = Command(
    words="creator|viewer NUMBER [SCENARIO]",
    about="Tell one agent's readable life. The number is the agent's identity, which is the same under every scenario; "
    "without a scenario, it lives under the status quo.",
    examples=("story creator 417 earlier_traffic_cut", "story viewer 3 days=60 seed=2"),
    answer=_story,
    one_at_a_time="a story is read",
    workers=False,
    complete=_next,
)
