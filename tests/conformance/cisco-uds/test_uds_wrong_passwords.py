"""Wrong passwords (The client receives a 401 response …), at the end of a run.

A wrong password may lock the account. One is tried for each operation, a right one follows each,
which resets a counter of failures, and the first sign of a lock ends it.
"""

from __future__ import annotations

from itertools import cycle

import pytest

from contracts.apis.cisco_uds import Uds
from contracts.kit import BasicAuth, Inconclusive, Judge, NotTested

_UNAUTHORIZED = 401
_LOCKED = frozenset({_UNAUTHORIZED, 403, 423})


def _basic(uds: Uds) -> BasicAuth:
    if not isinstance(uds.target.auth, BasicAuth):
        reason = "the target file has no user name and password: [target] auth of type basic"
        raise NotTested(reason)
    return uds.target.auth


@pytest.mark.requirement("UDS-AUTH-03", "UDS-AUTH-05")
def test_a_wrong_password_is_refused(uds: Uds, judge: Judge) -> None:
    """Each restricted resource refuses a password that is nearly the right one, then takes that."""
    auth = _basic(uds)
    misses = cycle(auth.password.near_misses())
    tried = 0
    for operation in uds.restricted:
        try:
            uds.served(operation)
        except (NotTested, Inconclusive):
            continue
        what, wrong = next(misses)
        path = uds.address(operation)
        uds.fresh()
        refusal = uds.ask(
            operation, path, auth=BasicAuth(auth.username, wrong), defect=f"a password {what}"
        )
        answer = uds.ask(operation, path)
        if answer.status in {404, 405, 501}:
            continue  # an item that is gone meanwhile
        tried += 1
        with judge.of("UDS-AUTH-03"):
            judge.holds(
                refusal.status == _UNAUTHORIZED,
                f"GET {refusal.path} with a password {what} is not refused with 401",
                expected=_UNAUTHORIZED,
                observed=refusal,
                shown=(refusal,),
            )
        if answer.status in _LOCKED and refusal.status == _UNAUTHORIZED:
            _is_refused_alone(uds, judge, operation, path)
            return
        with judge.of("UDS-AUTH-05"):
            judge.holds(
                answer.accepted or not refusal.refused,
                "the retry with the right password is refused",
                expected="200",
                observed=answer,
                shown=(refusal, answer),
            )
    if not tried:
        reason = "the target gives no restricted resource to the right credentials"
        raise NotTested(reason)


def _is_refused_alone(uds: Uds, judge: Judge, operation: str, path: str) -> None:
    """After a refusal of the right password: one that passes is a violation, else a lock."""
    uds.fresh()
    again = uds.ask(operation, path)
    with judge.of("UDS-AUTH-05"):
        if again.status in _LOCKED:
            uds.note(f"The account seems to be locked after a wrong password: {again}.")
            reason = "the account seems to be locked after a wrong password"
            raise Inconclusive(reason)
        judge.holds(
            False,  # noqa: FBT003 - it was refused once, and is not locked
            "the first retry with the right password is refused",
            expected="200",
            observed=again,
            shown=(again,),
        )
