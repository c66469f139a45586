"""Hydra's own application, lent the process: it composes, shows configurations, completes words, and writes nothing."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import hydra
from hydra._internal.hydra import Hydra
from hydra.core.global_hydra import GlobalHydra

from sim.commands.arguments import HYDRA, is_option, search_path
from sim.config.composition import CONFIG_NAME, VERSION_BASE, added, compose_whole, register
from sim.config.folders import configs_folder
from sim.config.hydra_errors import in_words
from sim.config.trust import check_files, check_words, without_environment
from sim.config.typed import check_typed

if TYPE_CHECKING:
    from omegaconf import DictConfig

_COMPLETES = "--shell-completion"
_VALUED = [name for one in HYDRA if one.metavar for name in (one.name, one.short) if name]


def run_hydra(job: Callable[[DictConfig], None], words: list[str]) -> None:
    """Call Hydra's main on a command line made of its own options and overrides."""
    register()
    if _COMPLETES not in words:
        said = _overrides(words)
        check_typed(said)
        check_words(said)
        check_files(said, compose_whole)
    with in_words(), without_environment(), _command_line(added(words)), _composing_once(words):
        GlobalHydra.instance().clear()
        hydra.main(config_path=str(configs_folder()), config_name=CONFIG_NAME, version_base=VERSION_BASE)(job)()


def _overrides(words: list[str]) -> list[str]:
    """Return the overrides among Hydra's words, its option for a folder of groups as one of them."""
    found, rest = [], iter(words)
    for word in rest:
        if word == "--config-dir":
            found.append(search_path([next(rest)]))
        elif word in _VALUED:
            next(rest)
        elif not is_option(word):
            found.append(word)
    return found


@contextmanager
def _composing_once(words: list[str]) -> Iterator[None]:
    """Spare Hydra a composition of everything, a third of a small command: it only looks whether hydra.mode is set."""
    theirs = getattr(Hydra, "get_mode", None)
    if theirs is None or any(word.lstrip("+~").startswith("hydra.mode") for word in words):
        yield
        return
    setattr(Hydra, "get_mode", lambda *_told, **_by_name: None)  # noqa: B010 - a method of somebody else's class
    try:
        yield
    finally:
        setattr(Hydra, "get_mode", theirs)  # noqa: B010


@contextmanager
def _command_line(words: list[str]) -> Iterator[None]:
    """Lend Hydra the process: it reads ``sys.argv``, raises only when asked for full errors, and sets up logging."""
    argv, full = sys.argv, os.environ.get("HYDRA_FULL_ERROR")
    loggers = [(logger, logger.level, list(logger.handlers)) for logger in map(logging.getLogger, (None, "hydra"))]
    sys.argv, os.environ["HYDRA_FULL_ERROR"] = ["sim", *words], "1"
    try:
        yield
    finally:
        sys.argv = argv
        for logger, level, handlers in loggers:
            logger.setLevel(level)
            logger.handlers[:] = handlers
        if full is None:
            del os.environ["HYDRA_FULL_ERROR"]
        else:
            os.environ["HYDRA_FULL_ERROR"] = full
