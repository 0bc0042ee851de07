"""Who may ask: HTTP Basic, as public documentation says."""

from __future__ import annotations

import pytest

from contracts.apis.voss import Answer, Voss
from contracts.engine import Judge
from contracts.model import Auth, BasicAuth, Inconclusive, NoAuth, NotApplicable


def _ask(voss: Voss, path: str, auth: Auth, defect: str) -> Answer:
    """The answer to other credentials, without the cookies of the right ones."""
    voss.refresh()
    query = (("hierarchy", voss.target.data.get("hierarchy", "sys")), ("format", "json"))
    return voss.ask(path, query, auth=auth, defect=defect)


def _paths(voss: Voss) -> tuple[str, str]:
    """A list and a resource that are given to whoever has the right credentials."""
    if isinstance(voss.target.auth, NoAuth):
        reason = "the target file has no credentials"
        raise NotApplicable(reason)
    whole = voss.any_list()
    if not voss.get(whole.model, whole.keys[0]).accepted:
        reason = "the right credentials are refused"
        raise Inconclusive(reason)
    return f"/{whole.model}/", f"/{whole.model}/{whole.keys[0]}/"


@pytest.mark.requirement("VOSS-AUTH-01")
def test_missing_credentials_are_refused(voss: Voss, judge: Judge) -> None:
    """A list and a resource are not given without credentials."""
    for path in _paths(voss):
        answer = _ask(voss, path, NoAuth(), "no credentials")
        judge.holds(
            not answer.accepted,
            f"GET {path} is answered without credentials",
            expected="401 or 403",
            observed=answer,
            shown=(answer,),
        )
        judge.observe(f"without credentials: {answer.status}")


@pytest.mark.requirement("VOSS-AUTH-02")
def test_a_wrong_password_is_refused(voss: Voss, judge: Judge) -> None:
    """A list is not given for a wrong password; only one is tried, lest the account be locked."""
    path, _ = _paths(voss)
    auth = voss.target.auth
    if not isinstance(auth, BasicAuth):
        reason = "the target file has no user name and password"
        raise NotApplicable(reason)
    wrong = BasicAuth(auth.username, auth.password.altered())
    answer = _ask(voss, path, wrong, "a wrong password")
    judge.holds(
        not answer.accepted,
        f"GET {path} is answered for a wrong password",
        expected="401 or 403",
        observed=answer,
        shown=(answer,),
    )
