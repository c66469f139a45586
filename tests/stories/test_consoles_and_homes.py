"""Containers and old consoles: no home, closed streams, an encoding without our signs; answers were lost to each."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.commands.guard import guard
from sim.commands.streams import said_plainly
from sim.errors import sayable
from sim.model import version
from sim.runs.store import as_json, write_table

ROOT = Path(__file__).parents[2]


def run(command: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell with ``$SIM`` being the program."""
    kept = {name: os.environ[name] for name in ("PATH", "NUMBA_NUM_THREADS") if name in os.environ}
    known = kept | {"PYTHONPATH": str(ROOT), "SIM": f"{sys.executable} -m sim"} | environment
    return subprocess.run(["bash", "-c", command], cwd=tmp_path, env=known, capture_output=True, check=False)


def test_closed_streams_end_quietly(tmp_path: Path) -> None:
    done = run("$SIM scenarios >&- 2>&- <&-; a=$?; $SIM levers | head -1; echo $a ${PIPESTATUS[0]}", tmp_path)
    assert done.stdout.splitlines()[-1] == b"0 0" and not done.stderr


def test_a_console_without_our_signs_gets_plain_ones(tmp_path: Path) -> None:
    command = "$SIM scenarios warn && $SIM levers enforcement.auto"
    done = run(command, tmp_path, PYTHONIOENCODING="cp932", PYTHONUTF8="0")
    assert done.returncode == 0 and b"warn_first" in done.stdout and not done.stderr
    assert done.stdout.decode("cp932")
    ascii_only = run("$SIM levers enforcement.auto", tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert ascii_only.returncode == 0 and b"0-1" in ascii_only.stdout and not ascii_only.stderr


@pytest.mark.parametrize(("text", "told"), [("a · b–c → 日", "a - b-c -> ?"), ("\udcfcber", "\\xfcber")])
def test_what_cannot_be_said_is_said_plainly(text: str, told: str) -> None:
    import codecs

    codecs.register_error("plainly-tested", said_plainly)
    assert text.encode("ascii", "plainly-tested").decode() == told


def test_names_that_the_locale_could_not_decode_are_written(tmp_path: Path) -> None:
    assert sayable("über".encode().decode("ascii", "surrogateescape")) == "über"
    assert sayable("\udcfcber") == "\\xfcber"
    assert as_json({"path": "\udcfc"}) == '{\n  "path": "\\udcfc"\n}\n'
    folder = tmp_path / "\udcfcber"
    folder.mkdir()
    write_table(folder / "t.parquet", {"a": [1]})
    assert (folder / "t.parquet").stat().st_size > 0


def test_without_a_home_caches_are_private_and_passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR"):
        monkeypatch.setenv(name, "")  # so that what is set below is undone
        monkeypatch.delenv(name)
    monkeypatch.setattr(version.tempfile, "tempdir", str(tmp_path))

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", homeless)
    folder = Path(version.cache_folder())
    private = next(one for one in folder.parents if one.parent == tmp_path)
    assert private.stat().st_mode & 0o777 == 0o700 and version.cache_folder() == str(folder)
    version.caches_elsewhere()
    assert Path(os.environ["MPLCONFIGDIR"]).parent == private == Path(os.environ["XDG_CACHE_HOME"])


def test_a_passing_folder_that_others_may_write_to_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setattr(version.tempfile, "tempdir", str(tmp_path))
    theirs = version._passing()
    theirs.chmod(0o777)
    mine = version._passing()
    assert mine != theirs and mine.stat().st_mode & 0o777 == 0o700 and os.environ["NUMBA_CACHE_DIR"] == str(mine)


def test_a_home_that_nobody_knows_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert guard(lambda: Path("~nobody-of-that-name/plan.yaml").expanduser()) == 2
    assert "a path begins with ~" in capsys.readouterr().err
