"""The table of status codes (Response Status Codes)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Uds
from contracts.kit import Inconclusive, Judge, NotTested

_UNKNOWN_ID = "00000000-dead-beef-0000-000000000000"
_NOT_FOUND, _NO_METHOD, _CONFLICT = 404, 405, 409
_LATER = 202


@pytest.mark.requirement("UDS-STATUS-01")
@pytest.mark.parametrize("path", ["/uccNoSuchResource", "/options/uccNoSuchOption"])
def test_an_unknown_path_is_not_found(uds: Uds, judge: Judge, path: str) -> None:
    """An unknown path is answered with 404, a known one is not."""
    uds.witness("getVersion", "getTimeZones", "getUsers")
    answer = uds.visit(path)
    judge.holds(
        answer.status == _NOT_FOUND,
        "a path that no resource has is not answered with 404",
        expected=_NOT_FOUND,
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-STATUS-02")
@pytest.mark.parametrize("operation", ["getPhoneService", "getDevice", "getDeviceSpeedDial"])
def test_an_unknown_id_is_not_found(uds: Uds, judge: Judge, operation: str) -> None:
    """An id that no item has is answered with 404, the id of one is not."""
    path = uds.address(operation)
    uds.served(operation)
    answer = uds.visit(f"{path.rpartition('/')[0]}/{_UNKNOWN_ID}")
    judge.holds(
        answer.status == _NOT_FOUND,
        "an id that no item has is not answered with 404",
        expected=_NOT_FOUND,
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-STATUS-03")
@pytest.mark.parametrize(("operation", "method"), [("getTimeZones", "PUT"), ("getVersion", "POST")])
def test_a_resource_to_read_is_only_read(
    uds: Uds, judge: Judge, operation: str, method: str
) -> None:
    """POST and PUT of a resource that can only be read are answered with 405."""
    uds.served(operation)
    body = f"<{uds.root_of(operation)}/>".encode()
    answer = uds.send(method, uds.address(operation), body, defect="no method of this resource")
    allowed = {_NO_METHOD}
    if uds.reading("UDS-AMB-17") == "either":
        allowed.add(_CONFLICT)
    judge.holds(
        answer.status in allowed,
        "a method that the resource does not have is not answered with 405",
        expected=", ".join(map(str, sorted(allowed))),
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-STATUS-04")
def test_the_status_of_a_post(uds: Uds, judge: Judge) -> None:
    """A speed dial is added with 201, 200 and a body, 303 to it, or 202 if it comes later."""
    life = uds.dial_life(uds.main_place())
    answer = life.own.answer
    response = answer.exchange.response
    bodied = response is not None and bool(response.body)
    judge.holds(
        answer.status in {201, 303, _LATER} or (answer.status == 200 and bodied),
        "a successful POST has another status",
        expected="201, or 200 with a body",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-STATUS-05")
def test_the_status_of_a_delete(uds: Uds, judge: Judge) -> None:
    """A speed dial is removed with 204, or with 202 if it goes later."""
    deleted = uds.dial_life(uds.main_place()).deleted
    if deleted is not None and deleted.status in {404, 405, 501}:
        reason = f"the target does not accept DELETE of speed dials: {deleted}"
        raise NotTested(reason)
    if deleted is None or not deleted.accepted:
        reason = f"the DELETE of a speed dial is refused: {deleted}"
        raise Inconclusive(reason)
    judge.holds(
        deleted.status in {204, _LATER},
        "a successful DELETE has another status",
        expected="204",
        observed=deleted,
        shown=(deleted,),
    )


@pytest.mark.requirement("UDS-STATUS-06")
def test_the_status_of_a_put(uds: Uds, judge: Judge) -> None:
    """A speed dial is changed with 200, 201, 202, 204, or 303 to it."""
    answer = uds.own_dial().control().answer
    judge.holds(
        answer.status in {200, 201, _LATER, 204, 303},
        "a successful PUT has another status",
        expected="200, 201 or 204",
        observed=answer,
        shown=(answer,),
    )
