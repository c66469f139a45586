"""A creator's fields are declared once: the attribute's type and the column say the same."""

from __future__ import annotations

from typing import get_origin, get_type_hints

import numpy as np

from sim.model.agents.account import Account
from sim.model.rules.bonuses import KINDS
from sim.model.state.accounts import AccountFields
from sim.model.state.schema import BONUSES, creator_fields


def test_types_of_attributes_are_those_of_columns() -> None:
    columns, hints = creator_fields(7), get_type_hints(AccountFields)
    assert list(columns) == list(hints)
    assert issubclass(Account, AccountFields)
    for name, (dtype, width) in columns.items():
        hint = hints[name]
        assert (get_origin(hint) is list) == (width > 0), name
        number = hint.__args__[0] if width else hint
        assert number is {"i": int, "f": float}[np.dtype(dtype).kind], name


def test_widths_are_those_of_what_they_hold() -> None:
    columns = creator_fields(7)
    assert columns["perceived"][1] == columns["breaches"][1] == 7
    assert columns["claims"][1] == BONUSES == KINDS
