"""XML as the only format (Does the UDS API support XML and JSON requests and responses?)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from lxml import etree

from contracts.apis.cisco_uds import JSON, PLACES, SERVICE_PLACES, XML, Answer, Dial, Uds
from contracts.apis.cisco_uds.bodies import FORM, as_form, as_json
from contracts.apis.cisco_uds.rules import says_json
from contracts.kit import (
    MALFORMED,
    Inconclusive,
    Judge,
    NoAuth,
    NotApplicable,
    NotTested,
    parse_xml,
    refusal,
)

_READ = (
    "getVersion",
    "getTimeZones",
    "getInstalledLocales",
    "getUsers",
    "getUser",
    "getDevices",
    "getDevice",
    "getDeviceSpeedDials",
    "getExtensions",
)
_FORMS_OF_XML: dict[str, Callable[[bytes], bytes]] = {
    "an XML declaration": lambda body: b'<?xml version="1.0" encoding="UTF-8"?>\n' + body,
    "white space between the elements": lambda body: body.replace(b"><", b">\n  <") + b"\n",
}
_NEVER_EMPTY = frozenset({"getVersion", "getTimeZones", "getInstalledLocales", "getDevice"})
_ACCEPTS = {
    "json": JSON,
    "json-first": f"{JSON}, {XML};q=0.5",
    "text-json": "text/json",
    "any": "*/*",
}


@pytest.mark.requirement("UDS-XML-01", "UDS-XML-04")
def test_representations_are_xml(uds: Uds, judge: Judge) -> None:
    """General and private resources are held to be XML, as every exchange of a run is.

    What there always is, is not answered with 200 and nothing.
    """
    for operation in _READ:
        try:
            answer = uds.ask(operation)
        except (NotTested, Inconclusive):
            continue
        response = answer.exchange.response
        empty = answer.status == 200 and response is not None and not response.body
        if empty and operation in _NEVER_EMPTY:
            with judge.of("UDS-XML-01"):
                judge.holds(
                    False,  # noqa: FBT003 - it is empty
                    f"GET {answer.path} is answered with 200 and an empty body",
                    expected="XML",
                    observed=answer,
                    shown=(answer,),
                )
    for requirement in judge.requirements:
        with judge.of(requirement.id):
            if not judge.seen(requirement.id) and requirement.id not in judge.standings:
                reason = "no resource gave a representation that can be recognised"
                raise Inconclusive(reason)


@pytest.mark.requirement("UDS-XML-02")
@pytest.mark.parametrize("accept", _ACCEPTS)
def test_who_accepts_json_gets_none(uds: Uds, judge: Judge, accept: str) -> None:
    """Whatever a client accepts, the answer is XML or a refusal."""
    asked = 0
    for operation in uds.readable if accept == "json" else _READ:
        try:
            uds.served(operation)
        except (NotTested, Inconclusive):
            continue
        asked += 1
        headers = (("Accept", _ACCEPTS[accept]),)
        answer = uds.visit(uds.address(operation), headers=headers, defect="accepts JSON")
        judge.holds(
            not (answer.accepted and says_json(answer.exchange.response)),
            f"a request that accepts {_ACCEPTS[accept]} is answered with JSON",
            expected="XML, or 406",
            observed=answer,
            shown=(answer,),
        )
    if not asked:
        reason = "no resource gives a representation in XML"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDS-XML-02")
@pytest.mark.parametrize("operation", ["getVersion", "getTimeZones", "getDevices"])
def test_no_address_gives_json(uds: Uds, judge: Judge, operation: str) -> None:
    """Neither the ending .json nor a parameter makes an answer JSON."""
    uds.served(operation)
    path = uds.address(operation)
    for where, query in ((f"{path}.json", ()), (path, (("format", "json"),))):
        answer = uds.visit(where, query=query, defect="asks for JSON in the address")
        judge.holds(
            not (answer.accepted and says_json(answer.exchange.response)),
            "a request that asks for JSON in its address is answered with JSON",
            expected="XML, or 404",
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-XML-03")
@pytest.mark.parametrize("form", ["wrapped", "flat", "posted", "listed", "posted-to-the-user"])
def test_a_json_body_is_not_carried_out(uds: Uds, judge: Judge, form: str) -> None:
    """A change of a speed dial is carried out as XML and not as JSON, of whatever form."""
    places = {"listed": PLACES["device-list"], "posted-to-the-user": PLACES["user-list"]}
    own = uds.own_dial(places.get(form))
    control = own.control()
    before = own.needed()
    fields = before.changed(number=uds.new_number())
    if form.startswith("posted"):
        fields |= {"index": str(uds.free_index()), "label": uds.new_name()}
    body = as_json("speedDial", fields, wrapped=form != "flat", listed=form == "listed")
    how = {"kind": JSON, "defect": f"a body of JSON, {form}"}
    answer = (
        uds.add_dial(own.place, own.device, fields, body=body, **how)
        if form.startswith("posted")
        else own.put_body(body, **how)
    )
    after = own.shown()
    added = form.startswith("posted") and uds.has_index(int(fields["index"] or 0))
    judge.holds(
        not answer.accepted and after == before and not added,
        "a body of JSON is carried out, or accepted",
        expected="415, or another refusal, and no change",
        observed=f"{answer}, and {after}",
        shown=(control.answer, answer),
    )
    judge.observe(f"a body of JSON is answered with {answer.status}")


@pytest.mark.requirement("UDS-XML-03")
def test_a_service_in_json_is_not_carried_out(uds: Uds, judge: Judge) -> None:
    """A change of a subscribed service is not carried out as JSON."""
    own = uds.own_service(SERVICE_PLACES["device"])
    before, path = own.own(), own.path()
    fields = {**own.fields, "name": f"{own.name}j"}
    body = as_json("subscribedService", fields, wrapped=True)
    how = {"kind": JSON, "defect": "a body of JSON", "operation": "putDeviceSubscribedService"}
    answer = uds.send("PUT", path, body, **how)
    after = own.own()
    judge.holds(
        not answer.accepted and after == before,
        "a body of JSON is carried out, or accepted",
        expected="415, or another refusal, and no change",
        observed=f"{answer}, and {after}",
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-XML-09")
@pytest.mark.parametrize("form", _FORMS_OF_XML)
@pytest.mark.parametrize("place", ["first", "user-list"])
def test_xml_may_be_written_otherwise(uds: Uds, judge: Judge, place: str, form: str) -> None:
    """A change is carried out with an XML declaration, or white space between the elements."""
    own = uds.own_dial(PLACES.get(place))
    control = own.control()
    before, number = own.needed(), uds.new_number()
    body = _FORMS_OF_XML[form](
        own.body(before.changed(number=number, label=own.dial.label or None))
    )
    answer = own.put_body(body)
    after = uds.seen(answer, own.shown, lambda one: one != before)
    judge.holds(
        answer.accepted and after is not None and after.number == number,
        f"a change with {form} is not carried out, though one without is",
        expected=f"a success, and the number {number}",
        observed=f"{answer}, and {after}",
        shown=(control.answer, answer),
    )


@pytest.mark.requirement("UDS-XML-08")
def test_a_form_is_not_carried_out(uds: Uds, judge: Judge) -> None:
    """A change of a speed dial is carried out as XML and not as a form."""
    own = uds.own_dial()
    own.control()
    before = own.needed()
    body = as_form(before.changed(number=uds.new_number()))
    answer = own.put_body(body, kind=FORM, defect="a form")
    _not_carried_out(judge, "a form", answer, before, own.shown())


@pytest.mark.requirement("UDS-XML-08", "UDS-PARAM-05")
def test_a_body_that_ends_early_is_refused(uds: Uds, judge: Judge) -> None:
    """A change whose body ends before its root does is refused, and does nothing."""
    own = uds.own_dial()
    own.control()
    before = own.needed()
    body = own.body(before.changed(number=uds.new_number()))
    answer = own.put_body(body[: -len(own.place.root) - 3], defect="a body that ends early")
    with judge.of("UDS-XML-08"):
        _not_carried_out(judge, "a body that ends early", answer, before, own.shown())
    with judge.of("UDS-PARAM-05"):
        what = "a change with a body that ends early"
        judge.refused(refusal(what, *MALFORMED, cause=MALFORMED), answer)


def _not_carried_out(
    judge: Judge, what: str, answer: Answer, before: Dial, after: Dial | None
) -> None:
    judge.holds(
        not answer.accepted and after == before,
        f"{what} is carried out, or accepted",
        expected="415, or another refusal, and no change",
        observed=f"{answer}, and {after}",
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-XML-06")
def test_a_change_is_not_answered_with_json(uds: Uds, judge: Judge) -> None:
    """What answers POST, PUT and DELETE of speed dials and services, if anything, is not JSON."""
    life = uds.dial_life(uds.main_place())
    answers = [life.own.answer, uds.own_dial().control().answer, life.deleted]
    with suppress(NotTested, Inconclusive):
        service = uds.service_life(uds.main_service_place())
        answers += [service.own.answer, service.deleted]
    for answer in answers:
        if answer is not None and answer.accepted:
            judge.holds(
                not says_json(answer.exchange.response),
                "a change is answered with JSON",
                expected="XML, or nothing",
                observed=answer,
                shown=(answer,),
            )


def _errors(uds: Uds) -> list[Answer]:
    """Some errors: an unknown path, missing credentials, a conflict."""
    found = [uds.visit("/uccNoSuchResource")]
    try:
        path = uds.address("getUser")
    except NotTested:
        return found
    uds.fresh()
    found.append(uds.visit(path, auth=NoAuth(), defect="no credentials"))
    found.append(uds.visit(f"{path}/uccNoSuchResource"))
    with suppress(NotTested, Inconclusive):
        found.append(uds.own_dial().again())
    return found


@pytest.mark.requirement("UDS-XML-05", "UDS-XML-07")
def test_errors_are_not_json(uds: Uds, judge: Judge) -> None:
    """The body of an error is not JSON; where it calls itself XML it is well-formed."""
    errors = [one for one in _errors(uds) if one.status >= 400]
    with judge.of("UDS-XML-05"):
        _some(errors, "no error is seen")
        if uds.reading("UDS-AMB-04") == "errors-open":
            reason = "errors may be anything, by the reading errors-open of UDS-AMB-04"
            raise NotApplicable(reason)
        for answer in errors:
            judge.holds(
                not says_json(answer.exchange.response),
                "an error is answered with JSON",
                expected="XML, HTML or nothing",
                observed=answer,
                shown=(answer,),
            )
            said = answer.header("Content-Type") or "none"
            judge.observe(f"a {answer.status} has Content-Type {said}")
    with judge.of("UDS-XML-07"):
        as_xml = [one for one in errors if _calls_itself_xml(one)]
        if not as_xml:
            reason = "no error has a body that calls itself XML"
            raise NotTested(reason)
        for answer in as_xml:
            judge.holds(
                _is_xml(answer),
                "an error calls itself XML and is not well-formed",
                expected="XML",
                observed=answer,
                shown=(answer,),
            )


def _some(errors: list[Answer], reason: str) -> None:
    if not errors:
        raise Inconclusive(reason)


def _calls_itself_xml(answer: Answer) -> bool:
    response = answer.exchange.response
    return response is not None and bool(response.body) and response.media_type.endswith("xml")


def _is_xml(answer: Answer) -> bool:
    response = answer.exchange.response
    try:
        parse_xml(response.body if response else b"", response.charset if response else "")
    except etree.XMLSyntaxError:
        return False
    return True
