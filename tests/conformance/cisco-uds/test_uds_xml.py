"""XML as the only format (Does the UDS API support XML and JSON requests and responses?)."""

from __future__ import annotations

import json

import pytest

from contracts.apis.cisco_uds import JSON, Uds
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested

_READ = ("getVersion", "getTimeZones", "getUsers", "getUser", "getDevices")


@pytest.mark.requirement("UDS-XML-01")
@pytest.mark.requirement("UDS-XML-04")
def test_representations_are_xml(uds: Uds, judge: Judge) -> None:
    """General and private resources are held to be XML, as every exchange of a run is."""
    for operation in _READ:
        try:
            uds.ask(operation)
        except NotTested:
            continue
    for requirement in judge.requirements:
        with judge.of(requirement.id):
            if not judge.seen(requirement.id):
                reason = "no resource gave a representation that can be recognised"
                raise Inconclusive(reason)


def _is_json(body: bytes) -> bool:
    try:
        return isinstance(json.loads(body), dict | list)
    except ValueError:
        return False


@pytest.mark.requirement("UDS-XML-02")
@pytest.mark.parametrize("operation", ["getVersion", "getUsers", "getUser"])
def test_who_asks_for_json_gets_none(uds: Uds, judge: Judge, operation: str) -> None:
    """With Accept: application/json the answer is XML or a refusal."""
    uds.read(operation)
    headers = (("Accept", JSON),)
    answer = uds.visit(uds.address(operation), headers=headers, defect="asks for JSON")
    response = answer.exchange.response
    body = response.body if response else b""
    as_json = response is not None and "json" in response.media_type
    judge.holds(
        not (answer.accepted and (_is_json(body) or as_json)),
        "a request that asks for JSON is answered with JSON",
        expected="XML, or 406",
        observed=answer,
        shown=(answer,),
    )
    judge.observe(f"Accept: application/json is answered with {answer.status}")


@pytest.mark.requirement("UDS-XML-03")
def test_a_json_body_is_not_carried_out(uds: Uds, judge: Judge) -> None:
    """A change of a speed dial is accepted as XML and not as JSON."""
    with uds.own_dial(judge.observe) as own:
        control = own.put(own.changed(number="5551111"))
        if not control.accepted:
            reason = f"the same change as XML is not accepted: {control}"
            raise Inconclusive(reason)
        fields = own.changed(number="5552222")
        body = json.dumps({"speedDial": fields} if own.device else {"speedDials": [fields]})
        answer = own.put_body(body.encode(), kind=JSON, defect="a body of JSON")
        judge.holds(
            not answer.accepted,
            "a body of JSON is accepted",
            expected="415, or another refusal",
            observed=answer,
            shown=(answer,),
        )
        judge.observe(f"a body of JSON is answered with {answer.status}")


@pytest.mark.requirement("UDS-XML-06")
def test_a_change_is_not_answered_with_json(uds: Uds, judge: Judge) -> None:
    """What answers the POST, PUT and DELETE of a speed dial, if anything, is not JSON."""
    with uds.own_dial(judge.observe) as own:
        own.needed()
        changed = own.put(own.changed(number="5551234"))
        if not changed.accepted or own.needed().number != "5551234":
            reason = f"the change is not carried out: {changed}"
            raise Inconclusive(reason)
        removed = uds.remove_dial(own.dial.index)
        for answer in (own.answer, changed, removed):
            response = answer.exchange.response
            judge.holds(
                response is None
                or not answer.accepted
                or not (_is_json(response.body) or "json" in response.media_type),
                "a change is answered with JSON",
                expected="XML, or nothing",
                observed=answer,
                shown=(answer,),
            )


@pytest.mark.requirement("UDS-XML-05")
def test_the_form_of_errors_is_observed(uds: Uds, judge: Judge) -> None:
    """The media type of an error is reported."""
    answer = uds.visit("/uccNoSuchResource")
    judge.observe(f"a {answer.status} has Content-Type {answer.header('Content-Type') or 'none'}")
