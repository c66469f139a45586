"""The reference markets: digests of all that small markets leave behind, so that no bit of the model changes unseen.

When the model is meant to change, renew them and commit the file with the change::

    python -m tests.guarantees.reference
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import Any

from sim.model.outcomes import tallies as y
from sim.runs.environment import environment
from tests.guarantees.markets import MARKETS, Market, build

FILE = Path(__file__).with_name("reference.json")
DECISIVE = ("numpy", "numba", "llvmlite", "scipy", "networkx", "processor")
"""What the bits may depend on beside the code; anywhere else the digests say nothing."""

SECTIONS = {
    "viewers": y.VIEWERS, "funnel": y.IMPRESSIONS, "supply": y.OFFERS, "money": y.GMV_PLACED, "enforcement": y.FLAGGED,
    "detection": y.KNOWLEDGE, "governance costs": y.SCREENING_COST, "incentives": y.INCENTIVE_COST,
    "attention": y.TOP_VIEWS, "creators": y.CREATORS,
}
"""Where each section of the tallies begins."""


def here() -> dict[str, str]:
    """Return what the bits depend on, as it is here."""
    now = environment()
    return {name: now[name] for name in DECISIVE}


def leaves(market: Market) -> dict[str, str]:
    """Live a market's days; return a digest a section of the tallies, a list of the day and a table of the state.

    Names of columns and their order do not count: a renamed column changes nothing.
    """
    model = build(market, "compiled")
    ends = [*SECTIONS.values(), len(y.NAMES)][1:]
    sections = {name: (blake2b(digest_size=4), slice(first, end))
                for (name, first), end in zip(SECTIONS.items(), ends, strict=True)}
    lists = {name: blake2b(digest_size=4) for name in ("tiers", "slices", "adoption")}
    for _ in range(market.days):
        model.step()
        for digest, columns in sections.values():
            digest.update(model.engine.tally[:, columns].tobytes())
        for name, digest in lists.items():
            digest.update(getattr(model.engine, name).tobytes())
    tables: dict[str, list[bytes]] = {}
    for name, array in model.write_back().arrays().items():
        content = blake2b(f"{array.dtype} {array.shape}".encode() + array.tobytes(), digest_size=8).digest()
        tables.setdefault(name.partition(".")[0], []).append(content)
    return (
        {f"tallies of {name}": digest.hexdigest() for name, (digest, _) in sections.items()}
        | {name: digest.hexdigest() for name, digest in lists.items()}
        | {f"table of {name}": blake2b(b"".join(sorted(all_of)), digest_size=4).hexdigest()
           for name, all_of in tables.items()}
    )


def stored() -> dict[str, Any]:
    """Return the committed digests, and what they were made with."""
    return json.loads(FILE.read_text())


def renew() -> None:
    """Write the digests of today's model, a market a line."""
    lines = [f'{json.dumps(name)}: {json.dumps(leaves(market))}' for name, market in MARKETS.items()]
    FILE.write_text(f'{{"environment": {json.dumps(here())},\n"markets": {{\n' + ",\n".join(lines) + "\n}}\n")


if __name__ == "__main__":
    renew()
