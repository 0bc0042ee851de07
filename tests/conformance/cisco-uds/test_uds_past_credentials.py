"""Ways past credentials (What security measures does the UDS APIs provide?)."""

from __future__ import annotations

from base64 import b64encode

import pytest

from contracts.apis.cisco_uds import Answer, Uds
from contracts.kit import BearerAuth, Judge, NoAuth, NotTested, Secret

_UNAUTHORIZED, _BREAKS_DOWN = 401, 500
_OF_USER = (
    "getUser",
    "getDevices",
    "getExtensions",
    "getSpeedDials",
    "getSubscribedServices",
    "getCredentials",
    "getConferencing",
    "getRemoteDestinations",
)


@pytest.mark.requirement("UDS-AUTH-01")
@pytest.mark.parametrize("way", ["HEAD", "slash", "query"])
def test_no_other_way_leads_past_credentials(uds: Uds, judge: Judge, way: str) -> None:
    """HEAD, a slash at the end and a parameter give nothing to who has no credentials."""
    uds.needs_account()
    path = uds.address(uds.witness(*_OF_USER))
    query = (("ucc", "1"),) if way == "query" else ()
    uds.fresh()
    where = f"{path}/" if way == "slash" else path
    method, who = ("HEAD" if way == "HEAD" else "GET"), NoAuth()
    answer = Answer(uds.wire.send(method, where, query=query, auth=who, defect="no credentials"))
    judge.holds(
        not answer.accepted,
        f"a user's resource is returned without credentials ({way})",
        expected=_UNAUTHORIZED,
        observed=answer,
        shown=(answer,),
    )


_MADE_UP = {
    "token": (BearerAuth(Secret("ucc-no-such-token", "a made-up token")), ()),
    "header": (NoAuth(), (("Authorization", "Basic :no/base64:"),)),
    "header without a password": (NoAuth(), ()),
    "session": (NoAuth(), (("Cookie", "JSESSIONID=0ACC0ACC; JSESSIONIDSSO=0ACC0ACC"),)),
}


@pytest.mark.requirement("UDS-AUTH-01")
@pytest.mark.parametrize("what", _MADE_UP)
def test_what_is_made_up_stands_for_no_credentials(uds: Uds, judge: Judge, what: str) -> None:
    """A token or a session that nobody was given opens nothing (UDS-AMB-03, UDS-AMB-15).

    Nor does a header that cannot be read, or that has the user name alone, which is no reason to
    break down either.
    """
    uds.needs_account()
    operation = uds.witness(*_OF_USER)
    auth, headers = _MADE_UP[what]
    if what == "header without a password":
        headers = (("Authorization", f"Basic {b64encode(uds.user.encode()).decode()}"),)
    path = uds.address(operation)
    uds.fresh()
    sessions = what == "session" and "JSESSIONID" in uds.ask(operation).header("Set-Cookie")
    uds.fresh()
    answer = uds.ask(operation, path, auth=auth, headers=headers, defect=f"a made-up {what}")
    if sessions and answer.accepted:
        # What becomes of a request with only a cookie is open where sessions are handed out.
        judge.warns(
            "a made-up session cookie opens a user's resource",
            expected="401, or another refusal",
            observed=answer,
            shown=(answer,),
        )
        return
    judge.holds(
        not answer.accepted and answer.status != _BREAKS_DOWN,
        f"a made-up {what} is not refused at a user's resource",
        expected="401, or another refusal",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-AUTH-01")
def test_no_filter_leads_past_credentials(uds: Uds, judge: Judge) -> None:
    """A list is not given without credentials to who asks for a part of it."""
    uds.needs_account()
    for operation in uds.restricted:
        for name, value in uds.filters(operation):
            path = uds.address(operation)
            uds.fresh()
            how = {"auth": NoAuth(), "defect": "no credentials"}
            answer = uds.ask(operation, path, query=((name, value),), **how)
            judge.holds(
                not answer.accepted,
                f"GET {answer.path}?{name}=… is answered without credentials",
                expected=_UNAUTHORIZED,
                observed=answer,
                shown=(answer,),
            )
    if not judge.standings:
        reason = "the target has no restricted list with a filter"
        raise NotTested(reason)
