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
from contracts.model import Allow, Inconclusive, NotTested, TargetUnreachable

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

        Gives the state at the start, None where the target does not show it. `note` is told
        where the state cannot be put back. Raises NotTested where writing is not allowed,
        Inconclusive where the agent is in a state from which none of the two can be reached.
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
        try:
            yield start
        finally:
            wanted = start or self.target.data.get("state")
            if wanted:
                self._put_back(NOT_READY if same_state(wanted, NOT_READY) else READY, note)
            elif self._coming:
                note(
                    f"the agent may be left in the state {self._coming}, for none is shown; "
                    "[data] state of the target file can name one to go back to"
                )

    def _put_back(self, wanted: str, note: Callable[[str], None]) -> None:
        with suppress(TargetUnreachable, NotTested):
            if self.state() is None:
                # What is not shown cannot be awaited.
                if self.operate(wanted).accepted:
                    return
            else:
                for _ in range(1 if wanted in self._never_seen else _ATTEMPTS):
                    if self.brought(wanted):
                        return
        note(f"the agent could not be put back into the state {wanted}")

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
