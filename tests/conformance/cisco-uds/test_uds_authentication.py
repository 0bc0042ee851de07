"""Who may ask (The client receives a 401 response …; What security measures …)."""

from __future__ import annotations

from itertools import cycle

import pytest

from contracts.apis.cisco_uds import Answer, Uds
from contracts.kit import (
    Auth,
    BasicAuth,
    Inconclusive,
    Judge,
    NoAuth,
    NotApplicable,
    NotTested,
)

_UNAUTHORIZED = 401
_MOST_OTHERS = 3
"""How many other users are tried: some may have no such resource."""
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


def _as(uds: Uds, operation: str, auth: Auth, defect: str) -> Answer:
    """The answer to other credentials, without the cookies of the right ones."""
    path = uds.address(operation)
    uds.fresh()
    return uds.ask(operation, path, auth=auth, defect=defect)


def _refused(uds: Uds, judge: Judge, operation: str, auth: Auth, defect: str) -> None:
    """Check that a resource, which the right credentials are given, is refused with 401."""
    uds.needs_account()
    uds.served(operation)
    answer = _as(uds, operation, auth, defect)
    judge.holds(
        answer.status == _UNAUTHORIZED,
        f"GET {answer.path} with {defect} is not refused with 401",
        expected=_UNAUTHORIZED,
        observed=answer,
        shown=(answer,),
    )


def _basic(uds: Uds) -> BasicAuth:
    if not isinstance(uds.target.auth, BasicAuth):
        reason = "the target file has no user name and password: [target] auth of type basic"
        raise NotTested(reason)
    return uds.target.auth


@pytest.mark.requirement("UDS-AUTH-01")
def test_a_users_resources_need_credentials(uds: Uds, judge: Judge) -> None:
    """A user, or the first resource about a user that the target has, needs credentials."""
    uds.needs_account()
    _refused(uds, judge, uds.witness(*_OF_USER), NoAuth(), "no credentials")


@pytest.mark.requirement("UDS-AUTH-02")
@pytest.mark.parametrize("operation", ["getDevices", "getDevice"])
def test_devices_need_credentials(uds: Uds, judge: Judge, operation: str) -> None:
    """Neither the list of devices nor a device is shown without credentials."""
    _refused(uds, judge, operation, NoAuth(), "no credentials")


@pytest.mark.requirement("UDS-AUTH-02")
def test_the_last_device_needs_credentials(uds: Uds, judge: Judge) -> None:
    """The last device of the list is shown as little without credentials as the first."""
    devices = uds.devices()
    path = uds.address("getDevice", devices[-1])
    if len(devices) == 1 or not uds.ask("getDevice", path).has_root("device"):
        reason = f"{uds.user} has one device, or the last one is not given: see UDS-DRILL-01"
        raise NotTested(reason)
    uds.fresh()
    answer = uds.ask("getDevice", path, auth=NoAuth(), defect="no credentials")
    judge.holds(
        answer.status == _UNAUTHORIZED,
        f"GET {answer.path} with no credentials is not refused with 401",
        expected=_UNAUTHORIZED,
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-get*-AUTH")
def test_restricted_resources_need_credentials(uds: Uds, judge: Judge) -> None:
    """What else the table of resources has as restricted is not shown without credentials."""
    uds.needs_account()
    for one in judge.requirements:
        with judge.of(one.id):
            _refused(uds, judge, one.id.split("-")[1], NoAuth(), "no credentials")


@pytest.mark.requirement("UDS-AUTH-04")
def test_an_unknown_user_is_refused(uds: Uds, judge: Judge) -> None:
    """A user name that nobody has is refused on every restricted resource.

    It is a name like no other, one that begins with the user's, or empty.
    """
    uds.needs_account()
    password = _basic(uds).password
    names = cycle(("ucc-nobody-here", f"{_basic(uds).username}-ucc", ""))
    for operation in uds.restricted:
        try:
            uds.served(operation)
        except (NotTested, Inconclusive):
            continue
        stranger = BasicAuth(next(names), password)
        _refused(uds, judge, operation, stranger, f"the unknown user name {stranger.username!r}")
        # Some servers lock an address out after failures in a row.
        uds.ask(operation)
    if not judge.standings:
        uds.served(uds.witness(*_OF_USER))


def _stranger(uds: Uds) -> BasicAuth:
    return BasicAuth("ucc-nobody-here", _basic(uds).password)


@pytest.mark.requirement("UDS-AUTH-05")
@pytest.mark.parametrize("what", ["none", "unknown"])
def test_the_retry_with_credentials_succeeds(uds: Uds, judge: Judge, what: str) -> None:
    """After a refusal the same request with the right credentials, sent by Basic, is answered."""
    stranger = _stranger(uds)
    operation = uds.witness(*_OF_USER)
    auth, defect = (
        (NoAuth(), "no credentials") if what == "none" else (stranger, "an unknown user name")
    )
    refusal = _as(uds, operation, auth, defect)
    if refusal.status != _UNAUTHORIZED:
        reason = f"the request with {defect} is not refused with 401: {refusal}"
        raise Inconclusive(reason)
    answer = uds.ask(operation)
    judge.holds(
        answer.has_root(uds.root_of(operation)),
        "the retry with valid credentials is refused",
        expected="200",
        observed=answer,
        shown=(refusal, answer),
    )


@pytest.mark.requirement("UDS-AUTH-05")
def test_valid_credentials_are_taken(uds: Uds, judge: Judge) -> None:
    """No restricted resource is refused with 401, or breaks down, for the right credentials."""
    _basic(uds)
    answered = 0
    for operation in uds.restricted:
        try:
            answer = uds.ask(operation)
        except (NotTested, Inconclusive):
            continue
        answered += answer.accepted
        judge.holds(
            answer.status not in {_UNAUTHORIZED, 500},
            f"GET {answer.path} does not succeed with valid credentials",
            expected="200",
            observed=answer,
            shown=(answer,),
        )
    if not answered:
        reason = "the credentials in the target file open no restricted resource"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDS-AUTH-05")
def test_a_change_is_carried_out_then(uds: Uds, judge: Judge) -> None:
    """A change of a speed dial that was refused with 401 is carried out with the right ones."""
    _basic(uds)
    own = uds.own_dial()
    body = own.body(own.needed().changed(number=uds.new_number()))
    uds.fresh()
    refusal = own.put_body(body, auth=NoAuth(), defect="no credentials")
    change = own.change()
    if change.answer.status not in {_UNAUTHORIZED, 403} and not change.answer.accepted:
        reason = f"a change is refused: {change.answer}"
        raise Inconclusive(reason)
    judge.holds(
        change.answer.accepted,
        "a change is refused with valid credentials",
        expected="a success",
        observed=change.answer,
        shown=(refusal, change.answer),
    )


@pytest.mark.requirement("UDS-AUTH-07")
@pytest.mark.parametrize("what", ["", "/devices", "/speedDials", "/credentials"])
def test_other_users_are_private(uds: Uds, judge: Judge, what: str) -> None:
    """What belongs to another user is not shown to the owner of the credentials."""
    uds.needs_account()
    operation = {"": "getUser", "/devices": "getDevices", "/speedDials": "getSpeedDials"}
    uds.served(operation.get(what, "getCredentials"))
    mine = uds.user.casefold()
    names = [one.get("userName", "") for one in uds.directory().users]
    others = [one for one in names if one and "/" not in one and one.casefold() != mine]
    if not others:
        reason = "the search returns no other user"
        raise NotTested(reason)
    for other in others[:_MOST_OTHERS]:
        answer = uds.visit(uds.filled("/user/{userId}", {"userId": other}) + what)
        judge.holds(
            not answer.accepted,
            "a resource of another user is shown",
            expected="401, 403 or 404",
            observed=answer,
            shown=(answer,),
        )
        judge.observe(f"another user's resource is answered with {answer.status}")


@pytest.mark.requirement("UDS-AUTH-08", "UDS-AUTH-10")
def test_the_challenge_names_basic(uds: Uds, judge: Judge) -> None:
    """A refusal for missing credentials has WWW-Authenticate with Basic."""
    uds.needs_account()
    answer = _as(uds, uds.witness(*_OF_USER), NoAuth(), "no credentials")
    if answer.status != _UNAUTHORIZED:
        reason = f"the request without credentials is not refused with 401: {answer}"
        raise Inconclusive(reason)
    response = answer.exchange.response
    given = [
        v for n, v in (response.headers if response else ()) if n.lower() == "www-authenticate"
    ]
    for one in ("UDS-AUTH-08", "UDS-AUTH-10"):
        with judge.of(one):
            if not given and one == "UDS-AUTH-10":
                reason = "the refusal has no challenge"
                raise NotTested(reason)
            judge.holds(
                any("basic" in each.lower() for each in given),
                "the refusal does not say that Basic is expected",
                expected='WWW-Authenticate: Basic realm="…"',
                observed=", ".join(given) or "no WWW-Authenticate",
                shown=(answer,),
            )


@pytest.mark.requirement("UDS-AUTH-09")
def test_sessions_are_observed(uds: Uds, judge: Judge) -> None:
    """Whether a session cookie is set, and whether it stands for credentials."""
    uds.needs_account()
    operation = uds.witness(*_OF_USER)
    uds.fresh()
    first = uds.ask(operation)
    first.needed(uds.root_of(operation))
    if not first.header("Set-Cookie"):
        reason = "the target sets no session cookie"
        raise NotApplicable(reason)
    second = uds.ask(operation, auth=NoAuth(), defect="only a cookie")
    judge.observe(f"a request with only the session cookie is answered with {second.status}")
