"""One mutant at work in the wire."""

from __future__ import annotations

from contracts.model import Response
from contracts.mutate import (
    Context,
    Mutant,
    Reply,
    Request,
    Selection,
    change_reply,
    change_request,
)
from contracts.wire.transport import Outcome


class Mutation:
    """A mutant of the target, as one attempt of a test meets it; `changed` counts what it changed.

    `credentials` are the names of headers that identify, `right` an exchange in which the target
    took them.
    """

    def __init__(
        self,
        mutant: Mutant,
        selection: Selection,
        credentials: tuple[str, ...],
        right: tuple[Request, Reply] | None,
    ) -> None:
        self.mutant = mutant
        self.changed = 0
        self._selection = selection
        self._context = Context(credentials)
        if right is not None:
            self._context.saw(*right)

    def touches(self, request: Request) -> bool:
        """Whether the request is of an operation that the mutant is about."""
        return self._selection.touches(self.mutant, request)

    def asked(self, request: Request) -> Request:
        """The request as the target takes it; the same one where nothing is changed."""
        if not self.touches(request):
            return request
        asked = change_request(self.mutant, request, self._context)
        self.changed += asked is not request
        return asked

    def answered(self, request: Request, asked: Request, outcome: Outcome) -> Outcome:
        """How the exchange ends for who sent `request`, where `asked` was answered so."""
        reply = reply_of(outcome)
        if reply is None:
            return outcome
        self._context.saw(asked, reply)
        if not self.touches(request):
            return outcome
        after = change_reply(self.mutant, request, reply, self._context)
        if after is reply or after == reply:
            return outcome
        self.changed += 1
        response = Response(after.status, after.reason, after.headers, after.body)
        return outcome._replace(response=response)


def reply_of(outcome: Outcome) -> Reply | None:
    """What was answered; None where nothing was."""
    response = outcome.response
    if response is None:
        return None
    return Reply(response.status, response.headers, response.body, response.reason)
