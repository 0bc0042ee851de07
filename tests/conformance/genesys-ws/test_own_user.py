"""The current user (Authentication)."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from contracts.apis.genesys_ws import SAMPLE, Answer, GenesysWs, NotLoggedIn, show_json
from contracts.kit import Inconclusive, Judge, NotApplicable, NotTested, Pair, agreed

_HTTP = frozenset({"http", "https"})


def _judge_member(judge: Judge, answer: Answer, name: str, expected: str, *, right: bool) -> None:
    there = name in answer.user
    judge.holds(
        right,
        f"`{name}` is {show_json(answer.user[name])}; it should be {expected}"
        if there
        else f"the user has no `{name}`",
        expected=expected,
        observed=show_json(answer.user[name]) if there else ", ".join(answer.user),
        shown=(answer,),
        where=f"/user/{name}" if there else "/user",
    )


def _judge_type(
    gws: GenesysWs, judge: Judge, names: tuple[str, ...], right: type, expected: str
) -> None:
    """Judge the type of members; null counts as absent. Raises NotApplicable if all are absent."""
    answer = gws.own_user()
    there = [name for name in names if answer.user.get(name) is not None]
    if not there:
        reason = f"the user has no {' and no '.join(names)} (see GWS-ME-13)"
        raise NotApplicable(reason)
    for name in there:
        _judge_member(judge, answer, name, expected, right=isinstance(answer.user[name], right))


@pytest.mark.requirement("GWS-ME-01")
def test_me_is_a_user(gws: GenesysWs, judge: Judge) -> None:
    """/me is answered with statusCode 0 and an object user."""
    answer = gws.me().enveloped("the answer with the current user")
    if answer.denied:
        reason = f"the credentials were refused (see GWS-AUTH-02): {answer}"
        raise Inconclusive(reason)
    judge.holds(
        answer.accepted and bool(answer.user),
        "/me was not answered with statusCode 0 and a user",
        expected="statusCode 0 and user",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-ME-01")
@pytest.mark.waits
def test_me_is_given_after_an_operation(gws: GenesysWs, judge: Judge) -> None:
    """Whoever has just sent an operation is still given the own user, with the same password."""
    gws.own_user()
    try:
        with gws.agent():
            sent = gws.toggle()
            answer = gws.me()
    except NotLoggedIn as trouble:
        raise NotTested(str(trouble)) from trouble
    judge.holds(
        answer.accepted and bool(answer.user),
        "/me was not answered with statusCode 0 and a user once an operation had been sent",
        expected="statusCode 0 and user",
        observed=answer,
        shown=(sent, answer),
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
    _judge_member(judge, answer, "id", "a string", right=right)


@pytest.mark.requirement("GWS-ME-03")
def test_user_is_the_one_who_authenticated(gws: GenesysWs, judge: Judge) -> None:
    """The userName is the name that was sent by HTTP Basic, whoever asks."""
    answers = [(gws.credentials().username, gws.own_user())]
    with contextlib.suppress(NotTested):
        other = gws.passwordless()
        answers.append((other.username, gws.as_another(other, "/me")))
    for sent, answer in answers:
        if not answer.user:
            continue
        found: Any = answer.user.get("userName")
        right = isinstance(found, str) and bool(found.strip())
        if right and gws.reading("GWS-AMB-10") == "same":
            right = found.casefold() == sent.casefold()
        _judge_member(judge, answer, "userName", sent, right=right)


@pytest.mark.requirement("GWS-ME-04")
def test_both_names_are_texts(gws: GenesysWs, judge: Judge) -> None:
    """Both firstName and lastName are texts, where they are there."""
    _judge_type(gws, judge, ("firstName", "lastName"), str, "a string")


@pytest.mark.requirement("GWS-ME-05")
def test_roles_are_texts(gws: GenesysWs, judge: Judge) -> None:
    """The roles are a list of texts, where they are there."""
    answer = gws.own_user()
    roles: Any = answer.user.get("roles")
    if roles is None:
        reason = "the user has no roles (see GWS-ME-13)"
        raise NotApplicable(reason)
    right = isinstance(roles, list) and all(isinstance(one, str) for one in roles)
    _judge_member(judge, answer, "roles", 'a list of strings such as ["ROLE_AGENT"]', right=right)


@pytest.mark.requirement("GWS-ME-06")
def test_enabled_is_true_or_false(gws: GenesysWs, judge: Judge) -> None:
    """The member enabled is true or false, where it is there."""
    _judge_type(gws, judge, ("enabled",), bool, "true or false")


@pytest.mark.requirement("GWS-ME-07")
def test_change_of_password_is_true_or_false(gws: GenesysWs, judge: Judge) -> None:
    """The member changePasswordOnFirstLogin is true or false, where it is there."""
    _judge_type(gws, judge, ("changePasswordOnFirstLogin",), bool, "true or false")


@pytest.mark.requirement("GWS-ME-13")
def test_user_has_all_members(gws: GenesysWs, judge: Judge) -> None:
    """All members of the sample are there, and none of them is null."""
    answer = gws.own_user()
    missing = [name for name in SAMPLE if answer.user.get(name) is None]
    judge.holds(
        not missing,
        f"the user has no {', '.join(missing)}",
        expected=", ".join(SAMPLE),
        observed=", ".join(answer.user),
        shown=(answer,),
        where="/user",
    )


@pytest.mark.requirement("GWS-ME-14")
def test_uri_and_path_are_texts(gws: GenesysWs, judge: Judge) -> None:
    """Both uri and path are texts, where they are there."""
    _judge_type(gws, judge, ("uri", "path"), str, "a string")


def _text(answer: Answer, name: str) -> str:
    """A member without percent-encoding.

    Raises NotApplicable where it is not there, Inconclusive where it is no text.
    """
    found: Any = answer.user.get(name)
    if found is None:
        reason = f"the user has no {name} (see GWS-ME-13)"
        raise NotApplicable(reason)
    if not isinstance(found, str):
        reason = f"{name} is not a string (see GWS-ME-14)"
        raise Inconclusive(reason)
    return unquote(found)


def _is_absolute(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in _HTTP and bool(parts.netloc)


@pytest.mark.requirement("GWS-ME-08")
def test_uri_ends_in_the_id(gws: GenesysWs, judge: Judge) -> None:
    """The uri is an absolute URL whose last part is the id."""
    answer = gws.own_user()
    uri = _text(answer, "uri")
    right = _is_absolute(uri) and uri.endswith(f"/{answer.user['id']}")
    expected = f"an absolute URL that ends in {answer.user['id']}"
    _judge_member(judge, answer, "uri", expected, right=right)


@pytest.mark.requirement("GWS-ME-09")
def test_path_is_that_of_the_id(gws: GenesysWs, judge: Judge) -> None:
    """The path is /users/ and the id."""
    answer = gws.own_user()
    expected = f"/users/{answer.user['id']}"
    _judge_member(judge, answer, "path", expected, right=_text(answer, "path") == expected)


@pytest.mark.requirement("GWS-ME-10")
def test_uri_ends_in_the_path(gws: GenesysWs, judge: Judge) -> None:
    """The uri is the address of the API, followed by path."""
    answer = gws.own_user()
    uri, path = _text(answer, "uri"), _text(answer, "path")
    known = str(answer.user["id"])
    if not (uri.endswith(known) and path == f"/users/{known}"):
        reason = "uri or path does not end in the id (see GWS-ME-08 and GWS-ME-09)"
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
        reason = f"the user in the target file may not read users: {answer}"
        raise NotApplicable(reason)
    if not answer.accepted:
        listed = gws.list("/users")
        if not listed.accepted and not listed.denied:
            reason = f"the target has no users to read, neither by id nor as a list: {listed}"
            raise NotApplicable(reason)
    judge.holds(
        answer.accepted and answer.user.get("id") == own.user["id"],
        "the path of the current user leads elsewhere, not to the same user",
        expected=own,
        observed=answer,
        shown=(own, answer),
    )


def _is_right(user: Mapping[str, Any], name: str) -> bool:
    """Whether a member has its type, which is judged on its own."""
    right = {"roles": list, "enabled": bool, "changePasswordOnFirstLogin": bool}.get(name, str)
    return isinstance(user.get(name), right)


def _descriptions(gws: GenesysWs, own: Answer) -> Iterator[tuple[str, Answer, Mapping[str, Any]]]:
    """The current user as other requests describe it: where, the answer, the members."""
    path = f"/users/{own.user['id']}"
    by_id = gws.user(own.user["id"])
    if by_id.accepted and by_id.user.get("id") == own.user["id"]:
        yield path, by_id, by_id.user
    listing = gws.list("/users", ("fields", "*"))
    for one in (listing.items or ()) if listing.accepted else ():
        if one.get("id") == own.user["id"]:
            yield "/users?fields=*", listing, one


@pytest.mark.requirement("GWS-USER-02")
def test_the_user_is_described_alike(gws: GenesysWs, judge: Judge) -> None:
    """Whichever request describes the current user, what it says of the user is the same."""
    own = gws.own_user()
    descriptions = list(_descriptions(gws, own))
    if not descriptions:
        reason = (
            "only /me shows the current user; the user in the target file may not read the others"
        )
        raise NotApplicable(reason)
    known = {name: own.user[name] for name in SAMPLE if _is_right(own.user, name)}
    for where, answer, user in descriptions:
        judge.law(agreed([Pair(f"/me and {where}", known, user)]), "the user", shown=(own, answer))


def _others(gws: GenesysWs, own: Answer) -> tuple[Answer, list[Mapping[str, Any]]]:
    """Two users of the list beside the current one, those with letters beyond ASCII first."""
    listing = gws.list("/users", ("fields", "*"))
    users = (listing.items or ()) if listing.accepted else ()
    known = [one for one in users if isinstance(one.get("id"), str) and one["id"]]
    others = [one for one in known if one["id"] != own.user["id"]]
    if not others:
        reason = "the user in the target file can list no other users"
        raise NotApplicable(reason)
    return listing, sorted(others, key=lambda one: show_json(one).isascii())[:2]


@pytest.mark.requirement("GWS-USER-03")
def test_other_users_are_found_by_their_ids(gws: GenesysWs, judge: Judge) -> None:
    """Users of the list are found at /users/<id>, with that id and as the list describes them."""
    own = gws.own_user()
    listing, others = _others(gws, own)
    found = [(one, gws.user(one["id"])) for one in others]
    shown = [(one, answer) for one, answer in found if answer.accepted and answer.user]
    if not shown:
        reason = f"no user of the list can be read by id: {found[0][1]}"
        raise NotApplicable(reason)
    for listed, answer in shown:
        path = f"/users/{listed['id']}"
        judge.holds(
            answer.user.get("id") == listed["id"],
            f"{path} is another user",
            expected=listed["id"],
            observed=answer,
            shown=(listing, answer),
        )
        known = {name: listed[name] for name in SAMPLE if _is_right(listed, name)}
        pair = Pair(f"the list of users and {path}", known, answer.user)
        judge.law(agreed([pair]), "a user", shown=(listing, answer))
