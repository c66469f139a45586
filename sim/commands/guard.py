"""Errors told to people in one line, and the exit code that a shell expects.

Exit codes: 0 done, 1 done but some runs failed, 2 something to put right (trouble of the machine too), 130 stopped with
Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor

from sim.errors import SeveralMistakesError, UserError, printable, quoted
from sim.runs.trouble import MachineTroubleError, trouble_in

STOPPED = 130
_FEW = 12


def guard(action: Callable[[], object]) -> int:
    """Run something, tell its error, if it is one for people, and return an exit code."""
    try:
        action()
        sys.stdout.flush()
        return 0
    except SeveralMistakesError as several:
        return max(_tell(str(error), 2) for error in several.errors)
    except UserError as error:
        return _tell(str(error), 2)
    except UnicodeEncodeError as error:
        if error.encoding.startswith("utf"):
            raise
        signs = error.object[error.start : error.end][:_FEW] if isinstance(error.object, str) else ""
        return _tell(f"{quoted(signs)} cannot be written here as {error.encoding}: set PYTHONUTF8=1, or a locale of "
                     "UTF-8", 2)
    except KeyboardInterrupt:
        return _tell("stopped; what was finished is kept", STOPPED)
    except BrokenPipeError:
        # The reader (head, less) has left: there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (OSError, MemoryError, BrokenExecutor, MachineTroubleError) as error:
        trouble = trouble_in(error)
        if trouble is None:
            raise
        where = f"{error.filename}: " if isinstance(error, OSError) and error.filename else ""
        return _tell(f"cannot write or read {where}{trouble}" if trouble.disk else str(trouble), 2)
    except RuntimeError as error:
        if not str(error).startswith("Could not determine home directory"):
            raise
        return _tell("a path begins with ~, and no home is known for that user: write it in full", 2)


def _tell(message: str, code: int) -> int:
    print(f"sim: {printable(' '.join(message.split()))}", file=sys.stderr)
    return code
