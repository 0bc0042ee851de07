"""Where commands print to."""

from __future__ import annotations

import os
import sys
from typing import Any

from rich.console import Console

_WIDE = 10_000


class Output(Console):
    """A console that goes quiet when its reader has gone (`… | head`), and never raises for it.

    On a terminal it is as wide as that; elsewhere lines stay whole, for whatever searches them.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(highlight=False, emoji=False, **options)
        if not self.is_terminal:
            self.width = _WIDE

    def on_broken_pipe(self) -> None:
        """Write nothing more."""
        self.quiet = True
        discard_output()


def discard_output() -> None:
    """Send what is still to be written to standard output nowhere: nobody reads it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
