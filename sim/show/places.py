"""Names of countries and other places, for people who do not read codes."""

from __future__ import annotations

from collections.abc import Sequence

NAMES = {
    "br": "Brazil", "cn": "China", "de": "Germany", "es": "Spain", "eu": "European Union", "fr": "France",
    "id": "Indonesia", "ie": "Ireland", "it": "Italy", "jp": "Japan", "mx": "Mexico", "my": "Malaysia",
    "ph": "Philippines", "sg": "Singapore", "th": "Thailand", "uk": "United Kingdom", "us": "United States",
    "vn": "Vietnam",
}
"""Code of a market → its name; a market of one's own goes by the name it has in its configuration."""

_WITH_ARTICLE = {"eu", "ph", "uk", "us"}
_LONGEST_CODE = 3
WHOLE = "the whole market"


def place_words(place: str) -> str:
    """Return a place's name as a table or a chart shows it: ``Vietnam``; the whole market in words."""
    if place in ("", "all"):
        return WHOLE
    return NAMES.get(place) or (place.upper() if len(place) <= _LONGEST_CODE else place.replace("_", " "))


def in_place(place: str) -> str:
    """Return a place's name as a sentence uses it: ``the United States``."""
    return f"{'the ' if place in _WITH_ARTICLE else ''}{place_words(place)}"


def places_words(places: Sequence[str]) -> str:
    """Return places with blanks and signs between: ``United States + Vietnam``."""
    return " + ".join(map(place_words, places))
