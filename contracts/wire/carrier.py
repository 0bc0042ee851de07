"""Carriers: what takes an admitted request to a target and brings back how that ended.

The transports are the usual ones. A route may put another one before them, which keeps what
passes, or answers in their place; what it does not answer itself it leaves to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from contracts.model import Headers, Piece, Tls
from contracts.wire.gate import Admitted
from contracts.wire.raw import Framing
from contracts.wire.transport import Outcome


class Carrier(Protocol):
    """Carries HTTP."""

    def exchange(self, admitted: Admitted, headers: Headers) -> Outcome:
        """Send `admitted` with `headers` (in this order, credentials in clear)."""

    def exchange_once(self, admitted: Admitted, headers: Headers, tls: Tls) -> Outcome:
        """Send what an auth plugin asks for, over a connection of its own."""


class RawCarrier(Protocol):
    """Carries what goes over raw connections."""

    def exchange(
        self, admitted: Admitted, pieces: Sequence[Piece], framing: Callable[[], Framing]
    ) -> Outcome:
        """Send what was admitted in `pieces`, and wait for their replies."""


class Route(NamedTuple):
    """What stands before the transports of a target: a function from each to what is used."""

    http: Callable[[Carrier], Carrier] = lambda carrier: carrier
    raw: Callable[[RawCarrier], RawCarrier] = lambda carrier: carrier


DIRECT = Route()
"""Nothing stands before the transports."""
