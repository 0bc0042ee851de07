"""Status codes that can be provoked on every system (What's next; the table of return values)."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_ws import UNKNOWN_OPERATION, Answer, GenesysWs
from contracts.kit import Inconclusive, Judge, NoAuth, NotApplicable

_NOT_AUTHENTICATED = 20


def _judge_code(judge: Judge, answer: Answer, expected: int, what: str) -> None:
    """Judge the statusCode of a refusal; one without an envelope has none to judge."""
    if not answer.turned_away:
        reason = f"{what} is not refused: {answer}"
        raise Inconclusive(reason)
    if answer.code is None:
        reason = f"{what} is refused without a statusCode: {answer}"
        raise NotApplicable(reason)
    judge.holds(
        answer.code == expected,
        f"statusCode for {what} is {answer.code}, not {expected}",
        expected=expected,
        observed=answer.code,
        shown=(answer,),
        where="/statusCode",
    )


def _hold_table_known(gws: GenesysWs) -> None:
    """Raise NotApplicable if the target has a table of its own, which GWS-CODE-20 shows."""
    code = gws.as_another(NoAuth(), "/me", "no credentials").code
    if gws.reading("GWS-AMB-11") == "twenty" and code not in {None, _NOT_AUTHENTICATED}:
        reason = f"the target has status codes of its own (see GWS-CODE-20): {code} for nobody"
        raise NotApplicable(reason)


@pytest.mark.requirement("GWS-CODE-01")
@pytest.mark.waits
def test_a_missing_parameter_is_1(gws: GenesysWs, judge: Judge) -> None:
    """A payload without operationName is answered with 1."""
    _hold_table_known(gws)
    control = gws.baseline()
    answer = gws.post(b"{}", defect="no operationName")
    if not control.accepted and answer.like(control):
        reason = f"NotReady itself is refused, and any payload gets the same answer: {control}"
        raise Inconclusive(reason)
    _judge_code(judge, answer, 1, "a payload without operationName")


@pytest.mark.requirement("GWS-CODE-05")
def test_a_missing_permission_is_5(gws: GenesysWs, judge: Judge) -> None:
    """A list that an ordinary user may not read is answered with 5."""
    gws.own_user()
    _hold_table_known(gws)
    if not gws.get("/users").accepted:
        reason = (
            "the user in the target file may not list users, so there is nothing to compare with"
        )
        raise NotApplicable(reason)
    auth = gws.passwordless()
    if not gws.as_another(auth, "/me").accepted:
        reason = "the user without a password was refused (see GWS-AUTH-03)"
        raise Inconclusive(reason)
    answer = gws.as_another(auth, "/users", "a user who may not list users")
    if answer.accepted:
        reason = "the user without a password may list users, too"
        raise NotApplicable(reason)
    _judge_code(judge, answer, 5, "a list that the user may not read")


@pytest.mark.requirement("GWS-CODE-06")
def test_an_unknown_resource_is_6(gws: GenesysWs, judge: Judge) -> None:
    """A user who does not exist is answered with 6, where the current user is found."""
    own = gws.own_user().user["id"]
    _hold_table_known(gws)
    if not gws.user(own).accepted:
        reason = "the user in the target file cannot be read by id"
        raise NotApplicable(reason)
    unknown = "".join("0" if one.isalnum() else one for one in own)
    answer = gws.user(unknown, defect="an id that no user has")
    if answer.accepted:
        judge.holds(
            condition=False,
            summary="a user who does not exist was returned",
            expected="statusCode 6",
            observed=answer,
            shown=(answer,),
        )
    _judge_code(judge, answer, 6, "a user who does not exist")


@pytest.mark.requirement("GWS-CODE-20")
def test_a_caller_who_is_not_authenticated_is_20(gws: GenesysWs, judge: Judge) -> None:
    """/me without credentials is answered with 20."""
    gws.own_user()
    answer = gws.as_another(NoAuth(), "/me", "no credentials")
    if gws.reading("GWS-AMB-11") == "any-error" and answer.code:
        judge.observe(f"statusCode without credentials: {answer.code}")
        judge.holds(
            answer.turned_away,
            "an unauthenticated caller was not refused",
            expected="any statusCode other than 0",
            observed=answer,
            shown=(answer,),
        )
        return
    _judge_code(judge, answer, _NOT_AUTHENTICATED, "an unauthenticated caller")


@pytest.mark.requirement("GWS-CODE-02", "GWS-CODE-03", "GWS-CODE-10")
@pytest.mark.waits
def test_codes_of_other_refusals_are_observed(gws: GenesysWs, judge: Judge) -> None:
    """Which code stands for an unknown operation and for a payload that is not JSON is reported."""
    gws.baseline()
    refusals = {
        "an operation that does not exist": gws.operate(UNKNOWN_OPERATION, defect="unknown"),
        "a payload that is not JSON": gws.post(b"operationName", defect="not JSON"),
    }
    for requirement, code in (("GWS-CODE-02", 2), ("GWS-CODE-03", 3), ("GWS-CODE-10", 10)):
        with judge.of(requirement):
            found = [what for what, answer in refusals.items() if answer.code == code]
            if not found:
                reason = f"neither {' nor '.join(refusals)} is answered with {code}"
                raise NotApplicable(reason)
            judge.observe(f"{' and '.join(found)}: {code}")
