"""Hydra's own launchers carry studies out: each job in a folder of its own; one that fails stops no other."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from sim.cli.main import main

SMALL = ["population.viewers=200", "population.creators=20", "warmup_days=2", "days=3", "replications=2",
         "execution=serial"]
LAUNCHERS = {"submitit_local": "hydra_plugins.hydra_submitit_launcher"}  # joblib: docs/howto/cluster.md, which is run


def has(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.parametrize("launcher", LAUNCHERS)
def test_a_launcher_runs_every_job_and_a_mistake_stops_no_other(
    launcher: str, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has(LAUNCHERS[launcher]):
        pytest.skip(f"no launcher {launcher}")
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    outputs = tmp_path / "outputs"
    words = ["compare", "warn_first", "-m", "seed=1,2,-3", f"hydra/launcher={launcher}", "--outputs", str(outputs)]
    assert main([*words, *SMALL]) == 2
    assert len(list((outputs / "compare").glob("warn_first-*/report.html"))) == 2
    told = capfd.readouterr().err + "".join(log.read_text() for log in outputs.glob("multirun/*/.submitit/*/*.err"))
    assert "seed is -3" in told
