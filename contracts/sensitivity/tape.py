"""What was asked and answered, test by test, kept in memory with the true bytes.

The evidence of a run on disk is redacted and shortened; what is played back must be neither.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from contracts.model import Headers
from contracts.mutate import Request, Selection
from contracts.wire.transport import Outcome

_OF_THE_SUITE = frozenset(
    {"host", "user-agent", "content-length", "connection", "accept-encoding", "date"}
)
_PER_SESSION = ("cookie", "csrf", "xsrf")
"""Parts of the names of headers whose values differ from session to session."""
_HIDDEN = "[redacted]"
_SUCCESS = range(200, 300)


class Kept(NamedTuple):
    """A request as it was sent, credentials included, and how that ended.

    `writes` is how many requests of the same test that do not only read came before it.
    """

    request: Request
    reads: bool
    outcome: Outcome
    writes: int


def key_of(request: Request) -> bytes:
    """What equal requests have in common: method, path, query, headers that matter, and body."""
    digest = blake2b(digest_size=16)
    for part in (request.method, request.path, request.query, *_mattering(request.headers)):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    digest.update(request.body)
    return digest.digest()


def _mattering(headers: Headers) -> Iterable[str]:
    for name, value in sorted((name.lower(), value) for name, value in headers):
        if any(one in name for one in _PER_SESSION):
            yield name
        elif name not in _OF_THE_SUITE:
            yield f"{name}: {value}"


class Conversation:
    """All that a test asked, in order, with what it was answered.

    An answer belongs to the state that the writing requests before it have made, and is found
    by their number and the request: the first answer for the first equal request, and so on; the
    last of them for all that follow.
    """

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self._answers: dict[tuple[int, bytes], list[Outcome]] = {}
        self._writes = 0

    @property
    def writing(self) -> bool:
        """Whether anything in it does not only read."""
        return self._writes > 0

    @property
    def at_rest(self) -> bool:
        """Whether nothing was written so far."""
        return self._writes == 0

    def add(self, request: Request, outcome: Outcome, *, reads: bool) -> None:
        """Enter what was asked and answered next."""
        self.kept.append(Kept(request, reads, outcome, self._writes))
        self.also(request, outcome)
        self._writes += not reads

    def also(self, request: Request, outcome: Outcome) -> None:
        """Enter what would be answered now to a request that is not of the test."""
        self._answers.setdefault((self._writes, key_of(request)), []).append(outcome)

    def knows(self, request: Request) -> bool:
        """Whether there is an answer for what would be asked now."""
        return (self._writes, key_of(request)) in self._answers

    def answers(self, writes: int, key: bytes) -> list[Outcome]:
        """The answers to equal requests after so many writing ones, in their order."""
        return self._answers.get((writes, key), [])


class Player:
    """A conversation as it is played back once."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._asked: dict[tuple[int, bytes], int] = {}
        self._writes = 0

    @property
    def at_rest(self) -> bool:
        """Whether nothing was written so far."""
        return self._writes == 0

    def next(self, request: Request) -> Outcome | None:
        """The recorded answer; None where the conversation has none."""
        place = (self._writes, key_of(request))
        answers = self._conversation.answers(*place)
        if not answers:
            return None
        asked = self._asked.get(place, 0)
        self._asked[place] = asked + 1
        return answers[min(asked, len(answers) - 1)]

    def wrote(self) -> None:
        """Take in that a request that does not only read has been answered."""
        self._writes += 1


class Tape(msgspec.Struct):
    """The conversations of the tests of one target, by the test's id.

    `resting` has the last answers that were given before anything was written, `tokens` those to
    auth plugins, `credentials` the names of headers that identify.
    """

    conversations: dict[str, Conversation] = msgspec.field(default_factory=dict)
    resting: dict[bytes, Outcome] = msgspec.field(default_factory=dict)
    tokens: dict[bytes, Outcome] = msgspec.field(default_factory=dict)
    credentials: set[str] = msgspec.field(default_factory=lambda: {"authorization"})

    def of(self, test: str) -> Conversation:
        """The conversation of a test, begun where there is none."""
        return self.conversations.setdefault(test, Conversation())

    def note_resting(self, request: Request, outcome: Outcome) -> None:
        """Keep the answer to a reading request that was asked before anything was written."""
        if outcome.response is not None:
            self.resting[key_of(request)] = outcome

    def accepted(self, request: Request, selection: Selection) -> Outcome | None:
        """The answer to a request of the same operation that was accepted, by whichever test."""
        operation = selection.operation(request.method, request.path)
        found = (
            one.outcome
            for conversation in self.conversations.values()
            for one in conversation.kept
            if selection.operation(one.request.method, one.request.path) == operation
            and one.outcome.response is not None
            and one.outcome.response.status in _SUCCESS
        )
        return next(found, None) if operation is not None else None

    def note_credentials(self, shown: Headers) -> None:
        """Learn the names of headers that identify from headers whose values are hidden."""
        self.credentials |= {name.lower() for name, value in shown if value.endswith(_HIDDEN)}
