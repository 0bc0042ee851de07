"""The own user (Authentication)."""

from __future__ import annotations

import contextlib
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from contracts.apis.genesys_ws import Answer, GenesysWs
from contracts.engine import Judge
from contracts.model import Inconclusive, NotApplicable, NotTested


def _judge_member(judge: Judge, answer: Answer, name: str, expected: str, *, right: bool) -> None:
    judge.holds(
        right,
        f"{name} of the user is not what it has to be",
        expected=expected,
        observed=repr(answer.user.get(name, "not there")),
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-ME-01")
def test_me_is_a_user(gws: GenesysWs, judge: Judge) -> None:
    """/me is answered with statusCode 0 and an object user."""
    answer = gws.me().enveloped("the answer with the own user")
    if answer.denied:
        reason = f"the user is refused (see GWS-AUTH-02): {answer}"
        raise Inconclusive(reason)
    judge.holds(
        answer.accepted and bool(answer.user),
        "/me is not answered with a user",
        expected="statusCode 0 and user",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-ME-02")
def test_user_has_an_id(gws: GenesysWs, judge: Judge) -> None:
    """The id is a text with something in it."""
    answer = gws.me().needed("/me")
    if not answer.user:
        reason = f"the answer has no user (see GWS-ME-01): {answer}"
        raise Inconclusive(reason)
    found = answer.user.get("id")
    right = isinstance(found, str) and bool(found.strip())
    _judge_member(judge, answer, "id", "a text", right=right)


@pytest.mark.requirement("GWS-ME-03")
def test_user_is_the_one_who_authenticated(gws: GenesysWs, judge: Judge) -> None:
    """The userName is the name that was sent by HTTP Basic, whoever asks."""
    answers = [(gws.credentials().username, gws.own_user())]
    with contextlib.suppress(NotTested):
        other = gws.passwordless()
        answers.append((other.username, gws.as_another(other, "/me", "another user")))
    for sent, answer in answers:
        if not answer.user:
            continue
        found: Any = answer.user.get("userName")
        right = isinstance(found, str) and bool(found.strip())
        if right and gws.reading("GWS-AMB-10") == "same":
            right = found.casefold() == sent.casefold()
        _judge_member(judge, answer, "userName", sent, right=right)


@pytest.mark.requirement("GWS-ME-04")
def test_user_has_both_names(gws: GenesysWs, judge: Judge) -> None:
    """Both firstName and lastName are texts."""
    answer = gws.own_user()
    for name in ("firstName", "lastName"):
        right = isinstance(answer.user.get(name), str)
        _judge_member(judge, answer, name, "a text", right=right)


@pytest.mark.requirement("GWS-ME-05")
def test_user_has_roles(gws: GenesysWs, judge: Judge) -> None:
    """The roles are a list of texts, at least one."""
    answer = gws.own_user()
    roles: Any = answer.user.get("roles")
    right = isinstance(roles, list) and bool(roles)
    right = right and all(isinstance(one, str) and one for one in roles)
    _judge_member(judge, answer, "roles", 'texts such as ["ROLE_AGENT"]', right=right)


@pytest.mark.requirement("GWS-ME-06")
def test_user_is_enabled_or_not(gws: GenesysWs, judge: Judge) -> None:
    """The member enabled is true or false."""
    answer = gws.own_user()
    right = isinstance(answer.user.get("enabled"), bool)
    _judge_member(judge, answer, "enabled", "true or false", right=right)


@pytest.mark.requirement("GWS-ME-07")
def test_user_has_to_change_the_password_or_not(gws: GenesysWs, judge: Judge) -> None:
    """The member changePasswordOnFirstLogin is true or false."""
    answer = gws.own_user()
    name = "changePasswordOnFirstLogin"
    right = isinstance(answer.user.get(name), bool)
    _judge_member(judge, answer, name, "true or false", right=right)


def _uri_of(answer: Answer) -> str | None:
    """The uri without percent-encoding, where it is an absolute URL that ends in the id."""
    uri: Any = answer.user.get("uri")
    if not isinstance(uri, str):
        return None
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    absolute = parts.scheme in {"http", "https"} and bool(parts.netloc)
    plain = unquote(uri)
    return plain if absolute and plain.endswith(f"/{answer.user['id']}") else None


def _path_of(answer: Answer) -> str | None:
    """The path without percent-encoding, where it is /users/ and the id."""
    path = answer.user.get("path")
    plain = unquote(path) if isinstance(path, str) else None
    return plain if plain == f"/users/{answer.user['id']}" else None


@pytest.mark.requirement("GWS-ME-08")
def test_uri_ends_in_the_id(gws: GenesysWs, judge: Judge) -> None:
    """The uri is an absolute URL whose last part is the id."""
    answer = gws.own_user()
    expected = f"an absolute URL that ends in {answer.user['id']}"
    _judge_member(judge, answer, "uri", expected, right=_uri_of(answer) is not None)


@pytest.mark.requirement("GWS-ME-09")
def test_path_is_that_of_the_id(gws: GenesysWs, judge: Judge) -> None:
    """The path is /users/ and the id."""
    answer = gws.own_user()
    expected = f"/users/{answer.user['id']}"
    _judge_member(judge, answer, "path", expected, right=_path_of(answer) is not None)


@pytest.mark.requirement("GWS-ME-10")
def test_uri_ends_in_the_path(gws: GenesysWs, judge: Judge) -> None:
    """The uri is the address of the API, and then path."""
    answer = gws.own_user()
    uri, path = _uri_of(answer), _path_of(answer)
    if uri is None or path is None:
        reason = "uri or path is not right: see GWS-ME-08 and GWS-ME-09"
        raise Inconclusive(reason)
    _judge_member(judge, answer, "uri", f"a URL that ends in {path}", right=uri.endswith(path))


@pytest.mark.requirement("GWS-ME-11")
def test_id_stays(gws: GenesysWs, judge: Judge) -> None:
    """The id is the same in another request, and in another session."""
    first = gws.own_user()
    again = gws.own_user()
    gws.wire.refresh()
    fresh = gws.own_user()
    for other in (again, fresh):
        judge.equal(other.user["id"], first.user["id"], "the id of the user", shown=(first, other))


@pytest.mark.requirement("GWS-ME-12")
def test_form_of_the_user_is_observed(gws: GenesysWs, judge: Judge) -> None:
    """The form of the id, and the members of the user, are reported."""
    user = gws.own_user().user
    judge.observe(f"an id: {user['id']}")
    judge.observe(f"members of the user: {', '.join(user)}")


@pytest.mark.requirement("GWS-USER-01")
def test_path_leads_to_the_user(gws: GenesysWs, judge: Judge) -> None:
    """/users/<id> is the user with that id."""
    own = gws.own_user()
    answer = gws.user(own.user["id"])
    if answer.denied:
        reason = f"the user of the target file may not see users: {answer}"
        raise NotApplicable(reason)
    judge.holds(
        answer.accepted and answer.user.get("id") == own.user["id"],
        "the path of the own user does not lead to the same user",
        expected=own,
        observed=answer,
        shown=(own, answer),
    )
