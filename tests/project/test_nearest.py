"""What is near to a change: the mirrored test first, then who imports it, then who imports what imports it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.imports import ROOT, all_importers, imports_below
from tests.nearest import UntilTimeIsUp, changed, nearest


def near(*names: str) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in nearest([ROOT / name for name in names])]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    files = {
        "sim/low.py": "", "sim/high.py": "from sim.low import x\n", "sim/far.py": "import sim.high\n",
        "tests/test_low.py": "", "tests/kit.py": "from sim import low\n",
        "tests/test_kit.py": "from tests.kit import k\n",
        "tests/test_high.py": "def f():\n    from sim import high\n", "tests/test_far.py": "import sim.far\n",
        "benchmarks/run.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_the_nearest_come_first_and_the_far_not_at_all(tree: Path) -> None:
    found = [path.name for path in nearest([tree / "sim/low.py"], tree)]
    assert found == ["test_low.py", "test_kit.py", "test_high.py"]
    assert [path.name for path in nearest([tree / "sim/low.py"], tree, hops=1)] == ["test_low.py", "test_kit.py"]


def test_a_changed_test_is_near_itself_and_docs_have_theirs() -> None:
    assert near("tests/runs/test_journal.py")[0] == "tests/runs/test_journal.py"
    assert near("docs/model.md") == ["tests/docs"]
    assert near("LICENSE") == []


def test_importers_are_followed_to_the_end(tree: Path) -> None:
    low = tree / "sim/low.py"
    assert {path.name for path in all_importers({low}, imports_below("sim", tree))} == {"high.py", "far.py"}


def test_what_git_does_not_know_yet_has_changed_too(tree: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tree), "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True,
                       capture_output=True)

    git("init", "-q")
    git("add", "sim")
    git("commit", "-qm", "one")
    (tree / "sim/low.py").write_text("x = 1\n")
    assert changed(tree)[0] == tree / "sim/low.py" and tree / "tests/kit.py" in changed(tree)
    git("add", "-A")
    git("commit", "-qm", "two")
    assert tree / "tests/kit.py" in changed(tree)  # the last commit's


def test_no_test_starts_when_the_time_is_up() -> None:
    UntilTimeIsUp(1e9).pytest_runtest_setup()
    with pytest.raises(pytest.skip.Exception, match="make test runs them all"):
        UntilTimeIsUp(-1.0).pytest_runtest_setup()
