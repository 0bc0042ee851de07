"""Who may call: HTTP Basic, or the session that a call by HTTP Basic has opened."""

from __future__ import annotations

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.data import Agent, identifier
from contracts.reference.genesys_ws.request import Call, Headers
from contracts.reference.genesys_ws.serving import Serving
from contracts.reference.http import basic, cookie

COOKIE = "JSESSIONID"
_MOST_SESSIONS = 500


class Access(Serving):
    """The layer that knows callers."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.sessions: dict[str, Agent] = {}
        self._opened = 0

    def identify(self, call: Call) -> None:
        """Find out who asks: the credentials count, and without any the session."""
        session = self.session_of(call)
        given = call.headers.get("authorization")
        call.user = self.sessions.get(session) if given is None else self.by_basic(given)
        if call.user is None:
            return
        # A session belongs to one user.
        known = self.sessions.get(session) is call.user
        call.session = session if known else self.open(call.user)

    def session_of(self, call: Call) -> str:
        """The session that the cookie names; empty where there is none."""
        return cookie(call.headers, COOKIE)

    def open(self, agent: Agent) -> str:
        """A new session."""
        self._opened += 1
        session = identifier(f"session {self._opened}").upper()
        self.sessions[session] = agent
        while len(self.sessions) > _MOST_SESSIONS:
            del self.sessions[next(iter(self.sessions))]
        return session

    def by_basic(self, given: str) -> Agent | None:
        """The user whom an Authorization header names; None where it is not right."""
        found = basic(given)
        if found is None:
            return None
        name, password = found
        agent = self.centre.by_name(name)
        right = agent is not None and agent.enabled and self.is_password(agent, password)
        return agent if right else None

    def is_password(self, agent: Agent, password: str) -> bool:
        """Whether it is the password of the user; some have an empty one."""
        return password == agent.password

    def more_headers(self, call: Call) -> Headers:
        """The cookie of the session, where it is a new one."""
        found = super().more_headers(call)
        if call.session and call.session != self.session_of(call):
            cookie = f"{COOKIE}={call.session}; Path=/; HttpOnly"
            found.append((b"set-cookie", cookie.encode()))
        return found
