"""The carriers that stand before a target's transports: they keep, play back, and change.

- In the clean run all is sent, and kept on the tape.
- In a rehearsal a test has a fresh view of the target, so that its conversation is whole: whoever
  does not remember what an earlier test has read asks again. What only reads is answered from the
  tape; once the test has written, all is sent.
- In a trial a mutant is at work, and all is answered from the rehearsal. What that does not know
  is asked only where it reads and where nothing was written before; a request that writes is
  never sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NamedTuple

import msgspec

from contracts.model import Headers, NotTested, Piece, Tls
from contracts.model import Request as Sent
from contracts.mutate import Request
from contracts.sensitivity.carriers import Place, route_by
from contracts.sensitivity.mutation import Mutation
from contracts.sensitivity.requests import raw_request, request_of, token_key
from contracts.sensitivity.sending import Sender
from contracts.sensitivity.tape import Conversation, Player, Tape, key_of
from contracts.wire.carrier import Carrier, RawCarrier, Route
from contracts.wire.gate import Admitted, admit
from contracts.wire.prepared import hidden
from contracts.wire.raw import Framing
from contracts.wire.transport import Outcome


class Live(StrEnum):
    """What may be sent of that for which there is no recorded answer."""

    NOTHING = "nothing"
    READING = "reading"
    ALL = "all"


class Stand:
    """What stands before the transports while one test is judged.

    `source` is played back, `into` is where all is kept. `resting`: what any test was answered
    before it wrote anything is an answer, too. `also` gives further requests of which the answers
    are kept, once the test has written something. `unanswered` counts what got no answer.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that may differ
        self,
        place: Place,
        tape: Tape,
        sender: Sender,
        *,
        source: Conversation | None = None,
        into: Conversation | None = None,
        resting: bool = False,
        live: Live = Live.NOTHING,
        mutation: Mutation | None = None,
        also: Callable[[Request], Sequence[Request]] | None = None,
    ) -> None:
        self._place = place
        self._tape = tape
        self._sender = sender
        self._player = Player(source or Conversation())
        self._into = into
        self._resting = resting
        self._live = live
        self.mutation = mutation
        self._also = also
        self.unanswered = 0
        self._looking = False

    @contextmanager
    def looking(self) -> Iterator[None]:
        """A look at the target, which is no part of the test: no mutant is at work in it."""
        self._looking = True
        try:
            yield
        finally:
            self._looking = False

    @property
    def route(self) -> Route:
        """The way through here."""
        return route_by(self)

    def exchange(self, carrier: Carrier, admitted: Admitted, headers: Headers) -> Outcome:
        """Answer what was admitted, or have `carrier` send it."""
        shown = admitted.request
        request = request_of(shown, headers)
        reads = self._place.reads(shown)
        mutation = None if self._looking else self.mutation
        asked = request if mutation is None else mutation.asked(request)
        if asked is request:
            outcome = self._recorded(request, reads=reads)
            if outcome is None:
                outcome = self._sent(carrier, admitted, headers, reads=reads)
        else:
            outcome = self._of_mutated(carrier, shown, asked)
        if not reads:
            self._player.wrote()
        self._keep(carrier, shown, request, outcome)
        return outcome if mutation is None else mutation.answered(request, asked, outcome)

    def _recorded(self, request: Request, *, reads: bool) -> Outcome | None:
        outcome = self._player.next(request)
        if outcome is None and reads and self._at_rest and self._resting:
            outcome = self._tape.resting.get(key_of(request))
        return outcome

    def _of_mutated(self, carrier: Carrier, shown: Sent, asked: Request) -> Outcome:
        """The answer to a changed request, which is sent only where it reads."""
        reads = self._place.reads(msgspec.structs.replace(shown, method=asked.method))
        outcome = self._recorded(asked, reads=reads)
        if outcome is None and not reads:
            outcome = self._tape.accepted(asked, self._place.selection)
            return self._nothing() if outcome is None else outcome
        if outcome is None:
            return self._sent(carrier, *self._admitted(shown, asked), reads=reads)
        return outcome

    def _sent(
        self, carrier: Carrier, admitted: Admitted, headers: Headers, *, reads: bool
    ) -> Outcome:
        """The answer of the target, asked now. Raises NotTested where that may not be."""
        at_rest = self._at_rest
        may = self._live is Live.ALL or (self._live is Live.READING and reads and at_rest)
        if not may or not self._sender.left:
            return self._nothing()
        outcome = self._sender.send(carrier.exchange, admitted, headers)
        if reads and at_rest:
            self._tape.note_resting(request_of(admitted.request, headers), outcome)
        return outcome

    def _nothing(self) -> Outcome:
        """Raise NotTested: there is no answer."""
        self.unanswered += 1
        reason = "the recorded answers do not say what the target would answer"
        raise NotTested(reason)

    @property
    def _at_rest(self) -> bool:
        """Whether the test has written nothing so far."""
        return self._player.at_rest and (self._into is None or self._into.at_rest)

    def _admitted(self, shown: Sent, asked: Request) -> tuple[Admitted, Headers]:
        """A changed request, through the gate again."""
        place = self._place
        url = place.base.origin + asked.path + (f"?{asked.query}" if asked.query else "")
        headers = tuple(
            one if one in shown.headers else (one[0], hidden(*one)) for one in asked.headers
        )
        request = msgspec.structs.replace(
            shown, method=asked.method, url=url, headers=headers, body=asked.body
        )
        admitted = admit(request, base=place.base, allow=place.target.allow, safe=place.safe)
        return admitted, asked.headers

    def _keep(self, carrier: Carrier, shown: Sent, request: Request, outcome: Outcome) -> None:
        if self._into is None:
            return
        if self._looking:
            self._into.also(request, outcome)
            return
        self._into.add(request, outcome, reads=self._place.reads(shown))
        if self._also is None or self._into.at_rest or not self._place.reads(shown):
            return
        for other in [one for one in self._also(request) if not self._into.knows(one)]:
            sending = self._admitted(shown, other)
            self._into.also(other, self._sender.send(carrier.exchange, *sending))

    def once(self, carrier: Carrier, admitted: Admitted, headers: Headers, tls: Tls) -> Outcome:
        """Answer what an auth plugin asks for, or have it sent: the same token for all."""
        key = token_key(admitted.request)
        if key not in self._tape.tokens:
            self._tape.tokens[key] = self._sender.token(
                admitted.request, lambda: carrier.exchange_once(admitted, headers, tls)
            )
        return self._tape.tokens[key]

    def raw(
        self,
        carrier: RawCarrier,
        admitted: Admitted,
        pieces: Sequence[Piece],
        framing: Callable[[], Framing],
    ) -> Outcome:
        """Answer what goes over a raw connection, or have it sent; no mutant touches it."""
        shown = admitted.request
        request = raw_request(shown)
        reads = self._place.reads(shown)
        outcome = self._recorded(request, reads=reads)
        if outcome is None and self._live is not Live.ALL:
            outcome = self._nothing()
        if outcome is None:
            outcome = self._sender.counted(
                shown, lambda: carrier.exchange(admitted, pieces, framing)
            )
        if not reads:
            self._player.wrote()
        if self._into is not None:
            self._into.add(request, outcome, reads=reads)
        return outcome


class Stands(NamedTuple):
    """What the stands of one target have in common."""

    place: Place
    tape: Tape
    sender: Sender

    def stand(self, **how: Any) -> Stand:
        """A stand; arguments as for `Stand`."""
        return Stand(self.place, self.tape, self.sender, **how)
