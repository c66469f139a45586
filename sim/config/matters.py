"""What somebody sets as the smallest change that matters to them: ``matters: {gmv_net: 1%, quality: 0.01}``.

``X`` or ``X UNIT`` · ``X pp`` (points of a share) · ``X %`` (of the status quo's level) · ``X % of OUTCOME`` (of
another outcome's level). It stands in a configuration (``matters.gmv_net=1%``) for a whole study, or in a scenario for
its effects alone; what neither sets is shipped (`sim.model.outcomes.smallest`). It changes no run, only what is said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.config.grammar import NUMBER
from sim.config.units import is_fraction, unit_matches
from sim.errors import UserError, quoted, suggest
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.outcomes.smallest.thresholds import Smallest

MATTERS = "matters"
_WORDS = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>.*?)(?:\s+of\s+(?P<of>\w+))?")
_EXAMPLE = "1%, 0.5 pp, 0.1% of gmv_net, or a number in the outcome's unit"


def read_smallest(words: object, outcome: str, *, path: object = None, line: int | None = None) -> Smallest:
    """Read the smallest change of an outcome that matters to somebody.

    Raises
    ------
    UserError
        If the words follow no known form, their unit is not the outcome's, or the size is not above zero.
    """
    text = " ".join(str(words).split())
    found = _WORDS.fullmatch(text)
    if isinstance(words, bool) or found is None:
        raise UserError(f"cannot read what matters of {outcome}, {quoted(text)}: write "
                        f"{_EXAMPLE}", path=path, line=line)
    number, unit, of = float(found["number"].replace("_", "")), found["unit"].strip(), found["of"] or ""
    if not number > 0:
        raise UserError(f"what matters of {outcome} is {quoted(text)}: it has to be above zero", path=path, line=line)
    if of and of not in OUTCOMES:
        raise UserError(f"what matters of {outcome} is {quoted(text)}: no outcome "
                        f"{quoted(of)}.{suggest(of, OUTCOMES)}", path=path,
                        line=line)
    if unit == "%":
        return Smallest(share=number / 100.0, of=of, reason=f"set to {text}", source="user")
    declared = OUTCOMES[outcome].unit
    if of or not ((unit == "pp" and is_fraction(declared)) or not unit or unit_matches(unit, declared)):
        wrong = f"{quoted(text)} does not fit {outcome}, which is in {declared}: write {_EXAMPLE}"
        raise UserError(wrong, path=path, line=line)
    amount = number / 100.0 if unit == "pp" else number
    return Smallest(amount=amount, reason=f"set to {text}", source="user")


def checked_matters(written: object) -> dict[str, str]:
    """Return what a configuration sets, by outcome, without those that it leaves as they are.

    Raises
    ------
    UserError
        On something that is no outcome, or that cannot be read.
    """
    if not isinstance(written, Mapping):
        raise UserError(f"{MATTERS} is {quoted(written)}, not a mapping of outcomes to the smallest change that "
                        "matters")
    kept = {str(name): value for name, value in written.items() if value is not None}
    for name, value in kept.items():
        if name not in OUTCOMES:
            raise UserError(f"{MATTERS}: no outcome {quoted(name)}.{suggest(name, OUTCOMES)} (sim outcomes lists them)",
                            about=f"{MATTERS}.{name}")
        try:
            read_smallest(value, name)
        except UserError as error:
            raise UserError(str(error), about=f"{MATTERS}.{name}") from error
    return {name: " ".join(str(value).split()) for name, value in kept.items()}


def own_smallest(config: Mapping[str, Any], scenario: Mapping[str, str] | None = None) -> dict[str, Smallest]:
    """Return what is set for the effects of a scenario: its own file's words before the configuration's."""
    words = {**config.get(MATTERS, {}), **(scenario or {})}
    return {name: read_smallest(text, name) for name, text in words.items()}
