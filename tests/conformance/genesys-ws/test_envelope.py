"""The JSON object that answers every request, and its statusCode (A simple request)."""

from __future__ import annotations

import contextlib

import pytest

from contracts.apis.genesys_ws import VERSION, Answer, GenesysWs, show_json
from contracts.kit import Inconclusive, Judge, NoAuth, NotApplicable, NotTested, show


def _successes(gws: GenesysWs) -> list[Answer]:
    """What answers the two requests that only read; with credentials where there are any."""
    answers = [gws.version()]
    with contextlib.suppress(NotTested):
        answers += [gws.me(), gws.get(VERSION)]
    return [one for one in answers if one.arrived]


def _carrying(answers: list[Answer]) -> list[Answer]:
    """Those that carry what was asked for. Raises Inconclusive where none does."""
    found = [one for one in answers if {"version", "user"} & one.members.keys()]
    if not found:
        reason = "no answer contained the requested data"
        raise Inconclusive(reason)
    return found


@pytest.mark.requirement("GWS-ENV-01")
def test_answers_are_json_objects(gws: GenesysWs, judge: Judge) -> None:
    """The version and the current user are answered with JSON objects."""
    answers = _successes(gws)
    for answer in answers:
        response = answer.exchange.response
        judge.holds(
            isinstance(answer.body, dict),
            "the body of the answer is not a JSON object",
            expected="a JSON object",
            observed=show(response.body if response else b""),
            shown=(answer,),
        )
    _carrying(answers)


@pytest.mark.requirement("GWS-ENV-02")
def test_status_code_is_a_number(gws: GenesysWs, judge: Judge) -> None:
    """The statusCode is a number in both answers."""
    answers = [one for one in _successes(gws) if isinstance(one.body, dict)]
    for answer in answers:
        there = "statusCode" in answer.members
        said = show_json(answer.members["statusCode"]) if there else "no statusCode"
        judge.holds(
            answer.code is not None,
            f"statusCode is {said}, not a number" if there else "the answer has no statusCode",
            expected="a number such as 0",
            observed=said,
            shown=(answer,),
            where="/statusCode" if there else "",
        )
    _carrying(answers)


def _enveloped_refusal(gws: GenesysWs) -> Answer:
    """A refusal with statusCode. Raises NotApplicable where refusals have no envelope."""
    gws.own_user()
    answer = gws.as_another(NoAuth(), "/me", "no credentials")
    if not answer.turned_away:
        reason = f"the request without credentials was not refused: {answer}"
        raise Inconclusive(reason)
    if answer.code is None:
        reason = f"refusals have no statusCode: {answer}"
        raise NotApplicable(reason)
    return answer


@pytest.mark.requirement("GWS-ENV-07")
def test_lists_and_users_have_a_status_code(gws: GenesysWs, judge: Judge) -> None:
    """The statusCode is a number in the answers to lists and to users by id, too.

    Every such answer of a run is held to it as it passes.
    """
    own = gws.own_user().user["id"]
    answers = [gws.get("/me/devices"), gws.get("/users"), gws.user(own)]
    if not judge.seen("GWS-ENV-07"):
        reason = f"the user can read neither devices nor users: {answers[0]}"
        raise NotApplicable(reason)


@pytest.mark.requirement("GWS-ENV-03", "GWS-ENV-04", "GWS-ENV-05", "GWS-ENV-06")
def test_success_and_refusal_keep_the_rules(gws: GenesysWs, judge: Judge) -> None:
    """A success and a refusal are held to the rules for every envelope, as all answers are."""
    successes = _successes(gws)
    for requirement in ("GWS-ENV-03", "GWS-ENV-05"):
        with judge.of(requirement):
            if not judge.seen(requirement):
                reason = (
                    f"no success has a statusCode: {successes[0] if successes else 'none came'}"
                )
                raise Inconclusive(reason)
    for requirement in ("GWS-ENV-04", "GWS-ENV-06"):
        with judge.of(requirement):
            refusal = _enveloped_refusal(gws)
            if not judge.seen(requirement):
                reason = f"the refusal's statusCode is not in the table: {refusal}"
                raise Inconclusive(reason)


@pytest.mark.requirement("GWS-HTTP-01")
def test_http_statuses_are_observed(gws: GenesysWs, judge: Judge) -> None:
    """The HTTP statuses of a success and of a refusal are reported."""
    judge.observe(f"the version: {gws.version().status}")
    refusal = gws.as_another(NoAuth(), "/me", "no credentials")
    judge.observe(f"/me without credentials: {refusal.status}, statusCode {refusal.code}")
