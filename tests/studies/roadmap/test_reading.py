"""A roadmap file is read with its lines; whatever is wrong is one line with file and line, and exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.cli.main import main
from sim.errors import UserError
from sim.studies.roadmap.file import SHIPPED, load_roadmap
from sim.studies.roadmap.plan import Roadmap
from sim.studies.roadmap.staging import gate_mark, phase_mark, scenarios_of

RIGHT = """\
start: 2027-01-01
end: 2027-06-30
phases:
  - name: explain
    start: 2027-01-15
    end: 2027-03-31
    regions: [vn]
    scenario: explain_penalties
    cost: {once: 500, a_day: 2}
    gate: violation_view_rate < 1% in vn by 2027-03-31 else hold
  - name: detect
    start: 2027-04-05
    end: 2027-06-30
    depends_on: explain
    changes:
      - set: enforcement.auto.recall
        to: 75%
    afterwards: undo
targets:
  - {outcome: violation_view_rate, at most: 0.6%, by: 2027-06-30}
  - {outcome: quality, region: us, at least: 0.6, by: 2027-05-31, over: 14 days}
alternatives:
  fast:
    phases:
      detect: {start: 2027-04-02}
  minimal:
    without: detect
    phases:
      explain: {gate: violation_view_rate < 1% by 2027-03-31 else roll back}
"""


def write(folder: Path, text: str) -> str:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_whole_roadmap(tmp_path: Path) -> None:
    roadmap, config = load_roadmap(write(tmp_path, RIGHT))
    assert config["days"] == 181
    explain, detect = roadmap.plan.phases
    assert (explain.start, explain.end, explain.regions) == (14, 89, ("vn",))
    assert {one.start for one in explain.changes} == {14}
    assert {one.regions for one in explain.changes} == {("vn",)}
    assert explain.gate is not None
    assert (explain.gate.reading.bound, explain.gate.reading.window, explain.gate.reading.day) == (0.01, 28, 89)
    assert detect.changes[0].until == detect.end + 1
    assert detect.regions == ("us", "vn")
    assert [(one.name, one.reading.at_least, one.reading.window) for one in roadmap.targets] == [
        ("violation_view_rate", False, 28), ("quality in us", True, 14)]
    assert [one.name for one in roadmap.alternatives] == ["plan", "fast", "minimal"]
    assert roadmap.alternatives[1].phases[1].start == 91
    assert [one.name for one in roadmap.alternatives[2].phases] == ["explain"]
    assert Roadmap.of(roadmap.to_json()).targets == roadmap.targets


def test_twins_leave_out_levers_and_keep_marks(tmp_path: Path) -> None:
    roadmap, _ = load_roadmap(write(tmp_path, RIGHT))
    arms = {one.name: one for one in scenarios_of(roadmap)}
    assert list(arms) == ["plan", "fast", "minimal", "plan_without_explain", "plan_without_detect"]
    plan, twin = arms["plan"], arms["plan_without_explain"]
    marks = [one.label for one in plan.changes if one.is_mark]
    assert marks == [gate_mark("explain"), phase_mark("explain"), phase_mark("detect")]
    assert [one.label for one in twin.changes if one.is_mark] == marks
    assert {one.name for one in twin.changes if not one.is_mark} == {"enforcement.auto.recall"}


@pytest.mark.parametrize("name", SHIPPED.names())
def test_every_shipped_roadmap_is_right(name: str) -> None:
    roadmap, _ = load_roadmap(name)
    assert roadmap.question.endswith("?")
    assert all(phase.owner for one in roadmap.alternatives for phase in one.phases)


def test_the_example_has_what_a_roadmap_has() -> None:
    roadmap, _ = load_roadmap("safer_growth")
    assert (len(roadmap.plan.phases), len(roadmap.regions), len(roadmap.alternatives), len(roadmap.targets)) == (
        3, 4, 3, 5)


WRONG: list[tuple[str, str, str]] = [
    ("depends_on: explain", "depends_on: explian", "11: phase detect depends on 'explian', which is no phase here. "
     "Did you mean explain?"),
    ("regions: [vn]", "regions: [fr]", "7: no country 'fr'. (the market has us, vn)"),
    ("regions: [vn]", "regions: []", "7: regions is empty: leave it out for every country"),
    ("gate: violation_view_rate", "gate: violation_vew_rate", "10: no outcome 'violation_vew_rate'. Did you mean "
     "violation_view_rate? (sim outcomes lists them)"),
    ("1% in vn by", "1% in fr by", "10: no region 'fr'. (the market has us, vn; or each)"),
    ("vn by 2027-03-31 else hold", "vn else hold", "10: cannot read gate: 'violation_view_rate < 1% in vn else hold'; "
     "write it as violation_view_rate < 0.8% by 2027-03-31 else hold (or else roll back)"),
    ("outcome: quality", "outcome: qualty", "21: no outcome 'qualty'. Did you mean quality? (sim outcomes lists them)"),
    ("by: 2027-05-31, over", "by: 2027-01-05, over", "21: a target over 14 days cannot be read before day 13 of the "
     "run: give it a later day, or fewer days"),
    ("0.6%, by: 2027-06-30", "0.6%, by: 2027-07-30", "20: by 2027-07-30 is after the end of the horizon (its last day "
     "is 180, 2027-06-30)"),
    ("start: 2027-01-15", "start: 2026-12-15", "5: start 2026-12-15 is before the start of the horizon (day 0 is "
     "2027-01-01)"),
    ("start: 2027-04-05", "start: 2027-07-05", "12: start 2027-07-05 is after the end of the horizon (its last day is "
     "180, 2027-06-30)"),
    ("scenario: explain_penalties", "scenario: explain_penalty", "8: no scenario 'explain_penalty'. Did you mean "
     "explain_penalties?"),
    ("scenario: explain_penalties", "scenario: explain_penalties\n    depends_on: detect",
     "12: phases depend on each other in a circle: "),
    ("start: 2027-04-05", "start: 2027-03-05", "11: phase detect starts before the gate of explain is read, which it "
     "depends on: give it a start after the gate's day"),
    ("depends_on: explain", "afterwards: keep", "18: afterwards stands twice in a phase"),
    ("depends_on: explain", "owner: me", "4: the gate of explain holds nothing: no phase depends on explain (write "
     "else roll back, or depends_on in a later phase)"),
    ("without: detect", "without: reward", "27: no phase 'reward'. (the plan has explain, detect)"),
    ("detect: {start: 2027-04-02}", "detcet: {start: 2027-04-02}", "25: no phase 'detcet' in fast. Did you mean "
     "detect? (it has explain, detect)"),
    ("end: 2027-03-31", "end: 2027-01-10", "6: phase explain ends before it starts"),
    ("at most: 0.6%", "at mots: 0.6%", "20: no key 'at mots' in a target. Did you mean at most?"),
    ("cost: {once: 500", "cost: {once: lots", "9: once is 'lots', not an amount in USD such as 25_000"),
]


@pytest.mark.parametrize(("right", "wrong", "told"), WRONG, ids=[wrong for _, wrong, _ in WRONG])
def test_what_is_wrong_is_one_line(right: str, wrong: str, told: str, tmp_path: Path) -> None:
    assert right in RIGHT
    path = write(tmp_path, RIGHT.replace(right, wrong, 1))
    with pytest.raises(UserError) as error:
        load_roadmap(path)
    assert str(error.value).startswith(f"{path}:{told}")
    assert "\n" not in str(error.value)


def test_two_phases_on_one_lever_in_one_country(tmp_path: Path) -> None:
    more = """\
  - name: again
    start: 2027-05-01
    end: 2027-05-31
    regions: vn
    changes:
      - {set: enforcement.auto.recall, to: 80%}
targets:
"""
    text = RIGHT.replace("targets:\n", more)
    path = write(tmp_path, text)
    with pytest.raises(UserError) as error:
        load_roadmap(path)
    assert str(error.value) == (f"{path}:19: phases detect and again both move enforcement.auto.recall in vn at the "
                                "same time: give them other dates or countries")
    other_country = text.replace("    depends_on: explain\n", "    depends_on: explain\n    regions: us\n")
    load_roadmap(write(tmp_path, other_country))


def test_a_target_before_the_plan_starts(tmp_path: Path) -> None:
    text = RIGHT.replace("2027-01-15", "2027-02-15").replace("by: 2027-05-31", "by: 2027-02-10")
    with pytest.raises(UserError, match=r"mine.yaml:21: target quality in us is due on 2027-02-10, before the plan "
                                        r"starts \(2027-02-15\)"):
        load_roadmap(write(tmp_path, text))


def test_mistakes_leave_exit_code_2_and_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[Any]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["roadmap", "safer_grwth"]) == 2
    assert capsys.readouterr().err == (
        "sim: no roadmap 'safer_grwth'. Did you mean safer_growth? (there are safer_growth; or a file of your own)\n")
    assert main(["roadmap"]) == 2
    assert main(["roadmap", "safer_growth", "--futures", "3"]) == 2
    assert main(["roadmap", "safer_growth", "--assume", "population.awareness.start"]) == 2
    assert list(tmp_path.iterdir()) == []
