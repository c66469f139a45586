"""Here composing is what is tested: nothing is taken from an earlier test."""

from __future__ import annotations

import pytest

from tests import composing


@pytest.fixture(autouse=True)
def composed_anew() -> None:
    composing.forget()
