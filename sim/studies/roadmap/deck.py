"""The deck of a roadmap: ten to fourteen slides made of `roadmap.results` and nothing else, the answer first, then
the decision that is asked for, assumptions and method last.

Charts and tables are native, so they can be edited; the notes of each slide hold the evidence. The same results give
the same bytes.
"""

from __future__ import annotations

from pathlib import Path

from sim.errors import needs
from sim.show.style import display
from sim.studies.roadmap.results import Results

DECK = "deck.pptx"


def write_roadmap_deck(results: Results, path: Path) -> None:
    """Write the deck.

    Raises
    ------
    MissingExtraError
        If python-pptx is not installed.
    """
    needs("pptx", "a deck")
    from sim.show.deck.opening import open_deck
    from sim.show.deck.packing import save_deck
    from sim.studies.roadmap.slides.order import add_slides

    about = results.about
    deck = open_deck(about.title, f"Roadmap {display(about.name).capitalize()}", about.owner, about.created)
    add_slides(results, deck)
    save_deck(deck, path)
