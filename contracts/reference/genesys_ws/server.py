"""The server: which request is answered by what."""

from __future__ import annotations

from contracts.reference.genesys_ws.data import Agent
from contracts.reference.genesys_ws.operations import SESSIONS, STATES, Operations
from contracts.reference.genesys_ws.request import Call, Object, refuse
from contracts.reference.genesys_ws.serving import ROOT
from contracts.reference.genesys_ws.status import Status

RELEASE = "8.5.200.50"
VERSION = "/diagnostics/version"
VOICE = "/me/channels/voice"
ADMIN = "ROLE_ADMIN"


class GenesysWs(Operations):
    """The conforming server, an ASGI application."""

    def answer(self, call: Call) -> Object:
        """What a request is answered with, beside statusCode. Raises Refused."""
        self.identify(call)
        if call.path == VERSION:
            self.only(call, "GET", "HEAD")
            return self.version(call)
        self.guard(call)
        return self.for_user(call)

    def version(self, call: Call) -> Object:  # noqa: ARG002
        """The version, for anyone."""
        return {"version": RELEASE}

    def guard(self, call: Call) -> None:
        """Refuse a caller who has not authenticated."""
        if call.user is None:
            self.unauthenticated(call)

    def unauthenticated(self, call: Call) -> None:  # noqa: ARG002
        """Nobody has authenticated."""
        refuse(Status.NOT_AUTHENTICATED, "Access denied: authentication is required.")

    def for_user(self, call: Call) -> Object:
        """What someone who is known is answered with. Raises Refused."""
        match call.path.removeprefix("/").split("/"):
            case ["me"]:
                self.only(call, "GET", "HEAD", "POST")
                return self.operate(call, STATES | SESSIONS) if call.writes else self.me(call)
            case ["me", "channels", "voice"]:
                self.only(call, "POST")
                return self.voice(call)
            case ["me", "devices" | "skills" as name]:
                self.only(call, "GET", "HEAD")
                return self.listed(call, name, self.subresource(call, call.agent, name))
            case ["users", *identifier] if len(identifier) <= 1:
                self.only(call, "GET", "HEAD")
                return self.one_user(call, *identifier) if identifier else self.users(call)
            case ["me", "devices" | "skills" as name, one] | [
                "devices" | "skills" | "features" as name,
                one,
            ]:
                self.only(call, "GET", "HEAD")
                return self.one_of(call, name, one)
        return self.nothing(call)

    def me(self, call: Call) -> Object:
        """The own user."""
        return {"user": self.shown(call, call.agent)}

    def voice(self, call: Call) -> Object:
        """An operation on the voice channel."""
        return self.operate(call, STATES)

    def users(self, call: Call) -> Object:
        """All users, for administrators."""
        if ADMIN not in call.agent.roles:
            self.no_permission()
        found = [self.listed_user(call, one) for one in self.centre.agents.values()]
        return self.listed(call, "users", found)

    def listed_user(self, call: Call, agent: Agent) -> Object:
        """A user as a list shows one, with two members that lists can be filtered by."""
        return {**self.user(call, agent), "team": agent.team, "country": agent.country}

    def one_user(self, call: Call, identifier: str) -> Object:
        """A user by id: oneself, and anyone for administrators."""
        if identifier != call.agent.id and ADMIN not in call.agent.roles:
            self.no_permission()
        found = self.centre.by_id(identifier)
        return {"user": self.shown(call, found)} if found else self.nothing(call)

    def one_of(self, call: Call, kind: str, identifier: str) -> Object:
        """A device, skill or feature by id, in a member named in the singular."""
        found = self.single(call, kind, identifier)
        return {kind.removesuffix("s"): self.cut(call, found)} if found else self.nothing(call)

    def no_permission(self) -> None:
        """The caller may not do this."""
        refuse(Status.NO_PERMISSION, "The user lacks the permission.")

    def nothing(self, call: Call) -> Object:
        """There is nothing at that address."""
        refuse(Status.NOT_FOUND, f"There is nothing at {ROOT}{call.path}.")

    def only(self, call: Call, *methods: str) -> None:
        """Refuse any other method."""
        if call.method not in methods:
            refuse(Status.FORBIDDEN_OPERATION, f"{call.method} is not allowed here.")
