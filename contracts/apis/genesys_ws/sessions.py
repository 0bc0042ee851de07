"""Contact centre sessions: logging an agent in for the run, and out again afterwards."""

from __future__ import annotations

import json

from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.channel import Channel
from contracts.apis.genesys_ws.states import LOGGED_OUT, same_state
from contracts.kit import Entry, Inconclusive

SESSION = "contact centre session"
"""What the ledger calls a session that the suite has opened."""


class NotLoggedIn(Inconclusive):
    """The agent is logged out, and the target file does not say how to log in."""


class Sessions(Channel):
    """The part of the vocabulary that opens and closes contact centre sessions."""

    _said = ""

    def logged_in(self) -> str | None:
        """The state of the agent, logged in by [data] login if need be; None if it is not shown.

        Raises NotLoggedIn where the agent is logged out and stays so.
        """
        found = self.state()
        if found is not None and not same_state(found, LOGGED_OUT):
            return found
        login = self.target.data.get("login")
        if login is None:
            if found is None:
                return None
            reason = (
                "the agent is logged out; log in, or set [data] login in the target file to open a "
                "session for the run"
            )
            raise NotLoggedIn(reason)
        if self.has_opened:
            return found
        self.hold_removable(SESSION, self._open)
        if self._open() is None:
            reason = f"the target did not open a contact centre session: {self._said}"
            raise NotLoggedIn(reason)
        return self.state()

    @property
    def has_opened(self) -> bool:
        """Whether a contact centre session was opened by the suite and is not closed yet."""
        return any(one.kind == SESSION for one in self.ledger)

    def _open(self) -> Entry | None:
        entry = self.creating(SESSION, self.account)
        login = {"channels": ["voice"], **self.target.data["login"]}
        answer = self._session("StartContactCenterSession", **login)
        self._said = str(answer)
        if not answer.accepted:
            self.gone(entry)
            return None
        self._comes_in()
        return self.created(entry)

    def _comes_in(self) -> None:
        """Wait until the agent is logged in, for as long as an earlier login may still be shown."""
        since: float | None = None

        def look() -> bool | None:
            nonlocal since
            now = self.clock()
            since = None if self._is_out() else since or now
            return True if since is not None and now - since >= self.arrivals.longest_s else None

        self.arrivals.until(look)

    def _session(self, name: str, **members: object) -> Answer:
        payload = json.dumps({"operationName": name, **members}).encode()
        sent = self.wire.send(
            "POST",
            self.address("/me"),
            operation="operateSession",
            headers=(("Content-Type", "application/json"),),
            body=payload,
        )
        return self.answer_in(sent)

    def _is_out(self) -> bool:
        found = self.state()
        return found is None or same_state(found, LOGGED_OUT)

    def undo(self, entry: Entry) -> str:
        """Close a session that the suite has opened."""
        if entry.kind != SESSION:
            return super().undo(entry)
        owner = self.account
        if entry.name != owner:
            return f"it belongs to {entry.name}; the target file has the account of {owner}"
        self.state()  # gives the wire the session and the token that an operation may need
        answer = self._session("EndContactCenterSession")
        self.wire.refresh()
        if not answer.accepted:
            return f"the target did not close it: {answer}"
        closed = self.arrivals.until(lambda: True if self._is_out() else None)
        return "" if closed else "the agent is still logged in"
