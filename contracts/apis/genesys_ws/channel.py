"""The voice channel: operations that are accepted at once and carried out later."""

from __future__ import annotations

import json
from typing import Any

from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.lists import Lists
from contracts.apis.genesys_ws.states import NOT_READY, READY, same_state, voice_state
from contracts.kit import Allow, Auth, NotTested, Patience

VOICE = "/me/channels/voice"
UNKNOWN_OPERATION = "UccNoSuchOperation"
_JSON = (("Content-Type", "application/json"),)
_SETTLE_S = 10.0
_AFTER_REFUSAL_S = 1.0
_WATCHED_S = 0.05
_WATCHED_AT_MOST_S = 2.0
_NAMES = ("id", "userName")
_WATCHED = 4
_MANY = 60
"""Other users whose states are looked at: by themselves, and where a change is not seen."""


class Channel(Lists):
    """The part of the vocabulary that operates the voice channel and reads its state.

    `last` is the state of the last operation that was accepted, None before there was one.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._coming: str | None = None
        self._asked_at = 0.0
        self.last: str | None = None
        self._watched: list[str] | None = None

    def refresh(self) -> None:
        """Take a fresh view of the target."""
        super().refresh()
        self._watched = None
        self.forget()

    def forget(self) -> None:
        """Forget what was learnt of the agent: for those that remember something."""

    def hold_writable(self) -> None:
        """Raise NotTested where no operation may be sent."""
        self.authenticated()
        if self.target.allow is not Allow.WRITE:
            reason = (
                "operations on the voice channel change the state of the agent: "
                'allow = "write" in the target file, or --allow write, permits them'
            )
            raise NotTested(reason)

    # Operations

    def operate(self, name: str, **how: Any) -> Answer:
        """The answer to an operation on the voice channel; `how` is what `Wire.send` takes."""
        if self.protected and "defect" not in how:
            self.me()  # gives the wire the session and the token
        answer = self.post(json.dumps({"operationName": name}).encode(), **how)
        if name in {READY, NOT_READY}:
            self.coming(answer, name)
        return answer

    def coming(self, answer: Answer, state: str) -> None:
        """Note that `state` is to come, where `answer` says that it has been passed on."""
        if answer.accepted:
            self._coming = self.last = state
            self._asked_at = self.clock()

    def post(self, payload: bytes, **how: Any) -> Answer:
        """The answer to a payload, said to be JSON, sent to the voice channel."""
        how.setdefault("headers", _JSON)
        how.setdefault("operation", "operateVoice")
        how |= {"body": payload, **self.redirects}
        return self.answer_in(self.wire.send("POST", self.address(VOICE), **how))

    # The state

    @property
    def arrivals(self) -> Patience:
        """The patience with new states of the agent."""
        return self.patience(
            "a new state of the agent", float(self.target.data.get("settle_s", _SETTLE_S))
        )

    def state(self) -> str | None:
        """The state of the agent on the voice channel; None where the target does not show it.

        Asking also gives the wire the session and the token that an operation may need.
        """
        shown = self.me(("subresources", "*"))
        found = self._shown_by(shown)
        if found is None and shown.accepted:
            found = self._shown_by(self.list("/me/devices", ("fields", "*")))
        return found

    def state_of(self, auth: Auth) -> str | None:
        """The state of another user, who asks with `auth`; None where the target hides it."""
        asked = (("/me", ("subresources", "*")), ("/me/devices", ("fields", "*")))
        states = (self._shown_by(self.as_another(auth, path, None, q)) for path, q in asked)
        return next((one for one in states if one), None)

    def states_of_some(self) -> dict[str, str]:
        """The states of a few other users by id, where the current user may look at them."""
        if self._watched is None:
            others = self._others()
            self._watched = others[:: len(others) // _WATCHED or 1][:_WATCHED]
        states = {one: self._state_by_id(one) for one in self._watched}
        # Who shows none is not asked again.
        self._watched = [one for one, state in states.items() if state]
        return {one: state for one, state in states.items() if state}

    def watch_many(self) -> None:
        """Look at the states of many other users from now on: for a change that went astray."""
        self._watched = self._others()[:_MANY]

    def _others(self) -> list[str]:
        """The ids of other users in the list of users; none where that may not be read."""
        own = self.me().user
        listing = self.list("/users", ("fields", "*"))
        users = (listing.items or ()) if listing.accepted else ()
        known = [one for one in users if all(one.get(n) != own.get(n) for n in _NAMES)]
        ids = (one.get("id") for one in known)
        return [one for one in ids if isinstance(one, str) and one]

    def _state_by_id(self, identifier: str) -> str | None:
        return self._shown_by(self.user(identifier, query=(("subresources", "*"),)))

    def _shown_by(self, answer: Answer) -> str | None:
        words = self.target.data.get("states")
        return voice_state(answer.user, words) or voice_state(answer.members, words)

    def shown_state(self) -> str:
        """The state of the agent. Raises NotTested where the target does not show it."""
        found = self.state()
        if found is None:
            reason = (
                "neither /me?subresources=* nor /me/devices?fields=* shows the state of the agent; "
                "if that is intended, set agent-state = false under [supports]"
            )
            raise NotTested(reason)
        return found

    def awaited(self, wanted: str, *, changes: bool = False) -> bool:
        """Whether the agent comes to be in the state `wanted` while patience lasts.

        How long it takes is learnt where it is seen to come, and where `changes` says that the
        agent was in another state when the operation was sent.
        """
        hidden = False

        def look() -> bool | None:
            nonlocal hidden
            found = self.state()
            hidden = found is None
            return True if found is None or same_state(found, wanted) else None

        asked_at = self._asked_at if self._coming == wanted else self.clock()
        if look():
            came = not hidden
            if came and changes:
                self.arrivals.note(self.clock() - asked_at)
        else:
            came = bool(self.arrivals.until(look)) and not hidden
            if came:
                self.arrivals.note(self.clock() - asked_at)
        if came:
            self._coming = None
        return came

    def stays(self, state: str) -> bool:
        """Whether the agent is in `state` for twice the time that a change has taken."""
        ends = self.clock() + min(2 * self.arrivals.longest_s + _WATCHED_S, _WATCHED_AT_MOST_S)
        while True:
            over = self.clock() > ends
            found = self.state()
            if found is not None and not same_state(found, state):
                return False
            if over:
                return True
            self.sleep(_WATCHED_S / 2)

    def settled(self) -> None:
        """Wait for the state of the last operation that was accepted."""
        coming, self._coming = self._coming, None
        if coming is not None:
            self.awaited(coming)

    def brought(self, wanted: str) -> bool:
        """Bring the agent into the state `wanted`, so that another one can be asked for.

        Says whether the agent is known to be there.
        """
        self.settled()
        found = self.state()
        there = found is not None and same_state(found, wanted)
        # Shown after another one was asked for, it may be that of a node that lags behind.
        if there and self.last in {None, wanted}:
            return True
        if self.operate(wanted).accepted:
            return self.awaited(wanted, changes=found is not None and not there)
        # A target may carry out what it does not confirm.
        refused = self.patience("a new state after a refusal", _AFTER_REFUSAL_S)
        return found is not None and refused.until(lambda: self._is(wanted)) is not None

    def _is(self, wanted: str) -> bool | None:
        found = self.state()
        return True if found is not None and same_state(found, wanted) else None
