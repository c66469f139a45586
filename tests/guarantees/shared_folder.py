"""A small study in a folder of its own, the files that somebody passes on with it, and what may be done to either."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import matplotlib as mpl
import pyarrow as pa

from sim.cli.main import main
from sim.model.version import cache_folder
from sim.runs.description import DESCRIPTION, PLAN, SEAL, plan_bytes, sealed_text
from sim.runs.sealed import digest_of, read_parquet, write_part
from sim.runs.store import as_json

ROOT = Path(__file__).parents[2]
TINY = ("population.viewers=200", "population.creators=20", "warmup_days=2", "days=4", "replications=2")
SECRET = "card,4111111111111111\n"

_RUNS_CODE = 'import os\nos.write(2, b"code of the folder was run\\n")\nos._exit(9)\n'
_STEERS = {
    **{f"{name}.py": _RUNS_CODE for name in (
        "multiprocessing", "json", "struct", "signal", "sitecustomize", "usercustomize", "numpy", "sim", "conftest")},
    "hydra_plugins/theirs.py": _RUNS_CODE,
    "matplotlibrc": "text.usetex: True\nfont.size: 30\n",
    "configs/config.yaml": "seed: 666\n",
    "scenarios/warn_first.yaml": "question: Theirs?\n",
    ".env": "HYDRA_FULL_ERROR=1\n",
}
"""Files of a folder that some program or library would take up if it stood there."""

_SHARED = {
    "theirs.yaml": "question: What if we warned?\nchanges:\n  - set: enforcement.warnings\n    to: 1\n",
    "ties.csv": "source,target\na,b\nb,c\nc,a\n",
    "groups/market/theirs.yaml": "regions:\n  us:\n    share: 1.0\n",
    "plan.yaml": "name: theirs\nquestion: Does it hold?\nowner: A\nstart: 2027-01-01\nend: 2027-02-09\nphases:\n"
                 "  - name: warn\n    start: 2027-01-02\n    end: 2027-01-10\n    owner: B\n    changes:\n"
                 "      - set: enforcement.warnings\n        to: 1\n    cost: {once: 10}\ntargets:\n"
                 "  - {name: clean, outcome: violation_view_rate, at most: 5%, by: 2027-02-09}\n",
}


def made(outputs: Path) -> Path:
    """Return the folder of a small comparison, asked here."""
    assert main(["compare", "warn_first", *TINY, "execution=serial", "--outputs", str(outputs)]) == 0
    (folder,) = (outputs / "compare").iterdir()
    return folder


def strewn(folder: Path, files: dict[str, str]) -> Path:
    """Put files into a folder and return it."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def steering(folder: Path) -> Path:
    """Put beside a study what would steer whoever stands in its folder, and a warm market that no session left."""
    planted = {"warmups/0123456789abcdef/market.json": '{"code": "theirs", "arrays": "x"}'}
    return strewn(folder, {**_STEERS, **planted})


def passed_on(folder: Path) -> Path:
    """Make a folder of a scenario, a market, a network and a roadmap."""
    return strewn(folder, _SHARED)


def environment(room: Path) -> dict[str, str]:
    """Return the environment of somebody with secrets at home, whose caches are this machine's."""
    strewn(room, {"home/.netrc": SECRET, "home/.ssh/id_rsa": SECRET, "tmp/.keep": ""})
    return {
        "PATH": os.environ["PATH"], "HOME": str(room / "home"), "TMPDIR": str(room / "tmp"), "PYTHONPATH": str(ROOT),
        "NUMBA_CACHE_DIR": str(Path(cache_folder()).parents[1]), "MPLCONFIGDIR": mpl.get_cachedir(),
        "NUMBA_NUM_THREADS": "4",
    }


def known_roots(environment: dict[str, str]) -> list[Path | str]:
    """Return where a program may look that touches nobody's files: Python, the package, the caches, the system."""
    packages = {place for place in sys.path if place.endswith(("site-packages", "dist-packages"))}
    return [
        sys.prefix, sys.base_prefix, *packages, *(ROOT / name for name in ("sim", "configs", "scenarios")),
        environment["NUMBA_CACHE_DIR"], environment["MPLCONFIGDIR"], environment["TMPDIR"],
        "/usr", "/lib", "/lib64", "/proc", "/sys", "/dev", "/etc/ld.so.cache", "/etc/locale.alias", "/etc/localtime",
        "/etc/ssl", "/etc/fonts", "/etc/os-release", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/passwd",
    ]


def retold(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Rewrite what a study says of itself, sealed as if it had always said so."""
    about = json.loads((folder / DESCRIPTION).read_bytes())
    plans = about.pop(SEAL)["plan"]
    change(about)
    (folder / DESCRIPTION).write_bytes(sealed_text(about, plans))


def replanned(folder: Path, column: str, value: str) -> None:
    """Give every run of a plan another word in one column, sealed; its rows are taken away, so that runs are due."""
    plan = read_parquet(folder / PLAN)
    made_up = plan.set_column(plan.schema.get_field_index(column), column, pa.array([value] * len(plan), pa.string()))
    content = plan_bytes(made_up)
    (folder / PLAN).write_bytes(content)
    about = json.loads((folder / DESCRIPTION).read_bytes())
    del about[SEAL]
    (folder / DESCRIPTION).write_bytes(sealed_text(about, [digest_of(content)]))
    unfinished(folder)


def unfinished(folder: Path) -> None:
    """Take away every row of a study, so that its runs are due."""
    for table in ("parts", "counts"):
        shutil.rmtree(folder / table)
    (folder / "inventory.json").unlink()


def replacing(folder: Path, name: str) -> None:
    """Let a part of a study say that it takes the place of a file, so that this would be taken away."""
    (part,) = (folder / "parts").glob("*.parquet")
    write_part(folder / "parts", "merged-theirs-0000", read_parquet(part), [name])
    part.unlink()
    (folder / "inventory.json").unlink()


def listing(folder: Path, table: str, names: list[str]) -> None:
    """Let the list of a study's parts name files of any folder."""
    parts = {table: names}
    content = {"parts": parts, "digest": digest_of(as_json(parts).encode())}
    (folder / "inventory.json").write_text(as_json(content), encoding="utf-8")
