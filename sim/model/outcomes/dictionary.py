"""The metric dictionary: each outcome with formula, denominator, unit and the direction that is better.

The outcomes themselves stand in `outcomes.themes`, a file a theme. They are put in the order of the themes here,
which is the order of every table.
"""

from __future__ import annotations

from sim.model.outcomes.registry import DECLARED, Better, Outcome
from sim.model.outcomes.themes import (  # noqa: F401  (declares)
    commerce,
    content,
    costs,
    creators,
    detection,
    enforcement,
    integrity,
    viewers,
)

__all__ = ["HEADLINE", "OUTCOMES", "THEMES", "Better", "Outcome"]

THEMES: dict[str, str] = {
    "content": "Content: what is published and what of it is seen",
    "creators": "Creators: who stays, who succeeds, how they feel treated",
    "viewers": "Viewers: who comes back, and how satisfied",
    "commerce": "Commerce: from impression to return",
    "enforcement": "Enforcement: how right, how fast, how lasting",
    "integrity": "Integrity: who runs accounts, and what is faked or led away",
    "costs": "Costs, and what they buy",
}
"""Theme → its heading, in order."""

OUTCOMES: dict[str, Outcome] = {
    name: outcome for theme in THEMES for name, outcome in DECLARED.items() if outcome.theme == theme
}
"""Every outcome by name, theme after theme."""

HEADLINE = [name for name, outcome in OUTCOMES.items() if outcome.headline]
