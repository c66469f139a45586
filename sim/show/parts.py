"""An answer in parts, each made on its own: trouble with one never takes the others along.

Runs that took hours are worth more than the page that shows them: where a figure, a deck or a workbook cannot be made,
the rest is there, and one line names what is not, and why. Trouble with the machine (a full disk) is no such trouble:
it concerns every part.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sim.errors import MissingExtraError, UserError, printable


class LostPartsError(UserError):
    """Some parts of an answer could not be made; everything else is written.

    Attributes
    ----------
    lines
        A line a part: what it is and why it is not there.
    at_fault
        Whether one of them ought to be there: what is merely not installed need not.
    """

    def __init__(self, lines: list[str], at_fault: bool = True) -> None:
        self.lines, self.at_fault = lines, at_fault
        super().__init__("\n".join(lines))


class Parts:
    """The parts of an answer, as far as they can be made."""

    def __init__(self) -> None:
        self.lost: list[str] = []
        self.at_fault = False

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Make a part inside the block; whatever is wrong with it is noted, and the block is left.

        Raises
        ------
        OSError, MemoryError, UserError
            Trouble with the machine, or what a user can put right.
        """
        try:
            yield
        except LostPartsError as lost:
            self.lost += lost.lines
            self.at_fault |= lost.at_fault
        except MissingExtraError as missing:
            self.lost.append(f"no {name}: {missing}")
        except (OSError, MemoryError, UserError):
            raise
        except Exception as error:  # whatever it is, the other parts have nothing to do with it
            self.at_fault = True
            said = printable(" ".join(str(error).split()))[:_MOST_SAID]
            self.lost.append(f"no {name}: {type(error).__name__}: {said} (all else is written; please report this)")

    def tell(self) -> None:
        """Raise what was noted, if anything.

        Raises
        ------
        LostPartsError
            Naming every part that could not be made.
        """
        if self.lost:
            raise LostPartsError(self.lost, self.at_fault)


_MOST_SAID = 160
