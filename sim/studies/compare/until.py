"""``--until settled``: seeds are added, look by look, until what was asked is decided or a cap is reached.

Looks are planned before the first run: at an eighth, a quarter, a half, three quarters and all of the cap, and never
under six seeds. They share the 5% (`sim.methods.looks`), so looking often claims no more by chance than looking once. A
strong effect is told at the first look, and its seeds are saved; nothing at all is told when the whole interval lies
within what matters. What was asked, and the cap, stand with the study, so it goes on after a stop.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sim.errors import UserError, quoted, suggest
from sim.model.outcomes.dictionary import HEADLINE, OUTCOMES
from sim.runs.folder import StudyFolder
from sim.runs.store import write_json
from sim.show.numbers import subject
from sim.show.style import display
from sim.studies.compare.analysis import Analysis
from sim.studies.compare.presenter import ComparisonPresenter
from sim.studies.experiment.looks import LOOKS, Looks, read_looks
from sim.studies.experiment.run import extend
from sim.studies.experiment.seeds import SeedStudy

SETTLED, UNTIL = "settled", "until"
FIRST_LOOK, MOST = 6, 48
_SHARES = (1 / 8, 1 / 4, 1 / 2, 3 / 4, 1.0)
_NAMED = 3


@dataclass(frozen=True)
class Until:
    """When a comparison has seeds enough.

    Attributes
    ----------
    outcomes
        Those whose effects have to be decided, under every scenario.
    cap
        Seeds at most.
    """

    outcomes: tuple[str, ...]
    cap: int = MOST

    @classmethod
    def of(cls, judged: Mapping[str, Any]) -> Until | None:
        """Return what a study's description holds; ``None`` if it has as many seeds as somebody said."""
        found = judged.get(UNTIL)
        return None if found is None else cls(tuple(found["outcomes"]), int(found["cap"]))

    @classmethod
    def read(cls, word: str, outcomes: Sequence[str], cap: int | None) -> Until:
        """Return what a command line asks for.

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
        return cls(tuple(dict.fromkeys(outcomes)) or tuple(HEADLINE), MOST if cap is None else cap)

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

    def open_effects(self, analysis: Analysis) -> list[tuple[str, str]]:
        """Return the scenarios and outcomes of which nothing is decided yet."""
        return [
            (scenario.name, name) for scenario in analysis.compared for name in self.outcomes
            if not analysis.judgements[scenario.name][name].decided and not analysis.changes_nothing(scenario.name)
        ]


def plan_looks(study: StudyFolder, until: Until) -> None:
    """Write how many seeds looking ends at, before the first look; a study that was looked at already keeps its own."""
    if not read_looks(study.path).seeds:
        write_json(study.path / LOOKS, Looks((), until.cap).to_json())


def grow_until(until: Until, study: SeedStudy, answer: ComparisonPresenter) -> SeedStudy | None:
    """Return the study with the seeds of its next look, or ``None`` if what was asked is settled or the cap reached."""
    analysis = answer.answer.analysis
    open_, following = until.open_effects(analysis), until.after(answer.asked)
    if not open_ or following is None or answer.finished < answer.asked:
        print(f"sim: {_end(open_, analysis.count, until)}", file=sys.stderr)
        return None
    write_json(study.folder.path / LOOKS, analysis.looks.to_json())
    print(f"sim: {_on(open_, analysis.count, following, until)}", file=sys.stderr)
    return replace(study, folder=extend(study.folder, seeds=following))


def _end(open_: Sequence[tuple[str, str]], seeds: int, until: Until) -> str:
    if not open_:
        saved = until.cap - seeds
        return f"settled with {seeds} seeds" + (f", {saved} fewer than the cap" if saved > 0 else "")
    return f"{seeds} seeds are the cap, and {_told(open_)}"


def _on(open_: Sequence[tuple[str, str]], seeds: int, following: int, until: Until) -> str:
    return f"at {seeds} seeds {_told(open_)}; going on to {following} (at most {until.cap})"


def _told(open_: Sequence[tuple[str, str]]) -> str:
    named = [f"{subject(name)} under {display(scenario)}" for scenario, name in open_[:_NAMED]]
    more = f" and {len(open_) - _NAMED} more" if len(open_) > _NAMED else ""
    return f"{len(open_)} effect{'s' if len(open_) > 1 else ''} still open ({', '.join(named)}{more})"
