"""The target of an examination, and carriers that leave what passes to a stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from contracts.model import Headers, Piece, Target, Tls
from contracts.model import Request as Sent
from contracts.mutate import Selection
from contracts.wire.address import Base
from contracts.wire.carrier import Carrier, RawCarrier, Route
from contracts.wire.gate import READING, Admitted
from contracts.wire.raw import Framing
from contracts.wire.transport import Outcome


class Place(NamedTuple):
    """The target of a stand, and the operations of its API.

    `safe` says whether a request that looks like reading only reads.
    """

    target: Target
    base: Base
    safe: Callable[[Sent], bool]
    selection: Selection

    def reads(self, request: Sent) -> bool:
        """Whether a request only reads."""
        return (request.raw or request.method in READING) and self.safe(request)


class Between(Protocol):
    """Whoever answers in the place of a carrier, or has it send."""

    def exchange(self, carrier: Carrier, admitted: Admitted, headers: Headers) -> Outcome:
        """The answer to a request."""

    def once(self, carrier: Carrier, admitted: Admitted, headers: Headers, tls: Tls) -> Outcome:
        """The answer to what an auth plugin asks for."""

    def raw(
        self,
        carrier: RawCarrier,
        admitted: Admitted,
        pieces: Sequence[Piece],
        framing: Callable[[], Framing],
    ) -> Outcome:
        """The answer to what goes over a raw connection."""


def route_by(stand: Between) -> Route:
    """The way by `stand`."""
    return Route(lambda carrier: _Http(stand, carrier), lambda carrier: _Raw(stand, carrier))


class _Http(NamedTuple):
    """A carrier of HTTP with a stand before it."""

    stand: Between
    carrier: Carrier

    def exchange(self, admitted: Admitted, headers: Headers) -> Outcome:
        return self.stand.exchange(self.carrier, admitted, headers)

    def exchange_once(self, admitted: Admitted, headers: Headers, tls: Tls) -> Outcome:
        return self.stand.once(self.carrier, admitted, headers, tls)


class _Raw(NamedTuple):
    """A raw carrier with a stand before it."""

    stand: Between
    carrier: RawCarrier

    def exchange(
        self, admitted: Admitted, pieces: Sequence[Piece], framing: Callable[[], Framing]
    ) -> Outcome:
        return self.stand.raw(self.carrier, admitted, pieces, framing)
