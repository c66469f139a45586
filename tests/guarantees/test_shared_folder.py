"""Nothing that somebody passes on, a study's folder above all, reaches outside itself: read, written, run or connected.

A program standing in such a folder is watched through its own audit events, and by strace where there is one. Each
escape that was found has a hostile folder of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.cli.main import main
from tests.guarantees import shared_folder as sf
from tests.guarantees.auditing import Seen, audited, traced


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sf.made(tmp_path_factory.mktemp("study"))


def watched(
    how: Callable[..., Seen], study: Path, room: Path, *, others: bool
) -> tuple[Seen, list[str], list[str]]:
    """Take up a shared folder from inside it; return what was seen, and what was read and written outside."""
    here = sf.steering(Path(shutil.copytree(study, room / "shared" / "study")))
    given, outputs = sf.passed_on(room / "given"), room / "outputs"
    outputs.mkdir()
    key = next(iter((here / "parts").glob("*.parquet")), None)
    assert key is not None
    commands = [
        ["query", ".", "select * from runs"], ["query", ".", "--xlsx", outputs / "out.xlsx"],
        ["expand", ".", "--seeds", "3", "--yes"], ["resume", ".", "execution=serial"],
    ]
    if others:
        search, small = f"hydra.searchpath=[{given / 'groups'}]", [*sf.TINY, "execution=serial", "--outputs", outputs]
        commands += [
            ["network", given / "ties.csv"], ["compare", given / "theirs.yaml", search, "market=theirs", *small],
            ["roadmap", given / "plan.yaml", "--yes", *(one for one in small if one != "days=4")],
        ]
    environment = sf.environment(room)
    seen = how(commands, here, room / "watch", environment)
    known = sf.known_roots(environment)
    own = [environment[name] for name in ("NUMBA_CACHE_DIR", "MPLCONFIGDIR", "TMPDIR")]
    allowed = [*known, here, given, outputs, room / "watch"]
    written = seen.outside("writes", [here, outputs, *own, "/dev", sf.ROOT / "sim"])
    return seen, [one for one in seen.outside("reads", allowed) if not _on_the_way(one)], written


def _on_the_way(path: str) -> bool:
    """Return whether a folder is one that Python lists to find its own packages."""
    return Path(path).is_dir() and (Path(path, "sim").is_dir() or path in map(os.path.realpath, os.get_exec_path()))


def check(seen: Seen, read: list[str], written: list[str]) -> None:
    assert [code for code, _ in seen.answers] == [0] * len(seen.answers), seen.answers
    assert not read
    assert not written
    assert [one for one in seen.did.get("connects", []) if one != "unix"] == []
    assert not [one for one in seen.did["reads"] if "/shared/" in one and one.endswith((".py", ".pyc", ".so"))]
    assert any("/shared/study/report.html" in one for one in seen.did["writes"])  # it would have been seen


def test_a_shared_folder_is_taken_up_within_itself(study: Path, short: Path) -> None:
    seen, read, written = watched(audited, study, short, others=False)
    check(seen, read, written)
    assert "starts" not in seen.did
    first, *workers = seen.did["python"]
    assert "driver.py" in first and workers and all("multiprocessing" in one for one in workers)
    assert not (short / "shared/study/warmups").exists()


@pytest.mark.slow
def test_the_kernel_sees_no_more(study: Path, short: Path) -> None:
    if not shutil.which("strace") or subprocess.run(["strace", "-o", os.devnull, "true"], check=False).returncode:
        pytest.skip("no strace here, or none that may trace")
    seen, read, written = watched(traced, study, short, others=True)
    check(seen, read, written)
    assert all("multiprocessing" in one or "driver.py" in one for one in seen.did["starts"])


HOSTILE: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "a warm market that lies elsewhere": (lambda folder, victim: sf.replanned(folder, "warmup", str(victim)), "warmup"),
    "a run called like a way out": (lambda folder, _: sf.replanned(folder, "key", "../../victim"), "key"),
    "a part in the place of another file": (lambda folder, _: sf.replacing(folder, "../../victim/file"), "damaged"),
    "a list of files elsewhere": (lambda folder, victim: sf.listing(folder, str(victim), ["file"]), "damaged"),
    "files of a network, unknown": (lambda folder, victim: sf.retold(folder, lambda about: _network(about, victim, "")),
                                    "not what they held"),
    "a link": (lambda folder, victim: (folder / "parts/theirs.parquet").symlink_to(victim / "file"), "is a link"),
}


def _network(about: dict[str, object], victim: Path, digest: str) -> None:
    for base in about["blueprint"]["bases"].values():  # type: ignore[index]
        base["network"] = {"kind": "files", "communities": {"us": {"edges": str(victim / "file")}}, "digest": digest}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_folder_is_refused_and_harms_nothing(
    kind: str, study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, victim = Path(shutil.copytree(study, tmp_path / "shared")), tmp_path / "victim"
    sf.strewn(victim, {"file": sf.SECRET})
    harm, said = HOSTILE[kind]
    harm(folder, victim)
    for words in (["resume", "execution=serial", "--yes"], ["expand", "--seeds", "3", "execution=serial", "--yes"]):
        code = main([words[0], str(folder), *words[1:]])
        told = capsys.readouterr()
        if kind != "a list of files elsewhere":  # which --yes makes anew
            assert code == 2 and said in told.err, told.err
        assert "4111" not in told.out + told.err and "Traceback" not in told.err
    assert (victim / "file").read_text() == sf.SECRET and sorted(victim.iterdir()) == [victim / "file"]


def test_a_device_in_the_place_of_a_network_ends(
    study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(study, tmp_path / "shared"))
    sf.retold(folder, lambda about: _endless(about))
    sf.unfinished(folder)
    assert main(["resume", str(folder), "execution=serial", "--yes"]) in (1, 2)
    assert "Traceback" not in capsys.readouterr().err


def _endless(about: dict[str, object]) -> None:
    for base in about["blueprint"]["bases"].values():  # type: ignore[index]
        base["network"] = {"kind": "files", "communities": {"us": {"edges": "/dev/zero"}}, "digest": "0" * 12}


def test_numba_takes_no_settings_from_where_we_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sf.strewn(tmp_path, {".numba_config.yaml": "cache_dir: theirs\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["scenarios"]) == 2
    assert ".numba_config.yaml: would set how the market is compiled" in capsys.readouterr().err
