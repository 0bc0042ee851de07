"""Generated requests: whatever is asked, the server does not break down (Response Status Codes)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from contracts.apis.cisco_uds import Answer, Dial, Uds
from contracts.apis.cisco_uds.answer import ABSENT
from contracts.kit import Inconclusive, Judge, NotTested, XsdBodies, deref, few, texts_of

_BREAKDOWN = 500
_OWN = frozenset({"userId", "deviceId"})
_DOTS = frozenset({"", ".", ".."})
_READS = {"quick": 1, "standard": 4, "thorough": 40}
_WRITES = {"quick": 1, "standard": 1, "thorough": 8}
"""Cases of an operation, kept and broken; bodies of a change, all of which is carried out."""


def _varied(uds: Uds) -> list[str]:
    """The reading operations with anything that can be generated, and that the target has."""
    found = []
    for operation in uds.readable:
        given = uds.spec.operations[operation]
        document = uds.spec.documents[given.file.rsplit("/", 1)[-1]]
        parameters = [deref(document, one) for one in given.raw.get("parameters", ())]
        if {one["name"] for one in parameters} - _OWN:
            found.append(operation)
    return found


def _path(uds: Uds, operation: str, case: Any) -> str:
    """The path of a case: of the user and a device of the account, the rest as it is generated."""
    template = uds.spec.operations[operation].path
    ids = {name: "%" if text in _DOTS else text for name, text in texts_of(case.path_parameters)}
    if "{userId}" in template:
        ids["userId"] = uds.user
    if "{deviceId}" in template:
        ids["deviceId"] = uds.devices()[0]
    return uds.filled(template, ids)


def _stands(judge: Judge, answer: Answer, what: str) -> None:
    judge.holds(
        answer.status != _BREAKDOWN,
        f"{what} is answered with a server error",
        expected="a success or a refusal",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-ROBUST-01", "UDS-XML-01")
def test_generated_reads_do_not_break_the_server(uds: Uds, judge: Judge) -> None:
    """Requests that Schemathesis makes from the OpenAPI document, for each that reads.

    Those that keep the document are answered with XML, where they are answered with a success.
    """
    for operation in _varied(uds):
        try:
            uds.served(operation)
        except (NotTested, Inconclusive):
            continue
        for broken in (False, True):
            for case in uds.drawn(operation, judge.seed, _READS[judge.depth], broken=broken):
                path, query = _path(uds, operation, case), tuple(texts_of(case.query))
                answer = uds.visit(path, query=query, defect="generated")
                with judge.of("UDS-ROBUST-01"):
                    _stands(judge, answer, f"a generated request of {operation}")
                with judge.of("UDS-XML-01"):
                    _is_xml(judge, answer, judged=not broken)
    judge.unsaid("the target has no resource with anything to vary")


def _is_xml(judge: Judge, answer: Answer, *, judged: bool) -> None:
    response = answer.exchange.response
    if judged and answer.accepted and response is not None and response.body:
        judge.holds(
            answer.root is not None,
            "a generated request is answered with a success that is not XML",
            expected="well-formed XML",
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-ROBUST-01", "UDS-PARAM-03")
def test_generated_changes_do_not_break_the_server(uds: Uds, judge: Judge) -> None:
    """Bodies made from the XSD of a speed dial, valid ones and such with one defect, by PUT.

    Only the speed dial of the suite's own is changed. What is refused has changed nothing.
    """
    own = uds.own_dial()
    own.control()
    xsd = XsdBodies(uds.spec.directory / "speedDial.request.xsd")
    fixed = {"index": str(own.dial.index)}
    bodies = few(xsd.defective(fixed), judge.seed, _WRITES[judge.depth])
    valid = few(xsd.valid(fixed), judge.seed, _WRITES[judge.depth])
    sent = [(one.what, one.body) for defects in bodies for one in defects]
    for what, body in [*sent, *(("nothing unusual", one) for one in valid)]:
        before = own.needed()
        answer = own.put_body(_listed(own.place.listed, body), defect=f"generated: {what}")
        with judge.of("UDS-ROBUST-01"):
            _stands(judge, answer, f"a change with {what}")
        with judge.of("UDS-PARAM-03"):
            _kept(judge, answer, before, own.shown())
        if answer.accepted:
            own.change()  # Its effect is waited for, lest that of the one before shows later.
    with judge.of("UDS-PARAM-03"):
        judge.unsaid("no generated change was refused")


def _listed(listed: bool, body: bytes) -> bytes:  # noqa: FBT001 - as the place has it
    whole = re.fullmatch(rb"<speedDial>.*</speedDial>", body, re.DOTALL)
    return b"<speedDials>" + body + b"</speedDials>" if listed and whole else body


def _kept(judge: Judge, answer: Answer, before: Dial, after: Dial | None) -> None:
    if answer.refused and answer.status not in ABSENT:
        judge.holds(
            after == before,
            "a refused change has changed something",
            expected=before,
            observed=after,
            shown=(answer,),
        )
