"""The home cluster of a user (clusterUser)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Answer, Uds, text_of
from contracts.kit import Inconclusive, Judge, NotTested

_NOBODY = "ucc-nobody-here"


def _found(answer: Answer) -> bool | None:
    """What the answer says of a user; None where it says nothing."""
    root = answer.needed("clusterUser")
    result = root.find("result")
    said = "" if result is None else result.get("found", "").strip().lower()
    return {"true": True, "1": True, "false": False, "0": False}.get(said)


def _ask(uds: Uds, **query: str) -> Answer:
    return uds.ask("getClusterUser", query=tuple(query.items()))


def _somebody(uds: Uds) -> str:
    """The user name of someone in the directory. Raises Inconclusive where there is none."""
    name = next((one["userName"] for one in uds.directory().users if one.get("userName")), "")
    if not name:
        reason = "no user in the directory has a userName"
        raise Inconclusive(reason)
    return name


def _tells_apart(uds: Uds, **nobody: str) -> None:
    """Raise Inconclusive where a user that nobody is would be found as well."""
    if _found(_ask(uds, **nobody)) is not False:
        reason = "a user who does not exist is also found (see UDS-CLUSTER-03)"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDS-CLUSTER-01")
def test_a_user_is_found_by_name(uds: Uds, judge: Judge) -> None:
    """A user of the directory is found, with the address of the home cluster."""
    name = _somebody(uds)
    _tells_apart(uds, username=_NOBODY)
    answer = _ask(uds, username=name)
    root = answer.needed("clusterUser")
    judge.holds(
        _found(answer) is True and bool(text_of(root, "homeCluster")),
        "a user of the directory is not found, or without the home cluster",
        expected='found="true", and homeCluster',
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-CLUSTER-02")
def test_a_user_is_found_by_email(uds: Uds, judge: Judge) -> None:
    """A user of the directory is found by e-mail address."""
    email = next((one["email"] for one in uds.directory().users if one.get("email")), "")
    if not email:
        reason = "no user in the directory has an e-mail address"
        raise NotTested(reason)
    _tells_apart(uds, email="ucc-nobody-here@ucc.invalid")
    answer = _ask(uds, email=email)
    judge.holds(
        _found(answer) is True,
        "a user of the directory is not found by e-mail address",
        expected='found="true"',
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-CLUSTER-03")
def test_nobody_is_not_found(uds: Uds, judge: Judge) -> None:
    """A user that there is not is answered with 200 and found="false"; one that there is, not.

    The beginning of a name is nobody's name either.
    """
    name = _somebody(uds)
    _ask(uds, username=name).needed("clusterUser")
    for nobody in (_NOBODY, name[:-1]):
        if not nobody or uds.directory().named(nobody) is not None:
            continue
        answer = _ask(uds, username=nobody)
        if answer.has_root("clusterUser") and _found(answer) is None:
            reason = f"the answer does not say whether the user is found: {answer}"
            raise Inconclusive(reason)
        judge.holds(
            answer.status == 200 and answer.has_root("clusterUser") and _found(answer) is False,
            "the look-up of a user who does not exist is not answered with 200 and found=false",
            expected='200 and found="false"',
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-CLUSTER-04")
def test_somebody_has_to_be_named(uds: Uds, judge: Judge) -> None:
    """A request without a user is refused, one with a user is not."""
    _ask(uds, username=_NOBODY).needed("clusterUser")
    answer = uds.ask("getClusterUser", defect="nobody is named")
    judge.holds(
        answer.refused,
        "a request that names nobody is not refused",
        expected="415, or another refusal",
        observed=answer,
        shown=(answer,),
    )
