"""A command line without its studies: what the studies are called with is what the command line is judged by."""

from __future__ import annotations

import sys
import types
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sim.cli.main import main


@dataclass
class Calls:
    """What the studies were asked for; ``fail`` is raised instead of running."""

    made: list[dict[str, Any]] = field(default_factory=list)
    fail: BaseException | None = None

    def take(self, **call: Any) -> None:
        if self.fail is not None:
            raise self.fail
        self.made.append(call)


@pytest.fixture
def studies(monkeypatch: pytest.MonkeyPatch) -> Calls:
    calls = Calls()

    def run_forecast(
        config: Any, scenario: Any, outputs: Path, command: str, as_json: bool, **_told: Any
    ) -> Path:
        calls.take(study="forecast", config=config, scenarios=[scenario.name], outputs=outputs, command=command,
                   as_json=as_json)
        return outputs

    def run_compare(
        config: Any, scenarios: Any, outputs: Path, command: str, as_json: bool, **_settling: Any
    ) -> Path:
        calls.take(study="compare", config=config, scenarios=[one.name for one in scenarios], outputs=outputs,
                   command=command, as_json=as_json)
        return outputs

    def run_story(config: Any, kind: str, id: int, scenario: Any) -> None:
        calls.take(study="story", config=config, kind=kind, id=id, scenarios=[scenario.name])

    monkeypatch.setattr("sim.studies.compare.run.run_forecast", run_forecast)
    monkeypatch.setattr("sim.studies.compare.run.run_compare", run_compare)
    monkeypatch.setattr("sim.studies.story.run.run_story", run_story)
    return calls


@pytest.fixture
def sim(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a command line in an empty folder; gives exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        code = main(list(words))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def validations(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What validations were asked for, without running any."""
    calls = Calls()
    room = types.ModuleType("sim.studies.validate.run")
    room.REPLICATIONS = 16  # type: ignore[attr-defined]

    def run_validate(config: Any, names: list[str], outputs: Path, command: str, as_json: bool) -> Path:
        calls.take(config=config, names=names, outputs=outputs, command=command, as_json=as_json)
        return outputs

    room.run_validate = run_validate  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sim.studies.validate.run", room)
    return calls
