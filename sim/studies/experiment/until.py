"""``--until settled``: seeds are added, look by look, until what was asked is decided or a cap is reached.

Looks are planned before the first run: at an eighth, a quarter, a half, three quarters and all of the cap, and never
under six seeds. They share the 5% (`sim.methods.looks`), so looking often claims no more by chance than looking once. A
strong effect is told at the first look, and its seeds are saved; nothing at all is told when the whole interval lies
within what matters. What was asked, and the cap, stand with the study, and each look is written before the seeds of the
next are added, so it goes on after a stop wherever that came.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sim.errors import UserError, quoted, suggest
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.folder import StudyFolder
from sim.runs.store import write_json
from sim.studies.experiment.looks import LOOKS, Looks, read_looks
from sim.studies.experiment.options import MOST_SEEDS
from sim.studies.experiment.run import extend

SETTLED, UNTIL = "settled", "until"
FIRST_LOOK = 6
_SHARES = (1 / 8, 1 / 4, 1 / 2, 3 / 4, 1.0)
_NAMED = 3


@dataclass(frozen=True)
class Until:
    """When a study has seeds enough.

    Attributes
    ----------
    outcomes
        Those whose effects have to be decided, under every scenario.
    cap
        Seeds at most.
    """

    outcomes: tuple[str, ...]
    cap: int = MOST_SEEDS

    @classmethod
    def of(cls, judged: Mapping[str, Any]) -> Until | None:
        """Return what a study's description holds; ``None`` if it has as many seeds as somebody said."""
        found = judged.get(UNTIL)
        return None if found is None else cls(tuple(found["outcomes"]), int(found["cap"]))

    @classmethod
    def read(
        cls, word: str, outcomes: Sequence[str], cap: int | None, default: Sequence[str] = tuple(HEADLINE)
    ) -> Until:
        """Return what a command line asks for.

        Parameters
        ----------
        default
            The outcomes, where none is named.

        Raises
        ------
        UserError
            On another word than ``settled``, an unknown outcome, or a cap under the first look.
        """
        if word != SETTLED:
            raise UserError(f"--until {word}: there is one such rule, --until {SETTLED}.{suggest(word, [SETTLED])}")
        for name in outcomes:
            if name not in OUTCOMES:
                raise UserError(f"--outcome: no outcome {quoted(name)}.{suggest(name, OUTCOMES)} (sim outcomes "
                                "lists them)")
        if cap is not None and cap < FIRST_LOOK:
            raise UserError(f"--most is {cap}: the first look is at {FIRST_LOOK} seeds")
        return cls(tuple(dict.fromkeys(outcomes)) or tuple(default), MOST_SEEDS if cap is None else cap)

    def to_json(self) -> dict[str, Any]:
        """Return plain values, as `of` takes them."""
        return {UNTIL: {"outcomes": list(self.outcomes), "cap": self.cap}}

    @property
    def looks(self) -> list[int]:
        """Seeds at each planned look."""
        return sorted({min(max(FIRST_LOOK, round(share * self.cap)), self.cap) for share in _SHARES})

    def after(self, seeds: int) -> int | None:
        """Return the seeds of the look after so many; ``None`` at the cap."""
        return next((one for one in self.looks if one > seeds), None)


def until_of(written: Any, default: Sequence[str] = tuple(HEADLINE)) -> Until | None:
    """Return when there are seeds enough by a command line's options, where that is not a number.

    Parameters
    ----------
    written
        The options' values: ``until``, ``outcome``, ``most``.
    default
        The outcomes, where none is named.

    Raises
    ------
    UserError
        As for `Until.read`, or if there are outcomes or a cap for no rule.
    """
    named = [name for one in written.outcome for name in one.split(",") if name]
    if written.until:
        return Until.read(written.until, named, written.most, default)
    for option, given in (("--most", written.most), ("--outcome", named)):
        if given:
            raise UserError(f"{option} goes with --until settled")
    return None


def plan_looks(study: StudyFolder, until: Until) -> None:
    """Write how many seeds looking ends at, before the first look; a study that was looked at already keeps its own."""
    if not read_looks(study.path).seeds:
        write_json(study.path / LOOKS, Looks((), until.cap).to_json())


def next_look(until: Until, study: StudyFolder, looks: Looks, open_: Sequence[str], whole: bool) -> StudyFolder | None:
    """Return the study with the seeds of its next look, or ``None`` if it is settled, at the cap, or lacks runs.

    Parameters
    ----------
    looks
        All so far, the present one last.
    open_
        Effects of which nothing is decided yet, in words.
    whole
        Whether every seed that was asked for has finished.
    """
    seeds = looks.counts[-1] if looks.counts else 0
    following = until.after(int(study.about["seeds"]))
    if not open_ or following is None or not whole:
        print(f"sim: {_end(open_, seeds, until)}", file=sys.stderr)
        return None
    write_json(study.path / LOOKS, looks.to_json())
    print(f"sim: {_on(open_, seeds, following, until)}", file=sys.stderr)
    return extend(study, seeds=following)


def _end(open_: Sequence[str], seeds: int, until: Until) -> str:
    if not open_:
        saved = until.cap - seeds
        return f"settled with {seeds} seeds" + (f", {saved} fewer than the cap" if saved > 0 else "")
    return f"{seeds} seeds are the cap, and {_told(open_)}"


def _on(open_: Sequence[str], seeds: int, following: int, until: Until) -> str:
    return f"at {seeds} seeds {_told(open_)}; going on to {following} (at most {until.cap})"


def _told(open_: Sequence[str]) -> str:
    more = f" and {len(open_) - _NAMED} more" if len(open_) > _NAMED else ""
    return f"{len(open_)} effect{'s' if len(open_) > 1 else ''} still open ({', '.join(open_[:_NAMED])}{more})"
