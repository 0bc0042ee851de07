"""Who may ask (The client receives a 401 response …; What security measures …)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Answer, Uds
from contracts.engine import Judge
from contracts.model import (
    Auth,
    BasicAuth,
    BearerAuth,
    Inconclusive,
    NoAuth,
    NotApplicable,
    NotTested,
    Secret,
)

_UNAUTHORIZED = 401


def _as(uds: Uds, operation: str, auth: Auth, defect: str) -> Answer:
    """The answer to other credentials, without the cookies of the right ones."""
    path = uds.address(operation)
    uds.fresh()
    return uds.ask(operation, path, auth=auth, defect=defect)


def _refused(uds: Uds, judge: Judge, operation: str, auth: Auth, defect: str) -> None:
    """Check that a resource, which the right credentials are given, is refused with 401."""
    uds.needs_account()
    uds.read(operation)
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
def test_user_needs_credentials(uds: Uds, judge: Judge) -> None:
    """A user is not shown without credentials."""
    _refused(uds, judge, "getUser", NoAuth(), "no credentials")


@pytest.mark.requirement("UDS-AUTH-02")
@pytest.mark.parametrize("operation", ["getDevices", "getDevice"])
def test_devices_need_credentials(uds: Uds, judge: Judge, operation: str) -> None:
    """Neither the list of devices nor a device is shown without credentials."""
    _refused(uds, judge, operation, NoAuth(), "no credentials")


@pytest.mark.requirement("UDS-get*-AUTH")
def test_restricted_resources_need_credentials(uds: Uds, judge: Judge) -> None:
    """What else the table of resources has as restricted is not shown without credentials."""
    uds.needs_account()
    for one in judge.requirements:
        with judge.of(one.id):
            _refused(uds, judge, one.id.split("-")[1], NoAuth(), "no credentials")


@pytest.mark.requirement("UDS-AUTH-03")
def test_a_wrong_password_is_refused(uds: Uds, judge: Judge) -> None:
    """A wrong password is refused; only one is tried, lest the account be locked.

    It begins with the right one, so that a comparison of beginnings is seen as well.
    """
    auth = _basic(uds)
    wrong = BasicAuth(auth.username, auth.password.altered())
    _refused(uds, judge, "getUser", wrong, "a wrong password")


@pytest.mark.requirement("UDS-AUTH-04")
@pytest.mark.parametrize("operation", ["getUser", "getDevices", "getDevice"])
def test_an_unknown_user_is_refused(uds: Uds, judge: Judge, operation: str) -> None:
    """A user name that nobody has is refused, whatever the password is."""
    _refused(uds, judge, operation, _stranger(uds), "an unknown user name")


def _stranger(uds: Uds) -> BasicAuth:
    return BasicAuth("ucc-nobody-here", _basic(uds).password)


@pytest.mark.requirement("UDS-AUTH-04")
def test_an_unknown_user_changes_nothing(uds: Uds, judge: Judge) -> None:
    """A change of a speed dial with a user name that nobody has is refused with 401."""
    stranger = _stranger(uds)
    with uds.own_dial(judge.observe) as own:
        own.needed()
        uds.fresh()
        fields = own.changed(number="5553334")
        answer = own.put(fields, auth=stranger, defect="an unknown user name")
        judge.holds(
            answer.status == _UNAUTHORIZED,
            "a change with an unknown user name is not refused with 401",
            expected=_UNAUTHORIZED,
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-AUTH-01")
def test_a_made_up_token_stands_for_no_credentials(uds: Uds, judge: Judge) -> None:
    """A Bearer token that nobody was given, which is no password, opens nothing (UDS-AMB-03)."""
    uds.needs_account()
    uds.read("getUser")
    token = BearerAuth(Secret("ucc-no-such-token", "a made-up token"))
    answer = _as(uds, "getUser", token, "a made-up token")
    judge.holds(
        not answer.accepted,
        "a made-up token opens a user's resource",
        expected="401, or another refusal",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-AUTH-05")
def test_the_retry_with_credentials_succeeds(uds: Uds, judge: Judge) -> None:
    """After a refusal the same request with the right credentials is answered."""
    uds.needs_account()
    uds.read("getUser")
    refusal = _as(uds, "getUser", NoAuth(), "no credentials")
    if refusal.status != _UNAUTHORIZED:
        reason = f"the request without credentials is not refused with 401: {refusal}"
        raise Inconclusive(reason)
    answer = uds.ask("getUser")
    if answer.status not in {_UNAUTHORIZED, 403}:
        answer.needed("user")
    judge.holds(
        answer.accepted,
        "the retry with valid credentials is refused",
        expected="200",
        observed=answer,
        shown=(refusal, answer),
    )


@pytest.mark.requirement("UDS-AUTH-06")
def test_changes_need_credentials(uds: Uds, judge: Judge) -> None:
    """A change of a speed dial without credentials is refused with 401 and does nothing."""
    with uds.own_dial(judge.observe) as own:
        before = own.needed()
        uds.fresh()
        answer = own.put(own.changed(number="5553333"), auth=NoAuth(), defect="no credentials")
        after = own.needed()
        judge.holds(
            answer.status == _UNAUTHORIZED and after == before,
            "a change without credentials is not refused with 401, or does something",
            expected=f"401, and {before}",
            observed=f"{answer}, and {after}",
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-AUTH-06")
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_additions_and_removals_need_credentials(uds: Uds, judge: Judge, method: str) -> None:
    """A speed dial is neither added nor removed without credentials."""
    with uds.own_dial(judge.observe) as own:
        before = own.needed()
        uds.fresh()
        how = {"auth": NoAuth(), "defect": "no credentials"}
        # What is there already is added, so that nothing new can stay behind.
        answer = (
            own.post(own.dial.fields, **how)
            if method == "POST"
            else uds.remove_dial(own.dial.index, **how)
        )
        after = own.shown()
        judge.holds(
            answer.status == _UNAUTHORIZED and after == before,
            f"a {method} without credentials is not refused with 401, or does something",
            expected=f"401, and {before}",
            observed=f"{answer}, and {after}",
            shown=(own.answer, answer),
        )


@pytest.mark.requirement("UDS-AUTH-07")
@pytest.mark.parametrize("what", ["", "/devices", "/speedDials"])
def test_other_users_are_private(uds: Uds, judge: Judge, what: str) -> None:
    """What belongs to another user is not shown to the owner of the credentials."""
    uds.needs_account()
    uds.read("getUser")
    mine = uds.user.casefold()
    names = [one.get("userName", "") for one in uds.directory().users]
    other = next((one for one in names if one and "/" not in one and one.casefold() != mine), None)
    if other is None:
        reason = "the search gives no other user"
        raise NotTested(reason)
    path = uds.filled("/user/{userId}", {"userId": other}) + what
    answer = uds.visit(path)
    judge.holds(
        not answer.accepted,
        "what belongs to another user is shown",
        expected="401, 403 or 404",
        observed=answer,
        shown=(answer,),
    )
    judge.observe(f"another user's resource is answered with {answer.status}")


@pytest.mark.requirement("UDS-AUTH-08")
def test_the_challenge_names_basic(uds: Uds, judge: Judge) -> None:
    """A refusal for missing credentials has WWW-Authenticate with Basic."""
    uds.needs_account()
    uds.read("getUser")
    answer = _as(uds, "getUser", NoAuth(), "no credentials")
    if answer.status != _UNAUTHORIZED:
        reason = f"the request without credentials is not refused with 401: {answer}"
        raise Inconclusive(reason)
    response = answer.exchange.response
    given = [
        v for n, v in (response.headers if response else ()) if n.lower() == "www-authenticate"
    ]
    judge.holds(
        any("basic" in one.lower() for one in given),
        "the refusal does not say that Basic is expected",
        expected='WWW-Authenticate: Basic realm="…"',
        observed=", ".join(given) or "no WWW-Authenticate",
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-AUTH-09")
def test_sessions_are_observed(uds: Uds, judge: Judge) -> None:
    """Whether a session cookie is set, and whether it stands for credentials."""
    uds.needs_account()
    uds.fresh()
    first = uds.ask("getUser")
    first.needed("user")
    if not first.header("Set-Cookie"):
        reason = "the target sets no session cookie"
        raise NotApplicable(reason)
    second = uds.ask("getUser", auth=NoAuth(), defect="only a cookie")
    judge.observe(f"a request with only the session cookie is answered with {second.status}")
