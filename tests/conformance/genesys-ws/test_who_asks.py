"""HTTP Basic, also with an empty password (Authentication)."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from contracts.apis.genesys_ws import CURL, NOBODY, UNKNOWN_OPERATION, Answer, GenesysWs
from contracts.kit import (
    Auth,
    BasicAuth,
    BearerAuth,
    Inconclusive,
    Judge,
    NoAuth,
    NotApplicable,
    NotTested,
    Secret,
)

_REDIRECTIONS = range(300, 400)
_NO_BASE64 = (("Authorization", "Basic :no/base64:"),)
_AS_SENT: dict[str, Any] = {"follow": 0, "failures": "return"}


def _is_turned_away(judge: Judge, answer: Answer, who: str, control: Answer | None = None) -> None:
    """Judge that a caller is refused, where the `control` with the right credentials is not.

    A control that is refused, such as for an agent who is logged out, counts if the caller is
    refused for who asks.
    """
    told = answer.denied and not (control and answer.like(control))
    if control and not control.accepted and answer.turned_away and not told:
        reason = (
            "NotReady is refused for the current user as well, and the refusal of "
            f"{who} does not name authentication: {answer}"
        )
        raise Inconclusive(reason)
    judge.holds(
        answer.turned_away,
        f"{who} was not refused",
        expected="statusCode 20, or HTTP 401 or 403, and no user",
        observed=answer,
        shown=(control, answer) if control else (answer,),
    )
    judge.observe(f"{who}: {answer.status}, statusCode {answer.code}")


@pytest.mark.requirement("GWS-AUTH-01")
def test_the_own_user_needs_authentication(gws: GenesysWs, judge: Judge) -> None:
    """/me is refused without credentials, and given with them."""
    gws.own_user()
    for query in ((), ("subresources", "*"), ("fields", "*")):
        answer = gws.as_another(NoAuth(), "/me", "no credentials", *([query] if query else []))
        _is_turned_away(judge, answer, "/me without credentials")


@pytest.mark.requirement("GWS-AUTH-01")
def test_a_refusal_opens_no_session(gws: GenesysWs, judge: Judge) -> None:
    """Whoever was refused and asks again, with the cookies of the refusal, is refused again."""
    gws.own_user()
    gws.wire.refresh()
    answers = [gws.me(auth=NoAuth(), defect="no credentials", follow=0) for _ in range(2)]
    gws.wire.refresh()
    _is_turned_away(judge, answers[1], "/me without credentials, asked for a second time,")


@pytest.mark.requirement("GWS-AUTH-01")
def test_a_made_up_token_is_nobody(gws: GenesysWs, judge: Judge) -> None:
    """/me is refused with a Bearer token that nobody was given."""
    gws.own_user()
    token = BearerAuth(Secret("ucc-no-such-token", "a made-up token"))
    answer = gws.as_another(token, "/me", "a made-up token")
    _is_turned_away(judge, answer, "/me with a made-up token")


@pytest.mark.requirement("GWS-AUTH-01")
def test_a_header_that_cannot_be_read_is_nobody(gws: GenesysWs, judge: Judge) -> None:
    """/me is not given to credentials that are no base64; how they are refused is open."""
    gws.own_user()
    gws.wire.refresh()
    answer = gws.me(auth=NoAuth(), headers=_NO_BASE64, defect="no base64", **_AS_SENT)
    gws.wire.refresh()
    judge.holds(
        not answer.user and not answer.accepted,
        "/me with credentials that cannot be read was not refused",
        expected="statusCode 20, or HTTP 401, 403 or 400, and no user",
        observed=answer,
        shown=(answer,),
    )


def _readable(gws: GenesysWs) -> list[str]:
    """Lists and single users that the user may read. Raises NotTested where there are none."""
    own = gws.own_user().user["id"]
    users = gws.list("/users", ("fields", "*")).items or ()
    ids = (one.get("id") for one in users)
    others = [one for one in ids if isinstance(one, str) and one and one != own][:1]
    by_id = (f"/users/{quote(one, safe='')}" for one in (own, *others))
    paths = ("/me/devices", "/me/skills", "/users", *by_id)
    found = [path for path in paths if gws.get(path).accepted]
    if not found:
        reason = "the user can read neither devices nor users"
        raise NotTested(reason)
    return found


@pytest.mark.requirement("GWS-AUTH-07")
def test_lists_need_authentication(gws: GenesysWs, judge: Judge) -> None:
    """Devices and users are refused without credentials where they are given with them."""
    for path in _readable(gws):
        answer = gws.as_another(NoAuth(), path, "no credentials")
        _is_turned_away(judge, answer, f"{path} without credentials")


@pytest.mark.requirement("GWS-AUTH-07")
def test_lists_need_the_right_password(gws: GenesysWs, judge: Judge) -> None:
    """Devices and users are refused with a wrong password, one attempt each."""
    for path in _readable(gws):
        answer = gws.as_another(_wrong(gws), path, "a wrong password")
        _is_turned_away(judge, answer, f"{path} with a wrong password")
        _hold_unlocked(gws)


def _is_let_in(judge: Judge, gws: GenesysWs, auth: BasicAuth, who: str) -> None:
    """The user is let in, and whoever does not authenticate is not."""
    stranger = gws.as_another(NoAuth(), "/me", "no credentials")
    if not stranger.turned_away:
        reason = f"the target does not require authentication (see GWS-AUTH-01): {stranger}"
        raise Inconclusive(reason)
    answer = gws.me(auth=auth)
    gws.wire.refresh()
    judge.holds(
        not answer.denied,
        f"{who} was refused",
        expected="statusCode 0",
        observed=answer,
        shown=(stranger, answer),
    )
    answer.needed(f"/me for {who}")
    if not answer.user:
        reason = f"the answer has no user (see GWS-ME-01): {answer}"
        raise Inconclusive(reason)


@pytest.mark.requirement("GWS-AUTH-02")
def test_basic_is_accepted(gws: GenesysWs, judge: Judge) -> None:
    """User name and password of the target file are accepted by HTTP Basic."""
    _is_let_in(judge, gws, gws.credentials(), "the user of the target file")


@pytest.mark.requirement("GWS-AUTH-02")
def test_the_printed_request_is_accepted(gws: GenesysWs, judge: Judge) -> None:
    """/me is given to cURL, too, as the first request of a client."""
    own = gws.own_user()
    gws.wire.refresh()
    answer = gws.me(headers=CURL)
    judge.holds(
        answer.accepted and answer.user.get("id") == own.user["id"],
        "the request as printed was refused: a new client, cURL with HTTP Basic",
        expected=own,
        observed=answer,
        shown=(own, answer),
    )


@pytest.mark.requirement("GWS-AUTH-03")
def test_an_empty_password_is_accepted(gws: GenesysWs, judge: Judge) -> None:
    """A user without a password is accepted with an empty one."""
    _is_let_in(judge, gws, gws.passwordless(), "a user without a password")


@pytest.mark.requirement("GWS-AUTH-03")
@pytest.mark.waits
def test_an_empty_password_is_accepted_with_an_operation(gws: GenesysWs, judge: Judge) -> None:
    """A user without a password is known when an operation is sent, too.

    It is one that no target has, so that the state of that user stays as it is.
    """
    gws.hold_writable()
    user = gws.passwordless()
    gws.wire.refresh()
    gws.me(auth=user).needed("/me for a user without a password")
    answer = gws.operate(UNKNOWN_OPERATION, auth=user, defect="an operation that does not exist")
    gws.wire.refresh()
    gws.me()
    control = gws.operate(UNKNOWN_OPERATION, defect="an operation that does not exist")
    if _asks_who(control):
        reason = f"the user in the target file is refused, too: {control}"
        raise Inconclusive(reason)
    judge.holds(
        not _asks_who(answer),
        "a user without a password is accepted at /me but not when sending an operation",
        expected=control,
        observed=answer,
        shown=(control, answer),
    )


def _asks_who(answer: Answer) -> bool:
    """Whether the caller has to authenticate; that a permission is missing says nothing of it."""
    return answer.unauthenticated or answer.status in _REDIRECTIONS


@pytest.mark.requirement("GWS-AUTH-04")
@pytest.mark.waits
def test_operations_need_authentication(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is refused without credentials."""
    control = gws.baseline()
    answer = _operate_as(gws, NoAuth(), "no credentials")
    _is_turned_away(judge, answer, "an operation without credentials", control)


def _operate_as(gws: GenesysWs, auth: Auth, defect: str) -> Answer:
    """The answer to NotReady by someone else, or nobody, outside of the own session."""
    gws.wire.refresh()
    answer = gws.operate("NotReady", auth=auth, defect=defect)
    gws.wire.refresh()
    return answer


@pytest.mark.requirement("GWS-AUTH-05")
def test_an_unknown_user_is_refused(gws: GenesysWs, judge: Judge) -> None:
    """A user name that does not exist is refused, with any password and without."""
    gws.own_user()
    passwords = [Secret("ucc-no-password", "a made-up password"), Secret("", "empty")]
    if gws.has_password():
        passwords.append(gws.credentials().password)
    for password in passwords:
        auth = BasicAuth(NOBODY, password)
        answer = gws.as_another(auth, "/me", "an unknown user")
        _is_turned_away(judge, answer, "an unknown user")


@pytest.mark.requirement("GWS-AUTH-05")
def test_a_name_that_begins_with_the_users_is_refused(gws: GenesysWs, judge: Judge) -> None:
    """A longer user name is another one, whatever its first part is, even with the password."""
    gws.own_user()
    right = gws.credentials()
    auth = BasicAuth(f"{right.username}-{NOBODY}", right.password)
    answer = gws.as_another(auth, "/me", "an unknown user")
    _is_turned_away(judge, answer, "an unknown user whose name begins with a known one")


@pytest.mark.requirement("GWS-AUTH-05")
@pytest.mark.waits
def test_an_unknown_user_does_not_operate(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is refused for a user name that does not exist."""
    control = gws.baseline()
    stranger = BasicAuth(NOBODY, Secret("ucc-no-password", "a made-up password"))
    answer = _operate_as(gws, stranger, "an unknown user")
    _is_turned_away(judge, answer, "an operation of an unknown user", control)


def _wrong(gws: GenesysWs) -> BasicAuth:
    """A wrong password, which begins with the right one. Raises NotApplicable without any."""
    if not gws.has_password():
        reason = "the user in the target file has no password"
        raise NotApplicable(reason)
    right = gws.credentials()
    return BasicAuth(right.username, right.password.altered())


def _hold_unlocked(gws: GenesysWs) -> None:
    """Let the right password be accepted between wrong ones, which resets most counters.

    Raises Inconclusive at the first sign that the account is locked: no more is tried then.
    """
    gws.wire.refresh()
    answer = gws.me()
    if answer.denied:
        reason = (
            f"after a wrong password the right one was refused; the account may be locked: {answer}"
        )
        raise Inconclusive(reason)


@pytest.mark.requirement("GWS-AUTH-06")
def test_a_wrong_password_is_refused(gws: GenesysWs, judge: Judge) -> None:
    """Passwords that a careless comparison takes for the right one are refused, one attempt each.

    The right one is accepted between them, lest the account be locked.
    """
    gws.own_user()
    user = _wrong(gws).username
    for what, password in gws.credentials().password.near_misses():
        answer = gws.as_another(BasicAuth(user, password), "/me", f"a password {what}")
        _is_turned_away(judge, answer, f"a password {what}")
        _hold_unlocked(gws)


@pytest.mark.requirement("GWS-AUTH-06")
@pytest.mark.waits
def test_a_wrong_password_does_not_operate(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is refused with a wrong password."""
    control = gws.baseline()
    answer = _operate_as(gws, _wrong(gws), "a wrong password")
    _is_turned_away(judge, answer, "an operation with a wrong password", control)
    _hold_unlocked(gws)
