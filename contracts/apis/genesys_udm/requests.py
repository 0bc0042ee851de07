"""Requests by operationId, sent only where something answers as the document says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar, cast
from urllib.parse import quote

import msgspec

from contracts.apis.genesys_udm.answers import Answer, Page, unwrapped
from contracts.apis.genesys_udm.rules import declared_body
from contracts.apis.genesys_udm.versions import V10, Version
from contracts.kit import (
    Api,
    ApiKeyAuth,
    Auth,
    BearerAuth,
    Exchange,
    Inconclusive,
    NoAuth,
    NotApplicable,
    NotTested,
)

JSON = (("Content-Type", "application/json"),)
_ABSENT = frozenset({404, 405, 410, 501})
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_VERSION_MEMBERS = ("version", "buildNumber", "changeset", "name")

Found = TypeVar("Found")
Pairs = Sequence[tuple[str, str]]


class Requests(Api):
    """The part of the vocabulary that sends."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._is_alive = False
        self._accepted: dict[str, Answer] = {}

    def refresh(self) -> None:
        """Forget all that was read of the target."""
        super().refresh()
        self._kept.clear()
        self._is_alive = False

    def call(  # noqa: PLR0913 - one parameter for each thing a request can be told
        self,
        operation: str,
        values: Mapping[str, str] | None = None,
        query: Pairs = (),
        *,
        job: Any = None,
        body: bytes = b"",
        headers: Pairs = (),
        auth: Auth | None = None,
        defect: str | None = None,
        checked: bool = True,
        follow: int = 0,
    ) -> Answer:
        """The answer to an operation. `values` fill the path; `job` is sent as JSON.

        Not `checked`, the exchange is not held to the operation's OpenAPI: the document does not
        say how such a request is answered. Raises Inconclusive where nothing on the target
        answers as the document says, so that no constant answer passes for one that was meant.
        """
        self.alive()
        found = self.spec.operations[operation]
        if found.method not in _READS:
            self.hold_shared(operation)
        if job is not None:
            body, headers = msgspec.json.encode(job), (*JSON, *headers)
        exchange = self.wire.send(
            found.method,
            _filled(found.path, values or {}),
            operation=operation if checked else None,
            query=query,
            headers=headers,
            body=body,
            auth=auth,
            defect=defect,
            follow=follow,
        )
        if exchange.response is not None and declared_body(exchange.response):
            # What it declares may still come, and would be taken for the next answer.
            self.wire.refresh()
        answer = Answer(self.understood(exchange))
        if answer.accepted and auth is None and defect is None:
            self._accepted[operation] = answer
        return answer

    def accepted(self, operation: str) -> Answer | None:
        """The last answer by which a request without defect was accepted; None where none was."""
        return self._accepted.get(operation)

    def understood(self, exchange: Exchange) -> Exchange:
        """The exchange, of v4 without the envelope where the target is said to have one."""
        operation = exchange.request.operation or ""
        path = exchange.request.url.partition("?")[0]
        if not (operation.endswith("V4") or "/v4/" in path):
            return exchange
        return unwrapped(exchange) if self.reading("UDM-AMB-34") == "enveloped" else exchange

    def page(self, operation: str, *query: tuple[str, str], **how: Any) -> Page:
        """The answer to a list operation; `how` is what `call` takes."""
        return Page(self.call(operation, None, query, **how).exchange)

    # What is there at all

    def alive(self) -> None:
        """Raise Inconclusive where the target answers nothing as the document says.

        Looked at anew until something is seen: a gateway that was busy need not stay so.
        """
        self._is_alive = self._is_alive or self._seek_life()

    def _seek_life(self) -> bool:
        version = self.wire.send("GET", "/v10/version", operation="getVersionV10")
        members = Answer(version).members
        if any(isinstance(members.get(name), str) for name in _VERSION_MEMBERS):
            return True
        for operation in ("listJobsV10", "listHistoryV10", "listFileMetadatasV10"):
            path = self.spec.operations[operation].path
            page = Page(self.wire.send("GET", path))
            if page.is_page and page.members:
                return True
        reason = f"neither version nor lists are answered as documented ({Answer(version)})"
        raise Inconclusive(reason)

    @property
    def shares_a_store(self) -> bool:
        """Whether the target claims one store behind all versions.

        What the suite makes is looked for, and removed, by v10. Without such a store an id of one
        version may be that of somebody else's job in another, so that only v10 changes anything.
        """
        return self.target.claims("across")

    def hold_shared(self, name: str) -> None:
        """Raise NotTested where a version may not know, or change, what the suite makes by v10.

        `name` is that of a version, or of one of its operations.
        """
        if not name.endswith(V10.name) and not self.shares_a_store:
            reason = (
                "the target does not claim one store behind all versions ([supports] across), so "
                "that nothing is changed but through v10"
            )
            raise NotTested(reason)

    def needs(self, *features: str | Version) -> None:
        """Raise NotApplicable where the target does not claim a feature, or lacks a version."""
        for one in features:
            name = one.feature if isinstance(one, Version) else one
            if name and not self.target.claims(name):
                reason = f"the target does not claim the feature {name}"
                raise NotApplicable(reason)
            if isinstance(one, Version) and not self.has(one):
                reason = f"the target does not answer {name} at all: see UDM-VERSIONS-01 and -02"
                raise NotApplicable(reason)

    def has(self, version: Version) -> bool:
        """Whether anything of a version is there."""
        return not version.probes or self.keep(("has", version.name), lambda: self._probe(version))

    def _probe(self, version: Version) -> bool:
        answers = (self.call(one, checked=False).status for one in version.probes)
        return any(status not in _ABSENT for status in answers)

    # Credentials

    def without_token(self) -> Auth:
        """The target's credentials but for the token. Raises NotTested where it has none."""
        auth = self.target.auth
        if not isinstance(auth, BearerAuth):
            reason = 'the target file has no token: auth = {type = "bearer", token = …}'
            raise NotTested(reason)
        return NoAuth() if auth.api_key is None else ApiKeyAuth(auth.api_key, auth.api_key_header)

    def wrong_token(self) -> Auth:
        """The target's credentials with another token. Raises NotTested where it has none."""
        self.without_token()
        auth = cast("BearerAuth", self.target.auth)
        return BearerAuth(auth.token.altered(), auth.api_key, auth.api_key_header)

    def token_alone(self) -> Auth:
        """The target's token without the API key. Raises NotTested where it has not both."""
        self.without_token()
        auth = cast("BearerAuth", self.target.auth)
        if auth.api_key is None:
            reason = "the target file has no api_key that could be left out"
            raise NotTested(reason)
        return BearerAuth(auth.token)

    # Memory

    @cached_property
    def _kept(self) -> dict[tuple[Any, ...], tuple[Inconclusive | NotTested | None, Any]]:
        return {}

    def keep(self, key: tuple[Any, ...], find: Callable[[], Found]) -> Found:
        """What `find` found when it was first asked, also where there was nothing to be had."""
        if key not in self._kept:
            try:
                self._kept[key] = (None, find())
            except (Inconclusive, NotTested) as obstacle:
                self._kept[key] = (obstacle, None)
        trouble, found = self._kept[key]
        if trouble is not None:
            raise (
                NotTested(trouble.reason)
                if isinstance(trouble, NotTested)
                else Inconclusive(trouble.reason)
            )
        return cast("Found", found)

    def forget(self, kind: str, name: str = "") -> None:
        """Forget what is kept of a kind, or only of what has a name that begins with `name`."""
        for key in [one for one in self._kept if one[0] == kind]:
            if not name or str(key[1]).startswith(name):
                del self._kept[key]


def _filled(path: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(value, safe=""))
    return path
