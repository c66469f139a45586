"""The dated changes of a scenario: those it builds on first, then its own, none at odds with another of its layer.

A *layer* is what one file, or one variant in it, says. A later layer may change what an earlier one changed at the same
time: it is laid over it, and what was below is back when it ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sim.config.change import read_change
from sim.config.change_context import ChangeContext
from sim.config.documents import Entry
from sim.config.names import value_at
from sim.config.structure import check_ladder, milestones
from sim.errors import Mistakes, UserError, quoted, suggest
from sim.model.levers.schedule import Change

_MILESTONES = "enforcement.milestones"


@dataclass(frozen=True)
class _Written:
    """A change and the file it was written in."""

    change: Change
    path: str


def read_changes(layers: Sequence[Entry], config: Mapping[str, Any]) -> tuple[Change, ...]:
    """Read the ``changes`` of a scenario, the first layer first; none means that it changes nothing."""
    context = ChangeContext(config)
    written: list[_Written] = []
    mistakes = Mistakes()
    for layer in layers:
        own = []
        with mistakes:
            for item in layer.items("changes"):
                with mistakes:
                    own += [_Written(change, layer.path) for change in read_change(item, context)]
        with mistakes:
            _no_overlap(own)
        with mistakes:
            if not mistakes.found:  # else a label may stand in a change that cannot be read
                _labels_hold(written, own)
        written += own
    mistakes.tell()
    check_milestones([(one.change, one.path) for one in written], config)
    return tuple(one.change for one in written)


def _labels_hold(earlier: Sequence[_Written], own: Sequence[_Written]) -> None:
    known = [one.change.label for one in earlier if one.change.label]
    for one in own:
        change = one.change
        if change.after and change.after not in known:
            raise UserError(
                f"no earlier change is labelled {quoted(change.after)}.{suggest(change.after, known)}",
                path=one.path, line=change.line)
        if change.label in known:
            raise UserError(f"two changes are labelled {quoted(change.label)}", path=one.path, line=change.line)
        known += [change.label] if change.label else []


def _no_overlap(layer: Sequence[_Written]) -> None:
    def end(change: Change) -> float:
        return float("inf") if change.until is None else change.until

    for (first, path), (second, _) in combinations([(one.change, one.path) for one in layer], 2):
        shared = first.regions or second.regions
        if first.regions and second.regions:
            shared = tuple(region for region in first.regions if region in second.regions)
        same_place = bool(shared) or not (first.regions or second.regions)
        same_time = first.start < end(second) and second.start < end(first)
        follows = second.after and second.after == first.label
        if first.name == second.name and same_place and same_time and not follows:
            raise UserError(
                f"{second.name} is changed here and on line {first.line} at the same time in "
                f"{', '.join(shared) or 'every region'}: give the earlier change an until, or other regions",
                path=path, line=second.line)


@dataclass(frozen=True)
class _Held:
    """Values in a region under some changes, by full dotted name."""

    config: Mapping[str, Any]
    region: str
    changed: Mapping[str, float]

    def __call__(self, name: str) -> float:
        return self.changed[name] if name in self.changed else value_at(self.config, name, self.region)


def check_milestones(changes: Sequence[tuple[Change, str]], config: Mapping[str, Any]) -> None:
    """Check the milestones on every day on which one moves, as if every trigger had fired.

    Parameters
    ----------
    changes
        Each with the file it was written in.
    """
    written = [_Written(change, path) for change, path in changes]
    moved = [one for one in written if one.change.name.startswith(_MILESTONES + ".")]
    turns = {one.change.start for one in moved}
    turns |= {one.change.until for one in moved if one.change.until is not None}
    for region in [*config["market"]["regions"], *(region for one in moved for region in one.change.regions)]:
        for today in sorted(turns):
            held = {
                one.change.name: one.change.to
                for one in moved
                if region in (one.change.regions or (region,))
                and one.change.start <= today
                and (one.change.until is None or today < one.change.until)
            }
            culprit = [one for one in moved if today in (one.change.start, one.change.until)][-1]
            rows = milestones(config, region)
            check_ladder(rows, _Held(config, region, held), path=culprit.path, line=culprit.change.line)
