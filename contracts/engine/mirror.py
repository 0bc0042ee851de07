"""A mirror of the ledger: a process that keeps, beside the log, what a run makes on its targets.

Whoever starts a run may hand it a socket, whose number `UC_CONTRACTS_MIRROR` names. Heads of logs
and events of the ledger go there, a line each; before something is made, the run waits for one
byte in reply. So what is lost with the folder of a run is known elsewhere.
"""

from __future__ import annotations

import os
import socket
import time
from contextlib import suppress
from functools import cache

from contracts.model import Creating, Event

VARIABLE = "UC_CONTRACTS_MIRROR"
_MOMENT_S = 10.0


class Mirror:
    """The other end of `channel`; without one nothing is told."""

    def __init__(self, channel: socket.socket | None) -> None:
        self._channel = channel

    def tell(self, event: Event, line: bytes) -> None:
        """Tell of an event, which the log has as `line`.

        Raises KeyboardInterrupt where nobody keeps what is going to be made: the run ends.
        """
        if self._channel is None:
            return
        wanted = isinstance(event, Creating)
        answered = b""
        with suppress(OSError):  # which are those of a peer that is gone
            self._channel.sendall(line)
            answered = self._channel.recv(1) if wanted else b""
        if wanted and not answered:
            # Whoever is gone, or gives the run up, interrupts it in a moment; once more, and the
            # clean-up would be cut short.
            time.sleep(_MOMENT_S)
            raise KeyboardInterrupt


@cache
def mirror() -> Mirror:
    """The mirror that the environment names."""
    number = os.environ.pop(VARIABLE, "")
    if not number.isdigit():
        return Mirror(None)
    os.set_inheritable(int(number), False)  # noqa: FBT003 - the standard library's signature
    return Mirror(socket.socket(fileno=int(number)))
