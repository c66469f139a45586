"""What is on disk is whole or not there."""

from __future__ import annotations

import errno
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sim.errors import UserError
from sim.runs.store import as_json, staged, write_config, write_json, write_table


def test_a_folder_appears_whole(tmp_path: Path) -> None:
    folder = tmp_path / "compare" / "name-abc"
    with staged(folder) as stage:
        write_json(stage / "summary.json", {"a": 1})
        assert not folder.exists()
    assert (folder / "summary.json").read_text() == '{\n  "a": 1\n}\n'
    assert [path.name for path in folder.parent.iterdir()] == ["name-abc"]


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), OSError("[Errno 28] no\n space")])
def test_a_full_disk_leaves_the_earlier_answer_untouched(tmp_path: Path, error: OSError) -> None:
    folder = tmp_path / "name-abc"
    with staged(folder) as stage:
        write_json(stage / "summary.json", {"a": 1})
    with pytest.raises(UserError, match="cannot write") as told, staged(folder) as stage:
        write_json(stage / "summary.json", {"a": 2})
        raise error
    assert "\n" not in str(told.value)
    assert (folder / "summary.json").read_text() == '{\n  "a": 1\n}\n'
    assert [path.name for path in tmp_path.iterdir()] == ["name-abc"]


def test_ctrl_c_while_writing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), staged(tmp_path / "x") as stage:
        write_json(stage / "summary.json", {})
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_writing_again_replaces_files_and_drops_stale_figures(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    for names in (("old.png", "both.png"), ("both.png", "new.png")):
        with staged(folder) as stage:
            (stage / "figures").mkdir()
            for name in names:
                (stage / "figures" / name).write_bytes(names[0].encode())
    assert sorted(path.name for path in (folder / "figures").iterdir()) == ["both.png", "new.png"]
    assert (folder / "figures" / "both.png").read_bytes() == b"both.png"


def test_json_is_strict_and_config_keeps_its_order(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        as_json({"a": float("nan")})
    write_config(tmp_path / "config.yaml", {"seed": 1, "days": 3, "a": {"z": 1, "b": [1, 2]}})
    assert (tmp_path / "config.yaml").read_text().splitlines()[:3] == ["seed: 1", "days: 3", "a:"]


def test_tables_are_compressed_and_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    columns = {"name": ["a", "b", "a"], "value": [0.5, 1.5, 2.5]}
    for name in ("one", "two"):
        write_table(tmp_path / f"{name}.parquet", columns)
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()
    read = pq.read_table(tmp_path / "one.parquet")
    assert read.to_pydict() == columns
    assert pq.read_metadata(tmp_path / "one.parquet").row_group(0).column(1).compression == "ZSTD"
