"""What somebody should do about an answer: one recommendation a study, one piece of advice an option.

Every kind of study opens with it: the terminal, ``summary.json``, the page, the deck and the workbook. It is made by
rules from numbers (`sim.methods.choice`; docs/concepts/recommendation.md) and holds its words ready to print: no field
says more than the intervals that stand in the study's own tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.methods.choice import Course
from sim.methods.intervals import Interval

QUESTIONS = (
    ("what_to_do", "What to do"),
    ("net_value", "Net value to the platform"),
    ("buys", "What it buys"),
    ("pays", "Who pays"),
    ("sure", "How sure"),
    ("would_change", "What would change this"),
    ("needed", "Still needed"),
)
"""Fields of advice with the heading under which each is shown, in order."""


_LISTED = 8
"""Options that a page, a slide or a sheet lists; of more, the first ones."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about one option, against the status quo.

    Attributes
    ----------
    option, label
        Its technical name, and the name that people read.
    course
        What the rules make of it.
    what_to_do
        One sentence, which stands alone.
    net
        The platform's money against the status quo, with its 95% interval, in USD ``per`` day or run.
    net_value
        The same in words with its parts, and what is left out of it.
    buys, pays
        What clearly gets better by enough to matter; who bears what gets worse.
    sure
        Seeds, and how many of the deciding outcomes are settled.
    would_change
        What would turn the advice.
    needed
        Seeds or evidence still needed; empty where nothing is.
    """

    option: str
    label: str
    course: Course
    what_to_do: str
    net: Interval
    per: str
    net_value: str
    buys: str
    pays: str
    sure: str
    would_change: str
    needed: str

    def rows(self) -> list[tuple[str, str]]:
        """Return headings with their words, those left out that say nothing."""
        return [(heading, getattr(self, name)) for name, heading in QUESTIONS if getattr(self, name)]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What to do about a study's question.

    Attributes
    ----------
    headline
        One line: what to do.
    why
        A sentence on how the options stand to each other; empty where there is only one.
    choice
        Technical name of the option to take, ``status_quo`` where none is worth it, empty where there is no clear
        winner.
    options
        Advice on each option that was considered, the best first.
    """

    headline: str
    why: str
    choice: str
    options: tuple[Advice, ...]

    @property
    def lead(self) -> Advice | None:
        """The advice on the option chosen; on the only option where none is chosen."""
        chosen = [one for one in self.options if one.option == self.choice]
        if chosen:
            return chosen[0]
        return self.options[0] if len(self.options) == 1 else None

    def of(self, option: str) -> Advice | None:
        """Return the advice on one option."""
        return next((one for one in self.options if one.option == option), None)

    def rows(self) -> list[tuple[str, str]]:
        """Return headings with words, for a page, a slide or a sheet: the lead's, or a line an option."""
        lead = self.lead
        if lead is None:
            return [(one.label, f"{one.what_to_do} {one.net_value}".strip()) for one in self.options[:_LISTED]]
        return lead.rows()
