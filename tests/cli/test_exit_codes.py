"""What a shell is told: 0 done, 1 some runs failed, 2 something to put right, 130 Ctrl-C; never a traceback."""

from __future__ import annotations

import errno
import os
from concurrent.futures.process import BrokenProcessPool

import pytest

from sim.commands.guard import guard
from sim.errors import UserError
from sim.runs.trouble import MachineTroubleError

TOLD = {
    UserError("no such thing"): (2, "sim: no such thing"),
    OSError(errno.EIO, os.strerror(errno.EIO), "x/y"): (2, "sim: cannot write or read x/y: Input/output error"),
    OSError(errno.EMFILE, os.strerror(errno.EMFILE)): (2, "sim: Too many open files"),
    MemoryError(): (2, "sim: out of memory"),
    BrokenProcessPool(): (2, "sim: a worker process died, most likely out of memory"),
    MachineTroubleError("a worker\nstopped"): (2, "sim: a worker stopped"),
    KeyboardInterrupt(): (130, "sim: stopped; what was finished is kept"),
}


@pytest.mark.parametrize("error", TOLD, ids=lambda error: type(error).__name__)
def test_trouble_is_one_line_and_an_exit_code(error: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> None:
        raise error

    code, line = TOLD[error]
    assert guard(fail) == code
    assert capsys.readouterr().err == line + "\n"


def test_a_fault_of_the_program_is_not_hidden() -> None:
    with pytest.raises(FileNotFoundError):
        guard(lambda: open("nowhere/nothing"))  # noqa: SIM115, PTH123


def test_leaving_with_a_code_is_left_alone() -> None:
    """As a study does of which some runs failed: its answer is printed by then."""
    with pytest.raises(SystemExit) as left:
        guard(lambda: (_ for _ in ()).throw(SystemExit(1)))
    assert left.value.code == 1
