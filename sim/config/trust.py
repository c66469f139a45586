"""What files and words of others may say: nothing of Hydra's own settings, nothing of the environment.

Hydra builds objects by name from its own settings (callbacks, launchers, logging): whoever may write those runs code.
Here is what a command line may say of Hydra; a file of a group, which may be somebody else's, may say none of it, and
may not say either where runs are carried out. Interpolations that read environment variables are refused everywhere:
their values would end up in messages, in `config.yaml` and in studies that are passed on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.config.group_files import OWN, check_group_files
from sim.config.typed import COMBINED
from sim.errors import UserError, quoted

ALLOWED = (
    "hydra.searchpath", "hydra.sweep.dir", "hydra.sweep.subdir", "hydra.mode", "hydra.verbose", "hydra.launcher.",
    "hydra.sweeper.", "hydra.job.env_copy", "hydra.job.env_set.", "hydra/launcher", "hydra/sweeper",
    "hydra/job_logging", "hydra/hydra_logging",
)
"""What a command line may set of Hydra: a name, or with a dot at its end whatever begins so."""

_OF_THE_MOMENT = ("runtime", "overrides", "searchpath", "job.override_dirname", "job.id", "job.num")
_SEARCH, _BUILDS = "hydra.searchpath", ("_target_", "_partial_", "_args_", "_convert_", "()")
_NAME = re.compile(r"[\w-]+(?:/[\w-]+)*")


Compose = Callable[[list[str]], Any]


def is_about_hydra(word: str) -> bool:
    """Return whether an override sets something of Hydra's own, wherever it says so."""
    name = word.lstrip("+~").partition("=")[0]
    return any(re.match(r"hydra\b", part.strip()) for part in re.split("[@:]", name))


def check_words(overrides: Sequence[str]) -> None:
    """Check what overrides say of Hydra itself.

    Raises
    ------
    UserError
        Naming what is not allowed, and what is.
    """
    for word in overrides:
        if not is_about_hydra(word):
            continue
        name = word.lstrip("+~").partition("=")[0]
        listed = ", ".join(one.rstrip(".") for one in ALLOWED)
        if "@" in name or not any(name == one or (one.endswith(".") and name.startswith(one)) for one in ALLOWED):
            raise UserError(f"{quoted(name)} is Hydra's own: a command line may set {listed} (docs/security.md)")
        if name == _SEARCH and not word.startswith(_SEARCH):
            raise UserError(f"{quoted(word)} would be found nowhere: write {_SEARCH}=[FOLDER] without a sign before "
                            "it, or --config-dir FOLDER")
        if any(one in word for one in _BUILDS):
            raise UserError(f"{quoted(word)} names code that Hydra would run: only launchers that are installed may be "
                            "named, as in hydra/launcher=joblib")


def check_files(overrides: Sequence[str], compose: Compose) -> None:
    """Check files of groups in folders that overrides name, which may be somebody else's.

    Parameters
    ----------
    compose
        Composes a configuration, Hydra's own part included, from overrides.

    Raises
    ------
    UserError
        Naming what such a file says beyond its group, or a file that no reader should follow.
    """
    folders = [one for word in overrides if word.startswith(_SEARCH + "=") for one in _folders(word)]
    if not folders:
        return
    for folder in folders:
        if not folder.is_dir():
            raise UserError(f"{_SEARCH}: there is no folder {folder}")
    check_group_files(folders)
    for said in _one_at_a_time(overrides):
        _check_composed(said, folders, compose)


def _check_composed(overrides: Sequence[str], folders: Sequence[Path], compose: Compose) -> None:
    from omegaconf import OmegaConf

    whole = compose(list(overrides))
    own = [word for word in overrides if word.lstrip("+~").startswith(OWN) and not word.startswith(_SEARCH)]
    try:
        alone = compose(own)
    except UserError:
        alone = compose([word for word in own if is_about_hydra(word)])  # an option of execution, from such a folder
        own = ["execution"]
    for part in OWN:
        if part == "execution" and own == ["execution"]:
            continue
        said, meant = (OmegaConf.to_container(one[part], resolve=False) for one in (whole, alone))
        name = _first_difference(said, meant)
        if name is not None:
            raise UserError(
                f"a file in {_listed(folders)} sets {part}.{name}: only the command line may (docs/security.md)")

def check_choices(choices: Mapping[str, str]) -> None:
    """Check that every option is a file of its own group.

    Raises
    ------
    UserError
        Naming an option that is a path to somewhere else.
    """
    for group, option in choices.items():
        named = re.findall(r"[^\s,'\[\]]+", option) if group in COMBINED else [option]
        if not all(map(_NAME.fullmatch, named)):
            raise UserError(f"{group}={quoted(option)}: an option is a name of its group, not a path")


@contextmanager
def without_environment() -> Iterator[None]:
    """Refuse interpolations that read the environment (``${oc.env:HOME}``) within the block.

    Raises
    ------
    UserError
        Where one is met.
    """
    from omegaconf import OmegaConf
    from omegaconf.basecontainer import BaseContainer

    OmegaConf.has_resolver("oc.env")  # they are there by now
    resolvers = BaseContainer._resolvers
    theirs = resolvers.get("oc.env")
    OmegaConf.register_new_resolver("oc.env", _refused, replace=True)
    try:
        yield
    finally:
        if theirs is not None:
            resolvers["oc.env"] = theirs


def _refused(*_names: str) -> None:
    raise UserError("values are not read from the environment (${oc.env:...}): write the value")


def _folders(word: str) -> Iterator[Path]:
    for one in word.partition("=")[2].strip("[]").split(","):
        text = one.strip().strip("\"'")
        if text and not text.startswith("pkg://"):
            yield Path(text.removeprefix("file://"))


def _one_at_a_time(overrides: Sequence[str]) -> Iterator[list[str]]:
    """Yield overrides without sweeps, so that each value of each sweep is in one of them."""
    from hydra.core.override_parser.overrides_parser import OverridesParser

    from sim.config.hydra_errors import in_words

    values = []
    for word in overrides:
        with in_words():
            override = OverridesParser.create().parse_overrides([word])[0]
        swept = override.is_sweep_override() and not override.is_interval_sweep()
        name = word.partition("=")[0]
        values.append([f"{name}={one}" for one in override.sweep_string_iterator()] if swept else [word])
    first = [one[0] for one in values]
    yield first
    for place, others in enumerate(values):
        for other in others[1:]:
            yield [*first[:place], other, *first[place + 1 :]]


def _listed(folders: Sequence[Path]) -> str:
    return ", ".join(map(str, folders))


def _first_difference(said: Any, meant: Any, prefix: str = "") -> str | None:
    """Return the dotted name of the first thing in which two settings differ, those of the moment aside."""
    if prefix.rstrip(".") in _OF_THE_MOMENT:
        return None
    if isinstance(said, Mapping) and isinstance(meant, Mapping):
        names = [*meant, *(key for key in said if key not in meant)]
        found = (_first_difference(said.get(key), meant.get(key), f"{prefix}{key}.") for key in names)
        return next((name for name in found if name is not None), None)
    return prefix.rstrip(".") if said != meant else None
