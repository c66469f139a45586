"""Commands on a study's folder: ``sim resume``, ``expand``, ``rerun``, ``query``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sim.errors import UserError, printable
from sim.studies.experiment.command import Asked, Command, Option
from sim.studies.experiment.options import JSON, SEEDS, YES, whole_number

if TYPE_CHECKING:
    import pandas as pd

    from sim.studies.experiment.run import RunOptions

_EXPAND = "sim expand FOLDER --seeds 20 (or --points 128)"
_QUERY = 'sim query FOLDER "select * from runs"'
_MOST_ROWS = 60


def _resume(asked: Asked) -> None:
    from sim.studies import kinds

    folder, = _words(asked, "sim resume FOLDER", 1)
    kinds.resume(folder, _run_options("resume", asked))


def _expand(asked: Asked) -> None:
    from sim.studies import kinds

    folder, = _words(asked, _EXPAND, 1)
    seeds, points = asked.options.seeds, asked.options.points
    if seeds is None and points is None:
        raise UserError(f"sim expand needs --seeds or --points, as in {_EXPAND}")
    kinds.expand(folder, seeds, _run_options("expand", asked), points=points)


def _rerun(asked: Asked) -> None:
    from sim.studies import kinds

    folder, key = _words(asked, "sim rerun FOLDER KEY", 2)
    kinds.rerun(folder, key, _run_options("rerun", asked))


def _words(asked: Asked, usage: str, count: int) -> list[str]:
    if len(asked.words) != count:
        raise UserError(f"{' '.join(usage.split()[:2])} is written {usage}")
    return asked.words


def _run_options(name: str, asked: Asked) -> RunOptions:
    from sim.config import compose
    from sim.runs.workforce import Workforce
    from sim.studies.experiment.run import RunOptions

    for word in asked.overrides:
        if not word.startswith("execution"):
            raise UserError(f"sim {name} takes no {word}: the study's folder says what is run (execution=serial says "
                            "how)")
    workforce = Workforce.of(compose(asked.overrides)) if asked.overrides else Workforce()
    return RunOptions(workforce, consent=getattr(asked.options, "yes", False),
                      failed_again=getattr(asked.options, "failed", False), as_json=asked.as_json)


def _executions(before: Sequence[str]) -> Iterable[str]:
    """Return what may follow the folder, which the shell completes."""
    from sim.config.folders import group_options

    return [f"execution={name}" for name in group_options("execution")] if before else ()


def _query(asked: Asked) -> None:
    from sim.studies.experiment.export import as_csv, as_records, write_all, write_table
    from sim.studies.experiment.query import listing, query

    if len(asked.words) not in (1, 2):
        raise UserError(f"sim query is written {_QUERY}")
    places = {f"--{kind}": place for kind in ("csv", "xlsx") if (place := getattr(asked.options, kind)) is not None}
    for option, place in places.items():
        ending = "." + option.removeprefix("--")
        if place != "-" and not place.endswith(ending):
            raise UserError(f"{option} {place}: the file's name should end in {ending}")
    if len(asked.words) == 1 and places:
        if "--csv" in places:
            raise UserError(f"--csv writes one table: give SQL, as in {_QUERY}")
        from sim.studies.kinds import answer_lines

        write_all(asked.words[0], Path(places["--xlsx"]), answer_lines(asked.words[0]))
        print(places["--xlsx"])
        return
    answer = query(*asked.words) if len(asked.words) > 1 else listing(asked.words[0])
    if asked.as_json:
        print(json.dumps(as_records(answer), indent=2, ensure_ascii=False, allow_nan=False))
    elif places.get("--csv") == "-":
        sys.stdout.write(as_csv(answer))
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
    numeric = [kind.kind in "iuf" for kind in answer.dtypes]
    for name, is_number in zip(answer.columns, numeric, strict=True):
        table.add_column(printable(str(name)), justify="right" if is_number else "left", overflow="fold")
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
    return printable(str(value).partition("\n")[0])


_OnFolder = partial(Command, composes=False, overrides=False, complete=_executions)

RESUME = _OnFolder(
    words="FOLDER",
    about="Go on with a study that was stopped or killed. What is finished is not done again, and the result is that "
    "of a study that was never stopped. execution=serial or execution=ray say how it is carried out.",
    examples=("resume FOLDER", "resume FOLDER --failed execution=serial"),
    answer=_resume,
    options=(Option("--failed", "try runs that failed once more"), YES, JSON),
)

EXPAND = _OnFolder(
    words="FOLDER",
    about="Grow a finished study to more seeds a point, or more points. No run that it has is done again; points are "
    "added to designs that can grow.",
    examples=("expand FOLDER --seeds 20", "expand FOLDER --points 128"),
    answer=_expand,
    options=(SEEDS, Option("--points", "points of a design that can grow", "N", read=whole_number), YES, JSON),
)

RERUN = _OnFolder(
    words="FOLDER KEY",
    about="Do one run of a study again and say whether it gives the same bits. Of a run that failed, it shows the "
    "traceback. A key, or its start, is what the study's table of runs has.",
    examples=("rerun FOLDER 3fa9", 'query FOLDER "select key, scenario, seed from runs"'),
    answer=_rerun,
    workers=False,
)

QUERY = _OnFolder(
    words='FOLDER ["SQL"]',
    about="Ask a study's tables in SQL. Without SQL, it says which tables and columns there are, or writes them all as "
    "the sheets of a workbook.",
    examples=('query FOLDER "select scenario, avg(gmv_net) from runs group by all"', "query FOLDER --xlsx study.xlsx"),
    answer=_query,
    options=(
        Option("--csv", "write the answer to a file, or to standard output (-)", "FILE"),
        Option("--xlsx", "write the answer, or without SQL every table, as a workbook", "FILE"),
        Option("--json", "the answer as JSON"),
    ),
    sorts=False,
    workers=False,
    complete=lambda _: (),
)
