"""Genesys Web Services: the current user, operations, lists, and who may ask, as traffic shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

from contracts.apis.genesys_ws import SAMPLE, Answer, Listing
from contracts.apis.genesys_ws.members import check_members
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.refusals import Case, Refusals
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_TYPES: Mapping[str, tuple[str, ...]] = {
    "GWS-ME-02": ("id",),
    "GWS-ME-04": ("firstName", "lastName"),
    "GWS-ME-05": ("roles",),
    "GWS-ME-06": ("enabled",),
    "GWS-ME-07": ("changePasswordOnFirstLogin",),
    "GWS-ME-14": ("uri", "path"),
}
_CONFIRMED = {"NotReady": "GWS-VOICE-01", "Ready": "GWS-VOICE-02"}
_VERSION = re.compile(r"[0-9]+(\.[0-9]+)+")
_LISTS = {"listUsers": "/users", "listOwnDevices": "/me/devices"}


class GwsUser(Saying):
    """The current user, users by id, and operations on the voice channel."""

    name = "users and operations"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._ids: dict[str, tuple[str, Seen]] = {}
        self._own: dict[str, tuple[Mapping[str, Any], Seen]] = {}
        self._uris: dict[tuple[str, str], tuple[int, Seen]] = {}
        self._confirmed: dict[str, Seen] = {}
        self._tells = False
        self._shows = False
        self._stranger: list[Seen] = []
        self._turned_away: Seen | None = None
        self._basic: Seen | None = None
        self._version: Seen | None = None

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        names = {name.lower() for name, _ in seen.exchange.request.headers}
        self._shows = self._shows or "authorization" in names
        if not seen.whole or not seen.status:
            return
        answer = Answer(seen.exchange)
        self._tells = self._tells or (answer.refused and answer.code is not None)
        operation = seen.exchange.request.operation
        if operation == "getVersion" and not seen.problems:
            self._of_version(seen, answer)
        elif operation == "getMe":
            self._me(seen, answer)
        elif operation == "getUser" and answer.accepted and not seen.problems:
            self._by_id(seen, answer)
        elif operation == "operateVoice" and not seen.problems:
            self._operated(seen, answer)
        elif operation in _LISTS and not seen.problems:
            self._list(seen, Listing(answer, _LISTS[operation]))

    def _of_version(self, seen: Seen, answer: Answer) -> None:
        version = answer.members.get("version")
        if not answer.accepted or not isinstance(version, str):
            return
        if not seen.caller:
            self._version = seen
        if version.strip():
            self.passes("GWS-VERSION-02", seen)
        if _VERSION.fullmatch(version.strip()):
            self.passes("GWS-VERSION-03", seen)
        else:
            text = f"the version {version!r} does not consist of numbers separated by dots"
            self.breaks("GWS-VERSION-03", text, seen, observed=version)

    def _me(self, seen: Seen, answer: Answer) -> None:
        if not seen.caller:
            if answer.turned_away:
                self._turned_away = self._turned_away or seen
            elif answer.user:
                self._stranger.append(seen)
            return
        query = urlsplit(seen.exchange.request.url).query
        if not answer.accepted or not answer.user or query:
            return
        user = answer.user
        self.passes("GWS-ME-01", seen)
        scheme = (seen.exchange.request.header("Authorization") or "").partition(" ")[0]
        if scheme.lower() == "basic":
            self._basic = self._basic or seen
        wrong = {requirement for requirement, _ in check_members(answer)}
        for requirement, members in _TYPES.items():
            if requirement not in wrong and any(user.get(one) is not None for one in members):
                self.passes(requirement, seen)
        if all(user.get(one) is not None for one in SAMPLE):
            self.passes("GWS-ME-13", seen)
        self._named(seen, user)
        self._addressed(seen, user)
        self._same_id(seen, user)

    def _same_id(self, seen: Seen, user: Mapping[str, Any]) -> None:
        identifier = user.get("id")
        if isinstance(identifier, str):
            known, before = self._ids.setdefault(seen.caller, (identifier, seen))
            if known == identifier and before is not seen:
                self.passes("GWS-ME-11", before, seen)
            self._own[identifier] = (user, seen)

    def _named(self, seen: Seen, user: Mapping[str, Any]) -> None:
        said = user.get("userName")
        if not seen.user or not isinstance(said, str):
            return
        if said.casefold() == seen.user.casefold():
            self.passes("GWS-ME-03", seen)
        else:
            text = f"userName is {said!r}; the request authenticated as {seen.user!r}"
            reads = self.target.readings.get("GWS-AMB-10") == "same"
            self.breaks("GWS-ME-03", text, seen, expected=seen.user, observed=said, certain=reads)

    def _addressed(self, seen: Seen, user: Mapping[str, Any]) -> None:
        uri, path, identifier = (user.get(one) for one in ("uri", "path", "id"))
        if not isinstance(identifier, str) or not isinstance(uri, str):
            return
        absolute = urlsplit(uri).scheme in {"http", "https"}
        ends = unquote(uri).rstrip("/").rsplit("/", 1)[-1] == identifier
        if absolute and ends:
            self.passes("GWS-ME-08", seen)
        if isinstance(path, str) and unquote(path) == f"/users/{identifier}":
            self.passes("GWS-ME-09", seen)
        if isinstance(path, str) and path and unquote(uri).endswith(unquote(path)):
            self.passes("GWS-ME-10", seen)

    def _by_id(self, seen: Seen, answer: Answer) -> None:
        own, before = self._own.get(seen.place.values["id"], (None, None))
        if own is None or before is None or urlsplit(seen.exchange.request.url).query:
            return
        names = [one for one in SAMPLE if one in own and one in answer.user]
        if answer.user.get("id") == own.get("id"):
            self.passes("GWS-USER-01", before, seen)
        if names and all(own[one] == answer.user[one] for one in names):
            self.passes("GWS-USER-02", before, seen)

    def _operated(self, seen: Seen, answer: Answer) -> None:
        required = _CONFIRMED.get(str(_json(seen.exchange.request.body).get("operationName")))
        if required is not None and answer.accepted and seen.caller:
            self._confirmed.setdefault(required, seen)

    def _list(self, seen: Seen, listing: Listing) -> None:
        query = dict(parse_qsl(urlsplit(seen.exchange.request.url).query))
        if not listing.accepted or set(query) - {"fields"}:
            return
        key = (listing.path, seen.caller)
        if not query:
            if listing.uris:
                self.passes("GWS-FIELDS-01", seen)
                self._uris[key] = (len(listing.uris), seen)
            elif listing.items:
                text = f"{listing.path} without fields has objects and no URIs"
                self.breaks("GWS-FIELDS-01", text, seen, expected="uris")
        elif query == {"fields": "*"} and key in self._uris and listing.items:
            count, before = self._uris[key]
            if count == len(listing.items):
                self.passes("GWS-FIELDS-02", before, seen)

    def end(self, accounts: Accounts) -> None:
        """Count what was accepted beside what was refused, and the other way round."""
        self.listen(accounts)
        if self._tells:
            for requirement, seen in self._confirmed.items():
                self.passes(requirement, seen)
        if self._shows and self._version is not None:
            self.passes("GWS-VERSION-01", self._version)
        known = self._basic
        if known is not None and self._turned_away is not None:
            self.passes("GWS-AUTH-01", self._turned_away, known)
            self.passes("GWS-AUTH-02", known, self._turned_away)
        elif known is not None and self._shows and len(self._stranger) > 1:
            text = "a request for the current user without credentials is not refused"
            self.breaks("GWS-AUTH-01", text, *self._stranger[:2], expected="a refusal")


class GwsRefusals(Refusals):
    """Payloads that have to be refused, and codes that say why."""

    def cases(self, seen: Seen) -> Iterator[Case]:
        """The cases that a request is one of."""
        operation = seen.exchange.request.operation
        answer = Answer(seen.exchange)
        if operation == "operateVoice" and seen.problems and seen.caller:
            body = seen.exchange.request.body
            is_json = (seen.exchange.request.header("Content-Type") or "").startswith(
                "application/json"
            )
            try:
                found = msgspec.json.decode(body)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                if body and is_json:
                    yield Case("GWS-VOICE-05", (), "a payload that is no JSON", accuses=False)
                return
            if isinstance(found, dict) and "operationName" not in found and is_json:
                what = "a payload without operationName"
                yield Case("GWS-VOICE-03", (), what, accuses=False)
                if answer.code == 1:
                    yield Case("GWS-CODE-01", (), what, accuses=False)
        elif operation == "getUser" and answer.code == 6:  # noqa: PLR2004 - not found
            yield Case("GWS-CODE-06", (), "a user that does not exist", accuses=False)
        elif operation == "getMe" and not seen.caller and answer.code == 20:  # noqa: PLR2004
            yield Case("GWS-CODE-20", (), "a request without credentials", accuses=False)

    def succeeded(self, seen: Seen) -> bool:
        """Whether a request was carried out."""
        return Answer(seen.exchange).accepted

    def refused(self, seen: Seen, case: Case) -> bool:  # noqa: ARG002 - the envelope says it
        """Whether a request was refused."""
        return Answer(seen.exchange).refused


def _json(body: bytes) -> Mapping[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
