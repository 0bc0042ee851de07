"""URLs up to 2000 characters (A simple request)."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest

from contracts.apis.genesys_ws import UNKNOWN_OPERATION, VOICE, Answer, GenesysWs
from contracts.kit import Inconclusive, Judge

LIMIT = 2000


class _Way(NamedTuple):
    """How a URL can be lengthened: a parameter, and the member that is asked for all the same."""

    path: str
    member: str
    parameter: str

    def value(self, length: int) -> str:
        """A value of `length` characters, at least of one or one name."""
        if self.parameter != "fields":
            return "1" * max(length, 1)
        # Names of three lengths, so that every sum of them can be reached.
        first = ("uri", "path", "id")[length % 3]
        return first + ",id" * max((length - len(first)) // 3, 0)


_WAYS = (
    _Way("/diagnostics/version", "version", "_"),
    _Way("/me", "user", "_"),
    _Way("/me", "user", "fields"),
)


def _padded(gws: GenesysWs, way: _Way, length: int) -> Answer:
    """The answer to a URL of `length` characters."""
    bare = f"{gws.target.base_url.rstrip('/')}{gws.address(way.path)}?{way.parameter}="
    value = way.value(length - len(bare))
    query = f"{way.parameter}={value}"
    return gws.get(way.path, query=query, defect="a parameter to lengthen it", failures="return")


def _controls(gws: GenesysWs) -> list[tuple[_Way, Answer]]:
    """For each path a way, and the answer to a short URL lengthened that way, which is accepted.

    Raises Inconclusive where there is none.
    """
    found: dict[str, tuple[_Way, Answer]] = {}
    for way in _WAYS:
        if way.path in found:
            continue
        answer = _padded(gws, way, 0)
        if answer.accepted and way.member in answer.members:
            found[way.path] = way, answer
    if found:
        return list(found.values())
    reason = "no request with an unknown parameter was accepted"
    raise Inconclusive(reason)


@pytest.mark.requirement("GWS-URL-01")
def test_a_url_of_2000_characters_is_taken(gws: GenesysWs, judge: Judge) -> None:
    """A URL of the greatest length is answered as a short one is."""
    for way, control in _controls(gws):
        answer = _padded(gws, way, LIMIT)
        sent = len(answer.exchange.request.url)
        given = answer.members.get(way.member)
        # What a user is shown with may move; the version does not.
        same = way.member != "version" or given == control.members[way.member]
        taken = answer.accepted and way.member in answer.members and same
        judge.observe(f"{way.path}, {sent} characters: {answer.status or 'no response'}")
        judge.holds(
            taken or gws.reading("GWS-AMB-06") == "client-only",
            f"a URL of {sent} characters is not answered like a short one",
            expected=control,
            observed=answer,
            shown=(control, answer),
        )


def _operated(gws: GenesysWs, length: int) -> Answer:
    """The answer to an operation that no target has, sent to a URL of `length` characters."""
    bare = f"{gws.target.base_url.rstrip('/')}{gws.address(VOICE)}?_="
    query = f"_={'1' * max(length - len(bare), 1)}"
    payload = json.dumps({"operationName": UNKNOWN_OPERATION}).encode()
    if gws.protected:
        gws.me()
    return gws.post(payload, query=query, defect="a parameter to lengthen it", failures="return")


@pytest.mark.requirement("GWS-URL-01")
@pytest.mark.waits
def test_an_operation_is_taken_at_a_url_of_2000_characters(gws: GenesysWs, judge: Judge) -> None:
    """An operation that no target has is answered with the same status, whatever that is."""
    gws.hold_writable()
    gws.own_user()
    control, answer = _operated(gws, 0), _operated(gws, LIMIT)
    sent = len(answer.exchange.request.url)
    judge.observe(f"{VOICE}, {sent} characters: {answer.status or 'no response'}")
    same = (answer.status, answer.code) == (control.status, control.code)
    judge.holds(
        same or gws.reading("GWS-AMB-06") == "client-only",
        f"an operation at a URL of {sent} characters is not answered like one at a short URL",
        expected=control,
        observed=answer,
        shown=(control, answer),
    )


@pytest.mark.requirement("GWS-URL-02")
def test_longer_urls_are_observed(gws: GenesysWs, judge: Judge) -> None:
    """What comes of a URL that is longer is reported."""
    way, _ = _controls(gws)[0]
    for length in (LIMIT + 1, 2 * LIMIT):
        answer = _padded(gws, way, length)
        judge.observe(f"a URL of {length} characters: {answer.status or 'no response'}")
