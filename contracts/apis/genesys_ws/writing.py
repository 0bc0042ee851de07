"""Operations on the voice channel: accepted at once, carried out later."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.lists import Lists
from contracts.apis.genesys_ws.states import NOT_READY, READY, same_state, voice_state
from contracts.model import Allow, Entry, Inconclusive, NotTested, TargetUnreachable

STATE = "state of the agent"
"""What the ledger calls the state that the agent was found in."""

VOICE = "/me/channels/voice"
UNKNOWN_OPERATION = "UccNoSuchOperation"
_JSON = (("Content-Type", "application/json"),)
_SETTLE_S = 10.0
_FIRST_PAUSE_S = 0.01
_LONGEST_PAUSE_S = 0.5
_WRONG_IN_STATE = 2
_FORBIDDEN = 403
_ATTEMPTS = 2


class Writing(Lists):
    """The part of the vocabulary that writes."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._coming: str | None = None
        self._controlled = False
        self._seen: set[str] = set()
        self._never_seen: set[str] = set()
        self._passed_on = False

    def operate(self, name: str, **how: Any) -> Answer:
        """The answer to an operation on the voice channel; `how` is what `Wire.send` takes."""
        answer = self.post(json.dumps({"operationName": name}).encode(), **how)
        if name in {READY, NOT_READY}:
            self.coming(answer, name)
        return answer

    def coming(self, answer: Answer, state: str) -> None:
        """Note that `state` is to come, where `answer` says that it has been passed on."""
        if answer.accepted:
            self._coming = state
            self._passed_on = True

    def post(self, payload: bytes, **how: Any) -> Answer:
        """The answer to a payload, said to be JSON, sent to the voice channel."""
        how.setdefault("headers", _JSON)
        sent = self.wire.send(
            "POST", self.address(VOICE), operation="operateVoice", body=payload, **how
        )
        return Answer(sent)

    # The state

    def state(self) -> str | None:
        """The state of the agent on the voice channel; None where the target does not show it.

        Asking also gives the wire the session and the token that an operation may need.
        """
        shown = self.me(("subresources", "*"))
        found = voice_state(shown.user)
        if found is None and shown.accepted:
            found = voice_state(self.list("/me/devices", ("fields", "*")).members)
        return found

    def shown_state(self) -> str:
        """The state of the agent. Raises NotTested where the target does not show it."""
        found = self.state()
        if found is None:
            reason = (
                "neither /me?subresources=* nor /me/devices?fields=* shows the state of the agent; "
                "agent-state = false under [supports] says that this is meant to be so"
            )
            raise NotTested(reason)
        return found

    def awaited(self, wanted: str) -> bool:
        """Whether the state comes to be `wanted`; it is asked for again and again, not for ever."""
        ends = time.monotonic() + float(self.target.data.get("settle_s", _SETTLE_S))
        pause = _FIRST_PAUSE_S
        while True:
            found = self.state()
            left = ends - time.monotonic()
            if found is not None and same_state(found, wanted):
                self._seen.add(wanted)
                self._coming = None
                return True
            if found is None or left <= 0:
                self._never_seen |= {wanted} - self._seen
                return False
            time.sleep(min(pause, left))
            pause = min(1.5 * pause, _LONGEST_PAUSE_S)

    def settled(self) -> None:
        """Wait for the state of the last operation that was accepted, unless it never shows."""
        coming, self._coming = self._coming, None
        if coming is not None and coming not in self._never_seen:
            self.awaited(coming)

    @contextmanager
    def agent(self, note: Callable[[str], None]) -> Iterator[str | None]:
        """The agent, for as long as the block changes the state; it is put back in the end.

        The state at the start stands in the ledger meanwhile. Gives that state, None where the
        target does not show it. `note` is told where the state cannot be put back. Raises
        NotTested where writing is not allowed, Inconclusive where the agent is in a state from
        which none of the two can be reached.
        """
        self.credentials()
        if self.target.allow is not Allow.WRITE:
            reason = (
                "operations on the voice channel change the state of the agent: "
                'allow = "write" in the target file, or --allow write, permits them'
            )
            raise NotTested(reason)
        start = self.state()
        if start is None:
            self.own_user()
        if start and not any(same_state(start, one) for one in (READY, NOT_READY)):
            reason = f"the agent is in the state {start}, neither Ready nor NotReady: log in first"
            raise Inconclusive(reason)
        wanted = start or self.target.data.get("state", "")
        wanted = wanted and (NOT_READY if same_state(wanted, NOT_READY) else READY)
        entry = self._entered(wanted)
        try:
            yield start
        finally:
            if wanted:
                if self._put_back(wanted, note) and entry.facts["state"] == wanted:
                    self.gone(entry)
            elif not self._passed_on:
                self.gone(entry)
            elif self._coming:
                note(
                    f"the agent may be left in the state {self._coming}, for none is shown; "
                    "[data] state of the target file can name one to go back to"
                )

    def _entered(self, state: str) -> Entry:
        """The entry of the state that the agent was found in; the first one counts until then."""
        for one in self.ledger:
            if one.kind == STATE:
                return one
        return self.creating(STATE, self.credentials().username, state=state)

    def _put_back(self, wanted: str, note: Callable[[str], None]) -> bool:
        with suppress(TargetUnreachable, NotTested):
            if self._is_back(wanted):
                return True
        note(f"the agent could not be put back into the state {wanted}")
        return False

    def _is_back(self, wanted: str) -> bool:
        """Bring the agent back to `wanted`, and say whether that was done."""
        if self.state() is None:
            # What is not shown cannot be awaited.
            return self.operate(wanted).accepted
        attempts = 1 if wanted in self._never_seen else _ATTEMPTS
        return any(self.brought(wanted) for _ in range(attempts))

    def undo(self, entry: Entry) -> str:
        """Put the agent back into the state that the run found."""
        if entry.kind != STATE:
            return super().undo(entry)
        owner = self.credentials().username
        if entry.name != owner:
            return f"that is of {entry.name}, and the target file has the account of {owner}"
        wanted = entry.facts["state"]
        if not wanted:
            return (
                "the target showed no state that could be gone back to; "
                "[data] state of the target file can name one"
            )
        return "" if self._is_back(wanted) else f"the agent does not come to be {wanted}"

    def brought(self, wanted: str) -> bool:
        """Bring the agent into the state `wanted`, so that another one can be asked for.

        Says whether the agent is known to be there.
        """
        self.settled()
        found = self.state()
        if found is not None and same_state(found, wanted):
            return True
        return self.operate(wanted).accepted and self.awaited(wanted)

    # Controls

    def control(self) -> Answer:
        """NotReady, accepted. Raises Inconclusive where it is not.

        A target may take it only from an agent who is in another state.
        """
        answer = self.operate(NOT_READY)
        if answer.refused and not answer.denied:
            self.brought(READY)
            answer = self.operate(NOT_READY)
        return answer.needed("the control, NotReady on the voice channel,")

    def controlled(self, note: Callable[[str], None]) -> None:
        """Make sure, once in a run, that an operation is accepted: beside that a refusal counts.

        Raises what `agent` and `control` raise.
        """
        if not self._controlled:
            with self.agent(note):
                self.control()
            self._controlled = True

    def hold_possible(self, answer: Answer, *, known: bool) -> None:
        """Raise Inconclusive where an operation was refused for something else than itself.

        That is a state that is not `known`, or a CSRF token: see GWS-CSRF-02.
        """
        if not known and answer.code == _WRONG_IN_STATE:
            reason = f"the agent may be in a state that forbids it: {answer}"
            raise Inconclusive(reason)
        if self.protected and answer.status == _FORBIDDEN:
            reason = f"the operation is refused, with the CSRF token that was offered: {answer}"
            raise Inconclusive(reason)
