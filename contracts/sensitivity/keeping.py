"""The carrier of the clean run: all is sent, and kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from contracts.model import Headers, Piece, Tls
from contracts.sensitivity.carriers import Place, route_by
from contracts.sensitivity.requests import raw_request, request_of, token_key
from contracts.sensitivity.tape import Tape
from contracts.wire.carrier import Carrier, RawCarrier, Route
from contracts.wire.gate import Admitted
from contracts.wire.raw import Framing
from contracts.wire.transport import Outcome


class Keeping:
    """What stands before the transports in the clean run: all is sent, and kept on the tape.

    `test` is the id of the test at hand.
    """

    def __init__(self, place: Place, tape: Tape, test: Callable[[], str]) -> None:
        self._place = place
        self._tape = tape
        self._test = test

    @property
    def route(self) -> Route:
        """The way through here."""
        return route_by(self)

    def exchange(self, carrier: Carrier, admitted: Admitted, headers: Headers) -> Outcome:
        """Have `carrier` send what was admitted, and keep it."""
        outcome = carrier.exchange(admitted, headers)
        shown = admitted.request
        request, reads = request_of(shown, headers), self._place.reads(shown)
        conversation = self._tape.of(self._test())
        if reads and conversation.at_rest:
            self._tape.note_resting(request, outcome)
        conversation.add(request, outcome, reads=reads)
        self._tape.note_credentials(shown.headers)
        return outcome

    def once(self, carrier: Carrier, admitted: Admitted, headers: Headers, tls: Tls) -> Outcome:
        """Have a token fetched, and keep it."""
        outcome = carrier.exchange_once(admitted, headers, tls)
        self._tape.tokens[token_key(admitted.request)] = outcome
        return outcome

    def raw(
        self,
        carrier: RawCarrier,
        admitted: Admitted,
        pieces: Sequence[Piece],
        framing: Callable[[], Framing],
    ) -> Outcome:
        """Have something sent over a raw connection, and keep it."""
        outcome = carrier.exchange(admitted, pieces, framing)
        request, reads = raw_request(admitted.request), self._place.reads(admitted.request)
        conversation = self._tape.of(self._test())
        if reads and conversation.at_rest:
            self._tape.note_resting(request, outcome)
        conversation.add(request, outcome, reads=reads)
        return outcome
