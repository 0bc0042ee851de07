"""Scripts of pages from other origins (What type of applications can be integrated …)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Answer, Uds
from contracts.kit import Inconclusive, Judge, NoAuth, NotTested

_ORIGIN = "https://ucc-stranger.invalid"
_NOBODY = "null"
"""The origin of a page in a sandbox, which anyone can make."""


def _is_unsupported(uds: Uds) -> bool:
    return uds.reading("UDS-AMB-02") == "legacy"


def _operation(uds: Uds) -> str:
    """A private resource that the target has, or else an open one."""
    open_ones = ("getVersion", "getTimeZones")
    if isinstance(uds.target.auth, NoAuth):
        return uds.witness(*open_ones)
    return uds.witness("getUser", "getDevices", "getSpeedDials", *open_ones)


def _from_elsewhere(uds: Uds, origin: str = _ORIGIN) -> Answer:
    """The answer to a page from an origin that nobody has let in."""
    operation = _operation(uds)
    answer = uds.ask(operation, headers=(("Origin", origin),))
    if not answer.refused:
        answer.needed(uds.root_of(operation))
    return answer


@pytest.mark.requirement("UDS-CORS-01")
@pytest.mark.parametrize("stranger", [_ORIGIN, _NOBODY], ids=["stranger", "null"])
def test_strangers_get_no_leave(uds: Uds, judge: Judge, stranger: str) -> None:
    """An origin that nobody has let in is not allowed to read with credentials."""
    uds.read(_operation(uds))
    _gets_no_leave(uds, judge, _from_elsewhere(uds, stranger), stranger)


@pytest.mark.requirement("UDS-CORS-01")
def test_strangers_get_no_leave_anywhere(uds: Uds, judge: Judge) -> None:
    """No resource that needs credentials gives leave to an origin that nobody has let in.

    Where the target claims to support no other origins, no resource does.
    """
    uds.needs_account()
    for operation in uds.readable if _is_unsupported(uds) else uds.restricted:
        try:
            uds.served(operation)
        except (NotTested, Inconclusive):
            continue
        answer = uds.ask(operation, headers=(("Origin", _ORIGIN),))
        _gets_no_leave(uds, judge, answer, _ORIGIN)
    judge.unsaid("the target gives no resource that needs credentials")


@pytest.mark.requirement("UDS-CORS-01")
def test_strangers_get_no_leave_to_write(uds: Uds, judge: Judge) -> None:
    """The preflight of an origin that nobody has let in gives no leave to write."""
    uds.read(_operation(uds))
    headers = (
        ("Origin", _ORIGIN),
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "authorization, content-type"),
    )
    path = uds.address(_operation(uds))
    answer = Answer(uds.wire.send("OPTIONS", path, headers=headers, auth=NoAuth()))
    _gets_no_leave(uds, judge, answer, _ORIGIN)


def _gets_no_leave(uds: Uds, judge: Judge, answer: Answer, stranger: str) -> None:
    headers = answer.exchange.response.headers if answer.exchange.response else ()
    given = {name.lower(): value.strip() for name, value in headers}
    leave = {name: value for name, value in given.items() if name.startswith("access-control-")}
    if _is_unsupported(uds):
        allowed = not leave
    else:
        origin = leave.get("access-control-allow-origin", "")
        # HTTP Basic is a header: who may set it from a page needs no cookies.
        names = leave.get("access-control-allow-headers", "").lower().split(",")
        credentials = leave.get("access-control-allow-credentials", "").lower() == "true"
        credentials |= "authorization" in {one.strip() for one in names}
        allowed = not (origin in {stranger, "*"} and credentials)
    judge.holds(
        allowed,
        "a page from any origin may use a user's credentials",
        expected="no permission for an origin that nobody has allowed",
        observed=leave,
        shown=(answer,),
    )
    if leave:
        method = answer.exchange.request.method
        judge.observe(f"a {method} from another origin is answered with {leave}")


@pytest.mark.requirement("UDS-CORS-02")
def test_other_origins_are_observed(uds: Uds, judge: Judge) -> None:
    """What a page from another origin is answered, and whether its preflight is."""
    answer = _from_elsewhere(uds)
    origin = answer.header("Access-Control-Allow-Origin") or "none"
    judge.observe(
        f"a GET from another origin: {answer.status}, Access-Control-Allow-Origin {origin}"
    )
    headers = (("Origin", _ORIGIN), ("Access-Control-Request-Method", "GET"))
    preflight = Answer(
        uds.wire.send("OPTIONS", "/version", headers=headers, auth=NoAuth(), failures="return")
    )
    judge.observe(f"its preflight: {preflight.status}")
