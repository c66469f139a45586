"""Commands on a study's folder: ``sim resume``, ``expand``, ``rerun``, ``query``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.arguments import Arguments
from sim.errors import UserError
from sim.studies.experiment.options import whole_number

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.experiment.run import RunOptions

_USAGE = {
    "resume": "sim resume FOLDER", "expand": "sim expand FOLDER --seeds 20 (or --points 128)",
    "rerun": "sim rerun FOLDER KEY", "query": "sim query FOLDER \"select * from runs\"",
}
_WORDS = {"resume": 1, "expand": 1, "rerun": 2, "query": 2}
_MOST_ROWS = 60


def run_on_folder(arguments: Arguments) -> None:
    """Run one of the commands.

    Raises
    ------
    UserError
        On missing or surplus words, or overrides of anything but execution.
    """
    command = arguments.command
    surplus = len(arguments.words) - _WORDS[command]
    if (surplus and not (command == "query" and surplus == -1)) or arguments.hydra or arguments.everything:
        raise UserError(f"sim {command} is written {_USAGE[command]}")
    if command == "query":
        _query(arguments)
        return
    from sim.studies import kinds

    run_options = _run_options(arguments)
    folder = arguments.words[0]
    if command == "resume":
        kinds.resume(folder, run_options)
    elif command == "rerun":
        kinds.rerun(folder, arguments.words[1], run_options)
    else:
        given = {option: arguments.given[option] for option in ("--seeds", "--points") if option in arguments.given}
        if not given:
            raise UserError(f"sim expand needs --seeds or --points, as in {_USAGE['expand']}")
        numbers = {option.removeprefix("--"): whole_number(option, word) for option, word in given.items()}
        kinds.expand(folder, numbers.get("seeds"), run_options, points=numbers.get("points"))


def _run_options(arguments: Arguments) -> RunOptions:
    from sim.config import compose
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.run import RunOptions

    for word in arguments.overrides:
        if not word.startswith("execution"):
            raise UserError(f"sim {arguments.command} takes no {word}: the study's folder says what is run "
                            "(execution=serial says how)")
    workforce = Workforce.of(compose(arguments.overrides)) if arguments.overrides else Workforce()
    return RunOptions(workforce, consent="--yes" in arguments.given, failed_again="--failed" in arguments.given,
                  as_json=arguments.as_json)


def _query(arguments: Arguments) -> None:
    from sim.studies.experiment.query import listing, query, write_all, write_table

    places = {option: arguments.given[option] for option in ("--csv", "--xlsx") if option in arguments.given}
    for option, place in places.items():
        ending = "." + option.removeprefix("--")
        if place != "-" and not place.endswith(ending):
            raise UserError(f"{option} {place}: the file's name should end in {ending}")
    if len(arguments.words) == 1 and places:
        if "--csv" in places:
            raise UserError("--csv writes one table: give SQL, as in " + _USAGE["query"])
        write_all(arguments.words[0], Path(places["--xlsx"]))
        print(places["--xlsx"])
        return
    answer = query(*arguments.words) if len(arguments.words) > 1 else listing(arguments.words[0])
    if arguments.as_json:
        print(json.dumps(json.loads(answer.to_json(orient="records", date_format="iso")), indent=2, ensure_ascii=False))
    elif places.get("--csv") == "-":
        answer.to_csv(sys.stdout, index=False)
    elif not places:
        _show(answer)
    for place in places.values():
        if place != "-":
            write_table(answer, Path(place))
            print(place)


def _show(answer: pd.DataFrame) -> None:
    """Print an answer as a table; a long one is cut, with a word about how to get the rest."""
    from rich.table import Table

    from sim.show.terminal import in_one_piece

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    numeric = [answer[name].dtype.kind in "iuf" for name in answer.columns]
    for name, is_number in zip(answer.columns, numeric, strict=True):
        table.add_column(str(name), justify="right" if is_number else "left", overflow="fold")
    for row in answer.head(_MOST_ROWS).itertuples(index=False):
        table.add_row(*(_cell(value) for value in row))
    with in_one_piece(sys.stdout) as out:
        if not sys.stdout.isatty():
            out.width = 400
        out.print(table)
    if len(answer) > _MOST_ROWS:
        print(f"… {len(answer):,} rows in all: --csv FILE or --xlsx FILE writes them", file=sys.stderr)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.6g}"
    return str(value).partition("\n")[0]
