"""Errors told to people in one line, and the exit code that a shell expects.

Exit codes: 0 done, 2 something the user can put right, 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from sim.errors import UserError

STOPPED = 130

# What goes wrong with a disk or a folder, and is no fault of the program.
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EFBIG}


def guard(action: Callable[[], object]) -> int:
    """Run something, tell its error, if it is one for people, and return an exit code."""
    try:
        action()
        sys.stdout.flush()
        return 0
    except UserError as error:
        return _tell(str(error), 2)
    except KeyboardInterrupt:
        return _tell("stopped; what was finished is kept", STOPPED)
    except BrokenPipeError:
        # The reader (head, less) has left: there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if error.errno not in _DISK:
            raise
        where = f"{error.filename}: " if error.filename else ""
        return _tell(f"cannot write or read {where}{error.strerror}", 2)


def _tell(message: str, code: int) -> int:
    print(f"sim: {' '.join(message.split())}", file=sys.stderr)
    return code
