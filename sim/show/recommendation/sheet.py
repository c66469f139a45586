"""A recommendation as lines of a workbook's first sheet."""

from __future__ import annotations

from collections.abc import Iterator

from sim.show.recommendation.recommendation import Recommendation
from sim.show.sheet import Line


def recommendation_lines(recommendation: Recommendation) -> Iterator[Line]:
    """Yield the headline, then the lead under its headings, or a line an option."""
    yield Line("title", (recommendation.headline,))
    if recommendation.why:
        yield Line("text", (recommendation.why,))
    for heading, words in recommendation.rows():
        yield Line("text", (f"{heading}: {words}",))
    yield Line("text", ())
