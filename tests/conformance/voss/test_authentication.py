"""Who may ask: HTTP Basic, as public documentation says.

One law over all operations: whoever has no right credentials is refused, reading and writing.
A wrong password is tried once for each operation, with the right one in between, and no further
where that is refused: the account may be locked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from contracts.apis.voss import TRANSACTIONS, Answer, Own, Voss
from contracts.kit import (
    UNAUTHENTICATED,
    Auth,
    BasicAuth,
    Inconclusive,
    Judge,
    NoAuth,
    NotApplicable,
    Refusal,
    Secret,
    refusal,
)

NOBODY = "ucc-nobody"
_WHEN_SLOW = 2
"""How many lists are asked for with other credentials where lists are slow."""


class Operation(msgspec.Struct, frozen=True):
    """A request that needs credentials: `body` is sent as JSON where there is one."""

    method: str
    path: str
    query: Mapping[str, str] = {}
    body: Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _send(voss: Voss, one: Operation, auth: Auth | None, defect: str | None) -> Answer:
    """The answer to other credentials (None: the right ones), without cookies of earlier ones."""
    voss.wire.refresh()
    query = {"hierarchy": voss.hierarchy, "format": "json", **one.query}
    headers = (("Content-Type", "application/json"),) if one.body is not None else ()
    body = json.dumps(one.body).encode() if one.body is not None else b""
    exchange = voss.wire.send(
        one.method,
        one.path,
        query=tuple(query.items()),
        headers=headers,
        body=body,
        auth=auth,
        defect=defect,
    )
    return Answer(exchange)


def _reading(voss: Voss) -> list[Operation]:
    """Operations that read, and that are answered to whoever has the right credentials."""
    if isinstance(voss.target.auth, NoAuth):
        reason = "the target file has no credentials"
        raise NotApplicable(reason)
    whole = voss.any_list()
    model, key = whole.model, whole.keys[0]
    schema = {"schema": "true", "schema_rules": "true"}
    lists = [
        Operation("GET", f"/{model}/"),
        Operation("GET", f"/{TRANSACTIONS}/"),
        Operation("GET", f"/{model}/", schema),
        *(Operation("GET", path) for path in _devices(voss)),
    ]
    found = [
        *voss.sampled(lists, _WHEN_SLOW),
        Operation("GET", f"/{model}/{key}/"),
        Operation("GET", f"/{model}/add/", {"schema": "true"}),
        *(Operation("GET", path) for path in _transactions(voss)),
    ]
    answered = [one for one in found if _send(voss, one, None, None).accepted]
    if not answered:
        reason = "the right credentials are refused"
        raise Inconclusive(reason)
    return answered


def _devices(voss: Voss) -> Iterator[str]:
    """Where a list of devices is read, if the target has any."""
    yield from islice((f"/{one}/" for one in voss.totals() if one.startswith("device/")), 1)


def _transactions(voss: Voss) -> Iterator[str]:
    """Where one transaction is read, if the target has any."""
    transactions = voss.page(TRANSACTIONS, limit=1, how={"failures": "return"})
    if transactions.is_list and transactions.keys:
        yield f"/{TRANSACTIONS}/{quote(transactions.keys[0], safe='')}/"


def _hold_refused(voss: Voss, judge: Judge, one: Operation, auth: Auth, due: Refusal) -> Answer:
    answer = _send(voss, one, auth, due.case)
    judge.refused(due, answer, detail=str(one))
    return answer


@pytest.mark.requirement("VOSS-AUTH-01")
def test_missing_credentials_are_refused(voss: Voss, judge: Judge) -> None:
    """Nothing is given without credentials."""
    due = refusal("a request without credentials", 401, 403, cause=UNAUTHENTICATED)
    for one in _reading(voss):
        _hold_refused(voss, judge, one, NoAuth(), due)


def _basic(voss: Voss) -> BasicAuth:
    auth = voss.target.auth
    if not isinstance(auth, BasicAuth):
        reason = "the target file has no user name and password"
        raise NotApplicable(reason)
    return auth


def _hold_open(voss: Voss, one: Operation) -> None:
    """Raise Inconclusive where the right credentials are refused now: the account may be locked."""
    control = _send(voss, one, None, None)
    if not control.accepted:
        reason = f"after one wrong password the right one is refused, too: {control}"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-AUTH-02")
def test_a_wrong_password_is_refused(voss: Voss, judge: Judge) -> None:
    """Nothing is given for a wrong password: one attempt for each operation."""
    auth = _basic(voss)
    wrong = BasicAuth(auth.username, auth.password.altered())
    due = refusal("a wrong password", 401, 403, cause=UNAUTHENTICATED)
    reading = _reading(voss)
    for one in reading:
        _hold_refused(voss, judge, one, wrong, due)
        _hold_open(voss, reading[-1])  # the cheapest: no list, where there is another


@pytest.mark.requirement("VOSS-AUTH-03")
def test_an_unknown_user_is_refused(voss: Voss, judge: Judge) -> None:
    """Nothing is given for a user name that no user has."""
    _basic(voss)
    unknown = BasicAuth(NOBODY, Secret("ucc-no-password", "the suite"))
    due = refusal("an unknown user", 401, 403, cause=UNAUTHENTICATED)
    for one in _reading(voss):
        _hold_refused(voss, judge, one, unknown, due)


def _writing(voss: Voss, own: Own, tag: str) -> list[Operation]:
    """Operations that would change the suite's own resource, or make another one."""
    how = voss.how_to_create()
    payload = {**how["payload"], how["name_attribute"]: voss.new_name()}
    node = {"hierarchy": voss.home, "nowait": "false"}
    return [
        Operation("PATCH", f"/{own.model}/{own.pkid}/+tag/", {"tag": tag}),
        Operation("PATCH", f"/{own.model}/{own.pkid}/+tag_version/", {"version_tag": "9.9"}),
        Operation("POST", f"/{own.model}/", node, payload),
        Operation("DELETE", f"/{own.model}/{own.pkid}/"),
    ]


@pytest.mark.requirement("VOSS-AUTH-04")
def test_changes_without_credentials_are_refused(voss: Voss, judge: Judge) -> None:
    """Nothing is made, changed or deleted without credentials, or for a wrong password."""
    auth = _basic(voss)
    wrong = BasicAuth(auth.username, auth.password.altered())
    with voss.own() as own:
        (tag,) = voss.new_tags(1)
        for used, case in ((NoAuth(), "a change without credentials"), (wrong, "a wrong password")):
            due = refusal(case, 401, 403, cause=UNAUTHENTICATED)
            for one in _writing(voss, own, tag):
                _hold_change_refused(voss, judge, one, used, due)
                if used is wrong:
                    _hold_open(voss, Operation("GET", f"/{own.model}/{own.pkid}/"))
        seen = voss.seen(own)
        tags = seen.resource().meta.get("tags") or []
        judge.holds(
            tag not in tags,
            "a tag was added by a request that was refused",
            expected=f"no tag {tag}",
            observed=tags,
            shown=(seen,),
        )


def _hold_change_refused(
    voss: Voss, judge: Judge, one: Operation, auth: Auth, due: Refusal
) -> None:
    """Judge a refusal; what a POST may have made all the same stands in the ledger before."""
    how = voss.how_to_create()
    name = str((one.body or {}).get(how["name_attribute"], ""))
    entry = voss.creating(how["model"], name, hierarchy=voss.home) if name else None
    answer = _hold_refused(voss, judge, one, auth, due)
    if entry is not None:
        voss.refused(entry, answer.status)
