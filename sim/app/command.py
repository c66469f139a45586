"""``sim app``: a page in the browser for all of it, served to this machine alone."""

from __future__ import annotations

import sys

from sim.errors import UserError, needs
from sim.studies.experiment.command import Asked, Command, Option
from sim.studies.experiment.options import OUTPUTS, whole_number

_HIGHEST = 65_535


def _app(asked: Asked) -> None:
    if asked.words:
        raise UserError("sim app takes no words: what is run is asked for on its pages")
    port = asked.options.port or 0
    if port > _HIGHEST:
        raise UserError(f"--port {port}: ports end at {_HIGHEST}")
    needs("starlette", "sim app")
    needs("uvicorn", "sim app")
    from sim.app.desk import Desk
    from sim.app.server import bound, serve

    outputs = asked.outputs.absolute()
    listening = bound(port)

    def opened(address: str) -> None:
        print(f"open {address}\nresults are under {asked.outputs}; Ctrl-C ends the server, and runs go on", flush=True)
        if asked.options.open and sys.stdout.isatty():
            import webbrowser

            webbrowser.open(address)

    serve(Desk(outputs), listening, opened)


APP = Command(
    words="",
    about="Serve pages to play with, run for real and find studies again, to this machine alone. The address printed "
    "holds a token without which nobody gets in; runs go on when the server ends, and the next one finds them.",
    examples=("app", "app --outputs results --port 8765 --open"),
    answer=_app,
    options=(
        OUTPUTS,
        Option("--port", "which port (default: one that is free)", "N", read=whole_number),
        Option("--open", "open it in the browser"),
    ),
    composes=False,
    overrides=False,
    workers=False,
    complete=lambda _: (),
)
