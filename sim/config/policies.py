"""Whole policies as scenarios: no policy at all, the textbook rule, or an option of a config group, from day 0 on.

So that policies can be compared on one warm-up under today's rules, everything in which a composed configuration
differs from the base becomes a change of day 0. Tables need care: a row that only one side has (a milestone, an
escalation, a campaign) stands out of reach on the other.

- ``none``: no enforcement and no incentives beyond commission (``enforcement=none incentives=none``).
- ``textbook``: three strikes in 90 days with a warning first, as YouTube publishes them (``enforcement=strikes``). It
  is the one complete rule in public use that has a number for everything and none tuned to this market, so a policy
  that cannot beat it is not worth its trouble. Becker's rule (raise the penalty, save on detection) is a condition on
  the harm of an offence, which nobody publishes, and no rule that could be run; ``whatif_02`` asks his question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from sim.config.composition import compose
from sim.config.names import parameters_of, table_rows, value_at
from sim.config.regimes import OUT_OF_REACH
from sim.config.scenarios import find_scenario, load_scenarios
from sim.model.levers.schedule import Change, Scenario

NONE, TEXTBOOK = "none", "textbook"
GROUPS = ("distribution", "enforcement", "incentives")
"""Config groups whose options are policies; those of other groups describe the world."""

_BUILT_IN = {
    NONE: (("enforcement=none", "incentives=none"), "What if there were no enforcement and no incentives at all?"),
    TEXTBOOK: (("enforcement=strikes",), "What if everybody had three strikes in 90 days, after a warning (S46)?"),
}
_ASIDE = OUT_OF_REACH | {"incentives.campaigns": ("days", 0)}
Config = dict[str, Any]


def is_built_in(word: str) -> bool:
    """Return whether a word names a policy that needs no file."""
    return word in _BUILT_IN


def must_exist(words: Sequence[str]) -> None:
    """Find every policy before anything else happens.

    Raises
    ------
    UserError
        Naming the nearest scenario that there is.
    """
    for word in words:
        if not is_built_in(word):
            find_scenario(word)


def read_policies(
    words: Sequence[str], config: Config, plain: Sequence[str] = (), choices: Mapping[str, Sequence[str]] | None = None
) -> tuple[Config, tuple[Scenario, ...]]:
    """Return the base configuration, with a row for whatever some policy needs, and the policies as scenarios.

    Parameters
    ----------
    words
        ``none``, ``textbook``, and names or paths of scenarios.
    config
        The configuration that all start from.
    plain
        The overrides that it was composed from.
    choices
        Config group → options, each a policy of its own, called ``group_option``.

    Raises
    ------
    UserError
        On anything wrong with a scenario or an option.
    """
    whole: dict[str, tuple[Sequence[str], str]] = {word: _BUILT_IN[word] for word in words if word in _BUILT_IN}
    for group, options in (choices or {}).items():
        for option in options:
            whole[f"{group}_{option}"] = ((f"{group}={option}",), f"What if {group}={option} held from day 0 on?")
    composed = {name: compose(_under(plain, picked)) for name, (picked, _) in whole.items()}
    base = deepcopy(config)
    for other in composed.values():
        _add_rows(base, other)
    found: dict[str, Scenario] = {}
    for name, other in composed.items():
        found[name] = Scenario(name, question=whole[name][1], changes=tuple(_changes(base, other)))
    for word in words:
        if word not in _BUILT_IN:
            found |= {one.name: one for one in load_scenarios(word, base)}
    return base, tuple(found.values())


def _under(plain: Sequence[str], picked: Sequence[str]) -> list[str]:
    """Return overrides with a policy's own options in place of whatever was said about its groups."""
    groups = [word.partition("=")[0] for word in picked]
    kept = [word for word in plain if not any(_about(word, group) for group in groups)]
    return [*kept, *picked]


def _about(word: str, group: str) -> bool:
    name = word.lstrip("+~").partition("=")[0]
    return name == group or name.startswith(group + ".") or name.endswith("." + group)


def _add_rows(base: Config, other: Config) -> None:
    """Give the base a row, out of reach, for each that only another configuration has."""
    for table, (column, value) in _ASIDE.items():
        for row, entries in table_rows(other, table).items():
            if row not in table_rows(base, table):
                node = base
                for part in table.split("."):
                    node = node.setdefault(part, {})
                node[row] = {**entries, column: value}


def _changes(base: Config, other: Config) -> Iterator[Change]:
    regions = list(base["market"]["regions"])
    for name in parameters_of(base):
        if not name.startswith(GROUPS):
            continue
        now = {region: value_at(base, name, region) for region in regions}
        then = {region: _value(other, name, region, now[region]) for region in regions}
        moved = [region for region in regions if now[region] != then[region]]
        if moved and len(moved) == len(regions) and len(set(then.values())) == 1:
            yield Change(name, then[moved[0]])
        else:
            yield from (Change(name, then[region], regions=(region,)) for region in moved)


def _value(config: Config, name: str, region: str, now: float) -> float:
    """Return what a parameter is in a configuration; of a row that it does not have, what puts it out of reach."""
    for table, (column, value) in _ASIDE.items():
        row, _, entry = name.removeprefix(table + ".").rpartition(".")
        if name.startswith(table + ".") and row not in table_rows(config, table):
            return float(value) if entry == column else now
    return value_at(config, name, region)
