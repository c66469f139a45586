"""A threat's file means what it says; what is wrong in one is told in one line with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.cli.main import main
from sim.config.composition import compose
from sim.errors import UserError
from sim.model.outcomes.dictionary import OUTCOMES
from sim.studies.stress.file import SHIPPED, load_threats
from sim.studies.stress.threat import Register, Threat, Watch

FILE = """\
question: A detector goes blind.
start: day 20
lasts: 10 days
likelihood: {low: 20%, high: 60%, basis: assumption}
changes:
  - {set: enforcement.auto.recall, to: 5%, from: day 2}
signal: violation_view_rate up by 20%
harms: [violation_view_rate]
plans:
  check:
    react: 3 days after detection
    changes: [{set: enforcement.precheck.coverage, to: 1}]
"""


@pytest.fixture(scope="module")
def config() -> dict[str, Any]:
    return compose(["days=98", "replications=4"])


def read(folder: Path, config: dict[str, Any], text: str = FILE) -> Threat:
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return load_threats([str(folder / "mine.yaml")], config)[0]


def test_days_of_a_threat_become_days_of_the_run(tmp_path: Path, config: dict[str, Any]) -> None:
    threat = read(tmp_path, config)
    assert [(one.name, one.to, one.start, one.until) for one in threat.changes] == [
        ("enforcement.auto.recall", 0.05, 22, 30)]
    assert threat.signal == threat.recovery == Watch("violation_view_rate", True, 0.2, True)
    assert threat.harms == ("violation_view_rate", "gmv_net")
    assert (threat.plans[0].delay, threat.plans[0].after) == (3, "detection")


def test_a_signal_may_be_absolute_and_in_a_region(tmp_path: Path, config: dict[str, Any]) -> None:
    text = FILE.replace("up by 20%", "up by 0.2 pp in vn over 14 days") + "recovery: gmv_net within 3%\n"
    threat = read(tmp_path, config, text)
    assert threat.signal == Watch("violation_view_rate", True, 0.002, False, 14, "vn")
    assert threat.recovery == Watch("gmv_net", False, 0.03, True)


def test_plans_may_be_judged_by_what_is_not_feared(tmp_path: Path, config: dict[str, Any]) -> None:
    threat = read(tmp_path, config, FILE + "judged_by: ban_evasion_rate\n")
    assert threat.judged_by == "ban_evasion_rate"
    assert threat.looked_at == ("ban_evasion_rate", "violation_view_rate", "gmv_net")
    assert read(tmp_path, config).judged_by == "violation_view_rate"


def test_a_register_survives_its_json(tmp_path: Path, config: dict[str, Any]) -> None:
    from sim.model.levers.schedule import Scenario

    register = Register((Scenario("status_quo"),), (read(tmp_path, config),))
    assert Register.of(register.to_json()) == register


def test_shipped_threats_are_right(config: dict[str, Any]) -> None:
    threats = load_threats([], config)
    assert len(threats) == len(SHIPPED.names()) >= 10
    for one in threats:
        assert one.likelihood.low <= one.likelihood.high <= 1
        assert one.plans
        assert one.limits
        assert set(one.harms) <= OUTCOMES.keys()
        assert one.question.endswith(".")


WRONG = [
    ("signal: violation_view_rate", "signal: violation_viw_rate", 7, "no outcome 'violation_viw_rate'. Did you mean"),
    ("enforcement.auto.recall", "enforcement.auto.recal", 6, "no lever 'enforcement.auto.recal'. Did you mean"),
    ("high: 60%", "high: 160%", 4, "not a chance a year between 0 and 1"),
    ("low: 20%", "low: 1.2", 4, "not a chance a year between 0 and 1"),
    ("low: 20%", "low: 80%", 4, "low (0.8) is above high (0.6)"),
    ("basis: assumption", "basis: my gut", 4, "names no source"),
    ("3 days after detection", "-3 days after start", 11, "nobody reacts before the start"),
    ("3 days after detection", "90 days after start", 11, "after the end of the run"),
    ("3 days after detection", "soon", 11, "cannot read react"),
    ("lasts: 10 days", "lasts: 100 days", 3, "from day 20 the run has 78 left"),
    ("start: day 20", "start: day 3", 2, "before day 14"),
    ("start: day 20", "start: day 120", 2, "after the end of the horizon"),
    ("from: day 2", "from: day 12", 6, "after its end"),
    ("from: day 2", "ramp: 12 days", 6, "does not fit into the threat"),
    ("from: day 2", "when: gmv_net > 1", 6, "no key 'when'"),
    ("up by 20%", "grows", 7, "cannot read signal"),
    ("up by 20%", "up by 20% in fr", 7, "no region 'fr'"),
    ("up by 20%", "up by 20 points", 7, "is in fraction of views, not in 'points'"),
    ("harms: [violation_view_rate]", "harms: [penalties]", 8, "neither better up nor down"),
    ("    react", "    reacts", 11, "no key 'reacts' in plan check"),
    ("question:", "query:", 1, "no key 'query' in a threat"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "words"), WRONG, ids=[one[1] for one in WRONG])
def test_a_mistake_is_told_where_it_stands(
    right: str, wrong: str, line: int, words: str, tmp_path: Path, config: dict[str, Any]
) -> None:
    with pytest.raises(UserError) as told:
        read(tmp_path, config, FILE.replace(right, wrong, 1))
    assert f"mine.yaml:{line}: " in str(told.value)
    assert words in str(told.value)


@pytest.mark.parametrize(("words", "said"), [
    (["stress", "--threats", "brushing_rin"], "no threat 'brushing_rin'. Did you mean brushing_ring?"),
    (["stress", "warn_frst"], "no scenario 'warn_frst'. Did you mean warn_first?"),
    (["stress", "--seeds", "2"], "2 seeds are too few"),
    (["stress", "--threats", "detector_outage,detector_outage"], "two threats are called detector_outage"),
    (["compare", "warn_first", "--threats", "detector_outage"], "sim compare has no option --threats (stress has)"),
])
def test_a_command_that_is_wrong_is_one_line(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main([*words, "--outputs", str(tmp_path / "outputs")]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not (tmp_path / "outputs").exists()
