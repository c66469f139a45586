"""Which levers an entry of ``changes`` moves, and to what: one, several at once, or a row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sim.config import grammar
from sim.config.documents import Entry
from sim.config.names import table_of
from sim.config.settings import SETTINGS
from sim.errors import Mistakes, quoted, suggest
from sim.model.parameters import Parameter


@dataclass(frozen=True)
class Move:
    """One lever and its new value."""

    name: str
    to: float
    line: int


def read_moves(item: Entry, keys: Mapping[str, Entry], every: Mapping[str, Parameter]) -> list[Move]:
    """Read ``set`` and ``to``: a name and a value, a row and its values, or names with values under ``set``."""
    if "set" not in keys:
        raise item.error("a change needs set")
    chosen = keys["set"]
    if not chosen.is_scalar:
        if "to" in keys:
            raise keys["to"].error("set gives each lever its value already: leave to out")
        return _moves(_flat(chosen, "set", every), every)
    name = chosen.text("set")
    if "to" not in keys:
        raise item.error("a change needs to")
    group = [known for known in every if known.startswith(name + ".")] if name not in every else []
    if not group:
        return [_move(name, keys["to"], chosen, every, line=item.line)]
    if keys["to"].is_scalar:
        raise chosen.error(f"{name} holds several levers: give each its value, as in set: {{{group[0]}: ...}}")
    return _moves(_flat(keys["to"], "to", every, name + "."), every)


def _moves(named: Iterable[tuple[str, Entry]], every: Mapping[str, Parameter]) -> list[Move]:
    found, mistakes = [], Mistakes()
    for name, value in named:
        with mistakes:
            found.append(_move(name, value, value, every))
    mistakes.tell()
    return found


def _flat(entry: Entry, what: str, every: Mapping[str, Parameter], prefix: str = "") -> Iterator[tuple[str, Entry]]:
    inner = entry.mapping(what)
    if not inner:
        raise entry.error(f"{what} names no lever")
    for key, value in inner.items():
        name = f"{prefix}{key}"
        if name not in every and not value.is_scalar:
            yield from _flat(value, name, every, name + ".")
        else:
            yield name, value


def _move(
    name: str, value: Entry, place: Entry, every: Mapping[str, Parameter], line: int | None = None
) -> Move:
    if name in SETTINGS or name in ("start_date", "engine.name"):
        raise place.error(f"{name} holds for a whole run: give it as an override ({name}=...), not as a change")
    parameter = every.get(name)
    if parameter is None:
        raise place.error(f"no lever {quoted(name)}.{suggest(name, every)} (sim levers lists them)")
    parts = table_of(name)
    if parts is not None and parts[0] == "market.categories" and parts[2] == "share":
        raise place.error(f"{name} shapes the start of a market and cannot change during a run")
    return Move(name, grammar.quantity(value, name, parameter), place.line if line is None else line)
