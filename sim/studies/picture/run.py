"""``sim picture``: one run of a scenario, drawn as a network and as an animation of a tactic spreading through it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sim.model.levers.schedule import Scenario
from sim.runs.compiling import compile_loops
from sim.runs.plan import STATUS_QUO, Config, plan_forecast
from sim.runs.replication import ModelBuilder, build_ecosystem
from sim.runs.store import as_json, check_writable, staged, write_config, write_json, write_table
from sim.runs.workforce import cores
from sim.show.parts import Parts
from sim.show.style import save_both
from sim.studies.experiment.bar import progress_bar
from sim.studies.picture.animation import frame_places, write_animation
from sim.studies.picture.chart import NetworkPicture, describe, finding
from sim.studies.picture.spread import Spread, emerging, follow, tactic_number

PICTURE_DPI = 200


def run_picture(
    config: Config,
    scenario: Scenario | None,
    outputs: Path,
    command: str,
    *,
    tactic: str = "",
    every: int = 0,
    json_only: bool = False,
    build: ModelBuilder = build_ecosystem,
) -> Path:
    """Run one seed of a scenario, write the pictures and what they were drawn from, and return the folder.

    Parameters
    ----------
    config
        The resolved config; its seed is the run that is drawn.
    tactic
        Which one to follow; by default the one that the scenario lets appear, or else the one with most users.
    every
        Days from frame to frame; 0 takes as many as keep the animation to sixty frames.
    json_only
        Print the summary instead of the caption and the folder.

    Raises
    ------
    UserError
        If there is no such tactic, nobody uses any, or the folder cannot be written; nothing is left behind then.
    """
    chosen = scenario or Scenario(STATUS_QUO)
    check_writable(outputs)
    days, warmup = int(config["days"]), int(config["warmup_days"])
    with progress_bar(1, warmup + days + 1) as bar:
        if build is build_ecosystem and cores() > 1:
            bar.compiling()
            compile_loops(bar.compiling)
        bar.say("simulating")
        model: Any = build(config, int(config["seed"]))
        asked = tactic or emerging(chosen)
        if asked:
            tactic_number(model, asked)  # a wrong name is told before the warm-up, not after
        for _ in range(warmup):
            model.step()
            bar.advance_by(1)
        spread = follow(model, chosen, days, asked, lambda: bar.advance_by(1))
        bar.say("drawing")
        folder = _write(spread, config, chosen, outputs, command, every)
    summary = _summary(spread, every, command)
    print(as_json(summary).rstrip() if json_only else f"{describe(spread, spread.peak)}\n{folder}")
    return folder


def _write(
    spread: Spread, config: Config, scenario: Scenario, outputs: Path, command: str, every: int
) -> Path:
    plan = plan_forecast(config, scenario, command)
    folder = outputs / "picture" / f"{plan.name}-{spread.tactic}-seed{spread.seed}-{plan.key}"
    parts = Parts()
    picture = NetworkPicture(spread)
    with staged(folder) as stage:
        write_config(stage / "config.yaml", config)
        write_table(stage / "accounts.parquet", _accounts(spread, picture))
        first, second = spread.id[spread.ties.T]
        write_table(stage / "ties.parquet", {"first": first, "second": second})
        write_table(stage / "days.parquet", _days(spread))
        write_json(stage / "summary.json", _summary(spread, every, command))
        with parts.part("network.png and network.svg"):
            save_both(picture.figure, stage / "network", PICTURE_DPI)
        with parts.part("spread.gif"):
            write_animation(picture, stage / "spread.gif", every)
    parts.tell()
    return folder


def _summary(spread: Spread, every: int, command: str) -> dict[str, Any]:
    at = spread.peak
    return {
        "study": "picture", "command": command, "scenario": spread.scenario, "seed": spread.seed,
        "tactic": spread.tactic, "finding": finding(spread), "caption": describe(spread, at),
        "day": int(spread.days[at]), "open": int(spread.here[at].sum()), "users": int(spread.users[at].sum()),
        "sanctioned": int((spread.sanctioned & spread.here)[at].sum()),
        "removed": int((spread.sanctioned & ~spread.here)[at].sum()), "accounts": len(spread.id),
        "ties": len(spread.ties), "ever_used": int(spread.users.any(axis=0).sum()),
        "events": [{"day": day, "what": words} for day, words in spread.events],
        "frames": [int(spread.days[place]) for place in frame_places(spread, every)],
    }


def _accounts(spread: Spread, picture: NetworkPicture) -> dict[str, Any]:
    names = [*picture.layout.names, "other"]
    return {
        "id": spread.id, **({"name": list(spread.names)} if spread.names else {}),
        "region": [spread.regions[place] for place in spread.region],
        "community": [names[place] for place in picture.layout.community], "views_a_day": spread.audience,
        "days_used": spread.users.sum(axis=0), "days_sanctioned": spread.sanctioned.sum(axis=0),
    }


def _days(spread: Spread) -> dict[str, Any]:
    return {
        "day": spread.days, "open": spread.here.sum(axis=1), "users": spread.users.sum(axis=1),
        "used_before": (spread.tried & ~spread.users & spread.here).sum(axis=1),
        "sanctioned": (spread.sanctioned & spread.here).sum(axis=1),
        "removed": (spread.sanctioned & ~spread.here).sum(axis=1),
    }
