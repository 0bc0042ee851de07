"""Who may call: HTTP Basic, and sessions with a cookie and a CSRF token."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from contracts.reference.http import basic, cookie
from contracts.reference.voss.request import Call, Headers, Refused, Reply, refuse
from contracts.reference.voss.serving import Serving

USERNAME = "admin"
PASSWORD = "voss-demo"
LOGIN = "/noninteractivelogin/"

_MOST_SESSIONS = 200
_OPENED = "session"


class Access(Serving):
    """The layer that knows callers."""

    username = USERNAME
    password = PASSWORD

    sessions: dict[str, str] | None = None
    opened: Headers | None = None
    """The cookies of the session that HTTP Basic has opened: the caller's later ones join it."""

    def reply(self, call: Call) -> Reply:
        """The reply to any request, with the cookies of a session that it has opened."""
        reply = super().reply(call)
        reply.headers += call.kept.get(_OPENED, [])
        return reply

    def identify(self, call: Call) -> str:
        """The caller's name. Raises Refused (401, or 403 without the CSRF token).

        HTTP Basic opens a session, as the product does, where the caller has none.
        """
        given = call.headers.get("authorization")
        if given is not None:
            if self.accepts(given):
                if self.session(call) is None:
                    self.opened = self.opened or self.begin_session()
                    call.kept[_OPENED] = self.opened
                return self.username
            self.unauthorized("the user name or the password is wrong")
        token = self.session(call)
        if token is None:
            self.unauthorized("credentials are required")
        elif call.writes and not self.has_token(call, token):
            refuse(403, "the header X-CSRFToken is missing or wrong")
        return self.username

    def accepts(self, given: str) -> bool:
        """Whether an Authorization header is right."""
        return basic(given) == (self.username, self.password)

    def unauthorized(self, why: str) -> None:
        """Refuse a caller who is not known (401)."""
        raise Refused(401, why, (b"www-authenticate", b'Basic realm="VOSS", charset="UTF-8"'))

    def session(self, call: Call) -> str | None:
        """The CSRF token of the caller's session; None without a session."""
        return (self.sessions or {}).get(cookie(call.headers, "sessionid"))

    def has_token(self, call: Call, token: str) -> bool:
        """Whether a request that writes carries the session's token."""
        return call.headers.get("x-csrftoken") == token

    def log_in(self, call: Call) -> Reply:
        """Open a session for the user name and password in the body, or in HTTP Basic."""
        if call.method != "POST":
            refuse(405, "log in with POST")
        given = call.headers.get("authorization", "")
        if not (given and self.accepts(given)) and not self.knows(call.body):
            self.unauthorized("the user name or the password is wrong")
        reply = self.json(call, 200, {"success": True, "username": self.username})
        reply.headers += self.begin_session()
        return reply

    def begin_session(self) -> Headers:
        """The headers that give a caller a new session."""
        session, token = (sha256(self.store.new_uuid().encode()).hexdigest()[:32] for _ in "12")
        opened = {**(self.sessions or {}), session: token}
        self.sessions = dict(list(opened.items())[-_MOST_SESSIONS:])
        return [
            (b"set-cookie", f"sessionid={session}; Path=/; HttpOnly; SameSite=Lax".encode()),
            (b"set-cookie", f"csrftoken={token}; Path=/; SameSite=Lax".encode()),
            (b"x-csrftoken", token.encode()),
        ]

    def knows(self, body: bytes) -> bool:
        """Whether a login's body holds the user name and the password."""
        try:
            said = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return False
        return isinstance(said, dict) and (said.get("username"), said.get("password")) == (
            self.username,
            self.password,
        )
