"""Hydra's own application, lent the process: it composes, shows configurations, completes words, and writes nothing."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import hydra
from hydra.core.global_hydra import GlobalHydra

from sim.config.composition import CONFIG_NAME, VERSION_BASE, added, register
from sim.config.folders import configs_folder
from sim.config.hydra_errors import in_words

if TYPE_CHECKING:
    from omegaconf import DictConfig


def run_hydra(job: Callable[[DictConfig], None], words: list[str]) -> None:
    """Call Hydra's main on a command line made of its own options and overrides."""
    register()
    with in_words(), _command_line(added(words)):
        GlobalHydra.instance().clear()
        hydra.main(config_path=str(configs_folder()), config_name=CONFIG_NAME, version_base=VERSION_BASE)(job)()


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
