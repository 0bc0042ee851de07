"""`python -m contracts.fleet.child PARENT …`: the command line, for as long as PARENT lives.

A run whose worker dies is interrupted, so that it removes what it made and leaves nothing running.
"""

from __future__ import annotations

import ctypes
import os
import runpy
import signal
import sys
from types import FrameType

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Have the system interrupt this process when its parent dies, and run the command line."""
    parent = int(sys.argv.pop(1))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # it may have been ignored above
    if sys.platform == "linux":
        signal.signal(signal.SIGUSR1, _interrupt_once)
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGUSR1)
    if os.getppid() != parent:  # it died meanwhile
        raise SystemExit(1)
    runpy.run_module("contracts", run_name="__main__")


def _interrupt_once(number: int, _frame: FrameType | None) -> None:
    """End the run: the signal comes for every thread of the parent, and may come many times.

    A run that is interrupted twice does not clean up.
    """
    signal.signal(number, signal.SIG_IGN)
    signal.raise_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
