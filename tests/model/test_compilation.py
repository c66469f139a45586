"""Compiled code is kept by content: what one checkout has compiled is good for every other of the same code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "sim"
ASK = """
import json
from sim.model import compilation

compilation.rule_of = lambda signature: compilation.rule  # those are compiled as they are read
from sim.model.rules import attention
from sim.runs.compiling import marker

found = [str(marker())]
for name, rule in vars(attention).items():
    if getattr(rule, "__module__", "") == attention.__name__:
        locator = rule._cache._impl.locator
        found.append([name, locator.get_cache_path(), locator.get_source_stamp().hex(), locator.get_disambiguator()])
print(json.dumps(found))
"""


def places(checkout: Path, cache: Path) -> list[object]:
    """Return where a checkout keeps its compiled code and what it goes by; nothing is compiled for that."""
    told = subprocess.run(
        [sys.executable, "-c", ASK], cwd=checkout, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(checkout), "NUMBA_CACHE_DIR": str(cache)},
    )
    assert told.returncode == 0, told.stderr
    found: list[object] = json.loads(told.stdout)
    return found


def test_two_checkouts_of_the_same_code_share_what_is_compiled(tmp_path: Path) -> None:
    """Marker, folder, stamp of the source and number of the line: all that Numba finds stored code by."""
    checkouts = [tmp_path / "one" / "deep" / "down", tmp_path / "two"]
    for checkout in checkouts:
        shutil.copytree(PACKAGE, checkout / "sim", ignore=shutil.ignore_patterns("__pycache__"))
        os.utime(checkout / "sim" / "model" / "rules" / "attention.py", (1, len(checkout.name)))
    first, second = (places(checkout, tmp_path / "cache") for checkout in checkouts)
    assert len(first) > 4
    assert first == second
    rule = checkouts[1] / "sim" / "model" / "rules" / "attention.py"
    rule.write_text(rule.read_text() + "\n# another version\n")
    changed = places(checkouts[1], tmp_path / "cache")
    assert changed[0] != first[0]
    assert all(one != other for one, other in zip(changed, first, strict=True))
