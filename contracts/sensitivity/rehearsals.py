"""Rehearsals: each test once more in a session of its own, so that its conversation is whole.

In the run tests share what the vocabulary remembers; alone, a test asks for all that it needs. A
test that only reads is answered from the tape of the run. One that writes is made again on the
target, once, and what it makes is removed; after that nothing is written any more. Its
conversation is then played back once: a test that comes out otherwise, or asks for what is not
recorded, does not repeat itself, and no mutant is tried on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from contracts.model import Allow, Outcome
from contracts.mutate import Request
from contracts.sensitivity.attempts import Attempts, Heard, Test
from contracts.sensitivity.results import LeftOut
from contracts.sensitivity.stand import Live, Stands
from contracts.sensitivity.tape import Conversation


class Rehearsed(msgspec.Struct, frozen=True):
    """A test with its whole conversation, and what it says without any mutant."""

    test: Test
    number: int
    conversation: Conversation
    heard: Heard


class Rehearsals:
    """Rehearses tests. `also` gives the requests that mutants would make of one."""

    def __init__(
        self,
        attempts: Attempts,
        stands: Stands,
        also: Callable[[Request], Sequence[Request]],
    ) -> None:
        self._attempts = attempts
        self._stands = stands
        self._also = also

    def of(self, test: Test, number: int) -> Rehearsed | LeftOut:
        """The test rehearsed, or why it is left out."""
        clean = self._stands.tape.of(test.id)
        found: Rehearsed | str = ""
        if not clean.writing:
            found = self._made(test, number, source=clean, live=Live.READING, resting=True)
        if not isinstance(found, Rehearsed):
            # What another test wrote in the run it may have to write itself now; where nothing
            # may be written, the answers to others are no longer true.
            resting = self._stands.place.target.allow is Allow.WRITE
            found = self._made(test, number, live=Live.ALL, resting=resting, also=self._also)
        return found if isinstance(found, Rehearsed) else LeftOut(test.id, found)

    def _made(self, test: Test, number: int, **how: Any) -> Rehearsed | str:
        """The test made once more, and played back; or what is wrong with it."""
        whole = Conversation()
        lasting = how["live"] is Live.ALL
        stand = self._stands.stand(into=whole, **how)
        heard = self._attempts.judged(test, number, stand, lasting=lasting)
        if wrong := _otherwise(test.outcomes, heard):
            return f"alone it comes out otherwise: {wrong}"
        again = self._stands.stand(source=whole)
        repeated = self._attempts.judged(test, number, again)
        if again.unanswered:
            return "it asks for something else when it is repeated"
        if wrong := _otherwise(heard.outcomes, repeated):
            return f"repeated, it comes out otherwise: {wrong}"
        return Rehearsed(test, number, whole, heard)


def _otherwise(before: Mapping[str, Outcome], heard: Heard) -> str:
    """The first requirement whose outcome is another one, in words; empty where none is."""
    for one, outcome in before.items():
        found = heard.outcomes.get(one)
        if found is not outcome:
            reason = heard.reasons.get(one, "")
            return f"{one} is {found or 'not judged'}, and was {outcome} ({reason})"
    return ""
