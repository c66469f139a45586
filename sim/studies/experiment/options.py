"""Options and words that several kinds of study take, and what is made of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.config.finding import place_of
from sim.config.scenarios import variant_names
from sim.errors import UserError, quoted, some_of, suggest
from sim.studies.experiment.command import Asked, Option, other_scenarios

if TYPE_CHECKING:
    from sim.studies.experiment.run import RunOptions


MOST_SEEDS = 48
"""Seeds at which a study ends that grows until it is settled, where nobody says."""

BASELINE = "status_quo"
"""The scenario where none is named."""


def whole_number(option: str, written: str) -> int:
    """Return an option's value as a whole number of at least one."""
    if not written.isdecimal() or int(written) < 1:
        raise UserError(f"{option} is {quoted(written)}, not a whole number of at least 1")
    return int(written)


def _folder(option: str, written: str) -> str:
    """Return a folder that is there or may be made."""
    if not written:
        raise UserError(f"{option} needs a folder")
    place = Path(written).expanduser()
    if place.exists() and not place.is_dir():
        raise UserError(f"{option} {written} is a file, not a folder")
    return written


OUTPUTS = Option("--outputs", "where results go (default: outputs); the last line printed is the folder written", "DIR",
                 read=_folder)
JSON = Option("--json", "print the summary alone, as JSON")
SEEDS = Option("--seeds", "matched seeds: as replications=N", "N", read=whole_number)
FUTURES = Option("--futures", "how many futures", "N", read=whole_number)
ASSUME = Option("--assume", "what differs between futures: names with commas, a YAML file, or all", "NAMES")
POSTERIOR = Option("--posterior", "assumptions that fit figures, one draw a seed: a folder of sim calibrate, or one "
                   "that ships (36 seeds where none are said)", "FOLDER")
VARIANT = Option("--variant", "which of the scenario's variants", "NAME")
YES = Option("--yes", "agree to a large study, to mixing versions, to setting damaged parts aside")
RESULTS = (OUTPUTS, JSON)
JOBS = Option("--jobs", "runs side by side (default: one a core); never changes a result", "N", read=whole_number)


def until_options(which: str) -> tuple[Option, ...]:
    """Return the options that ask for it.

    Parameters
    ----------
    which
        The outcomes, where none is named: ``the headline ones``.
    """
    return (
        Option("--until", "add seeds until effects are decided, or shown to be less than matters: settled", "settled"),
        Option("--outcome", f"which effects that has to hold for (default: {which}; several times)", "NAMES",
               several=True),
        Option("--most", f"with --until: seeds at most (default: {MOST_SEEDS})", "N", read=whole_number),
    )


def on_so_many(overrides: Sequence[str], jobs: int | None) -> list[str]:
    """Return overrides with how many runs go side by side, where that is given.

    Raises
    ------
    UserError
        If they say already how runs are carried out.
    """
    if jobs is None:
        return list(overrides)
    given = [word for word in overrides if word.startswith("execution")]
    if given:
        raise UserError(f"--jobs {jobs} and {given[0]} both say how runs are carried out: leave one of them out")
    return [*overrides, "execution=serial" if jobs == 1 else f"execution.workers={jobs}"]


def policies_to_come(before: Sequence[str]) -> Iterable[str]:
    """Return what a line that takes policies may go on with."""
    return [*other_scenarios(before), *(one for one in ("none", "textbook") if one not in before)]


def run_options(asked: Asked, config: Mapping[str, Any]) -> RunOptions:
    """Return how a study is carried out and told, as a command line and its configuration have it."""
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.run import RunOptions

    return RunOptions(Workforce.of(config), consent=asked.options.yes, as_json=asked.as_json)


def listed(configured: object, setting: str, given: list[str], option: str) -> list[tuple[object, str]]:
    """Return what a study's config and an option hold of the same, each with where it stands."""
    first = configured if isinstance(configured, list) else [configured] if configured else []
    return [*((one, setting) for one in first), *((one, option) for one in given)]


def one_arm(words: list[str], asked: str | None, usage: str) -> str:
    """Return the one scenario that is asked for, with its variant where it has some.

    Parameters
    ----------
    asked
        The value of ``--variant``.
    usage
        A line that is right, for errors: ``sim explain warn_first``.

    Raises
    ------
    UserError
        If there is none or are several, or the variant is missing or unknown.
    """
    if len(words) != 1:
        named = f" ({', '.join(words)})" if words else f", as in {usage}"
        raise UserError(f"{' '.join(usage.split()[:2])} takes one scenario{named}")
    word = words[0]
    place = place_of(word)
    names = variant_names(str(place.file))
    if asked and place.variant:
        raise UserError(f"{word} names a variant already: leave out --variant")
    if asked and asked not in names:
        there = f" (there are {some_of(names)})" if names else " (it has none)"
        raise UserError(f"no variant {quoted(asked)} of {word}.{suggest(asked, names)}{there}")
    if names and not asked and not place.variant:
        raise UserError(f"{word} has {len(names)} variants: name one, as in --variant {names[0]} ({some_of(names)})")
    return f"{word}.{asked}" if asked else word
