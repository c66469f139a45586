"""Hydra's and OmegaConf's errors, retold in one line with the nearest right name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import yaml
from hydra.errors import ConfigCompositionException, HydraException, MissingConfigException, OverrideParseException
from omegaconf.errors import OmegaConfBaseException

from sim.config.documents import yaml_error
from sim.config.folders import group_options, groups, written_names
from sim.config.matters import MATTERS
from sim.config.names import known_names, table_of
from sim.errors import UserError, suggest
from sim.model.outcomes.dictionary import OUTCOMES
from sim.model.parameters import TABLES

_MISSING_OPTION = re.compile(r"Could not find '(?P<group>[^']+)/(?P<option>[^'/]+)'")
_UNKNOWN_KEY = re.compile(r"Could not (?:override|delete from config\.|delete) ?'(?P<key>[^']+)'")
_AMBIGUOUS = re.compile(r"Ambiguous value for argument '(?P<override>[^']*)'")
_BAD_OVERRIDE = re.compile(r"Error parsing override '(?P<override>[^']*)'\s*\n(?P<reason>[^\n]*)")
_BARE = ("Config group override must be", "The --resolve flag", "Only one of --run")


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what Hydra raises inside the block into :class:`UserError`."""
    try:
        yield
    except UserError:
        raise
    except yaml.YAMLError as error:
        raise yaml_error(error) from error
    except (HydraException, OmegaConfBaseException) as error:
        raise UserError(retell(error)) from error
    except ValueError as error:
        # Some of Hydra's complaints are bare; anything else is a fault of the program and keeps its traceback.
        if not str(error).startswith(_BARE):
            raise
        raise UserError(f"{str(error).splitlines()[0]} (sim --help)") from error


def retell(error: Exception) -> str:
    """Return one line for an error of Hydra's."""
    text = str(error)
    if isinstance(error, MissingConfigException) and (found := _MISSING_OPTION.search(text)):
        return unknown_option(found["group"], found["option"])
    if isinstance(error, OverrideParseException):
        return _bad_override(error, text)
    if isinstance(error, ConfigCompositionException) and (found := _UNKNOWN_KEY.search(text)):
        return unknown_key(found["key"])
    if found := _AMBIGUOUS.search(text):
        return f"{found['override']} has several values: add --multirun to run each, or write one list, key=[a,b]"
    first = text.splitlines()[0] if text else type(error).__name__
    cause = error.__cause__
    if isinstance(cause, OmegaConfBaseException) and str(cause):
        first = f"{first.rstrip('.')}: {str(cause).splitlines()[0]}"
    return first


def unknown_option(group: str, option: str) -> str:
    """Return the line for an option that a group does not have."""
    options = group_options(group)
    listed = f" ({group} has {', '.join(options)})" if options else ""
    return f"no {option!r} in group {group}.{suggest(option, options)}{listed}"


def unknown_key(key: str) -> str:
    """Return the line for a key that no configuration has."""
    if key.startswith(f"{MATTERS}."):
        outcome = key.removeprefix(f"{MATTERS}.")
        return f"{MATTERS}: no outcome {outcome!r}.{suggest(outcome, OUTCOMES)} (sim outcomes lists them)"
    names = [*known_names(), *groups(), *written_names()]
    parts = table_of(key)
    if parts is not None and parts[2] in TABLES[parts[0]]:
        table, row, _ = parts
        if any(name.startswith(f"{table}.{row}.") for name in names):  # a column that the row leaves to its default
            return f"{key} is not written in the chosen file: write +{key}=... to add it"
    return f"no setting or parameter {key!r}.{suggest(key, names)} (sim levers lists the levers)"


def _bad_override(error: OverrideParseException, text: str) -> str:
    override = getattr(error, "override", "") or ""
    found = _BAD_OVERRIDE.search(text)
    reason = found["reason"] if found else text.splitlines()[0]
    if "=" not in override:
        return f"cannot read the override {override!r}: a value is missing, as in {override or 'seed'}=1"
    return f"cannot read the override {override!r}: {reason}"
