"""Options that several kinds of study take, read from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.arguments import Arguments
from sim.errors import UserError, suggest
from sim.studies.experiment.overrides import FactorWords

if TYPE_CHECKING:
    from omegaconf import DictConfig




DEFAULT_STUDY = {"sweep": "grid", "sensitivity": "sobol_indices", "robust": "robust", "optimise": "optimise"}


def writable_outputs(arguments: Arguments) -> Path:
    """Return where results go.

    Raises
    ------
    UserError
        If that is a file.
    """
    outputs = Path(arguments.outputs).expanduser()
    if outputs.exists() and not outputs.is_dir():
        raise UserError(f"--outputs {arguments.outputs} is a file, not a folder")
    return outputs


def whole_number(option: str, written: str) -> int:
    """Return an option's value as a whole number of at least one."""
    if not written.isdecimal() or int(written) < 1:
        raise UserError(f"{option} is {written!r}, not a whole number of at least 1")
    return int(written)


def study_words(command: str, words: FactorWords) -> list[str]:
    """Return the study's overrides; its group is added to the composition, which does not know it otherwise."""
    from sim.config.folders import group_options

    chosen = [word.partition("=")[2] for word in words.study if word.startswith("study=")]
    name = chosen[-1] if chosen else DEFAULT_STUDY[command]
    if "," in name:
        raise UserError(f"study={name}: one study at a time")
    options = group_options("study")
    if name not in options and not any(word.startswith("hydra.searchpath=") for word in words.plain):
        raise UserError(f"no {name!r} in group study.{suggest(name, options)} (study has {', '.join(options)})")
    return [f"+study={name}", *(word for word in words.study if not word.startswith("study="))]


def popped_study(composed: DictConfig) -> dict[str, Any]:
    """Take the study's own settings out of a composition."""
    from omegaconf import OmegaConf, open_dict

    with open_dict(composed):
        study: dict[str, Any] = OmegaConf.to_container(composed.pop("study"), resolve=True)  # type: ignore[assignment]
    return study
