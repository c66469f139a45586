"""Results do not change by a bit unless somebody means them to: the reference markets leave what they always left."""

from __future__ import annotations

import pytest

from tests.guarantees.markets import MARKETS
from tests.guarantees.reference import here, leaves, stored

STORED = stored()


def test_every_market_has_its_reference() -> None:
    assert list(STORED["markets"]) == list(MARKETS)


@pytest.mark.skipif(STORED["environment"] != here(), reason="the reference was made with other packages or processor")
@pytest.mark.parametrize("name", MARKETS)
def test_a_reference_market_leaves_what_it_always_left(name: str) -> None:
    """Meant to change? ``python -m tests.guarantees.reference`` renews the reference."""
    then, now = STORED["markets"][name], leaves(MARKETS[name])
    assert [part for part in now if now[part] != then.get(part)] == []
    assert then.keys() == now.keys()
