"""HTTP Basic, also with an empty password (Authentication)."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from contracts.apis.genesys_ws import Answer, GenesysWs
from contracts.engine import Judge
from contracts.model import (
    BasicAuth,
    BearerAuth,
    Inconclusive,
    NoAuth,
    NotApplicable,
    NotTested,
    Secret,
)

NOBODY = "ucc-no-such-user"


def _is_turned_away(judge: Judge, answer: Answer, who: str) -> None:
    judge.holds(
        answer.turned_away,
        f"{who} is not refused",
        expected="statusCode 20, or HTTP 401 or 403, and no user",
        observed=answer,
        shown=(answer,),
    )
    judge.observe(f"{who}: {answer.status}, statusCode {answer.code}")


@pytest.mark.requirement("GWS-AUTH-01")
def test_the_own_user_needs_authentication(gws: GenesysWs, judge: Judge) -> None:
    """/me is refused without credentials, and given with them."""
    gws.own_user()
    answer = gws.as_another(NoAuth(), "/me", "no credentials")
    _is_turned_away(judge, answer, "/me without credentials")


@pytest.mark.requirement("GWS-AUTH-01")
def test_a_made_up_token_is_nobody(gws: GenesysWs, judge: Judge) -> None:
    """/me is refused with a Bearer token that nobody was given."""
    gws.own_user()
    token = BearerAuth(Secret("ucc-no-such-token", "a made-up token"))
    answer = gws.as_another(token, "/me", "a made-up token")
    _is_turned_away(judge, answer, "/me with a made-up token")


@pytest.mark.requirement("GWS-AUTH-07")
def test_what_the_user_has_needs_authentication(gws: GenesysWs, judge: Judge) -> None:
    """The own devices, and the own user by id, are refused without credentials where they are."""
    own = quote(gws.own_user().user["id"], safe="")
    for path in ("/me/devices", f"/users/{own}"):
        if gws.get(path).accepted:
            answer = gws.as_another(NoAuth(), path, "no credentials")
            _is_turned_away(judge, answer, f"{path} without credentials")
    if not judge.standings:
        reason = "the user may read neither the own devices nor users"
        raise NotTested(reason)


def _is_let_in(judge: Judge, gws: GenesysWs, auth: BasicAuth, who: str) -> None:
    """The user is let in, and whoever does not authenticate is not."""
    stranger = gws.as_another(NoAuth(), "/me", "no credentials")
    if not stranger.turned_away:
        reason = f"nobody has to authenticate (see GWS-AUTH-01): {stranger}"
        raise Inconclusive(reason)
    answer = gws.me(auth=auth)
    gws.wire.refresh()
    judge.holds(
        not answer.denied,
        f"{who} is refused",
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


@pytest.mark.requirement("GWS-AUTH-03")
def test_an_empty_password_is_accepted(gws: GenesysWs, judge: Judge) -> None:
    """A user without a password is accepted with an empty one."""
    _is_let_in(judge, gws, gws.passwordless(), "a user without a password")


@pytest.mark.requirement("GWS-AUTH-04")
def test_operations_need_authentication(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is refused without credentials, and accepted with them."""
    gws.controlled(judge.observe)
    with gws.agent(judge.observe):
        gws.wire.refresh()
        answer = gws.operate("NotReady", auth=NoAuth(), defect="no credentials")
        _is_turned_away(judge, answer, "an operation without credentials")


@pytest.mark.requirement("GWS-AUTH-05")
def test_an_unknown_user_is_refused(gws: GenesysWs, judge: Judge) -> None:
    """A user name that does not exist is refused, with a password and without."""
    gws.own_user()
    for password in ("ucc-no-password", ""):
        auth = BasicAuth(NOBODY, Secret(password, "a made-up password"))
        answer = gws.as_another(auth, "/me", "an unknown user")
        _is_turned_away(judge, answer, "an unknown user")


@pytest.mark.requirement("GWS-AUTH-05")
def test_an_unknown_user_does_not_operate(gws: GenesysWs, judge: Judge) -> None:
    """NotReady is refused for a user name that does not exist, and accepted for the own user."""
    gws.controlled(judge.observe)
    stranger = BasicAuth(NOBODY, Secret("ucc-no-password", "a made-up password"))
    with gws.agent(judge.observe):
        gws.wire.refresh()
        answer = gws.operate("NotReady", auth=stranger, defect="an unknown user")
        gws.wire.refresh()
        _is_turned_away(judge, answer, "an operation of an unknown user")


@pytest.mark.requirement("GWS-AUTH-06")
def test_a_wrong_password_is_refused(gws: GenesysWs, judge: Judge) -> None:
    """A wrong password, and none, are refused; no more are tried, lest the account be locked.

    The wrong one begins with the right one, so that a comparison of beginnings is seen as well.
    """
    gws.own_user()
    if not gws.has_password():
        reason = "the user of the target file has no password"
        raise NotApplicable(reason)
    right = gws.credentials()
    none = Secret("", "an empty password")
    for what, password in (
        ("a wrong password", right.password.altered()),
        ("an empty password", none),
    ):
        auth = BasicAuth(right.username, password)
        _is_turned_away(judge, gws.as_another(auth, "/me", what), what)
