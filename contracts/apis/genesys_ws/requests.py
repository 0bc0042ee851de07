"""Requests that read."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.rules import check_envelope
from contracts.kit import (
    Api,
    Auth,
    BasicAuth,
    Checked,
    Exchange,
    Inconclusive,
    NoAuth,
    NotTested,
    PluginAuth,
    Secret,
)

ROOT = "/api/v2"
VERSION = "/diagnostics/version"

CURL = (("User-Agent", "curl/8.5.0"), ("Accept", "*/*"))
"""What cURL sends beside what its command line says."""

_OPERATIONS = {
    VERSION: "getVersion",
    "/me": "getMe",
    "/me/devices": "listOwnDevices",
    "/users": "listUsers",
}


class Requests(Api):
    """The part of the vocabulary that reads.

    `protected` says whether the target has offered a CSRF token.
    """

    protected = False
    _tells = False

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every envelope."""
        return check_envelope(self.answer_in(exchange), self._callers)

    @cached_property
    def _callers(self) -> frozenset[str]:
        """The user names that requests are sent with; none where /me may say another one."""
        auth = self.target.auth
        if not isinstance(auth, BasicAuth) or self.reading("GWS-AMB-10") != "same":
            return frozenset()
        names = (auth.username, self.target.data.get("passwordless"))
        return frozenset(one.casefold() for one in names if one)

    def answer_in(self, exchange: Exchange) -> Answer:
        """The answer in an exchange, as the ledger reads it."""
        return Answer(exchange, status_text=self.reading("GWS-AMB-12") == "status-text")

    def address(self, path: str) -> str:
        """`path` below /api/v2, where the base URL does not end in that itself."""
        base = urlsplit(self.target.base_url).path.rstrip("/")
        return path if base.endswith(ROOT) else ROOT + path

    def get(self, path: str, *query: tuple[str, str], **how: Any) -> Answer:
        """The answer to a GET of `path`, below /api/v2; `how` is what `Wire.send` takes."""
        how.setdefault("operation", _OPERATIONS.get(path))
        how.setdefault("query", query)
        sent = self.wire.send("GET", self.address(path), **{**self.redirects, **how})
        answer = self.answer_in(sent)
        response = answer.exchange.response
        if response is not None and response.header("X-CSRF-HEADER"):
            self.protected = True
        return answer

    def version(self, **how: Any) -> Answer:
        """The version, asked for without credentials and outside of any session."""
        self.wire.refresh()
        return self.get(VERSION, auth=NoAuth(), **how)

    def me(self, *query: tuple[str, str], **how: Any) -> Answer:
        """The current user. Raises NotTested where the target file has no credentials."""
        if "auth" not in how:
            self.authenticated()
        return self.get("/me", *query, **how)

    def own_user(self) -> Answer:
        """The current user, where there is one with an id. Raises Inconclusive otherwise."""
        answer = self.me().needed("the request for the current user")
        if not isinstance(answer.user.get("id"), str) or not answer.user["id"]:
            reason = f"the current user has no id (see GWS-ME-02): {answer}"
            raise Inconclusive(reason)
        return answer

    def user(self, identifier: str, **how: Any) -> Answer:
        """A user by id."""
        return self.get(f"/users/{quote(identifier, safe='')}", operation="getUser", **how)

    def telling(self) -> None:
        """Make sure that the target tells those who authenticate from those who do not.

        What is accepted by a target that accepts everything proves nothing. Raises Inconclusive.
        """
        if self._tells:
            return
        self.own_user()
        answer = self.as_another(NoAuth(), "/me", "no credentials")
        if not answer.turned_away:
            reason = f"the target does not require authentication (see GWS-AUTH-01): {answer}"
            raise Inconclusive(reason)
        self._tells = True

    # Who asks

    def authenticated(self) -> None:
        """Raise NotTested where the target file says nothing of who asks."""
        if not isinstance(self.target.auth, PluginAuth):
            self.credentials()

    @property
    def account(self) -> str:
        """By which name the ledger knows the current user."""
        auth = self.target.auth
        if isinstance(auth, PluginAuth):
            return str(dict(auth.settings).get("username", f"the user of {auth.plugin}"))
        return self.credentials().username

    def credentials(self) -> BasicAuth:
        """The user name and password of the target file. Raises NotTested where it has none."""
        auth = self.target.auth
        if not isinstance(auth, BasicAuth):
            reason = 'the target file has no user name and password; set auth = {type = "basic", …}'
            raise NotTested(reason)
        return auth

    def has_password(self) -> bool:
        """Whether the user of the target file has a password."""
        return self.credentials().password != Secret("", "empty")

    def passwordless(self) -> BasicAuth:
        """The credentials of a user without a password. Raises NotTested where none is known."""
        name = self.target.data.get("passwordless")
        if name is not None:
            return BasicAuth(name, Secret("", "an empty password"))
        if not self.has_password():
            return self.credentials()
        reason = "[data] passwordless in the target file names no user without a password"
        raise NotTested(reason)

    def as_another(
        self, auth: Auth, path: str, defect: str | None = None, *query: tuple[str, str]
    ) -> Answer:
        """The answer to a GET by someone else, or nobody, outside of the own session.

        `defect` says what is wrong with the credentials; nothing where they are those of a user.
        """
        self.wire.refresh()
        try:
            # A redirect to a page to log in is an answer: it turns somebody away.
            return self.get(path, *query, auth=auth, defect=defect, follow=0)
        finally:
            self.wire.refresh()
