"""Packed files are unpacked within bounds by their first bytes; what is no text is named in a line."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from sim.errors import UserError
from sim.model.network.digest import digest_of
from sim.model.network.formats import source
from tests.model.network.files import EDGES, NODES, ROLES, TIES, accounts, read_graph_of, read_tables


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        for name, text in files.items():
            whole.writestr(name.replace("_csv", ".csv"), text)
    return out.getvalue()


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as whole:
        whole.addfile(tarfile.TarInfo("n.csv"), io.BytesIO(b""))
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("nodes").write_row(0, 0, ["Id", "Followers"])
    return out.getvalue()


@pytest.mark.parametrize(("pack", "called"), [
    (gzip.compress, "gzip"), (bz2.compress, "bzip2"), (lzma.compress, "xz"),
    (lambda data: zipped(n_csv=data.decode(), **{"__MACOSX/n.csv": "x"}), "zip")])
def test_one_packed_file_is_read_whatever_it_is_called(
    tmp_path: Path, pack: Callable[[bytes], bytes], called: str
) -> None:
    graph = read_tables(tmp_path, pack(NODES.encode()), pack(EDGES.encode()))
    assert graph.edges.tolist() == TIES and all(called in account["how"] for account in accounts(graph))


def test_a_file_in_an_archive_is_named_like_one_in_a_folder(tmp_path: Path) -> None:
    both = zipped(n_csv=NODES, e_csv=EDGES)
    with pytest.raises(UserError, match=r"n.csv: holds 2 files \(n.csv, e.csv\): name one, as in n.csv/n.csv"):
        read_tables(tmp_path, both)
    (tmp_path / "both.zip").write_bytes(both)
    named = {"nodes": "both.zip/n.csv", "edges": "both.zip/e.csv"}
    assert read_tables(tmp_path, files=named).edges.tolist() == TIES
    with pytest.raises(UserError, match=r"holds no N.csv; it has n.csv, e.csv. Did you mean n.csv\?"):
        read_tables(tmp_path, files=named | {"nodes": "both.zip/N.csv"})


@pytest.mark.parametrize(("content", "message"), [
    (workbook(), "is an Excel workbook, which is not read: save each sheet as CSV"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "is an old Office file"),
    (zipped(mimetype="x", **{"content.xml": "<x/>"}), "is an OpenDocument file"),
    (tarred(), "is a tar archive, which is not read: unpack it first"),
    (b"PAR1....", "is a Parquet file"),
    (zipped(), "holds 0 files"),
    (zipped(n_csv=NODES)[:-30], "not readable as zip"),
    (gzip.compress(NODES.encode() * 999, mtime=0)[:-20], "not readable as gzip"),
    (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not UTF-8 text"),
], ids=lambda value: value if isinstance(value, str) else "content")  # an archive's bytes hold the time of day
def test_what_is_no_table_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(UserError, match=message) as raised:
        read_tables(tmp_path, content)
    assert "\n" not in str(raised.value) and "n.csv" in str(raised.value)


def test_a_folder_is_told_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="folder: is a folder, where a file is needed"):
        read_tables(tmp_path, files={"nodes": "folder", "edges": "e.csv"})


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped(n_csv=data.decode()), bytes])
def test_no_more_is_unpacked_than_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: Callable[[bytes], bytes]
) -> None:
    monkeypatch.setattr(source, "MOST_BYTES", 100_000)
    with pytest.raises(UserError, match=r"n.csv: holds more than .* GiB once unpacked"):
        read_tables(tmp_path, pack(NODES.encode() + b"dee,1\n" * 100_000))
    with pytest.raises(UserError, match="holds more than"):
        read_graph_of(tmp_path, gzip.compress(b"<graphml>" + b" " * 1_000_000 + b"</graphml>"))


def test_other_bytes_make_another_digest_and_never_another_answer(tmp_path: Path) -> None:
    read_tables(tmp_path)
    network = {"kind": "files", "communities": {"x": {"nodes": "n.csv", "edges": "e.csv"}}, "columns": ROLES}
    digest = digest_of(network, tmp_path)
    assert read_tables(tmp_path, digest=digest).edges.tolist() == TIES
    assert read_tables(tmp_path, digest=digest).edges.tolist() == TIES  # from memory
    with pytest.raises(UserError, match="not those that the study was planned with"):
        read_tables(tmp_path, NODES.replace("10", "11"), digest=digest)
    (tmp_path / "n.csv").unlink()
    assert digest_of(network, tmp_path) == ""
