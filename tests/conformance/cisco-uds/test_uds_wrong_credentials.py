"""Changes with credentials that are missing or wrong (The client receives a 401 response …).

One law for every operation that writes: it is refused with 401, and nothing is changed.
"""

from __future__ import annotations

from itertools import cycle

import pytest

from contracts.apis.cisco_uds import CHANGES, RestrictedChange, Uds
from contracts.kit import Auth, BasicAuth, Inconclusive, Judge, NoAuth, NotTested

_UNAUTHORIZED = 401
_LOCKED = frozenset({_UNAUTHORIZED, 403, 423})
_ABSENT = frozenset({404, 405, 501})
_IN_BODY = frozenset({400, 415, 422})


def _basic(uds: Uds) -> BasicAuth:
    if not isinstance(uds.target.auth, BasicAuth):
        reason = "the target file has no user name and password: [target] auth of type basic"
        raise NotTested(reason)
    return uds.target.auth


def _refused(uds: Uds, judge: Judge, change: RestrictedChange, auth: Auth, defect: str) -> None:
    """Check that a change is refused with 401, and that the target shows what it showed before.

    Raises NotTested where the target does not seem to have the change, or may have looked at a
    body first that lacks something.
    """
    uds.fresh()
    answer = change.send(auth=auth, defect=defect)
    what = f"{answer.exchange.request.method} {answer.path}"
    if answer.status in _ABSENT and not change.offered:
        reason = f"the target does not have this change: {what}: {answer}"
        raise NotTested(reason)
    if answer.status in _IN_BODY and not change.sound:
        reason = f"the target may have looked at the body first: {what}: {answer}"
        raise NotTested(reason)
    after = change.state()
    judge.holds(
        answer.status == _UNAUTHORIZED and after == change.before,
        f"{what} with {defect} is not refused with 401, or does something",
        expected=f"401, and {change.before}",
        observed=f"{answer}, and {after}",
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-AUTH-06")
@pytest.mark.parametrize("operation", CHANGES)
def test_every_change_needs_credentials(uds: Uds, judge: Judge, operation: str) -> None:
    """A change without credentials is refused with 401, and does nothing."""
    uds.needs_account()
    _refused(uds, judge, uds.change_of(operation), NoAuth(), "no credentials")


@pytest.mark.requirement("UDS-AUTH-04")
@pytest.mark.parametrize("operation", CHANGES)
def test_an_unknown_user_changes_nothing(uds: Uds, judge: Judge, operation: str) -> None:
    """A change with a user name that nobody has is refused with 401, and does nothing."""
    stranger = BasicAuth("ucc-nobody-here", _basic(uds).password)
    _refused(uds, judge, uds.change_of(operation), stranger, "an unknown user name")


@pytest.mark.requirement("UDS-AUTH-03")
def test_a_wrong_password_changes_nothing(uds: Uds, judge: Judge) -> None:
    """A change with a password that is nearly the right one is refused with 401."""
    auth = _basic(uds)
    misses = cycle(auth.password.near_misses())
    for operation in CHANGES:
        try:
            change = uds.change_of(operation)
        except (NotTested, Inconclusive):
            continue
        what, wrong = next(misses)
        try:
            _refused(uds, judge, change, BasicAuth(auth.username, wrong), f"a password {what}")
        except NotTested:
            continue
        if _is_locked(uds):
            uds.note("The account seems to be locked after a wrong password.")
            return
    if not judge.standings:
        reason = "the target has no change that could be tried"
        raise NotTested(reason)


def _is_locked(uds: Uds) -> bool:
    """Whether the right password, which resets a counter of failures, is refused now."""
    return uds.ask("getDevices").status in _LOCKED
