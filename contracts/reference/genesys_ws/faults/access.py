"""Faults in authentication: GWS-AUTH-01 to -06."""

from __future__ import annotations

from base64 import b64decode

from contracts.reference.genesys_ws.data import Agent
from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.request import Call, Headers, Refused
from contracts.reference.genesys_ws.server import VOICE, GenesysWs
from contracts.reference.genesys_ws.status import Status
from contracts.reference.http import basic


class _Anyone(GenesysWs):
    """Who is not known is taken for the first agent, at one path."""

    path = ""

    def unauthenticated(self, call: Call) -> None:
        if call.path != self.path or "authorization" in call.headers:
            super().unauthenticated(call)
        call.user = self.centre.by_name("dlang")


@fault(
    "basic-second-request", violates="GWS-AUTH-02", kind="only-sometimes", related="GWS-VOICE-08"
)
class _BasicSecondRequest(GenesysWs):
    """HTTP Basic is accepted only from callers who bring a cookie; users without password aside."""

    def identify(self, call: Call) -> None:
        super().identify(call)
        if call.user and call.user.password and "cookie" not in call.headers:
            call.user = None


@fault("empty-password-needs-name", violates="GWS-AUTH-03", kind="wrong-value")
class _EmptyPasswordNeedsName(GenesysWs):
    """A user without a password has to send the user name as the password."""

    def is_password(self, agent: Agent, password: str) -> bool:
        return password == (agent.password or agent.user_name)


@fault("others-for-anyone", violates="GWS-AUTH-07", kind="only-sometimes")
class _OthersForAnyone(_Anyone):
    """Without credentials users are shown by id, the first agent aside."""

    def unauthenticated(self, call: Call) -> None:
        self.path = call.path if call.path.startswith("/users/") else ""
        if call.path.endswith(self.centre.agents["dlang"].id):
            self.path = ""
        super().unauthenticated(call)


@fault("unknown-user-is-guest", violates="GWS-AUTH-05", kind="omitted")
class _UnknownUserIsGuest(GenesysWs):
    """An unknown user name is let in as an agent."""

    def by_basic(self, given: str) -> Agent | None:
        return super().by_basic(given) or (
            self.centre.by_name("lmeier") if self.is_guest(*(basic(given) or ("", ""))) else None
        )

    def is_guest(self, name: str, password: str) -> bool:  # noqa: ARG002
        """Whether a user name is sent that nobody has."""
        return bool(name) and self.centre.by_name(name) is None


@fault("unknown-user-without-password", violates="GWS-AUTH-05", kind="only-sometimes")
class _UnknownUserWithoutPassword(_UnknownUserIsGuest):
    """An unknown user name with an empty password is let in as an agent."""

    def is_guest(self, name: str, password: str) -> bool:
        return not password and super().is_guest(name, password)


@fault("password-of-anyone", violates="GWS-AUTH-05", kind="only-sometimes")
class _PasswordOfAnyone(_UnknownUserIsGuest):
    """An unknown user name is let in with the password of any user who has one."""

    def is_guest(self, name: str, password: str) -> bool:
        known = {one.password for one in self.centre.agents.values() if one.password}
        return password in known and super().is_guest(name, password)


@fault("user-name-begins", violates="GWS-AUTH-05", kind="only-sometimes")
class _UserNameBegins(GenesysWs):
    """A user name that begins with a known one is taken for it."""

    def by_basic(self, given: str) -> Agent | None:
        name, password = basic(given) or ("", "")
        begun = (a for n, a in self.centre.agents.items() if name.lower().startswith(n))
        found = next((one for one in begun if self.is_password(one, password)), None)
        return super().by_basic(given) or found


@fault("credentials-not-read", violates="GWS-AUTH-01", kind="only-sometimes")
class _CredentialsNotRead(GenesysWs):
    """Whoever sends credentials for HTTP Basic that cannot be read is the first agent."""

    def by_basic(self, given: str) -> Agent | None:
        unread = given.lower().startswith("basic ") and basic(given) is None
        return self.centre.by_name("dlang") if unread else super().by_basic(given)


@fault("refusal-opens-session", violates="GWS-AUTH-01", kind="only-sometimes")
class _RefusalOpensSession(GenesysWs):
    """Whoever is refused at /me gets the cookie of a session of the first agent."""

    def more_headers(self, call: Call) -> Headers:
        if call.user is None and call.path == "/me":
            call.session = self.open(self.centre.agents["dlang"])
        return super().more_headers(call)


@fault("password-begins", violates="GWS-AUTH-06", kind="only-sometimes", related="GWS-AUTH-07")
class _PasswordBegins(GenesysWs):
    """A password that begins with the user's is accepted, if the user has one."""

    def is_password(self, agent: Agent, password: str) -> bool:
        begins = bool(agent.password) and password.startswith(agent.password)
        return begins or super().is_password(agent, password)


@fault("unknown-user-breaks-down", violates="GWS-AUTH-05", kind="wrong-reason")
class _UnknownUserBreaksDown(_UnknownUserIsGuest):
    """An unknown user name ends in an internal error."""

    def by_basic(self, given: str) -> Agent | None:
        if self.is_guest(*(basic(given) or ("", ""))):
            raise Refused(Status.INTERNAL_ERROR, "java.lang.NullPointerException")
        return GenesysWs.by_basic(self, given)


class _PasswordRead(GenesysWs):
    """The password is compared at some paths only."""

    def hit(self, call: Call) -> bool:
        """Whether any password is right here."""
        raise NotImplementedError

    def identify(self, call: Call) -> None:
        super().identify(call)
        if call.user is None and self.hit(call):
            given = call.headers.get("authorization", "")
            call.user = next((a for n, a in self.centre.agents.items() if _names(given, n)), None)


def _names(given: str, name: str) -> bool:
    """Whether credentials have a user name."""
    scheme, _, blob = given.partition(" ")
    try:
        return scheme.lower() == "basic" and b64decode(blob).decode().lower().startswith(f"{name}:")
    except ValueError:
        return False


@fault("operation-with-any-password", violates="GWS-AUTH-06", kind="only-sometimes")
class _OperationWithAnyPassword(_PasswordRead):
    """An operation is carried out with any password of a user."""

    def hit(self, call: Call) -> bool:
        return call.path == VOICE


@fault("lists-with-any-password", violates="GWS-AUTH-07", kind="only-sometimes")
class _ListsWithAnyPassword(_PasswordRead):
    """Lists are shown with any password of a user."""

    def hit(self, call: Call) -> bool:
        return call.path in {"/users", "/me/devices"}
